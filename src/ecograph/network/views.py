"""Parts of a network: a region, a kind, the members, or all but the cluster organisation."""

from collections.abc import Callable
from dataclasses import replace
from types import MappingProxyType

from ecograph.errors import BadParameterError
from ecograph.identifiers import fold
from ecograph.network.affiliations import Organisation, Profile
from ecograph.network.codes import check_code
from ecograph.network.network import Network, Selection, Within


def default_within(profile: Profile | None) -> Within:
    """Return what indicators are about unless somebody chooses: the region that is home."""
    return Within.REGION if profile and profile.region else Within.EVERYWHERE


def narrowed(network: Network, within: Within) -> Network:
    """Return the part of a network that is about the home region or about the members.

    Raises BadParameterError where the profile that says which these are is missing.
    """
    if within is Within.EVERYWHERE:
        return network
    profile = network.profile
    if profile is None or (within is Within.REGION and not profile.region):
        message = (
            f"No profile says what “{within}” is. Load a profile sheet that names the cluster and "
            "its region, or ask for everywhere."
        )
        raise BadParameterError(message)
    if within is Within.MEMBERS:
        part = _part(network, lambda organisation: organisation.iri in network.members)
    else:
        part = _part(network, lambda organisation: is_local(organisation, profile))
    return replace(part, within=within)


def selected(network: Network, selection: Selection) -> Network:
    """Return the part of a network whose organisations are as they are wanted.

    Raises BadParameterError for a kind or a subsector that no list has.
    """
    if selection == Selection():
        return network
    check_code(network.codes, "organisation-kinds", selection.kind)
    check_code(network.codes, "subsectors", selection.subsector)
    part = _part(network, lambda organisation: _is_wanted(organisation, selection))
    return replace(part, selection=selection)


def _is_wanted(organisation: Organisation, selection: Selection) -> bool:
    own = organisation.kind.code if organisation.kind else ""
    return (
        (not selection.region or fold(organisation.region) == fold(selection.region))
        and (not selection.country or fold(organisation.country) == fold(selection.country))
        and (not selection.kind or selection.kind in {own, organisation.umbrella_kind})
        and (not selection.subsector or selection.subsector in organisation.subsectors)
    )


def without_cluster_organisation(network: Network) -> Network | None:
    """Return the network without the bodies that run the cluster, or None if none is known.

    They are gone with all their ties, as if nobody held the others together.
    """
    return network.kept("without cluster organisation", _without_cluster_organisation)


def _without_cluster_organisation(network: Network) -> Network | None:
    profile = network.profile
    if profile is None or not profile.organisations:
        return None
    gone = profile.organisations
    part = _part(network, lambda organisation: organisation.iri not in gone)
    outward = tuple(tie for tie in part.outward if not gone.intersection(tie.ends))
    return replace(part, outward=outward, has_cluster_organisation=False)


def is_local(organisation: Organisation, profile: Profile) -> bool:
    """Tell whether an organisation is known to lie in the region of the profile."""
    if not organisation.region or fold(organisation.region) != fold(profile.region):
        return False
    # A region's name may be borne by one of another country too.
    return organisation.country in {"", profile.country} or not profile.country


def _part(network: Network, belongs: Callable[[Organisation], bool]) -> Network:
    kept = {iri: each for iri, each in network.organisations.items() if belongs(each)}
    inside = tuple(tie for tie in network.ties if tie.first in kept and tie.second in kept)
    outward = tuple(tie for tie in network.touching if (tie.first in kept) != (tie.second in kept))
    return replace(
        network,
        organisations=MappingProxyType(kept),
        ties=inside,
        outward=outward,
    )
