"""What is switched on: nothing unless chosen, and the most specific choice wins."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.frameworks import Choice
from ecograph.frameworks.switching import chosen, is_on, level_iri
from tests.valued import COMMAND, ELEMENTS, INDICATORS, choice, frameworks

# What is above the indicator of the activity, the most specific first.
ABOVE = (
    *("visits", "activity", "output", "outcome", "impact"),
    level_iri("activity"),
    *("market", "need", "aim"),
)


def on(*choices: Choice) -> set[str]:
    """Return the indicators that are on by these choices."""
    return {each.iri for each in chosen(frameworks(choices=choices))}


def test_nothing_is_on_where_nobody_has_chosen() -> None:
    found = frameworks()
    assert chosen(found) == ()
    assert not any(is_on(found, iri) for iri in (*found.elements, *found.frameworks))


@pytest.mark.parametrize(
    ("about", "indicators"),
    [
        ("aim", {"growth", "deals", "fairs", "visits", "spent", "found"}),
        ("need", {"growth", "deals", "fairs", "visits", "spent", "found"}),
        ("market", {"growth", "deals", "fairs", "visits", "spent", "found"}),
        ("outcome", {"deals", "fairs", "visits", "spent", "found"}),
        ("output", {"fairs", "visits", "spent"}),
        ("activity", {"visits"}),
        ("deals", {"deals"}),
        ("plan", {"done"}),
        ("needs", set()),
        (level_iri("output"), {"fairs", "spent"}),
        ("nothing-that-is-there", set()),
    ],
)
def test_a_choice_switches_on_what_leads_to_it(about: str, indicators: set[str]) -> None:
    assert on(choice(about, on=True)) == indicators


@pytest.mark.parametrize("place", range(1, len(ABOVE)))
def test_the_more_specific_choice_wins(place: int) -> None:
    finer, wider = ABOVE[place - 1], ABOVE[place]
    assert "visits" not in on(choice(wider, on=True), choice(finer, on=False))
    assert "visits" in on(choice(wider, on=False), choice(finer, on=True))


def test_switching_an_element_off_leaves_the_rest_on() -> None:
    assert on(choice("market", on=True), choice("output", on=False)) == {"growth", "deals", "found"}


def test_what_the_command_says_wins_over_a_sheet_that_says_otherwise() -> None:
    sheet, command = choice("market", on=True), choice("market", on=False, source=COMMAND)
    assert on(sheet, command) == on(command, sheet) == set()
    assert on(choice("market", on=False), choice("plan", on=True, source=COMMAND)) == {"done"}
    internal = choice("market", on=True, source=f"{COMMAND}/internal")
    assert "deals" in on(choice("market", on=False), internal)


def test_of_two_sheets_that_disagree_the_one_that_says_no_wins() -> None:
    assert on(choice("market", on=True), choice("market", on=False)) == set()


def test_a_choice_of_an_interval_switches_nothing() -> None:
    assert on(choice("market", interval="yearly")) == set()
    assert "deals" in on(choice("market", on=True), choice("deals", interval="yearly"))


def test_a_framework_is_on_if_anything_in_it_is() -> None:
    found = frameworks(choices=[choice("deals", on=True)])
    assert is_on(found, "market")
    assert not is_on(found, "plan")
    assert not is_on(found, "outcome")


def test_what_is_not_there_is_not_on() -> None:
    assert not is_on(frameworks(choices=[choice("market", on=True)]), "nowhere")


EVERYTHING = (
    *(each.iri for each in ELEMENTS),
    *(each.iri for each in INDICATORS),
    "market",
    "plan",
)
CHOICES = st.lists(
    st.builds(
        lambda about, state: choice(about, on=state), st.sampled_from(EVERYTHING), st.booleans()
    ),
    max_size=5,
)


@given(choices=CHOICES)
def test_the_order_of_choices_changes_nothing(choices: list[Choice]) -> None:
    assert on(*choices) == on(*reversed(choices))


@given(choices=CHOICES, last=st.sampled_from([each.iri for each in INDICATORS]))
def test_the_choice_about_an_indicator_itself_always_holds(
    choices: list[Choice], last: str
) -> None:
    own = choice(last, on=True, source=COMMAND)
    assert last in on(*choices, own)
