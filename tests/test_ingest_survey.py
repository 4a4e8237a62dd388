"""Answers to a survey: a row a cluster, a column a question; all of them stay internal."""

from pathlib import Path

import pytest

from ecograph.errors import InputError
from ecograph.ingest import KnownThing
from tests.sheetfiles import BASE, load, said, subjects, values, write

ECO = "https://w3id.org/ecograph/ns#"
QUESTION = "https://w3id.org/ecograph/framework/benchmarking-questionnaire/question-"
CLUSTER = KnownThing(frozenset({f"{ECO}Cluster"}), internal=False)
COMPANY = KnownThing(frozenset({"http://www.w3.org/ns/org#Organization"}), internal=False)


def answer(cluster: str, code: str, period: str = "2024") -> str:
    """Return the key of the observation that an answer becomes."""
    return f"observation/{cluster}-{period}-benchmarking-questionnaire-question-{code}"


def test_each_answer_becomes_an_observation_about_the_cluster(tmp_path: Path) -> None:
    write(tmp_path, answers="cluster,period,q18,q2\nAlpha,2024,1200,Region\nBeta,2024,,city\n")
    loaded = load(tmp_path)
    assert loaded.is_complete
    assert loaded.content.layout == "survey"
    assert subjects(loaded) == {
        "organisation/alpha",
        "organisation/beta",
        answer("alpha", "18"),
        answer("alpha", "2"),
        answer("beta", "2"),
    }
    assert values(loaded, "organisation/alpha", "type") == {f"<{ECO}Cluster>"}
    workforce = answer("alpha", "18")
    assert values(loaded, workforce, "indicator") == {f"<{QUESTION}18>"}
    assert values(loaded, workforce, "about") == {f"<{BASE}organisation/alpha>"}
    assert values(loaded, workforce, "value") == {
        '"1200"^^<http://www.w3.org/2001/XMLSchema#decimal>'
    }
    assert values(loaded, workforce, "period") == {'"2024"'}
    assert values(loaded, workforce, "observationStatus") == {
        "<https://w3id.org/ecograph/scheme/observation-statuses/approved>"
    }


@pytest.mark.row("R091")
def test_nothing_of_a_survey_is_public_even_if_the_load_is(tmp_path: Path) -> None:
    write(tmp_path, answers="cluster,period,q18,q30\nAlpha,2024,5,Write to jane@example.org\n")
    loaded = load(tmp_path, internal=False)
    assert not loaded.content.public
    assert len(subjects(loaded)) == 3


@pytest.mark.row("R091")
def test_contact_data_beside_the_answers_do_not_enter_the_register(tmp_path: Path) -> None:
    text = "cluster,period,contact,phone,q18\nAlpha,2024,jane@example.org,+49 30 1234567,5\n"
    loaded = load(write(tmp_path, answers=text))
    assert "jane" not in "".join(loaded.content.internal)
    assert "1234567" not in "".join(loaded.content.internal)
    (remark,) = loaded.report.remarks
    assert remark.endswith("columns that are no questions were passed over: contact, phone.")


@pytest.mark.parametrize(
    "heading",
    ["q18", "18", "Question 18", "question-18", "benchmarking-questionnaire/q18", f"{QUESTION}18"],
)
def test_a_question_is_named_by_number_or_id(tmp_path: Path, heading: str) -> None:
    loaded = load(write(tmp_path, answers=f"Cluster,Period,{heading}\nAlpha,2024,7\n"))
    assert answer("alpha", "18") in subjects(loaded)


def test_a_part_of_a_question_is_answered_by_itself(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, answers="cluster,period,23a,23b\nAlpha,2024,400,55\n"))
    assert values(loaded, answer("alpha", "23b"), "unit") == {'"percent"'}
    assert values(loaded, answer("alpha", "23a"), "indicator") == {f"<{QUESTION}23a>"}


def test_answers_of_several_languages_become_one_code(tmp_path: Path) -> None:
    text = "cluster,period,q2,q5\nAlpha,2024,Région,universities; Grandes entreprises; robots\n"
    loaded = load(write(tmp_path, answers=text))
    assert values(loaded, answer("alpha", "2"), "answer") == {'"region"'}
    # Question 5 also takes other words than those to choose from.
    assert values(loaded, answer("alpha", "5"), "answer") == {
        '"universities; large-companies; robots"'
    }


def test_an_amount_has_the_currency_of_its_row(tmp_path: Path) -> None:
    text = "cluster,period,currency,26a\nAlpha,2024,eur,5000000\nBeta,2024,,7\nGamma,2024,euro,1\n"
    loaded = load(write(tmp_path, answers=text))
    assert values(loaded, answer("alpha", "26a"), "unit") == {'"EUR"'}
    assert said(loaded) == [
        (
            "answers.csv, row 3, 26a: “7” is an amount without currency. "
            "Fill in the column currency, such as EUR; add it if there is none."
        ),
        (
            "answers.csv, row 4, currency: “euro” is not a currency of ISO 4217. "
            "Write its three letters, such as EUR."
        ),
    ]


def test_a_wrong_cell_is_refused_by_row_and_column_and_the_others_load(tmp_path: Path) -> None:
    text = "cluster,period,q18,q2\nAlpha,2024,many,We work\nBeta,2024,3,city\nGamma,2024-13,1,\n"
    loaded = load(write(tmp_path, answers=text))
    assert said(loaded) == [
        (
            "answers.csv, row 2, q18: “many” is not a number. "
            "Write the value as a number, with a decimal point."
        ),
        (
            "answers.csv, row 2, q2: “We work” is not in the list geographical-scopes. "
            "Write one of: city, region, country."
        ),
        (
            "answers.csv, row 4, period: “2024-13” is not a period. "
            "Write it as 2024, 2024-H1 or 2024-03."
        ),
    ]
    assert loaded.report.refused == 3
    assert [reject.line for reject in loaded.rejects] == [2, 4]
    assert answer("beta", "18") in subjects(loaded)


def test_what_is_wrong_with_a_value_is_told_under_its_own_heading(tmp_path: Path) -> None:
    text = "cluster,period,q23b\nAlpha,2024,120\nBeta,2199,50\n"
    loaded = load(write(tmp_path, answers=text))
    share, future = said(loaded)
    assert share.startswith("answers.csv, row 2, q23b: “120” is more than 100 percent.")
    assert future.startswith("answers.csv, row 3, period: “2199” ends after today")


def test_a_cluster_answers_once_for_a_period(tmp_path: Path) -> None:
    text = "cluster,period,q18\nAlpha,2024,1\nalpha,2024,2\nAlpha,2023,3\n,2024,4\n"
    loaded = load(write(tmp_path, answers=text))
    assert said(loaded) == [
        (
            "answers.csv, row 3, cluster: “alpha” has answered for 2024 in answers.csv, row 2. "
            "Keep one row."
        ),
        (
            "answers.csv, row 5, cluster: is missing. "
            "Write the id or the name of the cluster that answers."
        ),
    ]
    assert answer("alpha", "18", "2023") in subjects(loaded)


def test_a_cluster_that_the_register_knows_keeps_its_name(tmp_path: Path) -> None:
    known = {f"{BASE}organisation/alpha": CLUSTER, f"{BASE}organisation/works": COMPANY}
    text = "cluster,period,q18\nalpha,2024,1\nworks,2024,2\n"
    loaded = load(write(tmp_path, answers=text), known=known)
    assert subjects(loaded) == {answer("alpha", "18")}
    assert said(loaded) == [
        (
            "answers.csv, row 3, cluster: “works” is in the register, but is no cluster. "
            "Write the id of a cluster."
        )
    ]


@pytest.mark.parametrize(("heading", "why"), [("q31", "no such"), ("q26", "it has parts")])
def test_a_heading_that_is_no_question_to_answer_is_told(
    tmp_path: Path, heading: str, why: str
) -> None:
    loaded = load(write(tmp_path, answers=f"cluster,period,q18,{heading}\nAlpha,2024,1,2\n"))
    assert f"{heading}: is no question that takes an answer" in said(loaded)[0], why


def test_a_table_without_period_is_refused_whole(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="lacks a column: period"):
        load(write(tmp_path, answers="cluster,q18\nAlpha,1\n"))


def test_two_columns_of_one_question_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="q18 and 18 are one question"):
        load(write(tmp_path, answers="cluster,period,q18,18\nAlpha,2024,1,1\n"))


def test_a_row_that_cannot_be_read_is_refused_alone(tmp_path: Path) -> None:
    loaded = load(write(tmp_path, answers="cluster,period,q18\nAlpha,2024,1\nBeta,2024,1,2\n"))
    assert said(loaded)[0].startswith("answers.csv, row 3: The row has 4 cells")
    assert answer("alpha", "18") in subjects(loaded)


def test_a_folder_without_tables_holds_no_survey(tmp_path: Path) -> None:
    (tmp_path / "answers.pdf").write_bytes(b"")
    with pytest.raises(InputError, match="no table of answers is here"):
        load(tmp_path, layout="survey")


@pytest.mark.row("R091")
def test_an_answer_in_the_sheet_of_observations_is_internal_too(tmp_path: Path) -> None:
    text = f"id,indicator,period,value\na,{QUESTION}18,2024,5\n"
    loaded = load(write(tmp_path, observations=text))
    assert not loaded.content.public
    assert values(loaded, "observation/a", "value")
    (remark,) = loaded.report.remarks
    assert remark.startswith("1 records became internal, because they refer to what is internal or")


@pytest.mark.row("R091")
def test_an_answer_in_rdf_is_internal_too(tmp_path: Path) -> None:
    own = "<urn:x:question> a eco:SurveyQuestion ; rdfs:label 'How many?' ."
    answers = " ".join(
        f"<urn:x:{name}> eco:indicator <{question}> ; eco:period '2024' ; eco:value 5.0 ."
        for name, question in (("one", f"{QUESTION}18"), ("two", "urn:x:question"))
    )
    prefixes = f"PREFIX eco: <{ECO}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>"
    (tmp_path / "answers.ttl").write_text(f"{prefixes} {own} {answers}", "utf-8")
    loaded = load(tmp_path)
    assert {line.split(" ", 1)[0] for line in loaded.content.internal} == {
        "<urn:x:one>",
        "<urn:x:two>",
    }
    assert loaded.report.remarks == (
        "2 things became internal, because they refer to what is internal or answer a survey.",
    )
