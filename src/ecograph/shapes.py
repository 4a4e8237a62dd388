"""Hold data against the shapes: files through SHACL, the register through its check queries."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyshacl
from rdflib import Graph
from rdflib.namespace import SH
from rdflib.term import Literal, Node

from ecograph import ontology, resources
from ecograph.errors import InputError
from ecograph.store.queries.reader import Reader


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One thing that breaks a shape, where it does, and what helps; "" where nothing is named."""

    focus: str
    path: str
    value: str
    message: str


def validate(*paths: Path) -> tuple[Violation, ...]:
    """Return what in RDF files breaks a shape, by pySHACL.

    Made for files of up to some 100,000 triples; larger data is checked in the register.
    Raises InputError for a file that cannot be read.
    """
    data = Graph()
    for path in paths:
        _parse(data, path)
    return validate_graph(data)


def validate_graph(data: Graph) -> tuple[Violation, ...]:
    """Return what in a graph breaks a shape, by pySHACL."""
    # The lists of codes are part of what is checked: pySHACL takes only axioms from ont_graph.
    whole = _ontology() + data
    _, report, _ = pyshacl.validate(whole, shacl_graph=_ontology(), advanced=True, inplace=True)
    return tuple(sorted(set(_violations(report))))


def check_names() -> tuple[str, ...]:
    """Return the names of the check queries."""
    return tuple(sorted(path.stem for path in _check_folder().glob("*.rq")))


def check_text(name: str) -> str:
    """Return the text of a check query."""
    return (_check_folder() / f"{name}.rq").read_text(encoding="utf-8")


def check_register(reader: Reader, *, internal: bool = True) -> tuple[Violation, ...]:
    """Return what in the register breaks a shape, by the check queries."""
    found: set[Violation] = set()
    for name in check_names():
        table = reader.select(check_text(name), {}, internal=internal)
        for row in table.rows:
            found.add(Violation(*("" if term is None else term.value for term in row)))
    return tuple(sorted(found))


@cache
def _ontology() -> Graph:
    graph = Graph()
    for path in ontology.shipped_files():
        graph.parse(path)
    return graph


def _parse(data: Graph, path: Path) -> None:
    try:
        data.parse(path)
    except (OSError, SyntaxError, ValueError) as error:
        message = f"{path} cannot be read as RDF: {error}"
        raise InputError(message) from error


def _violations(report: Graph) -> Iterator[Violation]:
    # Only results of the report itself count, not the details below them.
    for result in report.objects(None, SH.result):
        yield Violation(
            focus=_text(report.value(result, SH.focusNode)),
            path=_text(report.value(result, SH.resultPath)),
            value=_text(report.value(result, SH.value)),
            message=_text(report.value(result, SH.resultMessage)),
        )


def _text(node: Node | None) -> str:
    if isinstance(node, Literal) and isinstance(node.value, Decimal):
        # As the store writes it: 120, not 120.0.
        return f"{node.value.normalize():f}"
    return "" if node is None else str(node)


def _check_folder() -> Path:
    return resources.folder("queries/checks")
