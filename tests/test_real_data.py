"""Real files that nobody here wrote, loaded as a user would and counted a second time by hand."""

import shutil
from pathlib import Path

import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, Load, load_files
from ecograph.questions import ask, catalogue
from ecograph.resources import folder
from ecograph.store import EditionReader, Register
from tests.conftest import TODAY
from tests.independent import cordis

YEAR = 2018
PREFIXES = (
    "PREFIX eco: <https://w3id.org/ecograph/ns#> PREFIX org: <http://www.w3.org/ns/org#> "
    "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> "
)
COUNTS = {
    "participations": "SELECT (COUNT(DISTINCT ?r) AS ?n) { ?r a eco:Participation }",
    "projects": "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?p a eco:Project ; eco:party ?o }",
    "organisations": "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?o a org:Organization }",
    "names": "SELECT (COUNT(*) AS ?n) { ?o a org:Organization ; rdfs:label ?l }",
    "parties": "SELECT (COUNT(*) AS ?n) { ?r eco:involvement/eco:organisation ?o }",
}


def load(register: Register, path: Path, mapping: str = "", source: str = "") -> Load:
    chosen = folder("examples") / "mappings" / mapping if mapping else None
    return load_files(register, [path], source or None, Choices(mapping=chosen))


def counts(register: Register) -> dict[str, int]:
    reader = EditionReader(register.path)
    found = {}
    for name, query in COUNTS.items():
        (row,) = reader.select(PREFIXES + query, {}, internal=True).rows
        found[name] = int(row[0].value) if row[0] else -1
    return found


@pytest.fixture
def health(cordis_health: Register, tmp_path: Path) -> Register:
    """Give a copy of the register with the health projects of CORDIS, to load more into."""
    shutil.copytree(cordis_health.path, tmp_path / "copy")
    return Register(tmp_path / "copy", DEFAULT_BASE)


def test_cordis_gives_all_participations_in_all_projects(cordis_health: Register) -> None:
    found = counts(cordis_health)
    assert (found["participations"], found["projects"]) == (4_995, 509)


@pytest.mark.row("R003")
def test_partners_of_ten_organisations_equal_an_independent_count(
    cordis_health: Register, real_data: Path
) -> None:
    data = real_data / "cordis-h2020-health"
    names = ["KAROLINSKA INSTITUTET", *cordis.organisations_by_size(data, 10)]
    reader = EditionReader(cordis_health.path)
    for name in names:
        pics = {row["organisationID"] for row in cordis.participations(data) if row["name"] == name}
        given = {"organisation": f"pic:{min(pics)}", "year": str(YEAR)}
        answer = ask(reader, catalogue()["partners"], given, internal=False, today=TODAY)
        told = {str(row["partner_iri"]).rpartition("pic-")[2] for row in answer.rows}
        assert told == partner_pics(data, pics, YEAR), name


def partner_pics(data: Path, own: set[str], year: int) -> set[str]:
    """Return the PICs of those who share a project of a year with an organisation."""
    listed = cordis.projects(data)
    by_project: dict[str, set[str]] = {}
    for row in cordis.participations(data):
        by_project.setdefault(row["projectID"], set()).add(row["organisationID"])
    shared = (
        parties
        for number, parties in by_project.items()
        if parties & own and cordis.runs_in(listed[number], year)
    )
    return set().union(*shared) - own


def test_four_sources_load_on_top_of_each_other(real_data: Path, health: Register) -> None:
    load(health, real_data / "cordis-2023-slice")
    load(health, real_data / "imi", "imi-by-pic.yaml", "imi")
    load(health, real_data / "member-list", "member-list.yaml")
    pics = {
        row["organisationID"]
        for name in ("cordis-h2020-health", "cordis-2023-slice")
        for row in cordis.participations(real_data / name)
    }
    query = (
        "SELECT (COUNT(DISTINCT ?i) AS ?pics) (COUNT(DISTINCT ?o) AS ?bodies) { "
        "?o org:identifier ?i "
        "FILTER (STRENDS(STR(DATATYPE(?i)), '/pic')) }"
    )
    (row,) = EditionReader(health.path).select(PREFIXES + query, {}, internal=True).rows
    found = [int(term.value) for term in row if term]
    assert found[0] >= len(pics)
    assert found[0] == found[1]


def test_no_count_changes_when_a_source_is_loaded_again_under_another_name(
    real_data: Path, health: Register
) -> None:
    once = counts(health)
    load(health, real_data / "cordis-h2020-health", source="again")
    assert counts(health) == once
