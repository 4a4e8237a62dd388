"""What a review lists one by one: organisations, pairs, communities, and what changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from ecograph.exports import Cell, DataTable
from ecograph.identifiers import fold
from ecograph.metrics import measures
from ecograph.metrics.turnover import Turn, turnover
from ecograph.network import Network, Organisation, Tie, without_cluster_organisation
from ecograph.review.annual import Review
from ecograph.review.listing import number

_POSITIONS = (
    "degree",
    "strength",
    "betweenness",
    "harmonic-closeness",
    "constraint",
    "effective-size",
    "core-number",
    "community",
)
_WITHOUT = ("degree", "betweenness", "constraint")
_COMMUNITY = "community"
_COMMONEST = 3
_BOTH = 2
_ORGANISATIONS = (
    "id",
    "name",
    "kind",
    *(name.replace("-", "_") for name in _POSITIONS),
    *(f"{name}_without_cluster_organisation" for name in _WITHOUT),
)
_PAIRS = (
    "first",
    "second",
    "first_name",
    "second_name",
    "first_kind",
    "second_kind",
    "undertakings",
    "since",
    "sources",
)
_COMMUNITIES = ("community", "size", "commonest_kinds")
_CHANGES = ("change", "first", "second", "first_name", "second_name")


def entries(review: Review) -> tuple[DataTable, ...]:
    """Return the lists of a review, each in a fixed order and none by rank."""
    return (
        organisations_table(review.network),
        pairs_table(review),
        communities_table(review.network),
        changes_table(review),
    )


def organisations_table(network: Network) -> DataTable:
    """Return a row an organisation with its positions, with and without who runs the cluster."""
    return network.kept("table of organisations", _organisations_table)


def _organisations_table(network: Network) -> DataTable:
    without = without_cluster_organisation(network)
    columns = [_positions(network, name) for name in _POSITIONS]
    columns += [_positions(without, name) if without else {} for name in _WITHOUT]
    rows = (
        (iri, each.name, _kind(network, each), *(column.get(iri) for column in columns))
        for iri, each in network.organisations.items()
    )
    return DataTable("organisations", _ORGANISATIONS, tuple(rows))


def pairs_table(review: Review) -> DataTable:
    """Return a row a pair with what it rests on."""
    network = review.network
    # Two rules may see one undertaking: it is one all the same.
    seen = {
        (undertaking.iri, pair)
        for undertaking in network.undertakings
        for pair in combinations(sorted(undertaking.parties), _BOTH)
    }
    joint = Counter(pair for _, pair in seen)
    rows = (_pair(review, tie, joint[tie.ends]) for tie in network.ties)
    ordered = sorted(rows, key=lambda row: _by_names(row[2:4], row[:2]))
    return DataTable("pairs", _PAIRS, tuple(ordered))


def communities_table(network: Network) -> DataTable:
    """Return a row a community: how many it has, and of which kinds most are."""
    found: dict[Cell, list[str]] = {}
    for iri, community in _positions(network, _COMMUNITY).items():
        found.setdefault(community, []).append(iri)
    rows = (
        (community, len(found[community]), _commonest(network, found[community]))
        for community in sorted(found, key=lambda each: (each is None, each or 0))
    )
    return DataTable("communities", _COMMUNITIES, tuple(rows))


def changes_table(review: Review) -> DataTable:
    """Return a row a pair that came or went since the year before, and why."""
    rows = list(_changes(review))
    rows.sort(key=_order)
    return DataTable("changes", _CHANGES, tuple(rows))


def _changes(review: Review) -> Iterator[tuple[str, ...]]:
    asked = review.changing
    if asked is None or any(
        row.headline.is_change and row.compared.this.reason for row in review.rows
    ):
        return
    for turn, pairs in turnover(asked).pairs.items():
        if turn is Turn.PERSISTENT:
            continue
        for pair in pairs:
            found = ((_name(asked.now, asked.before, iri), iri) for iri in pair)
            named = sorted(found, key=lambda each: (fold(each[0]), each[1]))
            yield (turn.value, *(iri for _, iri in named), *(name for name, _ in named))


def _order(row: tuple[str, ...]) -> tuple[int, tuple[list[str], list[str]]]:
    return list(Turn).index(Turn(row[0])), _by_names(row[3:], row[1:3])


def _by_names(names: Iterable[Cell], iris: Iterable[Cell]) -> tuple[list[str], list[str]]:
    """Return a key by which rows stand as in a dictionary, those of equal names by their IRIs."""
    return [fold(str(name)) for name in names], [str(iri) for iri in iris]


def _name(now: Network, before: Network, iri: str) -> str:
    found = (each.get(iri) for each in (now.organisations, before.organisations, now.outside))
    return next((each.name for each in found if each), iri)


def _positions(network: Network, name: str) -> Mapping[str, Cell]:
    figure = measures()[name].of(network)
    return {part.key[0]: number(part.value) for part in figure.parts}


def _pair(review: Review, tie: Tie, undertakings: int) -> tuple[Cell, ...]:
    network = review.network
    ends = sorted(map(network.organisation, tie.ends), key=lambda each: (fold(each.name), each.iri))
    behind = network.relations_behind([tie])
    starts = (network.relations[iri].start for iri in behind)
    return (
        *(each.iri for each in ends),
        *(each.name for each in ends),
        *(_kind(network, each) for each in ends),
        undertakings,
        min((start for start in starts if start), default=None),
        "; ".join(review.provenance.behind(behind)),
    )


def _kind(network: Network, organisation: Organisation) -> str | None:
    if organisation.kind is None:
        return None
    return network.codes.name("organisation-kinds", organisation.umbrella_kind) or None


def _commonest(network: Network, members: Iterable[str]) -> str:
    kinds = (_kind(network, network.organisations[iri]) or "Unknown" for iri in members)
    found = sorted(Counter(kinds).items(), key=lambda each: (-each[1], each[0]))
    return "; ".join(f"{kind} ({count})" for kind, count in found[:_COMMONEST])
