"""Who works with whom: affiliations from the register, projected by the rules in force."""

from ecograph.network.affiliations import (
    Affiliations,
    Change,
    Organisation,
    Party,
    Profile,
    Relation,
    Rule,
    Thing,
)
from ecograph.network.codes import Code, Codes
from ecograph.network.collaboration import Choice, collaboration_network
from ecograph.network.graphs import graph, two_mode_graph
from ecograph.network.network import Network, Outposts, RuleUse, Selection, Tally, Within
from ecograph.network.profiles import profile_of
from ecograph.network.projection import Tie
from ecograph.network.reading import affiliations, profiles
from ecograph.network.twomode import Line, TwoMode, all_years, two_mode
from ecograph.network.undertakings import LeftOut, Omission, Undertaking
from ecograph.network.views import default_within, narrowed, selected, without_cluster_organisation

__all__ = [
    "Affiliations",
    "Change",
    "Choice",
    "Code",
    "Codes",
    "LeftOut",
    "Line",
    "Network",
    "Omission",
    "Organisation",
    "Outposts",
    "Party",
    "Profile",
    "Relation",
    "Rule",
    "RuleUse",
    "Selection",
    "Tally",
    "Thing",
    "Tie",
    "TwoMode",
    "Undertaking",
    "Within",
    "affiliations",
    "all_years",
    "collaboration_network",
    "default_within",
    "graph",
    "narrowed",
    "profile_of",
    "profiles",
    "selected",
    "two_mode",
    "two_mode_graph",
    "without_cluster_organisation",
]
