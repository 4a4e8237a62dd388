"""What is seen, as data: the same nodes and lines that the picture shows."""

from collections.abc import Mapping

from ecograph_viz.content import REASONS
from ecograph_viz.sight import Sight
from ecograph_viz.view import SeenLine


def told_as_data(sight: Sight) -> Mapping[str, object]:
    """Return the nodes and lines that are seen, the rules that make them, and what is left out."""
    drawing, wanted, seen = sight.drawing, sight.asked.wanted, sight.view
    remarks = (*seen.left_out, *drawing.remarks)
    return {
        "period": {
            "start": wanted.period.start.isoformat(),
            "end": wanted.period.end.isoformat(),
            "named": wanted.period.named,
        },
        "rules": [
            {"code": rule.code, "name": rule.name, "weight": rule.weight}
            for rule in drawing.rules
            if rule.code in wanted.rules
        ],
        "organisations": [_organisation(sight, iri) for iri in seen.organisations],
        "undertakings": [_undertaking(sight, iri) for iri in seen.undertakings],
        "lines": [_line(sight, line) for line in seen.lines],
        "needs": [{"code": need.code, "name": need.name} for need in drawing.needs],
        "left_out": [
            {"reason": each.reason, "number": each.number, "said": REASONS[each.reason][1]}
            for each in remarks
        ],
        "found": [each.iri for each in sight.found] if sight.asked.search else None,
        "drawn": not sight.is_too_many,
    }


def _organisation(sight: Sight, iri: str) -> Mapping[str, object]:
    each = sight.drawing.organisations[iri]
    return {
        "iri": iri,
        "name": each.name,
        "group": each.group,
        "kind": each.kind,
        "place": each.place,
        "things": sight.view.organisations[iri],
        "planned": each.is_planned,
        "part_of": each.whole,
        "needs": sight.drawing.serves.get(iri, ()),
        "x": each.x,
        "y": each.y,
        "url": each.page,
    }


def _undertaking(sight: Sight, iri: str) -> Mapping[str, object]:
    each = sight.drawing.undertakings[iri]
    place = {"x": each.x, "y": each.y}
    needs = sight.drawing.serves.get(iri, ())
    return {"iri": iri, "name": each.name, "sort": each.sort, "needs": needs, **place} | {
        "url": each.page
    }


def _line(sight: Sight, line: SeenLine) -> Mapping[str, object]:
    facts = sight.drawing.facts
    return {
        "first": line.first,
        "second": line.second,
        "planned": line.is_planned,
        "things": line.undertakings,
        "needs": sorted(
            {n for each in line.undertakings for n in sight.drawing.serves.get(each, ())}
        ),
        "relations": [
            {
                "iri": iri,
                "kind": facts[iri].kind,
                "start": facts[iri].start,
                "end": facts[iri].end,
                "planned": facts[iri].is_planned,
                "inferred": facts[iri].is_inferred,
                "evidence": facts[iri].evidence,
                "sources": facts[iri].sources,
                "url": facts[iri].page,
            }
            for iri in line.facts
        ],
    }
