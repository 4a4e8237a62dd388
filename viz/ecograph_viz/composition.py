"""Compose the drawing of a register: every year at once, each thing at its one place."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ecograph.identifiers import fold
from ecograph.network import (
    Affiliations,
    Outposts,
    Relation,
)
from ecograph.network import (
    Organisation as Body,
)
from ecograph.network import (
    Rule as NetworkRule,
)
from ecograph.network import (
    Undertaking as Joint,
)
from ecograph.network.seats import seat_anywhere
from ecograph.network.undertakings import gather
from ecograph.periods import EARLIEST, LATEST, Span, in_force_span
from ecograph_viz import appearance
from ecograph_viz.drawing import (
    Drawing,
    Fact,
    Line,
    Organisation,
    Part,
    Remark,
    Rule,
    Times,
    Undertaking,
)
from ecograph_viz.places import Place, with_others
from ecograph_viz.sayings import Sayings
from ecograph_viz.years import years

_KINDS = "organisation-kinds"
_PAIR = 2
_ALWAYS = Times((Span(EARLIEST, LATEST),), is_open=True)
PageOf = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class _Around:
    """What all parts of a composition are made from."""

    affiliations: Affiliations
    sayings: Sayings
    page_of: PageOf

    def code_name(self, scheme: str, code: str) -> str:
        return self.affiliations.codes.name(scheme, code) if code else ""


def lines_of(affiliations: Affiliations) -> tuple[Line, ...]:
    """Return all lines there can be, by any rule, in any year, planned or not.

    An undertaking of two organisations over all years is a line, one of more is a square.
    """
    relations = list(affiliations.relations.values())
    seating = seat_anywhere(affiliations, Outposts.OWN)
    joint = gather(affiliations, relations, affiliations.rules, seating).undertakings
    return tuple(_lines(joint, affiliations.organisations))


def composed(
    affiliations: Affiliations,
    lines: tuple[Line, ...],
    sayings: Sayings,
    places: Mapping[str, Place],
    page_of: PageOf,
) -> Drawing:
    """Return the drawing of what a reader may see, whatever has no place put beside its kin.

    The address of the page about a thing is asked of page_of, "" for none.
    """
    around = _Around(affiliations, sayings, page_of)
    placed = with_others(places, [*_joined(lines), *_nested(affiliations.organisations)])
    facts = _facts(around, lines)
    organisations = _organisations(around, lines, placed)
    used = frozenset(each.group for each in organisations.values())
    kinds = {code.code: code.name for code in affiliations.codes.lists.get(_KINDS, ())}
    profile = affiliations.profiles[0] if affiliations.profiles else None
    return Drawing(
        title=profile.name if profile else "",
        base=sayings.base,
        edition=affiliations.edition,
        is_internal=affiliations.is_internal,
        first_month=profile.first_month if profile else 1,
        organisations=organisations,
        undertakings=_undertakings(around, lines, placed),
        facts=facts,
        lines=lines,
        rules=tuple(_rules(affiliations.rules, lines)),
        groups=appearance.groups(used, kinds),
        years=years(organisations.values(), profile.first_month if profile else 1),
        remarks=tuple(_remarks(affiliations, facts)),
    )


def _lines(joint: Iterable[Joint], known: Mapping[str, Body]) -> Iterator[Line]:
    """Yield the lines: from each organisation to the square, or between the two of a pair."""
    joined: dict[str, list[Joint]] = defaultdict(list)
    for each in joint:
        joined[each.iri].append(each)
    parts: dict[tuple[str, str], list[Part]] = defaultdict(list)
    for iri, same in joined.items():
        everybody = sorted({party for each in same for party in each.parties})
        for each in same:
            if len(everybody) > _PAIR or iri in known:
                for party, facts in each.parties.items():
                    parts[party, iri].append(Part(each.rule, iri, each.name, (facts,)))
            else:
                first, second = everybody
                ends = (each.parties[first], each.parties[second])
                parts[first, second].append(Part(each.rule, iri, each.name, ends))
    for (first, second), found in sorted(parts.items()):
        yield Line(first, second, tuple(found))


def _facts(around: _Around, lines: Iterable[Line]) -> Mapping[str, Fact]:
    used = {
        iri: None for line in lines for part in line.parts for facts in part.ends for iri in facts
    }
    return {iri: _fact(around, around.affiliations.relations[iri]) for iri in sorted(used)}


def _fact(around: _Around, relation: Relation) -> Fact:
    roles: dict[str, list[str]] = defaultdict(list)
    for party in relation.parties:
        name = around.code_name("roles", party.role)
        if name and name not in roles[party.organisation]:
            roles[party.organisation].append(name)
    return Fact(
        iri=relation.iri,
        kind=around.code_name("relation-kinds", relation.kind) or "relation",
        times=_times(relation),
        start=relation.start,
        end=relation.end,
        is_planned=relation.is_planned,
        is_inferred=relation.is_inferred,
        roles={iri: ", ".join(names) for iri, names in roles.items() if names},
        evidence=around.sayings.evidence.get(relation.iri, ()),
        sources=around.sayings.sources.get(relation.iri, ()),
        page=around.page_of(relation.iri),
    )


def _times(relation: Relation) -> Times:
    """Return when a relation is in force; of a planned one, when it is planned for."""
    if relation.is_planned:
        span = in_force_span(relation.start, relation.end, "active")
        return Times((span,) if span else (), is_open=True)
    return Times((relation.span,) if relation.span else (), is_open=relation.is_undated)


def _organisations(
    around: _Around, lines: Iterable[Line], placed: Mapping[str, Place]
) -> Mapping[str, Organisation]:
    """Return all bodies, and the clusters that are joined or nested, in the order of names."""
    known = around.affiliations.organisations
    ends = {end for pair in (*_joined(lines), *_nested(known)) for end in pair}
    drawn = {iri for iri, body in known.items() if iri in ends or not body.is_cluster}
    active = _active(around.affiliations)
    return {
        iri: _organisation(around, known[iri], placed.get(iri, (0.0, 0.0)), active[iri], drawn)
        for iri in sorted(drawn, key=lambda iri: (fold(known[iri].name), iri))
    }


def _joined(lines: Iterable[Line]) -> list[tuple[str, str]]:
    return [(line.first, line.second) for line in lines]


def _nested(known: Mapping[str, Body]) -> list[tuple[str, str]]:
    """Return each organisation with what it is part of."""
    wholes = ((iri, whole) for iri, body in known.items() for whole in (body.parent, *body.part_of))
    return [(iri, whole) for iri, whole in wholes if whole in known]


def _organisation(
    around: _Around, body: Body, place: Place, active: Times, drawn: set[str]
) -> Organisation:
    wholes = (iri for iri in (body.parent, *body.part_of) if iri in drawn and iri != body.iri)
    there = Times((body.span,), is_open=True) if body.span else _ALWAYS
    return Organisation(
        iri=body.iri,
        name=body.name,
        names=around.sayings.names.get(body.iri, (fold(body.name),)),
        group=appearance.group(body),
        kind=body.kind.code if body.kind else "",
        kind_name=body.kind.name if body.kind else "Cluster" if body.is_cluster else "",
        place=", ".join(filter(None, (body.city, body.country))),
        x=place[0],
        y=place[1],
        there=Times() if body.is_planned else there,
        active=active,
        is_planned=body.is_planned,
        whole=next(wholes, ""),
        page=around.page_of(body.iri),
    )


def _active(affiliations: Affiliations) -> Mapping[str, Times]:
    """Return when each body takes part in anything; an outpost does so by being there."""
    spans: dict[str, set[Span]] = defaultdict(set)
    opened: set[str] = set()
    for relation in affiliations.relations.values():
        times = Times() if relation.is_planned else _times(relation)
        for party in relation.parties:
            spans[party.organisation].update(times.spans)
            opened.update((party.organisation,) if times.is_open else ())
    found = {}
    for iri, body in affiliations.organisations.items():
        if body.is_outpost:
            spans[iri].update((body.span,) if body.span else ())
            opened.update((iri,) if body.is_undated else ())
        times = Times(_merged(spans[iri]), is_open=iri in opened)
        found[iri] = Times() if body.is_cluster else times
    return found


def _merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return as few spans as cover the same days, in order."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda each: (each.start, each.end)):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)


def _undertakings(
    around: _Around, lines: Iterable[Line], placed: Mapping[str, Place]
) -> Mapping[str, Undertaking]:
    rules = {rule.code: rule for rule in around.affiliations.rules}
    found = {}
    for line in lines:
        iri, part = line.second, line.parts[0]
        if iri not in around.affiliations.organisations:
            found[iri] = Undertaking(
                iri=iri,
                name=part.name,
                sort=_sort(rules[part.rule]),
                x=placed[iri][0],
                y=placed[iri][1],
                page=around.page_of(iri),
            )
    return {iri: found[iri] for iri in sorted(found)}


def _sort(rule: NetworkRule) -> str:
    """Return what an undertaking is, in words: the class that the rule is about."""
    name = (rule.concerns_class or rule.applies_to).rpartition("#")[2]
    words = "".join(f" {letter.lower()}" if letter.isupper() else letter for letter in name)
    return words.strip()


def _rules(rules: Iterable[NetworkRule], lines: Iterable[Line]) -> Iterator[Rule]:
    used = {part.rule for line in lines for part in line.parts}
    for rule in sorted(rules, key=lambda each: (not each.is_default, -each.weight, each.name)):
        if rule.code in used:
            yield Rule(rule.code, rule.name, rule.is_default, rule.weight)


def _remarks(affiliations: Affiliations, facts: Mapping[str, Fact]) -> Iterator[Remark]:
    """Yield how many relations no line stands for in any year, and why."""
    ruled = {rule.applies_to for rule in affiliations.rules}
    counts: Counter[str] = Counter()
    for iri, relation in affiliations.relations.items():
        if iri not in facts:
            counts["no-line" if relation.classes & ruled else "no-rule"] += 1
    yield from (Remark(reason, number) for reason, number in sorted(counts.items()))
