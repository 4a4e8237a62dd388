"""Give each organisation of a network its value, in the order of names and never by size."""

from collections.abc import Mapping, Sequence
from math import isnan

from ecograph.metrics.figures import Finding, Number, Part, Reason
from ecograph.network import Network
from ecograph.network.structure import structure


def placed(
    network: Network, values: Sequence[Number], errors: Sequence[float] | None = None
) -> Finding:
    """Return the values that organisations have by their numbers in the structure of a network.

    One that is not a number is undefined for its organisation.
    """
    names = structure(network).names
    known = {iri: value for iri, value in zip(names, values, strict=True) if not isnan(value)}
    beside = dict(zip(names, errors, strict=True)) if errors else {}
    return placed_by(network, known, beside)


def placed_by(
    network: Network, values: Mapping[str, Number], errors: Mapping[str, float] | None = None
) -> Finding:
    """Return the values that some organisations have; those of the others are undefined."""
    beside = errors or {}
    parts = (
        Part((iri,), (each.name,), values[iri], error=beside.get(iri))
        if iri in values
        else Part((iri,), (each.name,), None, Reason.UNDEFINED)
        for iri, each in network.organisations.items()
    )
    return Finding(parts=tuple(parts))


def unplaced(network: Network) -> Finding:
    """Return that nothing can be said of any organisation of a network."""
    found = placed_by(network, {})
    return Finding(parts=found.parts, reason=Reason.UNDEFINED)
