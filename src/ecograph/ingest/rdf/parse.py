"""Parse a file of RDF, with everything refused first that a parser should not be given."""

import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from types import MappingProxyType
from xml.parsers import expat

from pyoxigraph import Quad, RdfFormat, Triple, parse

from ecograph.errors import InputError
from ecograph.ingest.tables import read_bytes

FORMATS: Mapping[str, RdfFormat] = MappingProxyType(
    {
        ".ttl": RdfFormat.TURTLE,
        ".trig": RdfFormat.TRIG,
        ".nt": RdfFormat.N_TRIPLES,
        ".nq": RdfFormat.N_QUADS,
        ".jsonld": RdfFormat.JSON_LD,
        ".rdf": RdfFormat.RDF_XML,
        ".xml": RdfFormat.RDF_XML,
    }
)
_MARK = b"\xef\xbb\xbf"
_MAX_DEPTH = 200
# Strings, IRIs and comments, in which `<<` means nothing, and then `<<` itself.
_QUOTING = re.compile(
    rb'"""(?:[^"\\]|\\.|"(?!""))*"""'
    rb"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    rb'|"(?:[^"\\\n]|\\.)*"|' + rb"'(?:[^'\\\n]|\\.)*'"
    rb"|<[^<>\s]*>|\#[^\n]*|(?P<triple><<)"
)
# The texts of JSON, in which brackets mean nothing, and the brackets.
_BRACKETS = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"?|(?P<open>[\[{])|(?P<close>[\]}])', re.DOTALL)
_NETWORK = "it takes its @context from the network, which is not asked; write the context out"
_PLACE = re.compile(r"^Parser error (?:at line \d+ column \d+|between .*?)?:? ?")


def parsed(path: Path) -> Iterator[Quad]:
    """Yield the quads of a file; raises InputError, with line and column, for what is no RDF."""
    data = read_bytes(path).removeprefix(_MARK)
    rdf_format = FORMATS[path.suffix.lower()]
    if rdf_format == RdfFormat.RDF_XML:
        _refuse_dangerous_xml(data, path)
    elif rdf_format == RdfFormat.JSON_LD:
        _refuse_deep_json(data, path)
    elif b"<<" in data:
        _refuse_quoted_triples(data, path)
    try:
        for quad in parse(data, format=rdf_format):
            if isinstance(quad.subject, Triple) or isinstance(quad.object, Triple):
                raise _quoted_triple(path, "")
            yield quad
    except SyntaxError as error:
        place = f", line {error.lineno}, column {error.offset}" if error.lineno else ""
        said = _NETWORK if "LoadDocumentCallback" in error.msg else _PLACE.sub("", error.msg)
        raise InputError(f"{path}{place}: {said}. Correct the file there.") from error


class _XmlGuard:
    """Refuses what a small file can grow by: declared entities, elements in endless elements."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._depth = 0

    def declared(self, *_: object) -> None:
        """Refuse a DOCTYPE."""
        message = f"{self._path} declares a DOCTYPE, which can make a small file huge."
        raise InputError(f"{message} Save it without one.")

    def opened(self, *_: object) -> None:
        """Count an element, and refuse the one that is too deep."""
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            message = f"{self._path} nests more than {_MAX_DEPTH} elements."
            raise InputError(f"{message} Save it as Turtle.")

    def closed(self, *_: object) -> None:
        """Count the end of an element."""
        self._depth -= 1


def _refuse_dangerous_xml(data: bytes, path: Path) -> None:
    guard = _XmlGuard(path)
    scanner = expat.ParserCreate()
    scanner.StartDoctypeDeclHandler = guard.declared
    scanner.StartElementHandler = guard.opened
    scanner.EndElementHandler = guard.closed
    try:
        scanner.ParseFile(BytesIO(data))
    except expat.ExpatError as error:
        place = f"line {error.lineno}, column {error.offset + 1}"
        said = expat.ErrorString(error.code)
        raise InputError(f"{path}, {place}: {said}. Correct the file there.") from error


def _refuse_deep_json(data: bytes, path: Path) -> None:
    # The parser takes long over thousands of objects in objects, and crashes over more.
    depth = 0
    for found in _BRACKETS.finditer(data):
        depth += (found.lastgroup == "open") - (found.lastgroup == "close")
        if depth > _MAX_DEPTH:
            message = f"{path} nests more than {_MAX_DEPTH} objects or lists."
            raise InputError(f"{message} Save it as Turtle.")


def _refuse_quoted_triples(data: bytes, path: Path) -> None:
    # A statement inside a statement inside … crashes the parser when it is deep enough.
    for found in _QUOTING.finditer(data):
        if found["triple"]:
            line = data.count(b"\n", 0, found.start()) + 1
            raise _quoted_triple(path, f", line {line}")


def _quoted_triple(path: Path, place: str) -> InputError:
    message = "a statement about a statement (<<…>>), which the model has no use for"
    return InputError(f"{path}{place}: {message}. Give the relation a node of its own.")
