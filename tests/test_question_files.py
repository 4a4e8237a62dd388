"""Every question file can be read, explains itself, keeps the house rules and has an answer."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pytest
import yaml
from pyoxigraph import Literal, NamedNode

from ecograph.errors import QuestionFileError
from ecograph.questions import Question, QuestionAnswer, Value, ask, catalogue
from ecograph.questions.catalogue import question
from ecograph.resources import folder
from ecograph.store import EditionReader
from ecograph.store.queries.guards import MAXIMUM_CHARACTERS

TODAY = date(2025, 6, 30)
# In 2024 every question that is about a period has something to tell of the Model Cluster.
YEAR = "2024"
NAMES = sorted(catalogue())
OF_A_PERIOD = sorted(name for name, each in catalogue().items() if each.period)
PERIOD = ("period_start", "period_end", "undated")
IN_FORCE = re.compile(
    r"\{ \?(\w+) eco:inForceFrom \?from ; eco:inForceUntil \?to \. "
    r"FILTER \(\?from <= \?period_end && \?to >= \?period_start\) \} "
    r"UNION \{ \?\1 eco:undated \?undated \. \}"
)
# These two ask when a partnership began or ended, not whether it is in force.
OF_A_DATE = {"new-partnerships", "ended-partnerships"}
SELECT = re.compile(r"\bSELECT\b(?: DISTINCT)?(?P<columns>.*?)\bWHERE\b", re.DOTALL)


def example(name: str) -> dict[str, str]:
    """Return the examples of the parameters that a question needs, and a year if it takes one."""
    asked = catalogue()[name]
    needed = {each.name: each.example for each in asked.parameters if each.required}
    return {**needed, "year": YEAR} if asked.period else needed


def answered(reader: EditionReader, name: str, **more: str) -> QuestionAnswer:
    """Return the answer for staff to a question asked with its example."""
    return ask(reader, catalogue()[name], {**example(name), **more}, internal=True, today=TODAY)


def variables(asked: Question) -> list[str]:
    """Return the variables that a question's query is bound by."""
    own = [f"{parameter.name}_wanted" for parameter in asked.parameters]
    return [*own, *PERIOD] if asked.period else own


def cells(rows: Iterable[Mapping[str, Value]], columns: list[str]) -> Counter[tuple[str, ...]]:
    """Return how often each row occurs, as texts in the order of these columns."""
    return Counter(tuple(str(row.get(column)) for column in columns) for row in rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_question_says_in_one_sentence_what_it_answers(name: str) -> None:
    said = catalogue()[name].answers
    assert said.endswith("?")
    assert said.count("?") == 1


@pytest.mark.parametrize("name", NAMES)
def test_what_a_question_needs_has_an_example(name: str) -> None:
    assert all(each.example for each in catalogue()[name].parameters if each.required)


@pytest.mark.parametrize("name", NAMES)
def test_the_columns_of_the_header_are_those_of_the_query(
    model_cluster_reader: EditionReader, name: str
) -> None:
    asked = catalogue()[name]
    bound = {variable: NamedNode("https://example.org/nothing") for variable in variables(asked)}
    table = model_cluster_reader.select(asked.text, bound, internal=True)
    assert sorted(table.columns) == sorted([*bound, *(column.name for column in asked.columns)])


@pytest.mark.parametrize("name", NAMES)
def test_the_parameters_stand_first_so_that_they_can_be_bound(name: str) -> None:
    asked = catalogue()[name]
    first = SELECT.search(asked.text)
    assert first
    assert first["columns"].split()[: len(variables(asked))] == [f"?{v}" for v in variables(asked)]


@pytest.mark.parametrize("name", NAMES)
def test_the_rows_of_an_answer_have_an_order(name: str) -> None:
    assert re.search(r"\nORDER BY (.+)\n?$", catalogue()[name].text)


@pytest.mark.row("R067")
@pytest.mark.parametrize("name", NAMES)
def test_no_answer_is_a_league_table(name: str) -> None:
    asked = catalogue()[name]
    assert not any("rank" in column.name for column in asked.columns)
    assert "DESC(" not in asked.text.upper()


@pytest.mark.parametrize("name", OF_A_PERIOD)
def test_an_answer_about_a_period_leads_to_its_facts(name: str) -> None:
    hidden = {column.name for column in catalogue()[name].columns if column.hidden}
    assert hidden & {"relation", "relations"}


@pytest.mark.parametrize("name", sorted(set(OF_A_PERIOD) - OF_A_DATE))
def test_what_is_in_force_is_written_the_same_way_everywhere(name: str) -> None:
    text = " ".join(catalogue()[name].text.split())
    assert text.count("eco:inForceFrom ?from ;") == len(IN_FORCE.findall(text)) > 0


@pytest.mark.parametrize("name", NAMES)
def test_prefixes_are_sorted_and_all_of_them_are_used(name: str) -> None:
    text = catalogue()[name].text
    prefixes = re.findall(r"^PREFIX (\w+):", text, re.MULTILINE)
    body = re.sub(r"^PREFIX .*$", "", text, flags=re.MULTILINE)
    assert prefixes == sorted(prefixes)
    assert all(re.search(rf"\b{prefix}:", body) for prefix in prefixes)


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_a_question_is_too_long_to_read(name: str) -> None:
    lines = (folder("queries") / f"{name}.rq").read_text("utf-8").splitlines()
    assert max(map(len, lines)) <= 100


@pytest.mark.parametrize("name", NAMES)
def test_a_question_asked_with_its_example_has_rows(
    model_cluster_reader: EditionReader, name: str
) -> None:
    assert answered(model_cluster_reader, name).rows


@pytest.mark.parametrize(
    ("name", "parameter", "value"),
    [
        (name, each.name, each.example)
        for name in NAMES
        for each in catalogue()[name].parameters
        if not each.required and each.example
    ],
)
def test_every_example_is_understood(
    model_cluster_reader: EditionReader, name: str, parameter: str, value: str
) -> None:
    asked = answered(model_cluster_reader, name, **{parameter: value})
    assert asked.rows or asked.remarks


@pytest.mark.row("R003")
@pytest.mark.parametrize("name", NAMES)
def test_the_query_that_is_shown_gives_the_same_rows(
    model_cluster_reader: EditionReader, name: str
) -> None:
    answer = answered(model_cluster_reader, name)
    shown = model_cluster_reader.select(answer.query_text, {}, internal=True)
    assert len(answer.query_text) <= MAXIMUM_CHARACTERS
    columns = [each.name for each in catalogue()[name].columns]
    single = [
        each.name
        for each in catalogue()[name].columns
        if not each.many and each.name != "relations" and each.name in shown.columns
    ]
    assert set(shown.columns) == set(columns)
    places = [shown.columns.index(column) for column in single]
    expected = cells(answer.rows, single)
    assert sum(expected.values()) == len(shown.rows)
    found = Counter(tuple(_text(row[place]) for place in places) for row in shown.rows)
    assert found == expected


def _text(term: NamedNode | Literal | None) -> str:
    if term is None or not term.value:
        return "None"
    boolean = {"true": "True", "false": "False"}
    is_boolean = isinstance(term, Literal) and term.datatype.value.endswith("#boolean")
    return boolean[term.value] if is_boolean else term.value


GOOD = {
    "title": "Names",
    "answers": "Which names are there?",
    "group": "test",
    "period": False,
    "parameters": [],
    "columns": [{"name": "name", "label": "Name"}],
}


def written(path: Path, header: object) -> Path:
    """Write a question file with this header."""
    lines = yaml.safe_dump(header, sort_keys=False).splitlines()
    path.write_text("\n".join(f"#+ {line}" for line in lines) + "\nSELECT ?name WHERE { }\n")
    return path


def test_a_good_header_is_read(tmp_path: Path) -> None:
    read = question(written(tmp_path / "names.rq", GOOD))
    assert (read.name, read.title, [column.name for column in read.columns]) == (
        "names",
        "Names",
        ["name"],
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"title": None}, "title"),
        ({"colour": "red"}, "colour"),
        ({"parameters": [{"name": "kind", "type": "colour"}]}, "colour"),
        ({"parameters": [{"type": "text"}]}, "name"),
        ({"columns": "name"}, "columns"),
    ],
)
def test_a_header_that_cannot_be_used_is_refused_by_name(
    tmp_path: Path, change: dict[str, object], said: str
) -> None:
    header = {key: value for key, value in {**GOOD, **change}.items() if value is not None}
    with pytest.raises(QuestionFileError, match=rf"(?s)names\.rq.*{said}"):
        question(written(tmp_path / "names.rq", header))


def test_a_header_that_is_no_yaml_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "names.rq"
    path.write_text("#+ title: [\nSELECT ?name WHERE { }\n")
    with pytest.raises(QuestionFileError, match=r"names\.rq"):
        question(path)
