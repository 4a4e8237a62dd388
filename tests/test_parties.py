"""Who takes part in a relation that several sources tell of: all, each with what is theirs."""

from pathlib import Path

import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.store import EditionReader, Register
from tests.facts import SPARQL_PREFIXES
from tests.sheetfiles import ORGANISATIONS, write

HEAD = "id,kind,organisation,role,share\n"
REGISTER = f"{HEAD}deal,partnership,north,partner,\ndeal,,south,partner,\n"
# Another order, other words for who and as what, a share known, a party and a role more.
STAFF = (
    f"{HEAD}deal,partnership,{DEFAULT_BASE}organisation/south,Partner,30\n"
    "deal,,east,partner,\ndeal,,north,funder,\n"
)
PARTIES = """
SELECT ?name ?role ?share WHERE {
  ?relation eco:involvement ?party . ?party eco:organisation/rdfs:label ?name .
  OPTIONAL { ?party eco:role ?role } OPTIONAL { ?party eco:share ?share }
} ORDER BY ?name ?role"""


@pytest.fixture
def register(tmp_path: Path) -> Register:
    """Give a register of two sources, of which the second knows more parties of one relation."""
    first, second = tmp_path / "first", tmp_path / "second"
    first.mkdir()
    second.mkdir()
    write(first, organisations=f"{ORGANISATIONS}east,East Lab,PL\n", relations=REGISTER)
    write(second, relations=STAFF)
    register = Register(tmp_path / "register", DEFAULT_BASE)
    for source in (first, second):
        load_files(register, [source], source.name, Choices())
    return register


def test_a_second_source_adds_parties_roles_and_shares(register: Register) -> None:
    table = EditionReader(register.path).select(SPARQL_PREFIXES + PARTIES, {}, internal=False)
    told = [
        tuple(term.value.rsplit("/", 1)[-1] if term else "" for term in row) for row in table.rows
    ]
    assert told == [
        ("East Lab", "partner", ""),
        ("North Bio", "funder", ""),
        ("North Bio", "partner", ""),
        ("South Care", "partner", "30"),
    ]
