"""What an address or the command says is understood, or refused with what there is."""

from dataclasses import replace
from datetime import date

import pytest

from ecograph.errors import AmbiguousNameError, BadParameterError, UsageError
from ecograph.periods import Period
from ecograph_viz.asking import Wishes, asked, organisation_named
from ecograph_viz.wanted import EVER
from tests.drawings import DAY, drawing
from tests.networks import organisation, partnership

BASE = "https://example.org/id/"
NAMED = [
    replace(organisation(f"{BASE}organisation/{key}"), name=name)
    for key, name in (("a", "Øresund Łódź"), ("b", "Twin"), ("c", "Twin"))
]
DRAWN = replace(drawing([partnership(*(each.iri for each in NAMED))], NAMED), base=BASE)


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (Wishes(), Period(DAY, DAY, named=False)),
        (Wishes(year="2019"), Period(date(2019, 1, 1), date(2019, 12, 31), named=True)),
        (Wishes(year="all"), EVER),
        (Wishes(as_of="2018-05-03"), Period(date(2018, 5, 3), date(2018, 5, 3), named=True)),
    ],
)
def test_a_period_is_a_year_a_day_every_year_or_today(wishes: Wishes, expected: Period) -> None:
    assert asked(DRAWN, wishes, DAY).wanted.period == expected


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(year="20x9"),
        Wishes(year="²"),
        Wishes(year="99999"),
        Wishes(as_of="yesterday"),
        Wishes(kinds=("unicorn",)),
        Wishes(relations=("friendship",)),
        Wishes(focus="nobody"),
    ],
)
def test_what_cannot_be_understood_is_refused(wishes: Wishes) -> None:
    with pytest.raises(
        BadParameterError, match=r"unicorn|friendship|nobody|20x9|²|99999|yesterday"
    ):
        asked(DRAWN, wishes, DAY)


@pytest.mark.parametrize("year", ["2019", "all"])
def test_a_year_and_a_day_together_are_refused(year: str) -> None:
    with pytest.raises(UsageError):
        asked(DRAWN, Wishes(year=year, as_of="2018-05-03"), DAY)


def test_the_usual_rules_are_wanted_unless_some_are_named() -> None:
    assert asked(DRAWN, Wishes(), DAY).wanted.rules == {"partnership"}
    assert asked(DRAWN, Wishes(relations=("none",)), DAY).wanted.rules == set()


@pytest.mark.row("R116")
@pytest.mark.parametrize("text", [f"{BASE}organisation/a", "organisation/a", "a", "oresund lodz"])
def test_an_organisation_is_found_by_iri_key_id_or_name(text: str) -> None:
    assert organisation_named(DRAWN, text).name == "Øresund Łódź"


def test_a_name_that_two_bear_is_refused_with_both() -> None:
    with pytest.raises(AmbiguousNameError, match=r"organisation/b.*organisation/c") as caught:
        organisation_named(DRAWN, "twin")
    assert len(caught.value.candidates) == 2
