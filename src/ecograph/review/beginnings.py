"""From when on a register knows anything of a kind: before that, nothing found is no zero."""

from collections.abc import Iterator, Mapping
from datetime import date

from ecograph.metrics import Basis, Reason
from ecograph.network import Affiliations, Network, Relation
from ecograph.network.governing import governs, is_membership
from ecograph.network.undertakings import applies

Beginnings = Mapping[Basis, date]


def beginnings(affiliations: Affiliations, network: Network) -> Beginnings:
    """Return the first day of the earliest dated fact that each basis of figures rests on."""
    found: dict[Basis, date] = {}
    for relation in affiliations.relations.values():
        if relation.span:
            for basis in _bases(affiliations, network, relation):
                found[basis] = min(found.get(basis, relation.span.start), relation.span.start)
    return found


def silence(network: Network, basis: Basis, begins: Beginnings) -> Reason | None:
    """Return the reason why a period tells nothing: a gap in the register, or before its start.

    A gap is a period in which no relation of any kind is in force; organisations may be there all
    the same, outposts by their own dates.
    """
    is_before = basis in begins and network.period.end < begins[basis]
    is_gap = not network.tally.in_force
    if not (is_before or is_gap) or (basis is Basis.ACTIVITY and network.organisations):
        return None
    return Reason.NO_SUCH_FACTS if basis in begins else None


def _bases(affiliations: Affiliations, network: Network, relation: Relation) -> Iterator[Basis]:
    yield Basis.ACTIVITY
    rules = (use.rule for use in network.rules if use.is_on)
    if any(applies(affiliations, rule, relation) for rule in rules):
        yield Basis.TIES
    if network.profile and is_membership(relation, network.profile):
        yield Basis.MEMBERSHIP
    if network.profile and governs(relation, network.profile):
        yield Basis.GOVERNANCE
