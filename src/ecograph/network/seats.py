"""Where the parties of relations sit in a network: themselves, at their parent, or nowhere."""

from collections.abc import Iterable

from ecograph import vocabulary
from ecograph.network.affiliations import Affiliations, Relation, Rule
from ecograph.network.network import Outposts
from ecograph.network.slices import is_there
from ecograph.network.undertakings import Omission, Seat, Seating
from ecograph.periods import Period

# A rule about no class of links: it seats bodies only, as membership and activity do.
ANY_RULE = Rule("", "", "")


def seat_anywhere(affiliations: Affiliations, outposts: Outposts) -> Seating:
    """Return where parties sit whatever the period: clusters nowhere, outposts as chosen."""

    def seat(party: str, rule: Rule) -> Seat:
        iri = _parent(affiliations, party) if outposts is Outposts.PARENT else party
        found = affiliations.organisations.get(iri)
        # Clusters are collaborations, not bodies; only a rule about links of clusters ties them.
        links_clusters = rule.applies_to == vocabulary.CLASS_CLUSTER_LINK.value
        if found is None or (found.is_cluster and not links_clusters):
            return Omission.NO_ORGANISATION
        return iri

    return seat


def seats_in(affiliations: Affiliations, anywhere: Seating, period: Period) -> Seating:
    """Return where parties sit in a period: those that are not there have no seat."""

    def seat(party: str, rule: Rule) -> Seat:
        found = anywhere(party, rule)
        if isinstance(found, Omission):
            return found
        both = (affiliations.organisations[party], affiliations.organisations[found])
        return found if all(is_there(each, period) for each in both) else Omission.NOT_THERE

    return seat


def seats_expected(anywhere: Seating, seating: Seating, plans: Iterable[Relation]) -> Seating:
    """Return where parties sit when plans come true: whoever a plan names may still be to come."""
    named = {party.organisation for relation in plans for party in relation.parties}

    def seat(party: str, rule: Rule) -> Seat:
        return anywhere(party, rule) if party in named else seating(party, rule)

    return seat


def _parent(affiliations: Affiliations, iri: str) -> str:
    """Return the organisation that an outpost belongs to in the end; any other is its own."""
    seen: set[str] = set()
    while iri not in seen:
        seen.add(iri)
        found = affiliations.organisations.get(iri)
        if found is None or not found.is_outpost or found.parent not in affiliations.organisations:
            return iri
        iri = found.parent
    return iri
