"""Check that an indicator says how it comes to be known and where it comes from."""

from collections.abc import Iterator
from difflib import get_close_matches

from ecograph import standards, vocabulary
from ecograph.ingest.meaning import Fault
from ecograph.store.facts.claims import Said
from ecograph.store.facts.lines import eco, literal_text

_WAY, _COMPUTED_BY = eco("wayOfKnowing"), eco("computedBy")
_MISSING_FACT, _EVIDENCE = eco("missingFact"), eco("evidence")
_SOURCE = f"<{standards.DCTERMS}source>"
_COMPUTED, _PARTLY, _REPORTED = (
    f"<{vocabulary.concept('ways-of-knowing', code).value}>"
    for code in ("computed", "partly-computed", "reported")
)


def indicator_objections(said: Said, computations: frozenset[str]) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong with what is said of an indicator, by predicate.

    Computations are the names that it may call; without any, none is checked.
    """
    ways = said.get(_WAY, frozenset())
    if ways & {_COMPUTED, _PARTLY} and _COMPUTED_BY not in said:
        remedy = "Name the computation, or write reported in way."
        yield _COMPUTED_BY, Fault("is missing: the indicator is computed.", remedy)
    if ways & {_PARTLY, _REPORTED} and _MISSING_FACT not in said:
        remedy = "Write what the register does not hold."
        yield _MISSING_FACT, Fault("is missing: the indicator is not wholly computed.", remedy)
    if not said.keys() & {_SOURCE, _EVIDENCE}:
        remedy = "Fill in source, as document and line, or evidence."
        yield _SOURCE, Fault("is missing, and so is evidence.", remedy)
    for literal in sorted(said.get(_COMPUTED_BY, ())):
        name = literal_text(literal)
        if computations and name not in computations:
            yield _COMPUTED_BY, Fault("is not a computation.", _named(name, computations))


def _named(name: str, computations: frozenset[str]) -> str:
    near = get_close_matches(name, sorted(computations), 1, 0.6)
    return (
        f"Did you mean “{near[0]}”?" if near else f"There are: {', '.join(sorted(computations))}."
    )
