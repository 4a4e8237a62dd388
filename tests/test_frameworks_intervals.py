"""How often an indicator is measured: by its level, as its definition says, or as is chosen."""

import pytest

from ecograph.frameworks import Choice
from ecograph.frameworks.intervals import interval_of
from ecograph.frameworks.switching import level_iri
from tests.valued import COMMAND, choice, frameworks, indicator, of


@pytest.mark.row("R070")
@pytest.mark.parametrize(
    ("name", "interval"),
    [
        ("visits", "half-yearly"),
        ("fairs", "half-yearly"),
        ("deals", "yearly"),
        ("growth", "two-yearly"),
        ("done", "yearly"),
    ],
)
def test_the_interval_goes_by_the_level(name: str, interval: str) -> None:
    found = frameworks()
    assert interval_of(found, of(found, name)) == interval


def test_the_setting_says_how_the_ambiguous_word_of_the_source_is_read() -> None:
    found = frameworks()
    assert interval_of(found, of(found, "growth"), "half-yearly") == "half-yearly"
    assert interval_of(found, of(found, "deals"), "half-yearly") == "yearly"


@pytest.mark.parametrize(
    ("choices", "interval"),
    [
        ([choice(level_iri("outcome"), interval="half-yearly")], "half-yearly"),
        ([choice(level_iri("output"), interval="once")], "yearly"),
        ([choice("market", interval="two-yearly")], "two-yearly"),
        (
            [choice("market", interval="two-yearly"), choice("outcome", interval="once")],
            "once",
        ),
        (
            [choice("deals", interval="half-yearly"), choice("outcome", interval="once")],
            "half-yearly",
        ),
        (
            [choice("market", interval="once"), choice(level_iri("outcome"), interval="yearly")],
            "once",
        ),
        (
            [
                choice("deals", interval="half-yearly"),
                choice("deals", interval="two-yearly", source=COMMAND),
            ],
            "two-yearly",
        ),
        ([choice("deals", on=True)], "yearly"),
    ],
)
def test_a_choice_changes_it_and_the_most_specific_wins(
    choices: list[Choice], interval: str
) -> None:
    found = frameworks(choices=choices)
    assert interval_of(found, of(found, "deals")) == interval


def test_what_the_definition_says_gives_way_to_a_choice_about_the_element_only() -> None:
    stated = indicator("deals", "outcome", interval="half-yearly")
    assert interval_of(frameworks(), stated) == "half-yearly"
    level = frameworks(choices=[choice(level_iri("outcome"), interval="once")])
    assert interval_of(level, stated) == "half-yearly"
    element = frameworks(choices=[choice("outcome", interval="once")])
    assert interval_of(element, stated) == "once"
