"""Outposts, partnerships by kind and projects of clusters equal what is worked out by hand."""

from dataclasses import replace

import pytest

from ecograph.metrics import Number, Reason, measures
from ecograph.network import Network, Organisation, Outposts, Profile, Relation, Within, narrowed
from ecograph.network.collaboration import Choice
from tests.networks import (
    ALWAYS,
    OVER,
    PHARMA,
    UNIVERSITY,
    network,
    organisation,
    partnership,
    relation,
)

PROFILE = Profile("k", "K", region="North", country="DK")
HERE, ABROAD = "DK/North/Town", "US/West/Bay"


def outpost(iri: str, *subsectors: str, focus: str = "") -> Organisation:
    """Return an outpost in the home region of the multinational, with what it works on."""
    where = organisation(iri, PHARMA, HERE)
    focuses = (focus,) if focus else ()
    return replace(
        where, parent="big", is_outpost=True, span=ALWAYS, subsectors=subsectors, focuses=focuses
    )


FOCUS = "partnership-and-innovation"
BODIES = (
    replace(organisation("big", PHARMA, ABROAD), size="multinational"),
    replace(organisation("u", UNIVERSITY, HERE), subsectors=("imaging", "genomics")),
    replace(organisation("new", PHARMA, HERE), stage="start-up"),
    outpost("one", "imaging", focus=FOCUS),
    outpost("two", "imaging"),
    outpost("three", "robots", focus=FOCUS),
    outpost("four", "genomics", "imaging", focus=FOCUS),
    replace(organisation("k", None, HERE), is_cluster=True),
    replace(organisation("l", None, ABROAD), is_cluster=True),
)
RELATIONS = (
    # One works with the university and the start-up, three with its parent only.
    partnership("one", "u"),
    partnership("one", "new"),
    partnership("three", "big"),
    # The university funds two, and is a member; nobody deals with four.
    relation("f", "Funding", ["u", "two"]),
    relation("m", "Membership", ["u"], ["k"]),
)


def asked(*further: Relation, outposts: Outposts = Outposts.OWN) -> Network:
    """Return the network of the home region, with these relations instead if any are given."""
    relations = further or RELATIONS
    whole = network(
        relations,
        BODIES,
        {"k": "Cluster", "p": "Project", "q": "Project"},
        PROFILE,
        choice=Choice(outposts=outposts),
    )
    return narrowed(whole, Within.REGION)


def parts(measure: str, found: Network) -> dict[str, Number | None]:
    """Return the parts of a figure by their keys."""
    return {" ".join(part.key): part.value for part in measures()[measure].of(found).parts}


@pytest.mark.row("R013")
def test_the_share_of_outposts_that_seek_partners_lists_those_that_do() -> None:
    figure = measures()["outposts-with-focus"].of(asked())
    # One and three have the focus and a partnership, four the focus alone, two neither.
    assert (figure.value, measures()["outposts-with-focus"].target) == (2 / 4, 0.5)
    assert parts("outposts-with-focus", asked()) == {
        "four": False,
        "one": True,
        "three": True,
        "two": False,
    }


@pytest.mark.row("R013")
def test_when_its_last_partnership_ends_an_outpost_no_longer_counts() -> None:
    ended = [
        replace(each, span=OVER.span) if each.iri == "three-big" else each for each in RELATIONS
    ]
    assert measures()["outposts-with-focus"].of(asked(*ended)).value == 1 / 4


def test_a_local_partnership_is_one_with_another_than_the_parent() -> None:
    figure = measures()["outposts-with-partnership"].of(asked())
    assert (figure.value, figure.part("one"), figure.part("three")) == (1 / 4, True, False)
    assert measures()["outposts-with-partnership"].facts(asked()) == ("one-new", "one-u")


@pytest.mark.row("R015")
def test_outposts_without_a_local_link_are_listed_with_the_subjects_that_fit() -> None:
    found = asked()
    # Two is funded by the university. Of the others three works on nothing that a member does,
    # four on both subsectors of the university.
    assert parts("outposts-without-local-link", found) == {"four": 2, "three": 0}
    assert measures()["outposts-without-local-link"].of(found).value == 1


def test_multinationals_count_at_their_outposts_or_as_one() -> None:
    more = [*RELATIONS, partnership("two", "u")]
    networks = (
        network(more, BODIES, None, PROFILE, choice=Choice(outposts=each))
        for each in (Outposts.OWN, Outposts.PARENT)
    )
    own, as_one = (parts("ties-of-multinationals", each) for each in networks)
    # One and two work with the university, one with the start-up; at the parent they are one pair.
    assert (own, as_one) == ({"academia": 2, "start-up": 1}, {"academia": 1, "start-up": 1})


@pytest.mark.parametrize(
    "measure", ["outposts-with-focus", "outposts-with-partnership", "outposts-without-local-link"]
)
def test_where_outposts_count_as_their_parents_nothing_is_said_of_them(measure: str) -> None:
    figure = measures()[measure].of(asked(outposts=Outposts.PARENT))
    assert figure.reason is Reason.UNDEFINED


@pytest.mark.row("R079")
def test_projects_of_two_clusters_are_counted_and_named() -> None:
    found = asked(
        relation("a", "Participation", ["k"], ["p"]),
        relation("b", "Participation", ["l", "u"], ["p"]),
        # In the second project one cluster takes part, with somebody else.
        relation("c", "Participation", ["k", "u"], ["q"]),
    )
    figure = measures()["projects-of-clusters"].of(found)
    assert (figure.value, parts("projects-of-clusters", found)) == (1, {"p": 2})
    assert measures()["projects-of-clusters"].facts(found) == ("a", "b")
    assert measures()["projects-of-clusters"].facts(found, ("q",)) == ()


@pytest.mark.row("R075")
def test_partnerships_are_counted_by_kind() -> None:
    kinds = ("licensing", "supply", "supply", "")
    found = network(
        [
            replace(partnership("u", "new", iri=f"r{number}"), kind=kind)
            for number, kind in enumerate(kinds)
        ]
    )
    figure = measures()["partnerships-by-kind"].of(found)
    assert parts("partnerships-by-kind", found) == {"": 1, "licensing": 1, "supply": 2}
    assert (figure.value, figure.coverage.unknown) == (4, 1)
    assert measures()["partnerships-by-kind"].facts(found, ("supply",)) == ("r1", "r2")


@pytest.mark.row("R077")
def test_diversity_says_how_many_groups_there_are_and_of_how_many_it_is_unknown() -> None:
    found = parts("diversity", network(RELATIONS, BODIES, {"k": "Cluster"}, PROFILE))
    # big, new and the four outposts, one of which is in no relation, are of pharma; u of the other.
    assert found["kind index"] == pytest.approx(1 - (36 + 1) / 49)
    assert (found["kind groups"], found["kind unknown"]) == (2, 0)
    assert (found["size groups"], found["size unknown"], found["size index"]) == (1, 6, 0)
