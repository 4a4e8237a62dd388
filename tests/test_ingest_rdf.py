"""RDF in its formats: facts are kept, blank nodes get names, and what is dangerous is refused."""

from pathlib import Path

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, RdfFormat, serialize

from ecograph.errors import InputError
from ecograph.ingest import Loaded
from ecograph.ingest.rdf import read_rdf
from tests.sheetfiles import BASE, load

PREFIXES = """
@prefix eco: <https://w3id.org/ecograph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix : <https://example.org/> .
"""
DEAL = (
    ":deal a eco:Partnership ; eco:involvement [ eco:organisation :a ], [ eco:organisation :b ] ."
)


def turtle(folder: Path, text: str, name: str = "facts.ttl") -> Path:
    path = folder / name
    path.write_text(PREFIXES + text, "utf-8")
    return path


def nodes(loaded: Loaded) -> set[str]:
    first = (line.split(" ", 1)[0] for line in loaded.content.public)
    return {node for node in first if node.startswith(f"<{BASE}node/")}


@pytest.mark.parametrize("suffix", [".ttl", ".trig", ".nt", ".nq", ".jsonld", ".rdf", ".xml"])
def test_every_format_gives_the_same_facts(tmp_path: Path, suffix: str) -> None:
    name = {".xml": ".rdf"}.get(suffix, suffix)
    rdf_format = RdfFormat.from_extension(name[1:])
    assert rdf_format is not None
    node = BlankNode()
    quads = [
        Quad(NamedNode("https://example.org/a"), NamedNode("https://example.org/p"), node),
        Quad(node, NamedNode("https://example.org/q"), Literal("Łódź", language="pl")),
    ]
    written = serialize((quad.triple for quad in quads), format=rdf_format)
    (tmp_path / f"facts{suffix}").write_bytes(written or b"")
    loaded = load(tmp_path)
    (iri,) = {line.split(" ")[2] for line in loaded.content.public if "example.org/p>" in line}
    assert loaded.content.public == {
        f"<https://example.org/a> <https://example.org/p> {iri} .",
        f'{iri} <https://example.org/q> "Łódź"@pl .',
    }


def test_loading_a_file_again_changes_nothing(tmp_path: Path) -> None:
    path = turtle(tmp_path, DEAL)
    assert load(path).content.public == load(path).content.public
    assert len(load(path).content.public) == 5


def test_a_blank_node_keeps_its_name_when_others_come_before_it(tmp_path: Path) -> None:
    before = load(turtle(tmp_path, DEAL)).content.public
    after = load(turtle(tmp_path, f":x :y [ :z 1 ] . {DEAL}")).content.public
    assert before < after


def test_blank_nodes_of_which_the_same_is_said_stay_apart(tmp_path: Path) -> None:
    loaded = load(turtle(tmp_path, ":a :p [ :q 1 ], [ :q 1 ] . :l :list (1 2 1 2 1 2 1 2) ."))
    # The two of :a, and eight places of the list.
    assert len(nodes(loaded)) == 10


def test_a_named_graph_that_ends_in_internal_is_internal(tmp_path: Path) -> None:
    path = tmp_path / "facts.trig"
    path.write_text(
        f"{PREFIXES} :a :p :b . GRAPH :g {{ :a :q :b }} GRAPH <x:g/internal> {{ :a :secret 1 }}",
        "utf-8",
    )
    loaded = load(path)
    assert len(loaded.content.public) == 2
    (line,) = loaded.content.internal
    assert "secret" in line
    assert "the names of 1 graphs were dropped" in loaded.report.remarks[0]


def test_what_refers_to_what_is_only_internal_becomes_internal(tmp_path: Path) -> None:
    path = tmp_path / "facts.trig"
    path.write_text(
        f"{PREFIXES} :deal :with :hidden . :note :on :deal . :other :p 1 . "
        "GRAPH <x:internal> { :other :secret 1 } GRAPH <x:g/internal> { :hidden :p 1 }",
        "utf-8",
    )
    loaded = load(path)
    assert all(":other" in line or "/other>" in line for line in loaded.content.public)
    assert "2 things became internal" in loaded.report.remarks[-1]


def test_a_whole_source_can_be_internal(tmp_path: Path) -> None:
    loaded = load(turtle(tmp_path, ':a rdfs:comment "Call +49 30 1234567" .'), internal=True)
    assert not loaded.content.public
    assert loaded.is_complete


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (':a rdfs:comment "Write to jane@example.org" .', "jane@example.org"),
        (":a :mail <mailto:jane@example.org> .", "mailto:jane@example.org"),
        (':a eco:start "20199"^^xsd:gYear .', "20199"),
    ],
)
def test_a_wrong_value_costs_its_subject_and_what_refers_to_it(
    tmp_path: Path, text: str, told: str
) -> None:
    loaded = load(turtle(tmp_path, f"{text}\n:b :p :a . :c :p 1 ."))
    assert {line.split(" ", 1)[0] for line in loaded.content.public} == {"<https://example.org/c>"}
    first, second = loaded.report.problems
    assert (first.value, first.line) == (told, 6)
    assert second.reason == "refers to something that is refused."
    assert loaded.report.counts["things"].refused == 2


def test_dates_and_addresses_are_no_telephone_numbers(tmp_path: Path) -> None:
    text = ':a eco:start "2018-05-03"^^xsd:date ; eco:address "Rua 1, 05508 900" .'
    assert load(turtle(tmp_path, text)).is_complete


def test_a_syntax_error_is_told_with_line_and_column(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"facts\.ttl, line 6, column 7: .* Correct the file"):
        load(turtle(tmp_path, ":a :p ; ."))


@pytest.mark.parametrize(
    "text", ["<< :a :p :b >> :q 1 .", ":a :p <<( :a :p :b )>> .", ":a :p " + "<<( :a :p " * 9999]
)
def test_statements_about_statements_are_refused_before_they_are_parsed(
    tmp_path: Path, text: str
) -> None:
    with pytest.raises(InputError, match="line 6: a statement about a statement"):
        load(turtle(tmp_path, text))


def test_angle_brackets_in_a_text_are_no_statement(tmp_path: Path) -> None:
    loaded = load(turtle(tmp_path, ':a :p "a << b", \'\'\'<<\n\'c\'\'\', """<<""" . # <<'))
    assert len(loaded.content.public) == 3


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('<!DOCTYPE r [<!ENTITY a "aaaa">]><r>&a;</r>', "declares a DOCTYPE"),
        ("<r>" * 300 + "</r>" * 300, "nests more than 200 elements"),
        ("<r><s></r>", "line 1, column 9: mismatched tag"),
        ("<r/>", "XML namespaces are required"),
    ],
)
def test_xml_that_could_grow_or_is_none_is_refused(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "facts.rdf").write_text(text, "utf-8")
    with pytest.raises(InputError, match=told):
        load(tmp_path)


def test_json_that_is_no_json_ld_is_refused(tmp_path: Path) -> None:
    (tmp_path / "facts.jsonld").write_text('{"@id": ', "utf-8")
    with pytest.raises(InputError, match=r"facts\.jsonld"):
        load(tmp_path)


def test_json_ld_that_needs_the_network_is_refused(tmp_path: Path) -> None:
    text = '{"@context": "https://schema.org/", "@id": "x:a", "name": "A"}'
    (tmp_path / "facts.jsonld").write_text(text, "utf-8")
    with pytest.raises(InputError, match="takes its @context from the network"):
        load(tmp_path)


def test_a_statement_about_a_statement_in_xml_is_refused(tmp_path: Path) -> None:
    text = (
        '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="x:" r:version="1.2">'
        '<r:Description r:about="x:s"><a:p r:parseType="Triple"><r:Description r:about="x:y">'
        "<a:q>z</a:q></r:Description></a:p></r:Description></r:RDF>"
    )
    (tmp_path / "facts.rdf").write_text(text, "utf-8")
    with pytest.raises(InputError, match="a statement about a statement"):
        load(tmp_path)


def test_progress_is_told_in_facts(tmp_path: Path) -> None:
    told: list[tuple[int, int | None]] = []
    path = turtle(tmp_path, " ".join(f":a :p {number} ." for number in range(5001)))
    read_rdf(
        [path],
        name="test",
        internal=False,
        base=BASE,
        is_question=lambda _: False,
        progress=lambda done, total: told.append((done, total)),
    )
    assert told == [(5000, None)]


def test_files_that_are_no_rdf_are_passed_over_or_refused(tmp_path: Path) -> None:
    turtle(tmp_path, DEAL)
    (tmp_path / "readme.md").write_text("# Read me", "utf-8")
    assert load(tmp_path).report.remarks[0].endswith("readme.md was passed over: it is no RDF.")
    with pytest.raises(InputError, match="no file of RDF is here"):
        load(tmp_path / "readme.md", layout="rdf")


def test_several_files_are_one_source(tmp_path: Path) -> None:
    turtle(tmp_path, ":a :p 1 .")
    turtle(tmp_path, ":b :p 1 .", "more.ttl")
    assert len(load(tmp_path).content.public) == 2
