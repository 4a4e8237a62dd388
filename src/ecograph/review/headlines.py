"""Which figures stand in every review: ten of the network, and those of the cluster."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ecograph.metrics import Key, Measure, measures
from ecograph.network import Network
from ecograph.network.places import Border, crosses


class Group(StrEnum):
    """What a headline figure is about."""

    NETWORK = "network"
    CLUSTER = "cluster"


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure of the review: a measure, or one part of it, with or without those who run it all.

    Unassigned counts what could not be assigned to the part, where the measure counts that of all
    parts together.
    """

    name: str
    part: Key = ()
    own_title: str = ""
    group: Group = Group.NETWORK
    has_cluster_organisation: bool = True
    unassigned: Callable[[Network], int] | None = None

    @property
    def id(self) -> str:
        """Return the name by which the figure is told from the others in files."""
        without = () if self.has_cluster_organisation else ("without-cluster-organisation",)
        return "/".join((self.name, *self.part, *without))

    @property
    def measure(self) -> Measure:
        """Return the measure that it is, or is a part of."""
        return measures()[self.name]

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.own_title or self.measure.title


def _of_unknown_country(network: Network) -> int:
    of = network.organisation
    pairs = ((of(tie.first), of(tie.second)) for tie in network.touching)
    return sum(crosses(*pair, Border.COUNTRY) is None for pair in pairs)


# Those of the network need no profile; those of the cluster need one, or outposts.
HEADLINES = (
    Headline("organisations"),
    Headline("ties"),
    Headline("undertakings"),
    Headline("mean-degree"),
    Headline("density"),
    Headline("isolates"),
    Headline("components"),
    Headline("giant-component-share"),
    Headline(
        "ties-across-borders",
        ("country",),
        "Share of pairs across a country’s border",
        unassigned=_of_unknown_country,
    ),
    Headline("cross-kind-share", own_title="Share of pairs of different kinds"),
    Headline("members", group=Group.CLUSTER),
    Headline("member-groups", group=Group.CLUSTER, own_title="Groups among the members, of five"),
    Headline(
        "mean-degree",
        group=Group.CLUSTER,
        own_title="Partners per organisation, without the cluster organisation",
        has_cluster_organisation=False,
    ),
    Headline(
        "giant-component-share",
        group=Group.CLUSTER,
        own_title="Share in the largest group, without the cluster organisation",
        has_cluster_organisation=False,
    ),
    Headline("outposts", group=Group.CLUSTER),
    Headline("outposts-with-partner", group=Group.CLUSTER),
)
TABLES = ("undertakings", "ties-by-scope", "ties-by-kinds", "member-groups")
