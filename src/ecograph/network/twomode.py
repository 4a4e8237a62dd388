"""The network as it is drawn: organisations, what they do together, and the lines between."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ecograph.network.affiliations import Affiliations, Organisation, Relation
from ecograph.network.collaboration import Choice, by_name, rules_in_force
from ecograph.network.network import Network
from ecograph.network.seats import ANY_RULE, seat_anywhere
from ecograph.network.undertakings import Omission, Undertaking, gather

_PAIR = 2


@dataclass(frozen=True, slots=True)
class Line:
    """An organisation's part in an undertaking, or what two organisations do by themselves.

    The ends are an organisation and an undertaking, or two organisations; rules are those that
    made the line, relations what it rests on. It is planned if no relation in force makes it.
    """

    organisation: str
    other: str
    rules: tuple[str, ...]
    relations: tuple[str, ...]
    is_planned: bool


@dataclass(frozen=True, slots=True)
class TwoMode:
    """Organisations and the undertakings of three or more of them, joined by lines.

    An undertaking of two is a line between them. Of many partners in one project no pair agreed on
    anything; drawn as pairs it would hide what was agreed.
    """

    organisations: Mapping[str, Organisation]
    undertakings: Mapping[str, str]
    lines: tuple[Line, ...]


def two_mode(network: Network) -> TwoMode:
    """Return a network as it is drawn, plans included."""
    undertakings = (*network.undertakings, *network.planned)
    known = {**network.outside, **network.organisations}
    planned = {iri for iri, relation in network.relations.items() if relation.is_planned}
    drawn = set(network.organisations) | _parties(undertakings)
    return _drawing({iri: known[iri] for iri in drawn}, undertakings, planned)


def all_years(affiliations: Affiliations, choice: Choice | None = None) -> TwoMode:
    """Return everything that was, is or is planned, as one drawing that each year is a part of."""
    choice = choice or Choice()
    relations = list(affiliations.relations.values())
    rules = rules_in_force(affiliations.rules, choice)
    seating = seat_anywhere(affiliations, choice.outposts)
    found = gather(affiliations, relations, rules, seating).undertakings
    seats = {seating(iri, ANY_RULE) for iri in affiliations.organisations}
    bodies = {iri for iri in seats if not isinstance(iri, Omission)} | _parties(found)
    known = affiliations.organisations
    return _drawing({iri: known[iri] for iri in bodies}, found, _planned(relations))


def _parties(undertakings: Iterable[Undertaking]) -> set[str]:
    return {iri for undertaking in undertakings for iri in undertaking.parties}


def _planned(relations: Iterable[Relation]) -> set[str]:
    return {relation.iri for relation in relations if relation.is_planned}


@dataclass(slots=True)
class _Found:
    """One undertaking as several rules and periods see it."""

    name: str
    rules: set[str]
    parties: dict[str, set[str]]


def _drawing(
    organisations: Mapping[str, Organisation],
    undertakings: Iterable[Undertaking],
    planned: set[str],
) -> TwoMode:
    joined = _joined(undertakings)
    shared = {iri: each for iri, each in joined.items() if len(each.parties) > _PAIR}
    # A cluster that rules also tie to other clusters is a node already.
    names = {iri: each.name for iri, each in sorted(shared.items()) if iri not in organisations}
    lines: dict[tuple[str, str], list[_Part]] = defaultdict(list)
    for iri, each in joined.items():
        if iri in shared:
            for organisation, relations in each.parties.items():
                lines[organisation, iri].append(_Part(each.rules, (relations,)))
        else:
            first, second = sorted(each.parties)
            both = (each.parties[first], each.parties[second])
            lines[first, second].append(_Part(each.rules, both))
    return TwoMode(
        organisations=by_name(organisations),
        undertakings=MappingProxyType(names),
        lines=tuple(_line(ends, parts, planned) for ends, parts in sorted(lines.items())),
    )


@dataclass(frozen=True, slots=True)
class _Part:
    """What one undertaking adds to a line: its rules, and the relations of each end."""

    rules: set[str]
    ends: tuple[set[str], ...]

    def is_planned(self, planned: set[str]) -> bool:
        """Tell whether one of its ends rests on plans alone."""
        return any(end <= planned for end in self.ends)


def _line(ends: tuple[str, str], parts: Iterable[_Part], planned: set[str]) -> Line:
    parts = list(parts)
    return Line(
        organisation=ends[0],
        other=ends[1],
        rules=tuple(sorted({rule for part in parts for rule in part.rules})),
        relations=tuple(sorted({iri for part in parts for end in part.ends for iri in end})),
        is_planned=all(part.is_planned(planned) for part in parts),
    )


def _joined(undertakings: Iterable[Undertaking]) -> dict[str, _Found]:
    joined: dict[str, _Found] = {}
    for each in undertakings:
        found = joined.setdefault(each.iri, _Found(each.name, set(), defaultdict(set)))
        found.rules.add(each.rule)
        for organisation, relations in each.parties.items():
            found.parties[organisation].update(relations)
    return joined
