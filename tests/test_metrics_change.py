"""Every figure of change equals the hand value, and its parts sum to the whole.

The register of `tests/registers/change` is of three years. Its ties, by the initials of their ends
(F is Fir, and Fir and Company after its new name at the end of 2022), as they are known now:

    2021: AB AC AD CD BG BH
    2022: AB AC AD CD AE BF AH FH AK
    2023: AB AE BF AH BE FH IJ

Cedar and Dogwood became Elm on 2022-07-01. `then` is the register as it was recorded first: r11
(BE) from 2022, r12 among Alder, too (AF beside FH), and without r13 (AK).
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.metrics import (
    Changing,
    Comparison,
    Number,
    Published,
    Reason,
    comparisons,
)
from ecograph.network import (
    Affiliations,
    Change,
    Selection,
    affiliations,
    collaboration_network,
    selected,
)
from ecograph.network.succession import successors
from ecograph.periods import Period, Span, period
from ecograph.store import EditionReader, Register
from tests.networks import YEAR, network, organisation, partnership
from tests.networks import affiliations as made
from tests.test_metrics_registry import EDGES, NETWORKS, close

SHEETS = Path(__file__).parent / "registers" / "change"
TODAY = date(2024, 6, 30)


def read(folder: Path, sheets: str) -> Affiliations:
    """Return what the sheets of one state of the register say."""
    register = Register(folder / sheets, DEFAULT_BASE)
    load_files(register, [SHEETS / sheets], None, Choices())
    return affiliations(EditionReader(register.path), internal=False)


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> tuple[Affiliations, Affiliations]:
    """Give the register as it was recorded first, and as it is known now."""
    folder = tmp_path_factory.mktemp("change")
    return read(folder, "then"), read(folder, "now")


Asked = Mapping[str, Changing]


@pytest.fixture(scope="module")
def asked(states: tuple[Affiliations, Affiliations]) -> Asked:
    """Give the comparisons of the years that are worked out below."""
    then, now = states
    years = {
        year: collaboration_network(now, period(year, None, TODAY)) for year in (2021, 2022, 2023)
    }
    was = Published(collaboration_network(then, period(2022, None, TODAY)), then)
    return {
        "2021 to 2022": Changing(years[2021], years[2022], now),
        "2022 to 2023": Changing(years[2022], years[2023], now),
        "2022 as it was to 2023": Changing(years[2022], years[2023], now, was),
    }


def parts(measure: str, asked: Changing) -> Mapping[str, Number | None]:
    """Return the parts of a figure of change, and its whole."""
    figure = comparisons()[measure].of(asked)
    return {part.key[0]: part.value for part in figure.parts} | {"whole": figure.value}


UNKNOWN = {"re-dated": None, "corrected": None, "late": None}


# 2021 to 2022, C and D followed to E: AB AE BG BH become AB AE BF AH FH AK. A, B and H are in both,
# and E as it was C and D; F and K have joined, G has left. Nine ties are six when C and D are E,
# six were four. 2022 to 2023, F followed to its new id: AB AE BF AH FH AK become AB AE BF AH BE FH
# IJ, and nine ties were six.
@pytest.mark.row("R012")
@pytest.mark.parametrize(
    ("years", "expected"),
    [
        (
            "2021 to 2022",
            {"formed": 1, "joined": 3, "dissolved": -1, "left": -1, "merged": 1, "whole": 3}
            | UNKNOWN,
        ),
        (
            "2022 to 2023",
            {"formed": 1, "joined": 1, "dissolved": 0, "left": -1, "merged": -3, "whole": -2}
            | UNKNOWN,
        ),
        (
            "2022 as it was to 2023",
            {"formed": 1, "joined": 1, "dissolved": 0, "left": -1, "merged": -3, "whole": -3}
            | {"re-dated": -1, "corrected": -1, "late": 1},
        ),
    ],
)
def test_pairs_that_came_and_went_equal_the_hand_values(
    asked: Asked, years: str, expected: Mapping[str, int | None]
) -> None:
    assert parts("tie-changes", asked[years]) == expected


@pytest.mark.parametrize("years", ["2021 to 2022", "2022 to 2023", "2022 as it was to 2023"])
@pytest.mark.parametrize("measure", ["tie-changes", "organisation-changes", "new-tie-mix"])
def test_the_parts_of_a_change_sum_to_it(asked: Asked, years: str, measure: str) -> None:
    found = dict(parts(measure, asked[years]))
    whole = found.pop("whole")
    assert sum(value or 0 for value in found.values()) == whole


@pytest.mark.parametrize("years", ["2021 to 2022", "2022 to 2023", "2022 as it was to 2023"])
def test_the_whole_change_is_that_of_the_published_figures(asked: Asked, years: str) -> None:
    changing = asked[years]
    earlier = changing.published.network if changing.published else changing.before
    found = comparisons()["tie-changes"].of(changing).value
    assert found == len(changing.now.ties) - len(earlier.ties)


@pytest.mark.parametrize(
    ("measure", "years", "expected"),
    [
        ("persistent-ties", "2021 to 2022", {"whole": 2}),
        ("persistent-ties", "2022 to 2023", {"whole": 5}),
        # AB AE of AB AE, AH and BH; then AB AE BF AH FH of these and BE.
        ("tie-persistence", "2021 to 2022", {"whole": 2 / 4}),
        ("tie-persistence", "2022 to 2023", {"whole": 5 / 6}),
        # C and D are there beside E in the year of the merger.
        (
            "organisation-changes",
            "2021 to 2022",
            {"joined": 2, "left": -1, "merged": 1, "whole": 2},
        ),
        (
            "organisation-changes",
            "2022 to 2023",
            {"joined": 2, "left": -1, "merged": -2, "whole": -1},
        ),
        (
            "new-tie-mix",
            "2021 to 2022",
            {"incumbents": 1, "one-newcomer": 3, "newcomers": 0, "whole": 4},
        ),
        (
            "new-tie-mix",
            "2022 to 2023",
            {"incumbents": 1, "one-newcomer": 0, "newcomers": 1, "whole": 2},
        ),
    ],
)
def test_other_figures_of_change_equal_the_hand_values(
    asked: Asked, measure: str, years: str, expected: Mapping[str, float]
) -> None:
    assert parts(measure, asked[years]) == pytest.approx(expected)


# r14, r15 and r16 had ended by 2019; r01 and r06 followed the first two at once, r13 the third
# after more than three years. r06, which ended in 2021, is too young in 2022 and in 2023.
@pytest.mark.row("R076")
@pytest.mark.parametrize("years", ["2021 to 2022", "2022 to 2023"])
def test_the_share_with_a_follow_on_leaves_out_what_ended_lately(asked: Asked, years: str) -> None:
    assert parts("follow-on-rate", asked[years]) == {"ended": 3, "followed": 2, "whole": 2 / 3}


def test_every_change_leads_to_the_relations_behind_it(asked: Asked) -> None:
    measure, changing = comparisons()["tie-changes"], asked["2022 as it was to 2023"]
    found = {
        key: [iri.rsplit("/", 1)[-1] for iri in measure.facts(changing, (key,))]
        for key in ("formed", "joined", "left", "re-dated", "corrected", "late")
    }
    assert found == {
        "formed": ["r11"],
        "joined": ["r10"],
        "left": ["r13"],
        "re-dated": ["r11"],
        "corrected": ["r12"],
        "late": ["r13"],
    }


def test_what_changed_without_any_other_date_is_not_re_dated() -> None:
    # A and B work together in both editions; only the later one knows that B is of the North.
    north, elsewhere = (
        made([partnership("a", "b"), partnership("a", "c")], bodies)
        for bodies in (
            [organisation(iri, place="DK/North") for iri in "abc"],
            [organisation(iri, place="DK/North") for iri in "ac"],
        )
    )
    known, then = (
        selected(collaboration_network(each, YEAR), Selection(region="North"))
        for each in (north, elsewhere)
    )
    found = parts("tie-changes", Changing(known, known, north, Published(then, elsewhere)))
    assert {name: found[name] for name in UNKNOWN} == {"re-dated": 0, "corrected": 1, "late": 0}


def test_facts_are_found_behind_who_left_under_another_name() -> None:
    # A works with B in 2021, becomes Z in 2022, and neither is there in 2022; C and D stay.
    lately = Span(date(2021, 3, 1), date(2021, 9, 30))
    known = made([partnership("a", "b", iri="ab", span=lately), partnership("c", "d", iri="cd")])
    day = Span(date(2022, 2, 1), date(2022, 2, 1))
    change = Change("new-name", "rename", day, ("a",), ("z",))
    known = replace(known, changes=(change,))
    before = collaboration_network(known, Period(date(2021, 1, 1), date(2021, 12, 31), named=True))
    changing = Changing(before, collaboration_network(known, YEAR), known)
    measure = comparisons()["organisation-changes"]
    assert parts(measure.id, changing)["left"] == -2
    assert {(each.part, *each.organisations): each.facts for each in measure.named(changing)} == {
        ("left", "b"): ("ab",),
        ("left", "z"): ("ab",),
        ("merged", "a", "z"): ("ab",),
    }
    assert {key: measure.facts(changing, (key,)) for key in ("joined", "left", "merged")} == {
        "joined": (),
        "left": ("ab",),
        "merged": ("ab",),
    }
    assert measure.of(changing).coverage.facts == 1


def test_those_who_became_others_lead_to_their_facts(asked: Asked) -> None:
    measure, changing = comparisons()["organisation-changes"], asked["2021 to 2022"]
    named = [each for each in measure.named(changing) if each.part == "merged"]
    found = measure.facts(changing, ("merged",))
    assert found
    assert set(found) == {iri for each in named for iri in each.facts}
    assert set(found) <= set(measure.facts(changing))


def test_a_figure_of_change_says_how_well_its_facts_are_known(asked: Asked) -> None:
    coverage = comparisons()["persistent-ties"].of(asked["2022 to 2023"]).coverage
    # r01, r05, r09 (open), r07 and r12 (with both dates), r17 and r18 (open); AE also by r02, r03.
    assert (coverage.facts, coverage.dated) == (9, 4)


def test_organisations_are_followed_over_several_changes_but_not_into_several() -> None:
    day = Span(date(2022, 5, 1), date(2022, 5, 1))
    known = made([partnership("a", "b")])
    changes = (
        Change("one", "merger", day, ("a", "b"), ("c",)),
        Change("two", "rename", day, ("c",), ("d",)),
        Change("three", "split", day, ("e",), ("f", "g")),
        Change("four", "rename", day, ("h",), ("h",)),
        Change("five", "rename", None, ("i",), ("j",)),
    )
    known = Affiliations(known.organisations, known.relations, known.rules, changes=changes)
    assert successors(known, date(2022, 1, 1), date(2022, 12, 31)) == {"a": "d", "b": "d", "c": "d"}
    assert successors(known, date(2022, 5, 1), date(2022, 12, 31)) == {}


@pytest.mark.parametrize("measure", comparisons().values(), ids=comparisons())
@pytest.mark.parametrize("edge", EDGES)
def test_a_network_beside_itself_has_changed_as_the_registry_says(
    measure: Comparison, edge: str
) -> None:
    same = NETWORKS[edge]
    figure = measure.of(Changing(same, same, made([])))
    assert close(figure.reason or figure.value, getattr(measure.answers, edge))


def test_nothing_is_known_of_a_change_from_a_period_without_facts() -> None:
    silent, known = network([]), network([partnership("a", "b")])
    figure = comparisons()["tie-changes"].of(Changing(silent, known, made([])))
    assert (figure.value, figure.reason) == (None, Reason.NO_SUCH_FACTS)


@pytest.mark.parametrize("measure", comparisons().values(), ids=comparisons())
def test_a_measure_of_change_says_all_that_must_stand_beside_it(measure: Comparison) -> None:
    texts = ("id", "version", "title", "definition", "formula", "source", "unit", "explanation")
    assert all(getattr(measure, name) for name in texts)
