"""What a review lists one by one: organisations, pairs, communities, and what changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations

from ecograph.exports import Cell, DataTable
from ecograph.identifiers import fold
from ecograph.metrics import Changing, Named, Reason, measures
from ecograph.metrics.panel import Turn, changed_organisations, changed_pairs
from ecograph.network import (
    Network,
    Organisation,
    Relation,
    Tie,
    without_cluster_organisation,
)
from ecograph.review.content import Review
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
# Above 5,000 organisations these are estimated, and have their standard error beside them.
_ESTIMATED = ("betweenness", "harmonic-closeness")
_COMMUNITY = "community"
_COMMONEST = 3
_BOTH = 2
_ORGANISATIONS = (
    "id",
    "name",
    "kind",
    *(name.replace("-", "_") for name in _POSITIONS),
    *(f"{name}_without_cluster_organisation" for name in _WITHOUT),
    *(f"{name.replace('-', '_')}_standard_error" for name in _ESTIMATED),
    f"{_ESTIMATED[0]}_without_cluster_organisation_standard_error",
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
    "basis",
    "sources",
)
_COMMUNITIES = ("community", "size", "commonest_kinds")
_CHANGES = ("change", "first", "second", "first_name", "second_name", "facts")
_COMINGS = ("change", "id", "name", "became", "became_name", "facts")
_COMINGS_OF = (Turn.JOINED, Turn.LEFT, Turn.MERGED)


def entries(review: Review) -> tuple[DataTable, ...]:
    """Return the lists of a review, each in a fixed order and none by rank."""
    return (
        organisations_table(review.network),
        pairs_table(review),
        communities_table(review.network),
        changes_table(review),
        organisation_changes_table(review),
    )


def organisations_table(network: Network) -> DataTable:
    """Return a row an organisation with its positions, with and without who runs the cluster."""
    return network.kept("table of organisations", _organisations_table)


def _organisations_table(network: Network) -> DataTable:
    without = without_cluster_organisation(network)
    columns = [_positions(network, name) for name in _POSITIONS]
    columns += [_positions(without, name) if without else {} for name in _WITHOUT]
    columns += [_errors(network, name) for name in _ESTIMATED]
    columns.append(_errors(without, _ESTIMATED[0]) if without else {})
    rows = (
        (iri, each.name, _kind(network, each), *(column.get(iri) for column in columns))
        for iri, each in network.organisations.items()
    )
    return DataTable("organisations", _ORGANISATIONS, tuple(rows))


def pairs_table(review: Review) -> DataTable:
    """Return a row a pair with what it rests on."""
    key = "table of pairs", review.provenance.edition
    return review.network.kept(key, lambda network: _pairs_table(review, network))


def _pairs_table(review: Review, network: Network) -> DataTable:
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
    """Return a row a pair that came or went since the year before, why, and by which facts."""
    rows = [
        (each.part, *each.organisations, *map(asked.name, each.organisations), _behind(each))
        for asked in _changing(review)
        for each in changed_pairs(asked)
    ]
    rows.sort(key=lambda row: (list(Turn).index(Turn(row[0])), _by_names(row[3:5], row[1:3])))
    return DataTable("changes", _CHANGES, tuple(rows))


def organisation_changes_table(review: Review) -> DataTable:
    """Return a row an organisation that joined, left, or became another, and by which facts."""
    rows = [
        (each.part, *_and_name(asked, each.organisations[:1]), *_after(asked, each), _behind(each))
        for asked in _changing(review)
        for each in changed_organisations(asked)
    ]
    rows.sort(key=lambda row: (_COMINGS_OF.index(Turn(str(row[0]))), _by_names(row[2:3], row[1:2])))
    return DataTable("organisation-changes", _COMINGS, tuple(rows))


def _changing(review: Review) -> Iterator[Changing]:
    """Yield the two years that are compared, if something is known of both."""
    found = (row.compared.this.reason for row in review.rows if row.headline.is_change)
    is_silent = any(reason and reason is not Reason.TOO_SMALL_GROUP for reason in found)
    if review.changing is not None and not is_silent:
        yield review.changing


def _after(asked: Changing, each: Named) -> tuple[Cell, ...]:
    return _and_name(asked, each.organisations[1:]) or (None, None)


def _and_name(asked: Changing, iris: tuple[str, ...]) -> tuple[Cell, ...]:
    return tuple(text for iri in iris for text in (iri, asked.name(iri)))


def _behind(each: Named) -> str:
    return " ".join(each.facts)


def _by_names(names: Iterable[Cell], iris: Iterable[Cell]) -> tuple[list[str], list[str]]:
    """Return a key by which rows stand as in a dictionary, those of equal names by their IRIs."""
    return [fold(str(name)) for name in names], [str(iri) for iri in iris]


def _positions(network: Network, name: str) -> Mapping[str, Cell]:
    figure = measures()[name].of(network)
    return {part.key[0]: number(part.value) for part in figure.parts}


def _errors(network: Network, name: str) -> Mapping[str, Cell]:
    figure = measures()[name].of(network)
    return {part.key[0]: number(part.error) for part in figure.parts}


def _pair(review: Review, tie: Tie, undertakings: int) -> tuple[Cell, ...]:
    network = review.network
    ends = sorted(map(network.organisation, tie.ends), key=lambda each: (fold(each.name), each.iri))
    behind = network.relations_behind([tie])
    relations = [network.relations[iri] for iri in behind]
    return (
        *(each.iri for each in ends),
        *(each.name for each in ends),
        *(_kind(network, each) for each in ends),
        undertakings,
        min((each.start for each in relations if each.start), default=None),
        _basis(relations),
        "; ".join(review.listed.behind(behind)),
    )


def _basis(relations: Iterable[Relation]) -> str:
    """Return that a pair is inferred if no source states any of the relations behind it."""
    return "inferred" if all(each.is_inferred for each in relations) else "stated"


def _kind(network: Network, organisation: Organisation) -> str | None:
    """Return which of ten kinds it is of, or its own where that is under none of them: company."""
    if organisation.kind is None:
        return None
    name = network.codes.name("organisation-kinds", organisation.umbrella_kind)
    return name or organisation.kind.name


def _commonest(network: Network, members: Iterable[str]) -> str:
    kinds = (_kind(network, network.organisations[iri]) or "Unknown" for iri in members)
    found = sorted(Counter(kinds).items(), key=lambda each: (-each[1], each[0]))
    return "; ".join(f"{kind} ({count})" for kind, count in found[:_COMMONEST])
