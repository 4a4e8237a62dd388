"""Networks of some organisations, and of some relations."""

from dataclasses import replace

import pytest

from ecograph.errors import BadParameterError
from ecograph.metrics import measures
from ecograph.network import (
    Affiliations,
    Choice,
    Network,
    Omission,
    Selection,
    collaboration_network,
    selected,
)
from ecograph.review import View, seen
from ecograph.review.leaving import left_out
from tests.networks import (
    AUTHORITY,
    CODES,
    PHARMA,
    UNIVERSITY,
    YEAR,
    kind,
    network,
    organisation,
    partnership,
)
from tests.networks import affiliations as made

BODIES = (
    organisation("a", PHARMA, "DK/North/Town"),
    organisation("b", UNIVERSITY, "DK/North/Port"),
    organisation("c", AUTHORITY, "SE/South/Town"),
)
ASKED = network([partnership("a", "b"), partnership("a", "c"), partnership("b", "c")], BODIES)


@pytest.mark.parametrize(
    ("selection", "inside", "ties", "outward"),
    [
        (Selection(), "abc", 3, 0),
        (Selection(region="north"), "ab", 1, 2),
        (Selection(country="se"), "c", 0, 2),
        (Selection(kind="pharma"), "a", 0, 2),
        (Selection(region="North", kind="university"), "b", 0, 2),
        (Selection(region="East"), "", 0, 0),
    ],
)
def test_a_selection_keeps_those_that_are_wanted(
    selection: Selection, inside: str, ties: int, outward: int
) -> None:
    found = selected(ASKED, selection)
    assert ("".join(found.organisations), len(found.ties), len(found.outward)) == (
        inside,
        ties,
        outward,
    )
    assert found.selection == selection


def test_a_kind_that_no_list_has_is_refused() -> None:
    with pytest.raises(BadParameterError, match="“farma” is none of the organisation-kinds"):
        selected(ASKED, Selection(kind="farma"))


KINDS = replace(CODES, lists={**CODES.lists, "relation-kinds": (kind("alliance"), kind("supply"))})


def of_two_kinds() -> Affiliations:
    """Return two relations of two kinds."""
    relations = [
        replace(partnership("a", "b"), kind="alliance"),
        replace(partnership("b", "c"), kind="supply"),
    ]
    return replace(made(relations), codes=KINDS)


def of_kind(wanted: str) -> Network:
    """Return a network of two relations of two kinds, by those of one kind."""
    return collaboration_network(of_two_kinds(), YEAR, Choice(relation_kind=wanted))


def test_relations_of_another_kind_tie_nobody_and_are_left_out() -> None:
    found = of_kind("supply")
    assert [tie.ends for tie in found.ties] == [("b", "c")]
    assert "".join(found.organisations) == "abc"
    (omitted,) = found.left_out
    assert (omitted.reason, omitted.relations) == (Omission.ANOTHER_KIND, ("a-b",))
    assert left_out(of_two_kinds(), measures()["ties"], found) == (omitted,)


def test_a_kind_of_relations_that_no_list_has_is_refused() -> None:
    with pytest.raises(BadParameterError, match="“gift” is none of the relation-kinds"):
        of_kind("gift")


@pytest.mark.parametrize(
    ("selection", "said"),
    [
        (Selection(region="Nroth"), "of the region “Nroth”. Known are: North, South."),
        (Selection(country="XX"), "of the country “XX”. Known are: DK, SE."),
    ],
)
def test_a_place_where_nobody_is_known_is_refused_and_does_not_count_as_nothing(
    selection: Selection, said: str
) -> None:
    known = made([partnership("a", "b")], BODIES)
    with pytest.raises(BadParameterError, match=said):
        seen(known, YEAR, View(selection=selection))
