"""What is locked stays as it is: no load, of sheets or of RDF, and no unload changes it."""

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecograph.errors import LockedError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.records import SourceContent
from ecograph.store import Register
from ecograph.store.facts.claims import Claim, claims
from ecograph.vocabulary import ECO
from tests.results import TODAY, facts, loaded, register_with, told

INDICATOR = f"{DEFAULT_BASE}indicator/served"
LOCKED = "a,served,2024,12,,,,,locked"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let refused rows be written where nothing else is."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of a register with our own framework, to be copied."""
    return register_with(tmp_path_factory.mktemp("prepared")).path


@pytest.fixture
def register(prepared: Path, tmp_path: Path) -> Register:
    """Give a register of its own with our own framework."""
    return Register(Path(shutil.copytree(prepared, tmp_path / "store")), DEFAULT_BASE)


def test_loading_the_same_values_again_changes_nothing(register: Register, tmp_path: Path) -> None:
    lines = (LOCKED, "b,served,2024,11,,,,,,a", "c,served,2023,9,,,,,draft")
    first = loaded(register, tmp_path, *lines)
    again = loaded(register, tmp_path, *lines)
    assert first.outcome is not None
    assert again.outcome is not None
    assert (first.outcome.changed, again.outcome.changed) == (True, False)


@pytest.mark.parametrize(
    ("row", "column", "was"),
    [
        ("a,served,2024,13,,,,,locked", "value", "12"),
        ("a,served,2024,12,,,,,approved", "status", "locked"),
        ("a,served,2023,12,,,,,locked", "period", "2024"),
        ("a,served,2024,12,,students,,,locked", "group", "nothing"),
        ("a,served,2024,12,,,about twelve,,locked", "answer", "nothing"),
        ("a,calls,2024,12,,,,,locked", "indicator", "served"),
    ],
)
def test_a_locked_value_is_not_changed(
    register: Register, tmp_path: Path, row: str, column: str, was: str
) -> None:
    loaded(register, tmp_path, LOCKED)
    done = loaded(register, tmp_path, row, "b,served,2022,4")
    (problem,) = done.problems
    assert (problem.line, problem.column, problem.reason) == (
        2,
        column,
        f"is locked: it says {was}.",
    )
    assert problem.remedy == (
        "Put it back, and give the correction a row of its own with a in supersedes."
    )
    assert facts(register) == {"a": "12 locked", "b": "4 approved"}
    assert "1 locked observations stay as they were, for their rows were refused." in done.remarks


@pytest.mark.parametrize("period", ["2024", "2024-H1", "2024-05", "2023-12/2024-01"])
@pytest.mark.parametrize("source", ["values", "another"])
def test_a_locked_time_takes_no_further_value(
    register: Register, tmp_path: Path, period: str, source: str
) -> None:
    loaded(register, tmp_path, LOCKED)
    lines = [LOCKED] if source == "values" else []
    done = loaded(
        register, tmp_path, *lines, f"b,served,{period},5", "c,served,2022,1", source=source
    )
    place = " (observations.csv, row 2)" if lines else ", which the register holds"
    (problem,) = told(done)
    assert problem.endswith(
        f"period: “{period}” is of a time whose value is locked: a{place}. If this row corrects "
        "it, write a in supersedes; otherwise leave it out."
    )
    assert facts(register) == {"a": "12 locked", "c": "1 approved"}


def test_a_locked_value_is_corrected_by_one_that_supersedes_it(
    register: Register, tmp_path: Path
) -> None:
    loaded(register, tmp_path, LOCKED)
    done = loaded(register, tmp_path, "b,served,2024,11,,,,,locked,a", source="corrections")
    assert told(done) == []
    assert facts(register) == {"a": "12 locked", "b": "11 locked"}


def test_a_load_without_the_locked_row_is_refused(register: Register, tmp_path: Path) -> None:
    loaded(register, tmp_path, LOCKED, "b,served,2022,4")
    with pytest.raises(LockedError) as refused:
        loaded(register, tmp_path, "b,served,2022,4")
    assert str(refused.value) == (
        "Observations that are locked would be taken away: a. Nothing was changed. Keep their "
        "rows as they are, and correct a value by a new observation that names the locked one in "
        "supersedes."
    )
    assert facts(register) == {"a": "12 locked", "b": "4 approved"}


def test_a_source_with_a_locked_value_is_not_unloaded(register: Register, tmp_path: Path) -> None:
    loaded(register, tmp_path, LOCKED)
    with pytest.raises(LockedError, match="would be taken away: a"):
        register.unload("values")
    with pytest.raises(LockedError, match="would be taken away: a"):
        load_files(register, [tmp_path / "values"], "values", Choices(internal=True, today=TODAY))
    assert facts(register) == {"a": "12 locked"}


def test_a_correction_that_keeps_a_lock_apart_from_a_third_value_does_not_go(
    tmp_path: Path,
) -> None:
    register = register_with(tmp_path)
    loaded(register, tmp_path, LOCKED)
    loaded(register, tmp_path, "b,served,2024,11,,,,,,a", source="one")
    loaded(register, tmp_path, "c,served,2024,10,,,,,,b", source="two")
    with pytest.raises(LockedError, match="would get another value beside them: a"):
        register.unload("one")


def test_an_example_with_a_locked_value_gives_way(register: Register, tmp_path: Path) -> None:
    lines = _observation("a", "2024", "12", "locked")
    register.replace(SourceContent("demo", frozenset(lines), frozenset(), "sheets", example=True))
    assert facts(register) == {"a": "12 locked"}
    loaded(register, tmp_path, "b,served,2024,4")
    assert facts(register) == {"b": "4 approved"}


def _observation(name: str, period: str, value: str, status: str) -> list[str]:
    subject = f"<{DEFAULT_BASE}observation/{name}>"
    decimal = "http://www.w3.org/2001/XMLSchema#decimal"
    statuses = "https://w3id.org/ecograph/scheme/observation-statuses/"
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    return [
        f"{subject} {kind} <{ECO}Observation> .",
        f"{subject} <{ECO}indicator> <{INDICATOR}> .",
        f'{subject} <{ECO}period> "{period}" .',
        f'{subject} <{ECO}value> "{value}"^^<{decimal}> .',
        f"{subject} <{ECO}observationStatus> <{statuses}{status}> .",
    ]


def as_rdf(folder: Path, *lines: str) -> Path:
    """Write lines of N-Triples as a file."""
    folder.mkdir(exist_ok=True)
    path = folder / "values.nt"
    path.write_text("\n".join([*lines, ""]), "utf-8")
    return path


def test_values_in_rdf_are_held_against_the_same_rules(register: Register, tmp_path: Path) -> None:
    loaded(register, tmp_path, LOCKED)
    good = _observation("b", "2022", "4", "approved")
    bad = [*_observation("c", "2024", "13", "approved"), *_observation("d", "2031", "1", "draft")]
    path = as_rdf(tmp_path / "rdf", *good, *bad)
    done = load_files(register, [path], "rdf", Choices(today=TODAY))
    where = f"{DEFAULT_BASE}observation"
    assert {(each.column, each.value, each.reason) for each in done.problems} == {
        (
            f"{where}/c {ECO}period",
            "2024",
            "is of a time whose value is locked: a, which the register holds.",
        ),
        (f"{where}/d {ECO}period", "2031", "ends after today, 2025-06-30."),
    }
    assert facts(register) == {"a": "12 locked", "b": "4 approved"}


def test_a_locked_value_in_rdf_is_not_changed(register: Register, tmp_path: Path) -> None:
    path = as_rdf(tmp_path / "rdf", *_observation("a", "2024", "12", "locked"))
    load_files(register, [path], "rdf", Choices(today=TODAY))
    other = _observation("b", "2022", "4", "approved")
    as_rdf(tmp_path / "rdf", *_observation("a", "2024", "13", "locked"), *other)
    done = load_files(register, [path], "rdf", Choices(today=TODAY))
    assert [problem.reason for problem in done.problems] == ["is locked: it says 12."]
    assert facts(register) == {"a": "12 locked", "b": "4 approved"}


STATUSES = st.sampled_from(["", "draft", "approved", "locked"])
PERIODS = st.sampled_from(["2022", "2022-H1", "2023", "2023-Q4", "2022-12/2023-01"])
LINES = st.builds(
    "{},served,{},{},,,,,{},{}".format,
    st.sampled_from("abcd"),
    PERIODS,
    st.integers(1, 3),
    STATUSES,
    st.sampled_from(["", "a", "b", "c", "a;b"]),
)
STEPS = st.lists(
    st.tuples(st.sampled_from(["one", "two"]), st.lists(LINES, max_size=3), st.booleans()),
    min_size=2,
    max_size=5,
)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_no_sequence_of_loads_changes_what_is_locked(
    steps: list[tuple[str, list[str], bool]],
    prepared: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    folder = tmp_path_factory.mktemp("law")
    register = Register(Path(shutil.copytree(prepared, folder / "store")), DEFAULT_BASE)
    for source, lines, is_unload in steps:
        before = _claims(register)
        try:
            if is_unload and source in {each.name for each in register.sources()}:
                register.unload(source)
            else:
                loaded(register, folder, *lines, source=source)
        except LockedError:
            assert _claims(register) == before
        after = _claims(register)
        for iri, claim in before.items():
            if claim.is_locked:
                assert after[iri] == claim
                beside = [other for other in after.values() if other.is_of_the_same(claim)]
                assert all(
                    _stands_for(after, other.iri, iri) or _stands_for(after, iri, other.iri)
                    for other in beside
                )


def _claims(register: Register) -> dict[str, Claim]:
    edition = register.current()
    assert edition is not None
    lines = [
        line
        for name, graph in edition.manifest.graphs.items()
        if "/source/one" in name or "/source/two" in name
        for line in (edition.graphs / graph.file).read_text("utf-8").splitlines()
    ]
    return claims(lines, 1)


def _stands_for(found: dict[str, Claim], one: str, other: str) -> bool:
    """Tell whether one is the other, or supersedes it step by step."""
    steps = (_stands_for(found, each, other) for each in found[one].supersedes if each in found)
    return one == other or any(steps)
