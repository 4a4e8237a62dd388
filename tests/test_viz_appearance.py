"""Every organisation has one look, and no two groups look alike."""

import pytest

from ecograph.network import Code, Organisation
from ecograph_viz import appearance
from ecograph_viz.drawing import Group
from tests.networks import organisation


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (None, "unknown-kind"),
        (Code("", "hospital", "", umbrella_kind="healthcare-provider"), "healthcare-provider"),
        (Code("", "public-investor", "", "", "government", "support-organisations"), "investor"),
        (Code("", "incubator", "", "", "", "support-organisations"), "support-organisation"),
        (Code("", "company", "", "", "industry"), "company"),
        (Code("", "school", "", "", "academia"), "academia"),
        (Code("", "civil-society-organisation", "", "", "society"), "society"),
        (Code("", "choir", ""), "other-kind"),
    ],
)
def test_an_organisation_looks_like_the_nearest_group(kind: Code | None, expected: str) -> None:
    assert appearance.group(organisation("a", kind)) == expected


def test_a_cluster_is_no_body_and_looks_like_none() -> None:
    assert appearance.group(Organisation("c", "C", is_cluster=True)) == "cluster"


def test_no_two_groups_look_alike() -> None:
    assert len(set(appearance.LOOKS.values())) == len(appearance.LOOKS)


def test_squares_are_for_undertakings_alone() -> None:
    assert "square" not in {look.shape for look in appearance.LOOKS.values()}


def test_the_legend_names_the_groups_that_are_used_in_its_own_order() -> None:
    used = frozenset({"unknown-kind", "university", "company"})
    assert appearance.groups(used, {"university": "University"}) == (
        Group("company", "Company, other or unknown field"),
        Group("university", "University"),
        Group("unknown-kind", "Kind not known"),
    )


@pytest.mark.parametrize("nodes", [10, 200, 500, 2000])
def test_who_takes_part_in_more_is_never_smaller(nodes: int) -> None:
    found = appearance.sizes(nodes)
    assert list(found) == sorted(found)
    assert found[0] < found[4] < found[16]


def test_in_a_small_drawing_things_are_larger_and_have_room_for_names() -> None:
    assert appearance.sizes(50)[0] > appearance.sizes(2000)[0]
    assert appearance.square(50) > appearance.square(2000)
    assert appearance.room(50) > appearance.room(2000)
