"""Switch results frameworks, elements and indicators on or off, as a source of the register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from pyoxigraph import Literal

from ecograph import resultterms, standards
from ecograph.errors import RegisterError, UnknownElementError
from ecograph.frameworks.model import Frameworks
from ecograph.frameworks.switching import SOURCE, is_on, level_iri, states
from ecograph.identifiers import entity_iri, source_graph
from ecograph.records import SourceContent
from ecograph.store import Outcome, Register
from ecograph.store.facts.claims import sayings

_LAYOUT = "command"
_ELEMENT = f"<{resultterms.ELEMENT.value}>"
_STATE = f"<{resultterms.SWITCHED_ON.value}>"
_OWN = "command/"
_LEVELS = ("impact", "outcome", "output", "activity")
_NEAR = 5


@dataclass(frozen=True, slots=True)
class Switched:
    """What was switched, by name of id, and which finer choices say otherwise and stay."""

    outcome: Outcome
    ids: tuple[str, ...]
    otherwise: tuple[str, ...]


def switch(register: Register, frameworks: Frameworks, ids: Sequence[str], *, on: bool) -> Switched:
    """Switch what these ids or IRIs name on or off, in one edition, in place of earlier choices.

    Raises UnknownElementError, with ids that are written almost alike, before anything is changed.
    """
    chosen = {name: element_iri(frameworks, name) for name in ids}
    public, internal = (
        frozenset(_without(lines, set(chosen.values()), register.base))
        for lines in _lines(register)
    )
    new = (_choice(register.base, name, iri, on=on) for name, iri in chosen.items())
    content = SourceContent(SOURCE, public.union(*new), internal, _LAYOUT)
    return Switched(register.replace(content), tuple(chosen), _otherwise(frameworks, chosen, on=on))


def element_iri(frameworks: Frameworks, name: str) -> str:
    """Return the IRI of the framework, element, indicator or level that an id or IRI names.

    An id that stands for several is that of a framework first, then of an element.
    """
    ids = _ids(frameworks)
    if name in ids.values():
        return name
    if name in ids:
        return ids[name]
    near = get_close_matches(name, ids, _NEAR, 0.5)
    hint = f"Did you mean {', '.join(near)}?" if near else "`ecograph frameworks list` shows all."
    raise UnknownElementError(f"There is no framework, element or indicator “{name}”. {hint}")


def _ids(frameworks: Frameworks) -> dict[str, str]:
    found = {f"levels/{level}": level_iri(level) for level in _LEVELS}
    for framework in frameworks.frameworks.values():
        found.setdefault(framework.id, framework.iri)
    for element in frameworks.elements.values():
        found.setdefault(element.id, element.iri)
    return found


def _lines(register: Register) -> tuple[frozenset[str], frozenset[str]]:
    """Return what the source of the command holds so far, public and internal."""
    now = register.current()
    if now is None:
        message = f"The register {register.path} is empty. Fill it with: ecograph load PATH."
        raise RegisterError(message)
    held = []
    for internal in (False, True):
        graph = now.manifest.graphs.get(source_graph(register.base, SOURCE, internal=internal))
        text = (now.graphs / graph.file).read_text("utf-8") if graph else ""
        held.append(frozenset(text.splitlines()))
    return held[0], held[1]


def _without(lines: frozenset[str], elements: set[str], base: str) -> Iterator[str]:
    """Yield lines without the states of these elements; what else a sheet says of them stays."""
    wanted = {f"<{iri}>" for iri in elements}
    said = sayings(lines)
    nodes = {node for node, each in said.items() if wanted & each.get(_ELEMENT, frozenset())}
    own = f"<{entity_iri(base, 'choice', _OWN)}"
    for line in lines:
        node, predicate, _ = line.split(" ", 2)
        if node not in nodes or (predicate != _STATE and not node.startswith(own)):
            yield line


def _choice(base: str, name: str, iri: str, *, on: bool) -> frozenset[str]:
    node = f"<{entity_iri(base, 'choice', f'{_OWN}{_key(name)}')}>"
    state = Literal(on)
    return frozenset(
        {
            f"{node} <{standards.TYPE.value}> <{resultterms.CLASS_CHOICE.value}> .",
            f"{node} {_ELEMENT} <{iri}> .",
            f"{node} {_STATE} {state} .",
        }
    )


def _key(name: str) -> str:
    """Return the part of an IRI that tells one choice from another."""
    return name.partition("://")[2] or name


def _otherwise(frameworks: Frameworks, chosen: dict[str, str], *, on: bool) -> tuple[str, ...]:
    """Return the ids of what is below and has a choice of its own that says otherwise."""
    said = states(frameworks)
    below = (
        each
        for each in frameworks.elements.values()
        if each.iri not in chosen.values()
        and said.get(each.iri) is (not on)
        and is_on(frameworks, each.iri) is (not on)
    )
    above = set(chosen.values())
    return tuple(each.id for each in below if above & _all_above(frameworks, each.iri))


def _all_above(frameworks: Frameworks, iri: str) -> set[str]:
    element = frameworks.elements[iri]
    indicator = frameworks.indicators.get(iri)
    own = indicator.element.framework if indicator else element.framework
    judged = frameworks.chain(indicator.of) if indicator else frameworks.chain(iri)
    return {own, *(each.iri for each in judged)}
