"""What falls apart when one organisation leaves: pairs that can still reach one another."""

from dataclasses import dataclass, field

import numpy as np
from scipy import sparse

from ecograph.network.structure import Numbers


@dataclass(slots=True)
class _Search:
    """A depth-first search over the ties, one step of which visits or leaves an organisation."""

    indices: list[int]
    starts: list[int]
    met: list[int]
    low: list[int]
    size: list[int]
    next: list[int]
    apart: list[int]
    kept: list[int]
    above: list[int]
    members: list[int] = field(default_factory=list)


def pairs_left(adjacency: sparse.csr_array) -> Numbers:
    """Return for each organisation how many ordered pairs reach one another when it has left.

    Tarjan's search: what hangs below an organisation and has no tie past it falls off.
    """
    search = _search(adjacency)
    count = adjacency.shape[0]
    found = np.zeros(count, dtype=np.int64)
    whole = 0
    for root in range(count):
        if search.met[root] < 0:
            _explore(search, root)
            total = len(search.members)
            here = total * (total - 1)
            for one in search.members:
                rest = total - 1 - search.apart[one]
                found[one] = search.kept[one] + rest * (rest - 1) - here
            whole += here
            search.members.clear()
    return found + whole


def _search(adjacency: sparse.csr_array) -> _Search:
    count = adjacency.shape[0]
    starts = adjacency.indptr.tolist()
    return _Search(
        indices=adjacency.indices.tolist(),
        starts=starts,
        met=[-1] * count,
        low=[0] * count,
        size=[1] * count,
        next=starts[:-1],
        apart=[0] * count,
        kept=[0] * count,
        above=[-1] * count,
    )


def _explore(search: _Search, root: int) -> None:
    """Visit all that a root can reach."""
    _meet(search, root)
    here = root
    while here >= 0:
        place = search.next[here]
        if place < search.starts[here + 1]:
            search.next[here] = place + 1
            other = search.indices[place]
            if search.met[other] < 0:
                search.above[other] = here
                _meet(search, other)
                here = other
            elif other != search.above[here]:
                search.low[here] = min(search.low[here], search.met[other])
        else:
            here = _leave(search, here)


def _meet(search: _Search, one: int) -> None:
    search.met[one] = search.low[one] = len(search.members)
    search.members.append(one)


def _leave(search: _Search, one: int) -> int:
    """Hand up what was found below an organisation; return the one above it."""
    above = search.above[one]
    if above < 0:
        return above
    size = search.size[one]
    search.size[above] += size
    search.low[above] = min(search.low[above], search.low[one])
    if search.low[one] >= search.met[above]:
        search.apart[above] += size
        search.kept[above] += size * (size - 1)
    return above
