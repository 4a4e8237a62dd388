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
from ecograph.network.structure import Values, structure

_ROWS = 2_000


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
    like = _within_groups(ties, groups)
    unlike = sparse.csr_array(ties - like)
    there = np.maximum(groups.numbers, 0)
    of_group = _by_group(ties, groups)
    own = np.asarray(of_group[np.arange(len(there)), there]).ravel()
    partners = np.asarray(of_group.sum(axis=1)).ravel()
    squares = np.asarray(of_group.multiply(of_group).sum(axis=1)).ravel()
    closed_own = _closed(like, like, like) / 2
    closed_gate = _closed(like, ties, unlike)
    closed_same = _closed(ties, like, ties) / 2 - closed_own
    closed = _closed(ties, ties, ties) / 2
    others = partners - own
    coordinator = own * (own - 1) / 2
    alike = (squares - partners) / 2
    between = (others**2 - squares + own**2) / 2
    return {
        Role.COORDINATOR: coordinator - closed_own,
        Role.CONSULTANT: alike - coordinator - closed_same,
        Role.GATEKEEPER: own * others - closed_gate,
        Role.LIAISON: between - (closed - closed_own - closed_gate - closed_same),
    }


def _among_known(adjacency: sparse.csr_array, groups: Grouped) -> sparse.csr_array:
    known = sparse.diags_array((groups.numbers >= 0).astype(np.float64))
    return sparse.csr_array(known @ adjacency @ known)


def _within_groups(ties: sparse.csr_array, groups: Grouped) -> sparse.csr_array:
    entries = ties.tocoo()
    same = groups.numbers[entries.row] == groups.numbers[entries.col]
    kept = (entries.data[same], (entries.row[same], entries.col[same]))
    return sparse.csr_array(kept, shape=ties.shape)


def _by_group(ties: sparse.csr_array, groups: Grouped) -> sparse.csr_array:
    """Return how many partners each node has in each group."""
    known = np.flatnonzero(groups.numbers >= 0)
    entries = (np.ones(len(known)), (known, groups.numbers[known]))
    belongs = sparse.csr_array(entries, shape=(ties.shape[0], len(groups.codes)))
    return sparse.csr_array(ties @ belongs)


def _closed(first: sparse.csr_array, second: sparse.csr_array, last: sparse.csr_array) -> Values:
    """Return for each node the steps by first and second that a tie of last closes."""
    found = np.zeros(first.shape[0])
    for start in range(0, first.shape[0], _ROWS):
        rows = slice(start, start + _ROWS)
        found[rows] = (first[rows] @ second).multiply(last[rows]).sum(axis=1)
    return found


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
