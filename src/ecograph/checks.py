"""Write the check query of each shape: the same demands, as SPARQL that runs at any size."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import dedent, indent

from ecograph import ontology, standards, vocabulary
from ecograph.ontology import Facts

_ROLES = f"{vocabulary.SCHEMES}roles/"
_STATUSES = f"{vocabulary.SCHEMES}statuses/"
_PREFIXES = {**standards.PREFIXES, "role": _ROLES, "status": _STATUSES}
_COLUMNS = (
    "[{name: focus, label: Thing}, {name: path, label: Property}, "
    "{name: value, label: Value}, {name: message, label: What helps}]"
)


@dataclass(frozen=True, slots=True)
class _Shape:
    """A node shape: its name, what it is about, and the patterns that find its nodes."""

    iri: str
    name: str
    comment: str
    # Binds ?focus to each node that the shape is for.
    nodes: str
    # Tells whether ?focus, already bound, is one of them.
    is_node: str


def check_queries(facts: Facts | None = None) -> Mapping[str, str]:
    """Return the text of the check query of each node shape that has a target, by its name."""
    facts = facts or Facts(ontology.shipped_triples())
    return {shape.name: _query(facts, shape) for shape in _shapes(facts)}


def _shapes(facts: Facts) -> Iterator[_Shape]:
    for iri in sorted(facts.subjects(standards.TYPE, standards.CLASS_NODE_SHAPE.value)):
        target = _target(facts, iri)
        if target:
            name = iri.removeprefix(vocabulary.SHAPES)
            comment = facts.text(iri, standards.COMMENT) or ""
            yield _Shape(iri, name, comment, *target)


def _target(facts: Facts, shape: str) -> tuple[str, str] | None:
    """Return the pattern that finds the nodes of a shape, and the one that recognises them."""
    for property_iri in facts.texts(shape, standards.SHACL_TARGET_SUBJECTS_OF):
        pattern = f"?focus {_term(property_iri)} ?subject_of"
        return f"{pattern} .", f"FILTER EXISTS {{ {pattern} }}"
    for target in facts.texts(shape, standards.SHACL_TARGET):
        found = _sub_select(facts.text(target, standards.SHACL_SELECT) or "")
        return found, found
    classes = facts.texts(shape, standards.SHACL_TARGET_CLASS)
    if not classes:
        return None
    wanted = " ".join(_term(name) for name in classes)
    exists = " || ".join(f"EXISTS {{ {_instance('?focus', name)} }}" for name in classes)
    return (
        f"VALUES ?wanted {{ {wanted} }}\n?class rdfs:subClassOf* ?wanted .\n?focus a ?class .",
        f"FILTER ({exists})",
    )


def _query(facts: Facts, shape: _Shape) -> str:
    branches = [
        _block([*parts, *_told(facts, property_shape)])
        for property_shape in facts.texts(shape.iri, standards.SHACL_PROPERTY)
        for parts in _branches(facts, shape, property_shape)
    ]
    body = "\n  UNION\n".join(branches)
    text = (
        f"SELECT DISTINCT ?focus ?path ?value ?message\nWHERE {{\n{body}\n}}\n"
        "ORDER BY ?focus ?path ?value ?message\n"
    )
    title = shape.name.replace("-", " ").capitalize()
    header = (
        f"#+ title: {title}\n"
        f"#+ answers: {_quoted('What breaks this rule? ' + shape.comment)}\n"
        f"#+ columns: {_COLUMNS}\n"
    )
    return header + _prefix_lines(text) + text


def _told(facts: Facts, property_shape: str) -> list[str]:
    path = _term(facts.text(property_shape, standards.SHACL_PATH) or "")
    message = _quoted(facts.text(property_shape, standards.SHACL_MESSAGE) or "")
    return [f"BIND ({path} AS ?path)", f"BIND ({message} AS ?message)"]


def _branches(facts: Facts, shape: _Shape, property_shape: str) -> Iterator[list[str]]:
    """Yield the patterns of each way in which a property shape is not met."""
    path = _term(facts.text(property_shape, standards.SHACL_PATH) or "")
    if facts.text(property_shape, standards.SHACL_MIN_COUNT):
        yield [shape.nodes, f"FILTER NOT EXISTS {{ ?focus {path} ?any }}"]
    most = facts.text(property_shape, standards.SHACL_MAX_COUNT)
    if most == "0":
        yield [shape.nodes, f"FILTER EXISTS {{ ?focus {path} ?any }}"]
    elif most == "1":
        twice = f"?focus {path} ?one .\n?focus {path} ?other ."
        yield [twice, "FILTER (!SAMETERM(?one, ?other))", shape.is_node]
    wrong = list(_wrong(facts, property_shape))
    if wrong:
        either = "FILTER (\n  " + "\n  || ".join(wrong) + "\n)"
        yield [f"?focus {path} ?value .", either, shape.is_node]


def _wrong(facts: Facts, shape: str) -> Iterator[str]:
    """Yield each condition under which ?value does not meet a property shape."""
    yield from _wrong_terms(facts, shape)
    for pattern in facts.texts(shape, standards.SHACL_PATTERN):
        yield f"!REGEX(STR(?value), {_quoted(pattern)})"
    for length in facts.texts(shape, standards.SHACL_MIN_LENGTH):
        yield f"STRLEN(STR(?value)) < {length}"
    for least in facts.texts(shape, standards.SHACL_MIN_INCLUSIVE):
        yield f"!COALESCE(?value >= {least}, false)"
    for most in facts.texts(shape, standards.SHACL_MAX_INCLUSIVE):
        yield f"!COALESCE(?value <= {most}, false)"


def _wrong_terms(facts: Facts, shape: str) -> Iterator[str]:
    if facts.text(shape, standards.SHACL_NODE_KIND):
        yield "!ISLITERAL(?value)"
    either = tuple(facts.members(shape, standards.SHACL_OR))
    datatypes = _said(facts, (shape, *either), "datatype")
    if datatypes:
        yield " && ".join(_not_of(datatype) for datatype in datatypes)
    classes = _said(facts, (shape, *either), "class")
    if classes:
        yield " && ".join(f"!EXISTS {{ {_instance('?value', name)} }}" for name in classes)
    for unwanted in facts.texts(shape, standards.SHACL_NOT):
        datatype = _term(facts.text(unwanted, standards.SHACL_DATATYPE) or "")
        yield f"COALESCE(DATATYPE(?value) = {datatype}, false)"
    for node in facts.texts(shape, standards.SHACL_NODE):
        yield from _not_a_member(facts, node)


def _not_of(datatype: str) -> str:
    """Return the condition that ?value is no literal of this type, or one of a wrong form."""
    name = _term(datatype)
    if name in {"xsd:string", "rdf:langString", "xsd:anyURI"}:
        return f"!COALESCE(DATATYPE(?value) = {name}, false)"
    return f"!COALESCE(DATATYPE(?value) = {name} && ISLITERAL({name}(?value)), false)"


def _not_a_member(facts: Facts, node: str) -> Iterator[str]:
    for member in facts.texts(node, standards.SHACL_PROPERTY):
        path = _term(facts.text(member, standards.SHACL_PATH) or "")
        value = _term(facts.text(member, standards.SHACL_HAS_VALUE) or "")
        yield f"!EXISTS {{ ?value {path} {value} }}"


def _said(facts: Facts, shapes: tuple[str, ...], what: str) -> list[str]:
    predicate = {"datatype": standards.SHACL_DATATYPE, "class": standards.SHACL_CLASS}[what]
    return [text for shape in shapes for text in facts.texts(shape, predicate)]


def _sub_select(select: str) -> str:
    """Return the query of a target as a part of a larger one."""
    text = re.sub(r"\?this\b", "?focus", dedent(select).strip())
    return "{\n" + indent(text, "  ") + "\n}"


def _instance(variable: str, class_iri: str) -> str:
    return f"{variable} a/rdfs:subClassOf* {_term(class_iri)}"


def _block(parts: list[str]) -> str:
    return "  {\n" + indent("\n".join(parts), "    ") + "\n  }"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _term(iri: str) -> str:
    for prefix, namespace in _PREFIXES.items():
        local = iri.removeprefix(namespace)
        if local != iri and re.fullmatch(r"[\w-]+", local):
            return f"{prefix}:{local}"
    return f"<{iri}>"


def _prefix_lines(text: str) -> str:
    bare = re.sub(r'"(?:\\.|[^"\\])*"', '""', text)
    used = sorted(p for p in _PREFIXES if re.search(rf"(?<![\w:-]){p}:", bare))
    return "".join(f"PREFIX {prefix}: <{_PREFIXES[prefix]}>\n" for prefix in used)
