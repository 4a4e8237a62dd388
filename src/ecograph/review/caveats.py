"""How a figure may mislead, in words: estimated, undated, of a small network."""

from collections.abc import Iterator

from ecograph.metrics import Coverage, Figure
from ecograph.network import Network

_SMALL = 20


def caveat(found: Figure, coverage: Coverage | None, network: Network) -> str:
    """Return what to bear in mind with a figure, "" where there is nothing or no number."""
    return "" if found.reason else " ".join(_caveats(found, coverage, network))


def _caveats(found: Figure, coverage: Coverage | None, network: Network) -> Iterator[str]:
    if found.caveat:
        yield found.caveat
    if found.error is not None:
        yield f"Its standard error is {found.error:.4f}."
    if coverage and coverage.undated:
        what = "relation is" if coverage.undated == 1 else "relations are"
        yield f"{coverage.undated} {what} left out as undated."
    if len(network.organisations) < _SMALL:
        yield (
            f"Small network: among {len(network.organisations)} organisations a single one moves "
            "the figure much."
        )
