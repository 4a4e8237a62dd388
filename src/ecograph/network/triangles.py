"""Which three are all tied to one another: every triangle of a network, each once."""

from collections.abc import Iterator
from itertools import pairwise
from typing import TypeAlias

import numpy as np
from scipy import sparse

from ecograph.network.structure import Numbers

Triangle: TypeAlias = tuple[Numbers, Numbers, Numbers]
_AT_ONCE = 2_000_000


def triangles(adjacency: sparse.csr_array) -> Iterator[Triangle]:
    """Yield the three ends of triangles, many at a time.

    Ties are followed from who has fewer partners to who has more (Schank and Wagner 2005), so that
    one who is tied to everybody costs no more than others.
    """
    order = np.lexsort((np.arange(adjacency.shape[0]), np.diff(adjacency.indptr)))
    upwards = sparse.csr_array(sparse.triu(adjacency[order, :][:, order], k=1))
    upwards.sort_indices()
    lower = np.repeat(np.arange(adjacency.shape[0]), np.diff(upwards.indptr))
    middle = upwards.indices.astype(np.int64)
    known = lower * adjacency.shape[0] + middle
    steps = np.diff(upwards.indptr)[middle]
    for some in batches(steps):
        one = np.repeat(lower[some], steps[some])
        two = np.repeat(middle[some], steps[some])
        last = upwards.indptr[middle[some] + 1] - np.cumsum(steps[some])
        three = middle[np.arange(len(one)) + np.repeat(last, steps[some])]
        asked = one * adjacency.shape[0] + three
        places = np.minimum(np.searchsorted(known, asked), len(known) - 1)
        closed = known[places] == asked
        yield order[one[closed]], order[two[closed]], order[three[closed]]


def batches(steps: Numbers) -> Iterator[slice]:
    """Yield what is worked out at once: as many in a row as together take so many steps."""
    before = np.cumsum(steps) - steps
    starts = np.flatnonzero(np.diff(before // _AT_ONCE, prepend=-1))
    for start, end in pairwise([*starts.tolist(), len(steps)]):
        yield slice(start, end)
