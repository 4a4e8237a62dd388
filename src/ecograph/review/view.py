"""How a network is looked at: which part of it, whose, and with which rules."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TypeAlias

from ecograph.errors import BadParameterError
from ecograph.exports import asked_period
from ecograph.identifiers import fold
from ecograph.network import (
    Affiliations,
    Choice,
    Network,
    Outposts,
    Profile,
    Selection,
    Within,
    collaboration_network,
    default_within,
    narrowed,
    selected,
    without_cluster_organisation,
)
from ecograph.periods import Period

_MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class View:
    """What part of a network is wanted; None for the part means the home region if there is one.

    Rules on and off are codes, beside those in force by default; the cluster is an IRI, a name or
    an id. The selection and the kind of relations narrow that further; stated facts only leaves
    inferred ones out.
    """

    within: Within | None = None
    outposts: Outposts = Outposts.OWN
    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    cluster: str | None = None
    has_cluster_organisation: bool = True
    selection: Selection = field(default_factory=Selection)
    relation_kind: str = ""
    is_stated_only: bool = False


# Gives the network of a period as it is looked at, perhaps one that is kept.
NetworkOf: TypeAlias = Callable[[Period, View], Network]


def seen(affiliations: Affiliations, asked: Period, view: View) -> Network:
    """Return the network of a period as it is looked at.

    Raises BadParameterError for what the register does not have: a rule, a cluster, a place, or the
    profile that says what is local or which body runs the cluster.
    """
    organisations = affiliations.organisations.values()
    _check_place("region", view.selection.region, {each.region for each in organisations})
    _check_place("country", view.selection.country, {each.country for each in organisations})
    cluster = cluster_called(affiliations, view.cluster) if view.cluster else None
    choice = Choice(
        *(view.on, view.off, view.outposts, cluster, view.relation_kind, view.is_stated_only)
    )
    network = collaboration_network(affiliations, asked, choice)
    part = selected(narrowed(network, _within(view, network.profile)), view.selection)
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


def year_before(
    affiliations: Affiliations, network: Network, network_of: NetworkOf | None = None
) -> Network:
    """Return the network of the year before that of a network, looked at alike.

    Raises BadParameterError for a network that is not that of a reporting year.
    """
    if not is_year(affiliations, network):
        message = "A change is that of a reporting year since the one before. Give a year, as 2018."
        raise BadParameterError(message)
    asked = asked_period(affiliations, network.period.start.year - 1, None, date.max)
    return (network_of or partial(seen, affiliations))(asked, view_of(network))


def is_year(affiliations: Affiliations, network: Network) -> bool:
    """Tell whether a network is that of a reporting year."""
    year = network.period.start.year
    return network.period == asked_period(affiliations, year, None, network.period.end)


def view_of(network: Network) -> View:
    """Return how a network is looked at."""
    return View(
        within=network.within,
        outposts=network.outposts,
        on=frozenset(use.rule.code for use in network.rules if use.is_on),
        off=frozenset(use.rule.code for use in network.rules if not use.is_on),
        cluster=network.profile.cluster if network.profile else None,
        has_cluster_organisation=network.has_cluster_organisation,
        selection=network.selection,
        relation_kind=network.relation_kind,
        is_stated_only=network.is_stated_only,
    )


def _check_place(kind: str, wanted: str, known: Iterable[str]) -> None:
    """Raise BadParameterError for a place where nobody is known: a slip would count as nothing."""
    places = sorted({*known} - {""})
    if wanted and fold(wanted) not in {fold(place) for place in places}:
        listed = ", ".join(places[:_MOST_PLACES]) or "none"
        more = ", …" if len(places) > _MOST_PLACES else ""
        message = f"No organisation here is of the {kind} “{wanted}”. Known are: {listed}{more}."
        raise BadParameterError(message)


def _within(view: View, profile: Profile | None) -> Within:
    """Return what part is looked at; who asks for a place means it, and not the home region."""
    if view.within is None and (view.selection.region or view.selection.country):
        return Within.EVERYWHERE
    return view.within or default_within(profile)


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
