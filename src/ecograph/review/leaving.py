"""What a figure could rest on and does not, and why: planned, undated, inferred, internal."""

from collections import defaultdict
from collections.abc import Callable, Iterator

from ecograph.metrics import Basis, Comparison, Measure
from ecograph.network import Affiliations, LeftOut, Network, Omission, Relation
from ecograph.network.governing import governs, is_membership
from ecograph.network.slices import Standing, standing

NOT_COUNTED = "Internal facts are not counted here."
COUNTED = "Internal facts are counted here."
_ABOUT = {
    Basis.ACTIVITY: "relations",
    Basis.MEMBERSHIP: "memberships of the cluster",
    Basis.GOVERNANCE: "governance of the cluster",
}
# What is of another time is no gap in what is known.
_TOLD = (Standing.INFERRED, Standing.PLANNED, Standing.UNDATED)


def left_out(
    affiliations: Affiliations, measure: Measure | Comparison, network: Network
) -> tuple[LeftOut, ...]:
    """Return what of the facts that a reader may see a figure could rest on and does not."""
    if measure.basis is Basis.TIES:
        return tuple(each for each in network.left_out if each.reason is not Omission.ANOTHER_TIME)
    return tuple(_left_out(affiliations, measure.basis, network))


def _left_out(affiliations: Affiliations, basis: Basis, network: Network) -> Iterator[LeftOut]:
    found: dict[Standing, list[str]] = defaultdict(list)
    is_about = _about(basis, network)
    for iri, relation in affiliations.relations.items():
        stands = standing(relation, network.period, is_stated_only=network.is_stated_only)
        if stands in _TOLD and is_about(relation):
            found[stands].append(iri)
    for stands in _TOLD:
        if found[stands]:
            yield LeftOut(_ABOUT[basis], Omission(stands.value), tuple(sorted(found[stands])))


def _about(basis: Basis, network: Network) -> Callable[[Relation], bool]:
    """Return what tells whether figures of a basis are about a relation."""
    profile = network.profile
    if basis is Basis.ACTIVITY or profile is None:
        return lambda _relation: basis is Basis.ACTIVITY
    if basis is Basis.MEMBERSHIP:
        return lambda relation: is_membership(relation, profile)
    return lambda relation: governs(relation, profile)


def internal_words(number: int) -> str:
    """Return how many internal facts staff are told that the public view leaves out."""
    return f"internal: {number} for staff only"
