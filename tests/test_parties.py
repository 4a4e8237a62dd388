"""Who takes part in a relation that several sources tell of: all, each with what is theirs."""

from pathlib import Path

import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.ingest import Loaded
from ecograph.loading import Choices, load_files
from ecograph.store import EditionReader, Register
from tests.facts import SPARQL_PREFIXES
from tests.sheetfiles import ORGANISATIONS, load, values, write

FIRM = f"{ORGANISATIONS}firm,Firm,\n"
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
    first, second = folder(tmp_path, "first"), folder(tmp_path, "second")
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


def test_what_is_held_jointly_is_one_partys_in_any_order_and_nobody_elses(tmp_path: Path) -> None:
    own = f"{DEFAULT_BASE}organisation/"
    jointly = f"{HEAD}own,ownership,north; {own}south,owner,80\nown,,firm,owned,\n"
    alike = f"{HEAD}own,ownership,south; north,owner,80\nown,,south,owner,20\n"
    first = load(write(folder(tmp_path, "first"), organisations=FIRM, relations=jointly))
    second = load(write(folder(tmp_path, "second"), organisations=FIRM, relations=alike))
    both, alone, firm = "north+south/owner", "south/owner", "firm/owned"
    assert named(first) == {f"<{DEFAULT_BASE}relation/own/party/{each}>" for each in (both, firm)}
    assert named(second) == {f"<{DEFAULT_BASE}relation/own/party/{each}>" for each in (both, alone)}


def test_names_that_run_together_are_two_parties(tmp_path: Path) -> None:
    organisations = "id,name\nx,X\nx-lead,X Lead\nx-2,X Two\n"
    rows = (
        "own,partnership,x,lead-applicant,\nown,,x-lead,applicant,\n"
        "own,,x,,\nown,,x,,\nown,,x-2,,\n"
    )
    found = named(load(write(tmp_path, organisations=organisations, relations=HEAD + rows)))
    parties = {"x/lead-applicant", "x-lead/applicant", "x", "x/2", "x-2"}
    assert found == {f"<{DEFAULT_BASE}relation/own/party/{each}>" for each in parties}


def named(loaded: Loaded) -> set[str]:
    """Return the parties of the relation that both sources tell of."""
    assert loaded.is_complete
    return values(loaded, "relation/own", "involvement")


def folder(parent: Path, name: str) -> Path:
    """Return a new folder."""
    (parent / name).mkdir()
    return parent / name
