"""A review as a data cube: whole, with the run that made it, and loadable like any facts."""

from pathlib import Path

import pytest

from ecograph.exports.cubestructure import DATA_SET
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.review import Review
from ecograph.review.written.cube import as_cube
from ecograph.review.written.tables import parts_table, series_table
from ecograph.standards import TYPE
from ecograph.store import EditionReader, Register
from tests.integrity import FORBIDDEN, PREFIXES, answer, stored
from tests.reviews import review_of

# No dimension of a review has codes of a list, which these could take away.
BREAKABLE = tuple(each for each in FORBIDDEN if not each.startswith(("IC-5 ", "IC-19 ")))
COUNT = "SELECT (COUNT(*) AS ?n) WHERE { ?one a <http://purl.org/linked-data/cube#Observation> }"


@pytest.fixture(scope="module")
def review(model_cluster: Register) -> Review:
    return review_of(model_cluster.path, 2024)


@pytest.fixture(scope="module")
def cube(review: Review) -> bytes:
    return as_cube(review, DEFAULT_BASE)


@pytest.mark.parametrize("constraint", FORBIDDEN)
def test_the_cube_keeps_each_integrity_constraint(cube: bytes, constraint: str) -> None:
    pattern, _ = FORBIDDEN[constraint]
    assert not answer(stored(cube), pattern)


@pytest.mark.parametrize("constraint", BREAKABLE)
def test_each_constraint_would_notice(cube: bytes, constraint: str) -> None:
    pattern, change = FORBIDDEN[constraint]
    store = stored(cube)
    store.update(f"{PREFIXES} {change}")
    assert answer(store, pattern)


def test_each_number_of_the_review_is_one_observation(review: Review, cube: bytes) -> None:
    series = sum(row[-2] is not None for row in series_table(review).rows)
    parts = [row for row in parts_table(review).rows if row[1] != "total" and row[4] is not None]
    named = {row.headline.id for row in review.rows}
    parts = [row for row in parts if f"{row[0]}/{row[1]}" not in named]
    assert cube.count(b"a qb:Observation") == series + len(parts)


def test_a_figure_says_its_year_unit_and_version(cube: bytes) -> None:
    # By hand: tests/answers/model-cluster-review.yaml has 33 organisations in 2024.
    pattern = """
      ?one eco:figure <https://w3id.org/ecograph/measure/organisations> ;
        eco:period "2024" ; eco:value 33.0 ; eco:unit ?unit ; eco:definitionVersion ?version .
    """
    assert answer(stored(cube), pattern)


def test_the_run_names_edition_rules_and_libraries(review: Review, cube: bytes) -> None:
    pattern = f"""
      ?set a qb:DataSet ; prov:wasGeneratedBy ?run .
      ?run prov:used ?edition ; eco:parameter ?rules ;
        prov:wasAssociatedWith ?library .
      ?edition <http://purl.org/dc/terms/identifier> "{review.provenance.edition}" .
      ?library rdfs:label ?name .
      FILTER (STRSTARTS(?rules, "rules in force: ") && STRSTARTS(?name, "networkx "))
    """
    assert answer(stored(cube), pattern)


def test_two_looks_at_one_year_are_two_data_sets(model_cluster: Register, cube: bytes) -> None:
    other = as_cube(review_of(model_cluster.path, 2024, internal=True), DEFAULT_BASE)
    assert _sets(cube).isdisjoint(_sets(other))


def _sets(cube: bytes) -> set[str]:
    sets = stored(cube).quads_for_pattern(None, TYPE, DATA_SET)
    return {str(quad.subject) for quad in sets}


def test_it_is_loaded_like_any_facts(cube: bytes, tmp_path: Path) -> None:
    (tmp_path / "review-2024.ttl").write_bytes(cube)
    register = Register(tmp_path / "register", DEFAULT_BASE)
    load_files(register, [tmp_path / "review-2024.ttl"], None, Choices(strict=True))
    (row,) = EditionReader(register.path).select(COUNT, {}, internal=False).rows
    assert row[0]
    assert int(row[0].value) == cube.count(b"a qb:Observation")
