"""Every row of the documents example is borne out by the lines that it cites."""

import re
from collections.abc import Mapping

import pytest

from tests.documents import (
    SOURCES,
    THINGS,
    Documents,
    Row,
    Sheets,
    cited,
    documents,
    heads,
    items,
    names,
    records,
    sheets,
    words,
)

# How the documents write a country, and a number that is no digit there.
COUNTRY_WORDS = {
    "BG": ("bulgaria",),
    "CH": ("switzerland",),
    "DE": ("germany", "german"),
    "DK": ("denmark", "danish"),
    "EE": ("estonia",),
    "ES": ("spain",),
    "FR": ("france", "french"),
    "KR": ("korea",),
    "LT": ("lithuania", "lithuanian"),
    "NL": ("netherlands", "dutch"),
    "RU": ("russia",),
    "SE": ("sweden",),
    "TR": ("turkey", "turkish"),
}
NUMBER_WORDS = {"2": "two", "3": "three", "100": "all", "420000": "420 k"}
SMALL_WORDS = {"at", "for", "of", "the"}
DATES = ("founded", "closed", "since", "until", "start", "end", "date")


def told(text: str) -> set[str]:
    """Return the words of a text that tell one name from another."""
    return set(words(text)) - SMALL_WORDS


@pytest.fixture(scope="module", name="rows")
def rows_of_the_example() -> Sheets:
    return sheets()


@pytest.fixture(scope="module")
def things(rows: Sheets) -> Mapping[str, Row]:
    return {row["id"]: row for sheet in THINGS for row in rows[sheet]}


@pytest.fixture(scope="module")
def texts(rows: Sheets) -> Documents:
    if not SOURCES.is_dir():
        pytest.skip(f"the four documents are not at {SOURCES}; set ECOGRAPH_TEST_DATA")
    return documents(row["id"] for row in rows["evidence"])


@pytest.mark.row("R117")
def test_every_fact_cites_a_line_that_is_there(rows: Sheets, texts: Documents) -> None:
    uncited = [row["id"] for _, row in heads(rows) if not items(row["evidence"])]
    empty = [
        (row["id"], place)
        for _, row in heads(rows)
        for place in items(row["evidence"])
        if not texts[place[:3]][int(place[4:]) - 1].strip()
    ]
    assert (uncited, empty) == ([], [])


@pytest.mark.row("R117")
def test_every_fact_is_stated_or_inferred(rows: Sheets) -> None:
    assert {row["basis"] for _, row in heads(rows)} == {"stated", "inferred"}


def test_a_stated_thing_is_named_in_full_on_the_lines_it_cites(
    things: Mapping[str, Row], texts: Documents
) -> None:
    wrong = [
        key
        for key, thing in things.items()
        if thing["basis"] == "stated"
        if not any(told(name) <= told(cited(thing, texts)) for name in names(thing))
    ]
    assert not wrong


def test_an_inferred_thing_shares_a_word_with_the_lines_it_cites(
    things: Mapping[str, Row], texts: Documents
) -> None:
    wrong = [
        key for key, thing in things.items() if not told(cited(thing, texts)) & told(thing["name"])
    ]
    assert not wrong


def test_a_stated_relation_names_its_parties_on_the_lines_it_cites(
    rows: Sheets, things: Mapping[str, Row], texts: Documents
) -> None:
    wrong = [
        (key, party)
        for key, lines in records(rows["relations"]).items()
        if lines[0]["basis"] == "stated"
        for line in lines
        for party in items(line["organisation"])
        if not any(told(name) <= told(cited(lines[0], texts)) for name in names(things[party]))
    ]
    assert not wrong


def test_what_a_stated_relation_is_about_is_named_on_the_lines_it_cites(
    rows: Sheets, things: Mapping[str, Row], texts: Documents
) -> None:
    wrong = [
        row["id"]
        for sheet, row in heads(rows)
        if sheet == "relations" and row["basis"] == "stated" and row["concerns"]
        if not any(told(name) & told(cited(row, texts)) for name in names(things[row["concerns"]]))
    ]
    assert not wrong


def test_a_city_or_region_stands_on_the_lines_that_are_cited(
    rows: Sheets, texts: Documents
) -> None:
    wrong = [
        (row["id"], column)
        for _, row in heads(rows)
        for column in ("city", "region")
        if not told(row.get(column, "")) <= told(cited(row, texts))
    ]
    assert not wrong


def test_a_country_stands_on_the_lines_that_are_cited(rows: Sheets, texts: Documents) -> None:
    wrong = [
        row["id"]
        for _, row in heads(rows)
        if row.get("country")
        if not told(cited(row, texts)) & set(COUNTRY_WORDS[row["country"]])
    ]
    assert not wrong


def test_a_year_stands_on_the_lines_that_are_cited(rows: Sheets, texts: Documents) -> None:
    wrong = [
        (row["id"], column)
        for _, row in heads(rows)
        for column in DATES
        if row.get(column, "")[:4] not in cited(row, texts)
    ]
    assert not wrong


def test_a_reported_figure_stands_on_the_lines_that_are_cited(
    rows: Sheets, texts: Documents
) -> None:
    wrong = []
    for row in rows["observations"]:
        text = cited(row, texts).replace(",", "").lower()
        figure = NUMBER_WORDS.get(row["value"], row["value"])
        if not re.search(rf"(?<!\d){figure}(?!\d)", text):
            wrong.append(row["id"])
    assert not wrong


def test_no_person_of_the_documents_is_in_the_example(rows: Sheets, texts: Documents) -> None:
    study, report = texts["003"], texts["002"]
    experts = re.findall(r"\*\*(.+?),?\*\*", "\n".join(study[240:322]), flags=re.DOTALL)
    cells = re.split(r"[\t,&]", "\t".join([report[48], *report[57:66]]))
    staff = [cell for cell in cells if re.fullmatch(r"\s*[A-Z][a-z]+ [A-Z][a-z]+\s*", cell)]
    people = {word for name in (*study[5:10], *experts, *staff) for word in words(name)}
    people -= {"dr", "project", "coordinator", "officer", "responsible", "partner"}
    said = {word for _, row in heads(rows) for word in words(" ".join(row.values()))}
    assert len(people) > 30
    assert sorted(people & said) == []


def test_notes_and_descriptions_are_in_our_own_words(rows: Sheets, texts: Documents) -> None:
    whole = " ".join(words(" ".join(line for lines in texts.values() for line in lines)))
    copied = []
    for _, row in heads(rows):
        for column in ("note", "description"):
            cell = words(row.get(column, ""))
            runs = (" ".join(cell[start : start + 6]) for start in range(len(cell) - 5))
            copied += [run for run in runs if run in whole]
    assert not copied
