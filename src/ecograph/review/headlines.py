"""Which figures stand in every review: ten of the network, those of the cluster, and others."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from ecograph.metrics import Comparison, Key, Measure, comparisons, measures
from ecograph.metrics.groupings import HELIX
from ecograph.metrics.likeness import mixing
from ecograph.network import Network
from ecograph.network.places import Border, crossing


class Group(StrEnum):
    """What a headline figure is about."""

    NETWORK = "network"
    CLUSTER = "cluster"
    FURTHER = "further"


@dataclass(frozen=True, slots=True)
class Headline:
    """A figure of the review: a measure, or one part of it, with or without those who run it all.

    Those of one number belong to one of the ten; 0 stands for the others. Unassigned counts what
    could not be assigned to the part, where the measure counts that of all parts together.
    """

    name: str
    part: Key = ()
    own_title: str = ""
    group: Group = Group.NETWORK
    has_cluster_organisation: bool = True
    unassigned: Callable[[Network], int] | None = None
    number: int = 0

    @property
    def id(self) -> str:
        """Return the name by which the figure is told from the others in files."""
        without = () if self.has_cluster_organisation else ("without-cluster-organisation",)
        return "/".join((self.name, *self.part, *without))

    @property
    def is_change(self) -> bool:
        """Tell whether it compares a year with the one before."""
        return self.name in comparisons()

    @property
    def measure(self) -> Measure | Comparison:
        """Return the measure that it is, or is a part of."""
        return comparisons()[self.name] if self.is_change else measures()[self.name]

    @property
    def title(self) -> str:
        """Return what it is called."""
        return self.own_title or self.measure.title


def _of_unknown_country(network: Network) -> int:
    return int((~crossing(network, Border.COUNTRY).is_known).sum())


def _of_unknown_helix(network: Network) -> int:
    return mixing(network, HELIX).unknown


def _without(name: str, title: str, number: int = 0, group: Group = Group.NETWORK) -> Headline:
    own = f"{title}, without the cluster organisation"
    return Headline(name, (), own, group, has_cluster_organisation=False, number=number)


_TEN = (
    Headline("organisations", number=1),
    Headline("ties", number=2),
    Headline("mean-degree", number=3),
    Headline("with-partners", ("1",), "Share with a partner", number=4),
    Headline("with-partners", ("3",), "Share with three partners or more", number=4),
    _without("giant-component-share", "Share in the largest group", 5),
    Headline("degree-centralization", number=6),
    _without("degree-centralization", "How far one has most partners", 6),
    Headline(
        "e-i-index",
        ("helix", "index"),
        "E-I of the helix: ties outwards less ties inwards",
        unassigned=_of_unknown_helix,
        number=7,
    ),
    Headline("e-i-index", ("helix", "expected"), "E-I of the helix, expected by chance", number=7),
    Headline(
        "ties-across-borders",
        ("country",),
        "Share of pairs across a country’s border",
        unassigned=_of_unknown_country,
        number=8,
    ),
    Headline("tie-changes", ("formed",), "Pairs formed among those who stayed", number=9),
    Headline("tie-changes", ("dissolved",), "Pairs dissolved among those who stayed", number=9),
    Headline("persistent-ties", number=9),
    Headline("outposts-with-partnership", number=10),
    Headline("outposts-with-focus", number=10),
    Headline("outposts-with-partner", number=10),
)
_CLUSTER = (
    Headline("members", group=Group.CLUSTER),
    Headline("member-groups", group=Group.CLUSTER, own_title="Groups among the members, of five"),
    _without("mean-degree", "Partners per organisation", group=Group.CLUSTER),
    Headline("outposts", group=Group.CLUSTER),
)
_FURTHER = (
    Headline("undertakings", group=Group.FURTHER),
    Headline("density", group=Group.FURTHER),
    Headline("isolates", group=Group.FURTHER),
    Headline("components", group=Group.FURTHER),
    Headline("giant-component-share", group=Group.FURTHER),
    Headline(
        "cross-kind-share", group=Group.FURTHER, own_title="Share of pairs of different kinds"
    ),
)
HEADLINES = (*_TEN, *_CLUSTER, *_FURTHER)
CHANGES = "tie-changes"
TABLES = (
    CHANGES,
    "organisation-changes",
    "undertakings",
    "ties-by-scope",
    "ties-by-kinds",
    "member-groups",
)
