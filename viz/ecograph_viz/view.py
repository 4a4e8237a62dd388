"""What is seen of a drawing: the nodes and lines that are wanted, and what is left out and why."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Final

from ecograph_viz.drawing import Drawing, Fact, Line, Organisation, Part, Remark
from ecograph_viz.wanted import Wanted

_PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line as it is seen: dashed if planned, with the facts and undertakings that make it.

    It is a pair if its ends do something by themselves, and not one has a part in the other.
    """

    first: str
    second: str
    is_planned: bool
    is_pair: bool
    facts: tuple[str, ...]
    undertakings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class View:
    """What is seen: each organisation with the number of things it takes part in, and the lines."""

    organisations: Mapping[str, int]
    undertakings: tuple[str, ...]
    lines: tuple[SeenLine, ...]
    left_out: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of a line that is wanted; its ends are one organisation, or two."""

    part: Part
    ends: tuple[str, ...]
    is_planned: bool
    facts: tuple[str, ...]

    @property
    def line(self) -> tuple[str, str]:
        """Return the two nodes that it joins."""
        first, second = (*self.ends, self.part.undertaking)[:_PAIR]
        return first, second


def view(drawing: Drawing, wanted: Wanted) -> View:
    """Return what is seen of a drawing.

    `static/view.js` does the same in the browser; a test compares the two.
    """
    looking = _Looking(drawing, wanted)
    found = looking.found()
    pieces = found.near
    ties, once = _repeats(pieces) if wanted.repeat else (tuple(_lines(pieces)), 0)
    organisations = looking.organisations(pieces, ties)
    ends = {end for line in ties for end in (line.first, line.second)}
    return View(
        organisations=organisations,
        undertakings=tuple(sorted(ends - organisations.keys())),
        lines=ties,
        left_out=tuple(looking.left_out(found.there, pieces, once)),
    )


def parts_needed(drawing: Drawing, wanted: Wanted) -> frozenset[Part]:
    """Return the parts of lines that it takes to tell what is seen: all of each undertaking."""
    found = _Looking(drawing, wanted).found()
    undertakings = {piece.part.undertaking for piece in found.near}
    return frozenset(p.part for p in found.there if p.part.undertaking in undertakings)


@dataclass(frozen=True, slots=True)
class _Found:
    """The pieces that are in force or planned, and those of them that are to be seen."""

    there: list[_Piece]
    near: list[_Piece]


class _Looking:
    """One look at a drawing: what is wanted, compared with what there is."""

    def __init__(self, drawing: Drawing, wanted: Wanted) -> None:
        self._drawing = drawing
        self._wanted = wanted

    def found(self) -> _Found:
        """Return the pieces that are there, and those that are seen."""
        there = list(self._pieces())
        return _Found(there, self._near(_folded(self, self._of_kind(there))))

    def _pieces(self) -> Iterator[_Piece]:
        """Yield the parts of lines that are in force or planned; nobody is alone in a thing."""
        found = [piece for line in self._drawing.lines for piece in self._of(line)]
        everybody, counted = _parties(found), _parties(p for p in found if not p.is_planned)
        for piece in found:
            key = (piece.part.rule, piece.part.undertaking)
            if len(everybody[key]) >= _PAIR:
                # One that waits for a planned partner is no tie yet.
                is_planned = piece.is_planned or len(counted[key]) < _PAIR
                yield replace(piece, is_planned=is_planned)

    def _of(self, line: Line) -> Iterator[_Piece]:
        for part in line.parts:
            if part.rule not in self._wanted.rules:
                continue
            ends = (line.first, line.second)[: len(part.ends)]
            pairs = list(zip(ends, part.ends, strict=True))
            active = [self._active(iri, facts) for iri, facts in pairs]
            planned = [self._planned(facts) for facts in part.ends]
            if all(active):
                yield _Piece(part, ends, is_planned=False, facts=_flat(active))
            elif self._wanted.planned and all(
                one or other for one, other in zip(active, planned, strict=True)
            ):
                yield _Piece(part, ends, is_planned=True, facts=_flat([*active, *planned]))

    def _active(self, iri: str, facts: Iterable[str]) -> tuple[str, ...]:
        organisation = self._drawing.organisations[iri]
        if not organisation.there.meet(self._wanted.period):
            return ()
        return tuple(f for f in facts if self._meets(f) and not self._fact(f).is_planned)

    def _planned(self, facts: Iterable[str]) -> tuple[str, ...]:
        return tuple(f for f in facts if self._meets(f) and self._fact(f).is_planned)

    def _fact(self, iri: str) -> Fact:
        return self._drawing.facts[iri]

    def _meets(self, iri: str) -> bool:
        return self._fact(iri).times.meet(self._wanted.period)

    def _of_kind(self, pieces: Iterable[_Piece]) -> list[_Piece]:
        """Return the pieces whose organisations are all of a wanted kind."""
        return [piece for piece in pieces if all(self._is_of_kind(end) for end in piece.ends)]

    def _is_of_kind(self, iri: str) -> bool:
        organisation = self._drawing.organisations[iri]
        kinds = self._wanted.kinds
        return not kinds or organisation.group in kinds or organisation.kind in kinds

    def whole(self, iri: str) -> str:
        """Return the organisation that stands for one: itself, or its outermost whole if folded."""
        seen: set[str] = set()
        while self._wanted.fold and iri not in seen:
            seen.add(iri)
            iri = self._drawing.organisations[iri].whole or iri
        return iri

    def _near(self, pieces: list[_Piece]) -> list[_Piece]:
        """Return the pieces in the neighbourhood of the focus, all if there is none."""
        if not self._wanted.focus:
            return pieces
        focus = self.whole(self._wanted.focus)
        shared = {p.part.undertaking for p in pieces if p.ends == (focus,)}
        near = {focus}
        for piece in pieces:
            if focus in piece.ends or _is_in(piece, shared):
                near.update(piece.ends)
        return [
            piece
            for piece in pieces
            if _is_in(piece, shared) or (len(piece.ends) == _PAIR and near.issuperset(piece.ends))
        ]

    def organisations(
        self, pieces: Iterable[_Piece], lines: Iterable[SeenLine]
    ) -> Mapping[str, int]:
        """Return the organisations that are seen with the number of things they take part in."""
        things: dict[str, set[str]] = defaultdict(set)
        for piece in pieces:
            if not piece.is_planned:
                for end in piece.ends:
                    things[end].add(piece.part.undertaking)
        ends = {end for line in lines for end in (line.first, line.second)}
        known = self._drawing.organisations
        seen = {end for end in ends if end in known} | set(self._alone())
        return {iri: len(things[iri]) for iri in known if iri in seen}

    def _alone(self) -> Iterator[str]:
        """Yield the organisations that are seen even without a line."""
        if self._wanted.focus:
            yield self.whole(self._wanted.focus)
        elif self._wanted.alone:
            known = self._drawing.organisations
            yield from (self.whole(iri) for iri in known if self._is_active(known[iri]))

    def _is_active(self, organisation: Organisation) -> bool:
        period = self._wanted.period
        is_there = organisation.there.meet(period) and organisation.active.meet(period)
        is_planned = organisation.is_planned and self._wanted.planned and not period.named
        return (is_there or is_planned) and self._is_of_kind(organisation.iri)

    def left_out(
        self, there: Iterable[_Piece], pieces: Iterable[_Piece], once: int
    ) -> Iterator[Remark]:
        """Yield how many relations, or pairs of organisations, are left out and why."""
        seen = {iri for piece in pieces for iri in piece.facts}
        in_force = {iri for piece in there for iri in piece.facts}
        rules: dict[str, set[str]] = defaultdict(set)
        for line in self._drawing.lines:
            for part in line.parts:
                for iri in _flat(part.ends):
                    rules[iri].add(part.rule)
        counts: dict[str, int] = defaultdict(int)
        for iri in self._drawing.facts:
            if iri not in seen:
                is_on = not self._wanted.rules.isdisjoint(rules[iri])
                counts[self._why(iri, is_on=is_on, in_force=iri in in_force)] += 1
        counts["pair-of-one"] = once
        yield from (Remark(why, number) for why, number in sorted(counts.items()) if number)

    def _why(self, iri: str, *, is_on: bool, in_force: bool) -> str:
        fact = self._fact(iri)
        if not is_on:
            return "rule-off"
        if in_force:
            return "narrowed"
        if self._meets(iri):
            return "planned" if fact.is_planned else "no-second-party"
        return "another-time" if fact.times.spans else "undated"


def _flat(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(iri for group in groups for iri in group))


def _parties(pieces: Iterable[_Piece]) -> Mapping[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for piece in pieces:
        found[piece.part.rule, piece.part.undertaking].update(piece.ends)
    return found


def _is_in(piece: _Piece, undertakings: set[str]) -> bool:
    return len(piece.ends) == 1 and piece.part.undertaking in undertakings


def _folded(looking: _Looking, pieces: Iterable[_Piece]) -> list[_Piece]:
    """Return pieces that end at the wholes of their organisations; what joins two parts is gone."""
    found = [
        replace(piece, ends=tuple(sorted(looking.whole(end) for end in piece.ends)))
        for piece in pieces
    ]
    return [piece for piece in found if len(set(piece.line)) == _PAIR]


def _lines(pieces: Iterable[_Piece]) -> Iterator[SeenLine]:
    joined: dict[tuple[str, str], list[_Piece]] = defaultdict(list)
    for piece in pieces:
        joined[piece.line].append(piece)
    for (first, second), same in sorted(joined.items()):
        yield SeenLine(
            first,
            second,
            is_planned=all(piece.is_planned for piece in same),
            is_pair=any(len(piece.ends) == _PAIR for piece in same),
            facts=_flat(piece.facts for piece in same),
            undertakings=_flat((piece.part.undertaking,) for piece in same),
        )


def _repeats(pieces: Iterable[_Piece]) -> tuple[tuple[SeenLine, ...], int]:
    """Return the pairs that share more than one thing, and how many share a single one."""
    parties: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for piece in pieces:
        if not piece.is_planned:
            for end in piece.ends:
                parties[piece.part.undertaking][end].extend(piece.facts)
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for undertaking, members in sorted(parties.items()):
        for pair in combinations(sorted(members), _PAIR):
            pairs[pair].append(undertaking)
    ties = [
        SeenLine(
            *pair,
            is_planned=False,
            is_pair=True,
            facts=_flat(tuple(parties[thing][end]) for thing in things for end in pair),
            undertakings=tuple(things),
        )
        for pair, things in sorted(pairs.items())
        if len(things) >= _PAIR
    ]
    return tuple(ties), len(pairs) - len(ties)
