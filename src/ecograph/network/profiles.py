"""Whose eyes a network is seen with: the register's profile, or that of another cluster."""

from collections.abc import Iterable

from ecograph import vocabulary
from ecograph.errors import BadParameterError
from ecograph.network.affiliations import Affiliations, Profile, Relation


def profile_of(
    affiliations: Affiliations, active: Iterable[Relation], cluster: str | None = None
) -> Profile | None:
    """Return the register's profile, or one for the cluster that is asked for, or None.

    A cluster without a profile is at home where it lies and run by the bodies that manage it.
    Raises BadParameterError for what is no cluster.
    """
    if cluster is None:
        return next(iter(affiliations.profiles), None)
    own = (profile for profile in affiliations.profiles if profile.cluster == cluster)
    return next(own, None) or _from_facts(affiliations, active, cluster)


def _from_facts(affiliations: Affiliations, active: Iterable[Relation], cluster: str) -> Profile:
    found = affiliations.organisations.get(cluster)
    if found is None or not found.is_cluster:
        message = f"“{cluster}” is no cluster of this register. Give one that it has."
        raise BadParameterError(message)
    managers = {
        party.organisation
        for relation in active
        if vocabulary.CLASS_GOVERNANCE.value in relation.classes
        and cluster in {party.organisation for party in relation.parties}
        for party in relation.parties
        if party.role == "manager"
    }
    return Profile(
        cluster=cluster,
        name=found.name,
        organisations=frozenset(managers - {cluster}),
        city=found.city,
        region=found.region,
        country=found.country,
    )
