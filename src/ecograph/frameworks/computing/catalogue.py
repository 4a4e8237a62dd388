"""The catalogue of computations: what each counts, by which figure, in which version."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from ecograph.frameworks.computing import bodies, relations, things, totals
from ecograph.frameworks.computing.items import Item
from ecograph.frameworks.computing.knowledge import Knowledge
from ecograph.frameworks.computing.totals import Figure
from ecograph.frameworks.computing.wanted import Wanted

Finding = Callable[[Knowledge, Wanted], Iterator[Item]]
NETWORK_MEASURE = "network-measure"


@dataclass(frozen=True, slots=True)
class Computation:
    """A way of filling indicators: what it finds in the register, and the figure it makes of it.

    A changed definition has a new version.
    """

    name: str
    title: str
    answers: str
    figure_name: str
    finding: Finding | None = None
    figure: Figure = totals.count
    version: str = "1"


def _counted(name: str, finding: Finding, title: str, answers: str) -> Computation:
    return Computation(name, title, answers, "count of different ones", finding, totals.count)


def _summed(name: str, finding: Finding, title: str, answers: str) -> Computation:
    return Computation(name, title, answers, "sum, each currency apart", finding, totals.total)


def _share(name: str, finding: Finding, title: str, answers: str) -> Computation:
    return Computation(
        name, title, answers, "per cent of different ones", finding, totals.percentage
    )


def _diverse(name: str, finding: Finding, title: str, answers: str) -> Computation:
    return Computation(name, title, answers, "Blau index, 1 − Σp²", finding, totals.diversity)


_ALL = (
    _counted("records", relations.records, "Relations", "How many relations are there?"),
    _counted(
        "parties",
        relations.parties,
        "Parties",
        "How many organisations stand in the role in such relations, each counted once?",
    ),
    _counted(
        "returning-parties",
        relations.returning_parties,
        "Returning parties",
        "How many parties were in such a relation before (at least the threshold in all)?",
    ),
    _counted(
        "first-time-parties",
        relations.first_time_parties,
        "Parties for the first time",
        "How many parties are in such a relation for the first time?",
    ),
    _counted(
        "things-concerned",
        relations.things_concerned,
        "Things concerned",
        "How many different things do such relations concern?",
    ),
    _summed("amounts", relations.amounts, "Amounts", "How much money are such relations about?"),
    _counted(
        "relation-countries",
        relations.relation_countries,
        "Countries of relations",
        "How many different countries are such relations about?",
    ),
    _counted(
        "party-countries",
        relations.party_countries,
        "Countries of parties",
        "From how many different countries are the parties of such relations?",
    ),
    _diverse(
        "party-diversity",
        relations.party_diversity,
        "Diversity of parties",
        "How likely do two of the parties, drawn with replacement, differ in the attribute?",
    ),
    _counted(
        "programmes",
        things.programmes,
        "Programmes and events",
        "How many programmes, projects and events of the kind are there?",
    ),
    _counted(
        "participants",
        things.participants,
        "Participants",
        "How many organisations take part in such programmes, each counted once?",
    ),
    _summed(
        "attendance",
        things.attendance,
        "Attendance",
        "How many people came to such events, by the numbers that are entered?",
    ),
    _counted(
        "programme-countries",
        things.programme_countries,
        "Countries of programmes",
        "In how many different countries are such programmes?",
    ),
    _diverse(
        "programme-diversity",
        things.programme_diversity,
        "Diversity of programmes",
        "How likely do two of the programmes, drawn with replacement, differ in kind or topic?",
    ),
    _summed(
        "reported-sum",
        bodies.reported_sum,
        "Sum of reported figures",
        "To what do the figures of a measure come that sources report of such things?",
    ),
    _summed(
        "reported-before-after",
        bodies.reported_before_after,
        "Reported figures of those served",
        "To what do the figures of clients come since their first service, and before it?",
    ),
    _share(
        "share-followed",
        relations.share_followed,
        "Share that is followed",
        "How many in a hundred relations or programmes does something of a kind follow?",
    ),
    _counted(
        "resulted",
        relations.resulted,
        "Relations that resulted",
        "How many relations are stated to have come out of something of a kind?",
    ),
    _share(
        "share-resulted",
        relations.share_resulted,
        "Share that resulted",
        "How many in a hundred relations are stated to have come out of something of a kind?",
    ),
    _share(
        "share-of-participants",
        relations.share_of_participants,
        "Share of participants that gained",
        "How many in a hundred participants or clients had a relation that came out of it?",
    ),
    _share(
        "share-in-state",
        relations.share_in_state,
        "Share of decided bids",
        "How many in a hundred bids that were decided are in the state?",
    ),
    _counted(
        "organisations",
        bodies.organisations,
        "Organisations",
        "How many organisations of a kind and stage were founded, or are there?",
    ),
    _counted(
        "spin-offs",
        bodies.spin_offs,
        "Spin-offs",
        "How many organisations were founded out of one of the other kind?",
    ),
    _counted("outposts", bodies.outposts, "Outposts", "How many outposts came, or are there?"),
    _counted(
        "anchored-outposts",
        bodies.anchored_outposts,
        "Anchored outposts",
        "How many outposts has somebody flagged as anchored?",
    ),
    _counted(
        "parents-with-outposts",
        bodies.parents_with_outposts,
        "Organisations with outposts",
        "How many organisations have an outpost in the other place?",
    ),
    _counted("resources", things.resources, "Resources", "How many resources of a kind are there?"),
    _counted(
        "innovations-meeting-needs",
        things.innovations_meeting_needs,
        "Innovations that meet a need",
        "How many innovations meet a need that is on record?",
    ),
    _counted(
        "subsidiaries-after-service",
        bodies.subsidiaries_after_service,
        "Clients with a subsidiary since their service",
        "How many clients opened a local outpost after their first service, and before it?",
    ),
    _summed(
        "headcount-of-new",
        bodies.headcount_of_new,
        "Headcount of newcomers",
        "How many people work, in their first year, at what was founded or came?",
    ),
    Computation(
        "organisations-at-threshold",
        "Organisations at a threshold",
        "How many organisations reach the threshold by the last figure reported for a period?",
        "count of different ones",
        bodies.organisations_at_threshold,
        totals.reaching,
    ),
    Computation(
        NETWORK_MEASURE,
        "Network measure",
        "What is the figure of a registered measure of the network of the reporting year?",
        "the measure’s own",
    ),
    _counted(
        "contributions",
        things.contributions,
        "Contributions",
        "How many things serve the element that the indicator judges?",
    ),
)


@cache
def computations() -> Mapping[str, Computation]:
    """Return the computations by their names."""
    return MappingProxyType({each.name: each for each in _ALL})
