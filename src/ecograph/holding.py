"""What a register holds already, for a load whose records refer to it or stand beside it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ecograph.definitions import Model, model_with, shipped_model
from ecograph.identifiers import source_graph
from ecograph.ingest import Held, Known, KnownThing, LockedLines
from ecograph.records import SourceSummary
from ecograph.store import Edition
from ecograph.store.facts.claims import Claim, claims, first_month, observed, speaking_of
from ecograph.store.facts.lines import RDF_TYPE, eco, facts, literal_text

_UNIT, _FIRST_MONTH, _EVIDENCE = eco("unit"), eco("firstMonth"), eco("evidence")
_SAID = tuple(f" {each} " for each in (_UNIT, _FIRST_MONTH))
# A fact of a source as a line of N-Triples, and whether it is internal.
Line = tuple[str, bool]


def register_model(edition: Edition | None, without: Sequence[str] = ()) -> Model:
    """Return what can be said in a register: the shipped ontology and what its sources declare."""
    if edition is None:
        return shipped_model()
    lines = [
        line
        for source in edition.manifest.sources
        if source.layout == "rdf" and source.name not in without
        for line, _ in _source_lines(edition, source)
    ]
    return model_with("\n".join([*lines, ""]).encode()) if lines else shipped_model()


def known_things(edition: Edition | None, without: Sequence[str] = ()) -> Known:
    """Return what the other sources of a register hold, for records that refer to it."""
    classes: dict[str, set[str]] = {}
    public: set[str] = set()
    for line, internal in _lines(edition, without):
        ((subject, predicate, value),) = facts([line])
        if predicate == RDF_TYPE:
            classes.setdefault(subject[1:-1], set()).add(value[1:-1])
            public.update(() if internal else (subject[1:-1],))
    return {
        iri: KnownThing(frozenset(found), internal=iri not in public)
        for iri, found in classes.items()
    }.get


def held(edition: Edition | None, name: str, without: Sequence[str] = ()) -> Held:
    """Return what observations of a load of this name are judged by.

    Without names the sources that the load puts out, its own former state among them; of that the
    locked observations are held, unless it is an example.
    """
    lines = [line for line, _ in _lines(edition, without) if any(each in line for each in _SAID)]
    month = first_month(lines)
    there = observed(line for line, _ in _lines(edition, without))
    beside = claims(_speaking_of(there, _lines(edition, without)), month or 1)
    own = list(_former(edition, name))
    former = claims(_speaking_of(observed(line for line, _ in own), own), month or 1)
    locked = {iri: claim for iri, claim in former.items() if claim.is_locked}
    return Held(
        first_month=month,
        units=_units(lines),
        claims={**beside, **locked},
        locked={iri: _locked_lines(claim, own) for iri, claim in locked.items()},
    )


def _speaking_of(subjects: frozenset[str], lines: Iterable[Line]) -> Iterator[str]:
    return speaking_of(subjects, (line for line, _ in lines))


def _units(lines: Iterable[str]) -> Mapping[str, str]:
    own = (line for line in lines if _SAID[0] in line)
    return {subject: literal_text(value) for subject, _, value in facts(own) if value[0] == '"'}


def _locked_lines(claim: Claim, own: Iterable[Line]) -> LockedLines:
    """Return all that is said of a locked observation, and of the places that it cites."""
    subjects = {claim.iri, *claim.said.get(_EVIDENCE, ())}
    parts: dict[bool, set[str]] = {False: set(), True: set()}
    for line, internal in own:
        if line.split(" ", 1)[0] in subjects:
            parts[internal].add(line)
    return LockedLines(frozenset(parts[False]), frozenset(parts[True]))


def _former(edition: Edition | None, name: str) -> Iterator[Line]:
    for source in edition.manifest.sources if edition else ():
        if edition and source.name == name and not source.example:
            yield from _source_lines(edition, source)


def _lines(edition: Edition | None, without: Sequence[str]) -> Iterator[Line]:
    for source in edition.manifest.sources if edition else ():
        if edition and source.name not in without:
            yield from _source_lines(edition, source)


def _source_lines(edition: Edition, source: SourceSummary) -> Iterator[Line]:
    base = edition.manifest.base
    for internal in (False, True):
        graph = edition.manifest.graphs.get(source_graph(base, source.name, internal=internal))
        if graph:
            with (edition.graphs / graph.file).open(encoding="utf-8") as file:
                yield from ((line.rstrip("\n"), internal) for line in file)
