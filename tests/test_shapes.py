"""Every ordinary example conforms, every invalid one is refused, by shapes and queries alike."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse
from rdflib import Graph

from ecograph import ontology, resources, shapes, vocabulary
from ecograph.errors import InputError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.records import SourceContent
from ecograph.shapes import Violation
from ecograph.store import EditionReader, Register
from tests.checkqueries import ask_checks, checked, ontology_store

EXAMPLES = resources.folder("ontology") / "examples"
NAMES = tuple(sorted(path.stem for path in EXAMPLES.glob("*.ttl")))
ORDINARY = tuple(name for name in NAMES if not name.startswith("invalid-"))
INVALID = tuple(name for name in NAMES if name.startswith("invalid-"))

# What a person reads who made the mistake: each names the mistake's remedy.
MESSAGES = {
    "invalid-case-of-no-cluster": ["name it in eco:caseCluster"],
    "invalid-choice-without-options": ["name the list of the answers in eco:options"],
    "invalid-kind-in-two-categories": ["one code of the list information-categories"],
    "invalid-part-of-no-question": ["name one that is loaded in eco:question"],
    "invalid-amount-without-currency": ["fill in the column currency"],
    "invalid-anchored-without-reason": ["say why in anchored_reason"],
    "invalid-award-of-nothing": ["with the id of the label or award"],
    "invalid-change-of-nothing": ["fill in original, resulting or corrects"],
    "invalid-choice-of-nothing": ["Name a framework, need, element or indicator that is loaded"],
    "invalid-circular-belonging": ["correct part_of"] * 2,
    "invalid-citation-of-no-document": ["add its row to the sheet evidence"],
    "invalid-code-of-another-list": ["planned, active or ended"],
    "invalid-computed-by-nothing": ["or say that it is reported"],
    "invalid-contribution-to-nothing": ["correct the value in element"],
    "invalid-country-in-words": ["its two-letter code in capitals"],
    "invalid-date-of-no-form": ["Write the founding date as 2018, 2018-05 or 2018-05-03"] * 3,
    "invalid-end-before-start": ["correct one of the two dates"],
    "invalid-evidence-without-title": ["fill in the column title"],
    "invalid-identifier-without-scheme": ["write it as scheme:value"],
    "invalid-indicator-that-nobody-can-know": [
        "names no computation",
        "give the indicator one unit",
        "name the fact that it does not hold",
        "name its evidence, or the document and line",
    ],
    "invalid-kind-of-another-class": ["give it the class that its kind has"],
    "invalid-label-without-holder": ["the role holder"],
    "invalid-missing-name": ["fill in the column name"],
    "invalid-money-without-currency": ["write its three letters in unit"],
    "invalid-month-13": ["a whole number from 1 to 12"],
    "invalid-named-lead-without-name": ["fill in leads, or say in lead_status"],
    "invalid-need-that-is-no-need": ["of the kind system-need"],
    "invalid-observation-without-measure": ["a code of the list measures"],
    "invalid-outpost-is-its-own-parent": ["name the organisation that it belongs to"],
    "invalid-outpost-without-parent": ["fill in the column parent"],
    "invalid-percent-over-100": ["between 0 and 100 percent"],
    "invalid-period-of-no-form": ["Write the period as 2024, 2024-H1"],
    "invalid-policy-change-without-authority": ["the role authority"],
    "invalid-presence-without-country": ["fill in the column country"],
    "invalid-rate-of-zero": ["a number above 0"],
    "invalid-relation-without-kind": ["Use a code of the list relation-kinds"],
    "invalid-relation-without-party": ["add a row with its id and an organisation"],
    "invalid-role-as-place": ["a code of the list roles", "Name an attribute"],
    "invalid-same-identifier-twice": ["if they are one, keep one row"] * 2,
    "invalid-share-over-100": [
        "a number of percent from 0 to 100",
        "The shares of its parties come to more than 100 percent",
        "other shares held in the same organisation",
    ],
    "invalid-shares-in-one-body-over-100": ["other shares held in the same organisation"],
    "invalid-shares-sum-over-100": [
        "The shares of its parties come to more than 100 percent",
        "other shares held in the same organisation",
    ],
    "invalid-spin-off-of-itself": ["name the one that it came from"],
    "invalid-target-in-words": ["one number with a decimal point, such as 0.5"],
    "invalid-two-attributes": ["an indicator of its own"],
    "invalid-two-starts": ["keep one start"],
    "invalid-two-values-of-a-period": ["name the older one in supersedes"] * 2,
    "invalid-undeclared-code": ["Use a code of the list relation-kinds"],
    "invalid-undeclared-term": ["declare it in an ontology file"],
    "invalid-unknown-evidence": ["add the row of the document"],
    "invalid-unknown-party": ["an organisation or cluster that is in the register"],
    "invalid-unsafe-website": ["beginning with https:// or http://"],
    "invalid-value-of-another-unit": ["correct unit or indicator"],
    "invalid-value-of-no-indicator": ["Name an indicator or survey question"],
    "invalid-value-of-nothing": ["fill in value or answer"],
    "invalid-value-without-period": ["fill in period"],
}


def apart(name: str) -> str:
    """Return the text of an example, its things named apart from those of other examples."""
    text = (EXAMPLES / f"{name}.ttl").read_text("utf-8")
    return text.replace(f"@base <{DEFAULT_BASE}>", f"@base <{DEFAULT_BASE}{name}/>")


def by_example(found: tuple[Violation, ...]) -> Mapping[str, list[Violation]]:
    """Return violations under the example that they are in, as if it stood alone."""
    sorted_out: dict[str, list[Violation]] = {name: [] for name in NAMES}
    for violation in found:
        name = violation.focus.removeprefix(DEFAULT_BASE).split("/")[0]
        # What a term breaks is no thing of an example, but only one example has such a term.
        name = name if name in sorted_out else "invalid-undeclared-term"
        sorted_out[name].append(violation)
    return sorted_out


@pytest.fixture(scope="module")
def by_shapes() -> Mapping[str, list[Violation]]:
    """Give what pySHACL finds in each example; all stand in one graph, to save time."""
    data = Graph()
    for name in NAMES:
        data.parse(data=apart(name), format="turtle")
    return by_example(shapes.validate_graph(data))


@pytest.fixture(scope="module")
def by_queries() -> Mapping[str, list[Violation]]:
    """Give what the check queries find in each example."""
    return by_example(checked(*(apart(name) for name in NAMES)))


@pytest.mark.parametrize("name", ORDINARY)
def test_an_ordinary_example_conforms(name: str, by_shapes: Mapping[str, list[Violation]]) -> None:
    assert by_shapes[name] == []


@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_example_is_refused_and_told_what_helps(
    name: str, by_shapes: Mapping[str, list[Violation]]
) -> None:
    messages = [violation.message for violation in by_shapes[name]]
    assert len(messages) == len(MESSAGES[name])
    for remedy in MESSAGES[name]:
        assert any(remedy in message for message in messages), messages


@pytest.mark.row("R014")
def test_an_outpost_without_parent_fails_validation(
    by_shapes: Mapping[str, list[Violation]],
) -> None:
    assert by_shapes["outpost"] == []
    (found,) = by_shapes["invalid-outpost-without-parent"]
    assert found.path == vocabulary.PARENT.value
    assert found.message.startswith("An outpost needs its parent: fill in the column parent")


@pytest.mark.row("R106")
def test_80_and_20_percent_conform_undivided_and_more_than_100_does_not(
    by_shapes: Mapping[str, list[Violation]],
) -> None:
    assert by_shapes["ownership-held-jointly"] == []
    path = EXAMPLES / "ownership-held-jointly.ttl"
    facts = ontology.Facts(quad.triple for quad in parse(path=path))
    held = {
        facts.text(party, vocabulary.SHARE): len(facts.texts(party, vocabulary.ORGANISATION))
        for party in facts.subjects(vocabulary.SHARE)
    }
    assert held == {"80.0": 2, "20.0": 1}
    assert len(by_shapes["invalid-shares-sum-over-100"]) == 2


@pytest.mark.row("R001")
def test_the_demo_data_break_no_shape_and_use_no_undeclared_term(examples: Register) -> None:
    reader = EditionReader(examples.path)
    assert shapes.check_register(reader) == ()
    things = f"FILTER (STRSTARTS(STR(?thing), '{DEFAULT_BASE}'))"
    facts = f"CONSTRUCT {{ ?thing ?says ?it }} WHERE {{ ?thing ?says ?it . {things} }}"
    answer = reader.answer(facts, "application/n-triples", internal=True)
    data = Graph().parse(data=answer.body, format="nt")
    assert len(data) > 5000
    assert shapes.validate_graph(data) == ()


@pytest.mark.parametrize("name", NAMES)
def test_shapes_and_queries_agree(
    name: str,
    by_shapes: Mapping[str, list[Violation]],
    by_queries: Mapping[str, list[Violation]],
) -> None:
    assert by_queries[name] == by_shapes[name]


def test_every_invalid_example_has_its_messages_here() -> None:
    assert set(MESSAGES) == set(INVALID)


@pytest.fixture(scope="module")
def of_a_file() -> tuple[Violation, ...]:
    """Give what pySHACL finds in a file, beside which it looks at the whole ontology."""
    return shapes.validate(EXAMPLES / "invalid-outpost-without-parent.ttl")


def test_nothing_in_the_ontology_breaks_a_shape(of_a_file: tuple[Violation, ...]) -> None:
    assert ask_checks(ontology_store()) == ()
    assert {violation.focus for violation in of_a_file} == {f"{DEFAULT_BASE}organisation/hub"}


def test_a_file_is_validated_by_its_path(of_a_file: tuple[Violation, ...]) -> None:
    assert [violation.focus for violation in of_a_file] == [f"{DEFAULT_BASE}organisation/hub"]


def test_a_file_that_is_no_rdf_is_an_input_error(tmp_path: Path) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text("<a> <b> .", "utf-8")
    with pytest.raises(InputError, match=r"broken\.ttl cannot be read as RDF"):
        shapes.validate(path)


def test_a_missing_file_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="nowhere"):
        shapes.validate(tmp_path / "nowhere.ttl")


def test_a_register_is_checked_with_everything_that_an_edition_works_out(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    for name in ("outpost", "membership", "project-participation", "reported-total", "profile"):
        register.replace(_content(name))
    assert shapes.check_register(EditionReader(register.path)) == ()
    register.replace(_content("invalid-outpost-without-parent"))
    (found,) = shapes.check_register(EditionReader(register.path))
    assert found.path == vocabulary.PARENT.value


def _content(name: str) -> SourceContent:
    quads = parse(apart(name), RdfFormat.TURTLE)
    facts = frozenset(f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads)
    return SourceContent(name, facts, frozenset(), "rdf")


def test_one_source_under_two_names_breaks_nothing(tmp_path: Path) -> None:
    register = Register(tmp_path, DEFAULT_BASE)
    register.replace(_content("identifiers"), replace(_content("identifiers"), name="again"))
    assert shapes.check_register(EditionReader(register.path)) == ()


def test_a_number_is_shown_as_the_store_writes_it(
    by_shapes: Mapping[str, list[Violation]],
) -> None:
    found = by_shapes["invalid-share-over-100"]
    assert {violation.value for violation in found} == {"", "120"}
