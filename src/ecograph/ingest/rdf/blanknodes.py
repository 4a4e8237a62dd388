"""Give blank nodes IRIs by what is said of them, so that loading a file again changes nothing."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence

from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

_ROUNDS = 3


def node_iris(quads: Sequence[Quad], base: str) -> Mapping[str, str]:
    """Return an IRI for each blank node of a file.

    It is made of what is said of the node and of the blank nodes it is connected with; nodes that
    this does not tell apart are numbered as they come.
    """
    mentions = _mentions(quads)
    colours = dict.fromkeys(mentions, "")
    for _ in range(_ROUNDS):
        colours = {node: _colour(said, colours) for node, said in mentions.items()}
    groups = _groups(mentions)
    digests = {
        group: _digest(sorted(colours[node] for node in nodes)) for group, nodes in groups.items()
    }
    of_group = {node: digests[group] for group, nodes in groups.items() for node in nodes}
    seen: dict[str, int] = {}
    iris: dict[str, str] = {}
    for node in mentions:
        name = _digest([of_group[node], colours[node]])[:24]
        seen[name] = seen.get(name, 0) + 1
        iris[node] = f"{base}node/{name}" + (f"-{seen[name]}" if seen[name] > 1 else "")
    return iris


# What is said of a node: its part in a triple, the predicate, and the term at the other end.
_Mention = tuple[str, str, NamedNode | BlankNode | Literal | Triple]


def _mentions(quads: Iterable[Quad]) -> dict[str, list[_Mention]]:
    mentions: dict[str, list[_Mention]] = {}
    for quad in quads:
        predicate = quad.predicate.value
        if isinstance(quad.subject, BlankNode):
            said = mentions.setdefault(quad.subject.value, [])
            said.append(("subject", predicate, quad.object))
        if isinstance(quad.object, BlankNode):
            said = mentions.setdefault(quad.object.value, [])
            said.append(("object", predicate, quad.subject))
    return mentions


def _colour(said: Iterable[_Mention], colours: Mapping[str, str]) -> str:
    return _digest(
        sorted(
            f"{part} {predicate} {colours[end.value] if isinstance(end, BlankNode) else end}"
            for part, predicate, end in said
        )
    )


def _groups(mentions: Mapping[str, Iterable[_Mention]]) -> Mapping[str, list[str]]:
    """Return the blank nodes that are connected with each other, by one of them."""
    groups: dict[str, list[str]] = {}
    reached: set[str] = set()
    for first in mentions:
        open_ends = [] if first in reached else [first]
        reached.add(first)
        while open_ends:
            node = open_ends.pop()
            groups.setdefault(first, []).append(node)
            ends = (end.value for _, _, end in mentions[node] if isinstance(end, BlankNode))
            new = [end for end in dict.fromkeys(ends) if end not in reached]
            reached.update(new)
            open_ends += new
    return groups


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
