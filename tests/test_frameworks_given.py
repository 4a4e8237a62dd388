"""What stands as reported for a period: the newest that is of us and not superseded."""

from decimal import Decimal
from types import MappingProxyType

from ecograph.frameworks import Frameworks, Observation, Silence
from ecograph.frameworks.given import given, reported
from ecograph.periods import period, period_span
from tests.results import TODAY

ELEMENT = "x:question"
YEAR = period(2024, None, TODAY)


def observed(key: str, value: str, text: str = "2024", **said: str) -> Observation:
    """Return an observation of the element."""
    return Observation(
        iri=f"x:{key}",
        indicator=said.get("indicator", ELEMENT),
        about=said.get("about", ""),
        value=Decimal(value),
        text="",
        unit="people",
        period=text,
        span=period_span(text),
        kind=said.get("kind", "actual"),
        group=said.get("group", ""),
        status=said.get("status", "approved"),
        supersedes=(said["supersedes"],) if "supersedes" in said else (),
        evidence=(),
        note="",
        sources=(),
    )


def those(*observations: Observation, internal: bool = True) -> Frameworks:
    """Return frameworks with these observations."""
    nothing: MappingProxyType[str, str] = MappingProxyType({})
    return Frameworks(
        frameworks=MappingProxyType({}),
        elements=MappingProxyType({}),
        indicators=MappingProxyType({}),
        observations=observations,
        contributions=(),
        choices=(),
        names=nothing,
        profile=None,
        is_internal=internal,
        edition="",
    )


def value(frameworks: Frameworks, about: str = "") -> Decimal | None:
    """Return the value that stands for the year."""
    found = given(frameworks, ELEMENT, YEAR, about)
    return found.value if found else None


def test_the_newest_value_of_the_period_stands() -> None:
    found = those(observed("a", "1", "2024-H1"), observed("b", "2", "2024-H2"))
    assert value(found) == 2


def test_another_year_another_question_and_another_kind_of_value_do_not_stand() -> None:
    found = those(
        observed("a", "1", "2023"),
        observed("b", "2", indicator="x:other"),
        observed("c", "3", kind="target"),
        observed("d", "4", group="students"),
    )
    assert value(found) is None
    assert reported(found, ELEMENT, YEAR).reason is Silence.NOT_REPORTED


def test_a_draft_stands_for_staff_only() -> None:
    both = observed("a", "1"), observed("b", "2", status="draft")
    assert value(those(*both)) == 2
    assert value(those(*both, internal=False)) == 1


def test_a_time_that_ends_in_the_period_stands_and_one_that_ends_later_does_not() -> None:
    assert value(those(observed("a", "1", "2023-07/2024-06"))) == 1
    assert value(those(observed("a", "1", "2024-07/2025-06"))) is None


def test_a_correction_stands_for_what_it_corrects() -> None:
    corrected = those(observed("b", "1"), observed("a", "2", supersedes="x:b"))
    assert value(corrected) == 2


def test_what_is_of_another_cluster_does_not_stand() -> None:
    found = those(observed("a", "1", about="x:ours"), observed("b", "2", about="x:theirs"))
    assert value(found, "x:ours") == 1
    assert value(found) is None


def test_a_reported_value_brings_its_unit_its_fact_and_its_status() -> None:
    found = reported(those(observed("a", "7", status="locked")), ELEMENT, YEAR)
    assert (found.value, found.unit, found.facts, found.status) == (
        Decimal(7),
        "people",
        ("x:a",),
        "locked",
    )
