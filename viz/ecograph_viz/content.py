"""The drawing as the page's script reads it: plain values under plain names."""

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache

from ecograph.identifiers import fold
from ecograph.periods import Span
from ecograph_viz import appearance
from ecograph_viz.drawing import Drawing, Fact, Line, Organisation, Times

Content = dict[str, object]
# Latin, Greek and Cyrillic letters, their accents, and signs of print.
_LETTERS = (range(0xA0, 0x530), range(0x1E00, 0x2070), range(0x20A0, 0x20D0), range(0x2100, 0x2150))
# Each reason for leaving something out, of one and of many.
REASONS: Mapping[str, tuple[str, str]] = {
    "another-time": (
        "relation is not in force in this period",
        "relations are not in force in this period",
    ),
    "undated": (
        "relation has no dates, so it is in no named period",
        "relations have no dates, so they are in no named period",
    ),
    "planned": ("planned relation is hidden", "planned relations are hidden"),
    "rule-off": (
        "relation is of a sort that is switched off",
        "relations are of sorts that are switched off",
    ),
    "narrowed": (
        "relation leads to an organisation that is not among those chosen",
        "relations lead to organisations that are not among those chosen",
    ),
    "no-second-party": (
        "relation has no second party at this time",
        "relations have no second party at this time",
    ),
    "pair-of-one": (
        "pair of organisations shares only one thing",
        "pairs of organisations share only one thing",
    ),
    "no-line": (
        "relation never joins two organisations in this register",
        "relations never join two organisations in this register",
    ),
    "no-rule": (
        "relation is of a sort that is never a line, such as presence in a country",
        "relations are of sorts that are never a line, such as presence in a country",
    ),
}


def content(drawing: Drawing, nodes: int) -> Content:
    """Return all that the script needs to show any part of a drawing.

    Nodes is the number that the places were made for, which decides how large each is. Things go
    by their keys, facts and texts that come again and again by their numbers.
    """
    telling = _Telling(drawing)
    colours = appearance.need_colours(drawing.needs)
    return {
        "base": drawing.base,
        "organisations": [telling.organisation(each) for each in drawing.organisations.values()],
        "undertakings": [
            {"id": drawing.key(each.iri), "name": each.name, "sort": each.sort, "page": each.page}
            for each in drawing.undertakings.values()
        ],
        "facts": [telling.fact(each) for each in drawing.facts.values()],
        "lines": [telling.line(line) for line in drawing.lines],
        "rules": [{"code": rule.code, "usual": rule.is_default} for rule in drawing.rules],
        "groups": [
            {"code": group.code, "colour": appearance.LOOKS[group.code].colour}
            for group in drawing.groups
        ],
        "needs": [
            {"code": need.code, "name": need.name, "colour": colours[need.code]}
            for need in drawing.needs
        ],
        "served": {"several": colours[appearance.SEVERAL], "none": colours[appearance.NO_NEED]},
        "serves": {drawing.key(iri): codes for iri, codes in drawing.serves.items()},
        "remarks": [asdict(remark) for remark in drawing.remarks],
        "reasons": REASONS,
        "sizes": appearance.sizes(nodes),
        "dashes": appearance.DASHES["planned"],
        "letters": letters(),
        "texts": list(telling.texts),
    }


def told(reasons: Iterable[tuple[str, int]]) -> list[str]:
    """Return in words how much was left out and why."""
    return [
        f"{number:,}".replace(",", "\u202f") + f" {REASONS[why][number != 1]}"
        for why, number in reasons
    ]


@cache
def letters() -> Mapping[str, str]:
    """Return what each letter becomes when a name is folded, where its accents alone do not tell.

    The script folds what is typed by this table, so that it finds what the register holds.
    """
    found = {}
    for number in (number for letters in _LETTERS for number in letters):
        letter = chr(number)
        # Spaces around it keep a fold that is a space, or begins with one.
        folded = fold(f"x{letter}x")[1:-1]
        plain = "".join(c for c in unicodedata.normalize("NFKD", letter) if not _is_mark(c))
        if unicodedata.category(letter) != "Cn" and folded != plain.lower():
            found[letter] = folded
    return found


def _is_mark(letter: str) -> bool:
    return unicodedata.category(letter).startswith("M")


class _Telling:
    """Tells things in short: by keys and numbers; it collects the texts that it numbers."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._facts = {iri: number for number, iri in enumerate(drawing.facts)}
        self.texts: dict[str, int] = {}

    def organisation(self, organisation: Organisation) -> Content:
        """Return an organisation without its place, which the node has."""
        return {
            "id": self._drawing.key(organisation.iri),
            "name": organisation.name,
            "names": organisation.names,
            "group": organisation.group,
            "kind": organisation.kind,
            "kindName": organisation.kind_name,
            "place": organisation.place,
            "there": _times(organisation.there),
            "active": _times(organisation.active),
            "planned": organisation.is_planned,
            "whole": self._drawing.key(organisation.whole),
            "page": organisation.page,
        }

    def fact(self, fact: Fact) -> Content:
        """Return a fact with its texts by number."""
        return {
            "kind": self._number(fact.kind),
            "times": _times(fact.times),
            "start": fact.start,
            "end": fact.end,
            "planned": fact.is_planned,
            "inferred": fact.is_inferred,
            "roles": {
                self._drawing.key(iri): self._number(role) for iri, role in fact.roles.items()
            },
            "evidence": [self._number(text) for text in fact.evidence],
            "sources": [self._number(text) for text in fact.sources],
            "page": fact.page,
        }

    def line(self, line: Line) -> Content:
        """Return a line with its parts; the node of an undertaking has its name already."""
        parts = [
            {
                "rule": part.rule,
                "undertaking": self._drawing.key(part.undertaking),
                "name": "" if line.second in self._drawing.undertakings else part.name,
                "ends": [[self._facts[iri] for iri in facts] for facts in part.ends],
            }
            for part in line.parts
        ]
        return {
            "ends": [self._drawing.key(line.first), self._drawing.key(line.second)],
            "parts": parts,
        }

    def _number(self, text: str) -> int:
        return self.texts.setdefault(text, len(self.texts))


def _times(times: Times) -> Content:
    return {"spans": [_span(span) for span in times.spans], "open": times.is_open}


def _span(span: Span) -> tuple[str, str]:
    return span.start.isoformat(), span.end.isoformat()
