"""The part of a large drawing that is sent: what was asked for, and what it takes to tell it."""

from collections import Counter
from dataclasses import replace

from ecograph_viz.drawing import Drawing, Line, Remark
from ecograph_viz.view import View, parts_needed, view
from ecograph_viz.wanted import Wanted


def narrowed(drawing: Drawing, wanted: Wanted) -> Drawing:
    """Return the part of a drawing in which a page can show all that is wanted.

    What is planned, alone or shared once stays in it, for the page can show and hide these.
    """
    wanted = replace(wanted, planned=True, alone=True, repeat=False)
    parts = parts_needed(drawing, wanted)
    lines = tuple(
        Line(line.first, line.second, kept)
        for line in drawing.lines
        if (kept := tuple(part for part in line.parts if part in parts))
    )
    ends = {end for line in lines for end in (line.first, line.second)}
    facts = {iri for line in lines for part in line.parts for end in part.ends for iri in end}
    bodies = _with_wholes(
        drawing, ends | set(view(drawing, replace(wanted, fold=False)).organisations)
    )
    return replace(
        drawing,
        organisations={
            iri: drawing.organisations[iri] for iri in drawing.organisations if iri in bodies
        },
        undertakings={
            iri: drawing.undertakings[iri] for iri in drawing.undertakings if iri in ends
        },
        facts={iri: drawing.facts[iri] for iri in drawing.facts if iri in facts},
        lines=lines,
    )


def unsent(seen: View, part: Drawing, wanted: Wanted) -> tuple[Remark, ...]:
    """Return how much is left out of what is seen because it is not even in the part, and why."""
    whole = Counter({each.reason: each.number for each in seen.left_out})
    whole.subtract({each.reason: each.number for each in view(part, wanted).left_out})
    return tuple(Remark(reason, number) for reason, number in sorted(whole.items()) if number)


def _with_wholes(drawing: Drawing, organisations: set[str]) -> set[str]:
    found: set[str] = set()
    waiting = [iri for iri in organisations if iri in drawing.organisations]
    while waiting:
        iri = waiting.pop()
        whole = drawing.organisations[iri].whole
        if iri not in found and whole:
            waiting.append(whole)
        found.add(iri)
    return found
