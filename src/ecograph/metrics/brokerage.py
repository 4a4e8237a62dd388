"""Between whom an organisation stands: the brokerage roles of Gould and Fernandez."""

from collections.abc import Iterator, Mapping
from enum import StrEnum

import numpy as np
from scipy import sparse

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Part, Reason
from ecograph.metrics.groupings import ATTRIBUTES, Attribute, Grouped, grouped
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.network import Network
from ecograph.network.ends import Mask
from ecograph.network.structure import Numbers, Values, structure
from ecograph.network.triangles import triangles


class Role(StrEnum):
    """How a broker stands to the two that it joins; ties having no direction, there are four."""

    COORDINATOR = "coordinator"
    CONSULTANT = "consultant"
    GATEKEEPER = "gatekeeper"
    LIAISON = "liaison"


_NAMES = {
    Role.COORDINATOR: "Coordinator: all three of one group",
    Role.CONSULTANT: "Consultant: joins two of another group",
    Role.GATEKEEPER: "Gatekeeper or representative: joins its own group with another",
    Role.LIAISON: "Liaison: joins two groups, itself of a third",
}


def roles(adjacency: sparse.csr_array, groups: Grouped) -> Mapping[Role, Values]:
    """Return how many pairs that are not tied themselves each node joins, by its role.

    Nodes of no known group count neither as brokers nor as those that are joined.
    """
    ties = _among_known(adjacency, groups)
    there = np.maximum(groups.numbers, 0)
    of_group = _by_group(ties, groups)
    own = np.asarray(of_group[np.arange(len(there)), there]).ravel()
    partners = np.asarray(of_group.sum(axis=1)).ravel()
    squares = np.asarray(of_group.multiply(of_group).sum(axis=1)).ravel()
    others = partners - own
    coordinator = own * (own - 1) / 2
    pairs = {
        Role.COORDINATOR: coordinator,
        Role.CONSULTANT: (squares - partners) / 2 - coordinator,
        Role.GATEKEEPER: own * others,
        Role.LIAISON: (others**2 - squares + own**2) / 2,
    }
    closed = _closed(ties, groups.numbers)
    return {role: values - closed[role] for role, values in pairs.items()}


def _among_known(adjacency: sparse.csr_array, groups: Grouped) -> sparse.csr_array:
    known = sparse.diags_array((groups.numbers >= 0).astype(np.float64))
    found = sparse.csr_array(known @ adjacency @ known)
    found.eliminate_zeros()
    return found


def _by_group(ties: sparse.csr_array, groups: Grouped) -> sparse.csr_array:
    """Return how many partners each node has in each group."""
    known = np.flatnonzero(groups.numbers >= 0)
    entries = (np.ones(len(known)), (known, groups.numbers[known]))
    belongs = sparse.csr_array(entries, shape=(ties.shape[0], len(groups.codes)))
    return sparse.csr_array(ties @ belongs)


def _closed(ties: sparse.csr_array, groups: Numbers) -> Mapping[Role, Values]:
    """Return how many of the pairs that a node could join in a role are tied themselves."""
    found = {role: np.zeros(ties.shape[0]) for role in Role}
    for ends in triangles(ties):
        for turn in range(3):
            broker, one, other = (ends[(turn + step) % 3] for step in range(3))
            for role, is_it in _by_role(groups[broker], groups[one], groups[other]):
                found[role] += np.bincount(broker[is_it], minlength=ties.shape[0])
    return found


def _by_role(own: Numbers, one: Numbers, other: Numbers) -> Iterator[tuple[Role, Mask]]:
    """Yield each role with where a broker of some group has it between two of some groups."""
    like_one, like_other, alike = own == one, own == other, one == other
    yield Role.COORDINATOR, like_one & alike
    yield Role.CONSULTANT, alike & ~like_one
    yield Role.GATEKEEPER, like_one ^ like_other
    yield Role.LIAISON, ~(like_one | like_other | alike)


def _finding(network: Network, attribute: Attribute) -> Finding:
    groups = grouped(network, attribute)
    if not len(groups.codes):
        unknown = len(network.organisations)
        return Finding(reason=Reason.UNDEFINED, unknown=unknown)
    found = roles(structure(network).adjacency, groups)
    total = sum(float(values.sum()) for values in found.values())
    unknown = int((groups.numbers < 0).sum())
    return Finding(round(total), tuple(_parts(network, groups, found)), unknown=unknown)


def _parts(network: Network, groups: Grouped, found: Mapping[Role, Values]) -> Iterator[Part]:
    index = {iri: number for number, iri in enumerate(structure(network).names)}
    for iri, each in network.organisations.items():
        is_known = groups.numbers[index[iri]] >= 0
        for role, values in found.items():
            value = round(float(values[index[iri]])) if is_known else None
            reason = None if is_known else Reason.UNDEFINED
            yield Part((iri, role.value), (each.name, _NAMES[role]), value, reason)


def _measure(attribute: Attribute) -> Measure:
    name = attribute.name.lower()
    return Measure(
        id=f"brokerage-by-{attribute.code}",
        title=f"Between whom organisations stand, by {name}",
        definition=(
            "How many pairs of organisations that are not tied themselves an organisation is tied "
            f"to both of, by where the three belong as to {name}: coordinator if all are of one "
            "group, consultant if the pair is of one and it of another, gatekeeper or "
            "representative, which are one where ties have no direction, if one of the pair is of "
            "its own group, and liaison if all three are of different ones. Only organisations of "
            "known group count. Without ties it is 0; undefined where no group is known."
        ),
        formula="|{(j, k) : i tied to j and to k, j not tied to k}| of each role",
        source="Gould and Fernandez 1989, Sociological Methodology 19",
        unit="pairs",
        direction=Direction.NEITHER,
        level=Level.ROLES,
        explanation=(
            "A coordinator brings its own kind together, a gatekeeper opens it to others, a "
            "consultant mediates within another, and a liaison between strangers."
        ),
        basis=Basis.TIES,
        finding=lambda network: _finding(network, attribute),
        evidence=evidence.of_ties,
        answers=Answers(0, 0, 0, Reason.UNDEFINED),
    )


MEASURES = tuple(_measure(attribute) for attribute in ATTRIBUTES)
