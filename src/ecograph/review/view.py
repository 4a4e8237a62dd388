"""How a network is looked at: which part of it, whose, and with which rules."""

from dataclasses import dataclass

from ecograph.errors import BadParameterError
from ecograph.identifiers import fold
from ecograph.network import (
    Affiliations,
    Choice,
    Network,
    Outposts,
    Within,
    collaboration_network,
    default_within,
    narrowed,
    without_cluster_organisation,
)
from ecograph.periods import Period


@dataclass(frozen=True, slots=True)
class View:
    """What part of a network is wanted; None for the part means the home region if there is one.

    Rules on and off are codes, beside those in force by default; the cluster is an IRI, a name or
    an id.
    """

    within: Within | None = None
    outposts: Outposts = Outposts.OWN
    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    cluster: str | None = None
    has_cluster_organisation: bool = True


def seen(affiliations: Affiliations, asked: Period, view: View) -> Network:
    """Return the network of a period as it is looked at.

    Raises BadParameterError for what the register does not have: a rule, a cluster, or the profile
    that says what is local or which body runs the cluster.
    """
    cluster = cluster_called(affiliations, view.cluster) if view.cluster else None
    choice = Choice(view.on, view.off, view.outposts, cluster)
    network = collaboration_network(affiliations, asked, choice)
    part = narrowed(network, view.within or default_within(network.profile))
    if view.has_cluster_organisation:
        return part
    found = without_cluster_organisation(part)
    if found is None:
        message = (
            "No profile says which body runs the cluster, so it cannot be left out. Load a profile "
            "sheet that names the cluster and its cluster organisation."
        )
        raise BadParameterError(message)
    return found


def cluster_called(affiliations: Affiliations, text: str) -> str:
    """Return the IRI of a cluster by its IRI, id or name; BadParameterError lists those known."""
    clusters = [each for each in affiliations.organisations.values() if each.is_cluster]
    for cluster in clusters:
        own_id = cluster.iri.rsplit("/", 1)[-1]
        if text in {cluster.iri, own_id} or fold(text) == fold(cluster.name):
            return cluster.iri
    names = ", ".join(sorted(cluster.name for cluster in clusters)) or "none"
    message = f"“{text}” is no cluster of this register. Clusters here: {names}."
    raise BadParameterError(message)
