"""The elements of IATI XML: nodes, and texts in narratives without what XML cannot hold."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element as Node
from xml.etree.ElementTree import SubElement, indent, tostring

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# The vocabulary of IATI for codes that the reporting organisation has given itself.
OWN_VOCABULARY = "99"

__all__ = ["LANGUAGE", "OWN_VOCABULARY", "Node", "add", "as_bytes", "legal", "narrate"]


def add(parent: Node, name: str, attributes: Mapping[str, str] | None = None) -> Node:
    """Append an element and return it."""
    return SubElement(parent, name, {key: legal(text) for key, text in (attributes or {}).items()})


def narrate(parent: Node, *texts: str) -> None:
    """Append each text as a narrative."""
    for text in texts:
        SubElement(parent, "narrative").text = legal(text)


def legal(text: str) -> str:
    """Return a text with a sign in place of each letter that XML cannot hold."""
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def as_bytes(root: Node) -> bytes:
    """Return a document in UTF-8 that ends in a line end."""
    indent(root, " ")
    content: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"
