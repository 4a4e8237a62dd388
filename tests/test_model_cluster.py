"""Every question gives the hand-worked answer on the Model Cluster."""

import csv
import datetime
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from ecograph.errors import BadParameterError
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.questions import Value, ask, catalogue
from ecograph.resources import folder
from ecograph.store import EditionReader, Register

# A cell of an answers file; a tuple of texts when it has been made comparable.
Cell = str | float | datetime.date | list[str] | None
Row = tuple[object, ...]

ANSWERS = Path(__file__).parent / "answers" / "model-cluster"
TODAY = datetime.date(2025, 6, 30)
_SHORT = (
    re.compile(rf"{re.escape(DEFAULT_BASE)}[a-z]+/(\S+)"),
    re.compile(r"https://w3id\.org/ecograph/scheme/[a-z-]+/(\S+)"),
    re.compile(r"https?://\S*[#/]([A-Za-z]+)"),
)


@dataclass(frozen=True, slots=True)
class Case:
    """One question asked in one way, and the rows that were worked out by hand."""

    question: str
    name: str
    parameters: Mapping[str, str]
    internal: bool
    rows: tuple[Mapping[str, Cell], ...]
    leave_out: Mapping[str, Cell] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Return the columns that the answer is compared on."""
        return tuple(self.rows[0]) if self.rows else ()


def cases_of(path: Path) -> Iterable[Case]:
    """Yield the cases of an answers file."""
    written = yaml.safe_load(path.read_text("utf-8"))
    for case in written["cases"]:
        yield Case(
            path.stem,
            case["name"],
            {name: str(value) for name, value in case["parameters"].items()},
            {"all": True, "public": False}[case["reader"]],
            tuple(case["rows"]),
            written.get("leave_out", {}),
        )


def all_cases() -> tuple[Case, ...]:
    """Return every case of every answers file."""
    return tuple(case for path in sorted(ANSWERS.glob("*.yaml")) for case in cases_of(path))


def short(text: str) -> str:
    """Return an IRI as its key, code or last part, and any other text as it is."""
    for pattern in _SHORT:
        if found := pattern.fullmatch(text):
            return found[1]
    return text


def comparable(value: Cell | Value) -> object:
    """Return a cell of either side in one form: numbers as decimals, lists sorted, IRIs short."""
    if isinstance(value, list | tuple):
        return tuple(sorted(short(str(item)) for item in value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float | Decimal):
        return Decimal(str(value)).normalize()
    return None if value is None or value == "" else short(str(value))


def projected(rows: Iterable[Mapping[str, Cell | Value]], columns: tuple[str, ...]) -> list[Row]:
    """Return rows cut down to some columns, sorted, with every repetition kept."""
    return sorted((tuple(comparable(row[name]) for name in columns) for row in rows), key=repr)


def answer(
    reader: EditionReader, question: str, parameters: Mapping[str, str], *, internal: bool
) -> tuple[Mapping[str, Value], ...]:
    """Return the rows of a question, asked on the day that the answers take for today."""
    asked = catalogue()[question]
    return ask(reader, asked, parameters, internal=internal, today=TODAY).rows


def given(reader: EditionReader, case: Case) -> list[Row]:
    """Return what ecograph answers to a case, in the columns that the case gives."""
    rows = answer(reader, case.question, case.parameters, internal=case.internal)
    kept = [
        row
        for row in rows
        if not any(comparable(row[name]) == comparable(v) for name, v in case.leave_out.items())
    ]
    return projected(kept, case.columns)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.question}: {case.name}")
def test_a_question_has_its_hand_worked_answer(
    model_cluster_reader: EditionReader, case: Case
) -> None:
    assert given(model_cluster_reader, case) == projected(case.rows, case.columns)


def test_every_question_has_an_answers_file() -> None:
    assert {path.stem for path in ANSWERS.glob("*.yaml")} == set(catalogue())


@pytest.mark.parametrize("question", sorted(catalogue()))
def test_an_answers_file_has_rows(question: str) -> None:
    assert any(case.rows for case in cases_of(ANSWERS / f"{question}.yaml"))


@pytest.mark.parametrize("question", sorted(n for n, q in catalogue().items() if q.period))
def test_a_question_of_a_period_is_asked_for_a_year_a_day_and_neither(question: str) -> None:
    asked = [case.parameters for case in cases_of(ANSWERS / f"{question}.yaml")]
    assert any("year" in parameters for parameters in asked)
    assert any("as_of" in parameters for parameters in asked)
    assert any(not {"year", "as_of"} & set(parameters) for parameters in asked)


@pytest.mark.parametrize("case", all_cases(), ids=lambda case: f"{case.question}: {case.name}")
def test_the_rows_of_a_case_name_the_same_columns(case: Case) -> None:
    assert all(tuple(row) == case.columns for row in case.rows)


def shows_its_answers(reader: EditionReader, question: str) -> bool:
    """Tell whether every case of a question is answered as worked out by hand."""
    cases = tuple(cases_of(ANSWERS / f"{question}.yaml"))
    return all(given(reader, case) == projected(case.rows, case.columns) for case in cases)


def sheet(name: str) -> list[dict[str, str]]:
    """Return the rows of a sheet of the example."""
    with (folder("examples") / "model-cluster" / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def ties_of(groups: Mapping[str, list[str]], organisation: str) -> list[Row]:
    """Return the partners that groups of partners give an organisation, with what ties them."""
    return sorted(
        (partner, tie)
        for tie, group in groups.items()
        for partner in group
        if organisation in group and partner != organisation
    )


def partners_of(reader: EditionReader, organisation: str, **more: str) -> list[Row]:
    """Return the partners of an organisation, with the relation, project or event between them."""
    rows = answer(reader, "partners", {"organisation": organisation, **more}, internal=False)
    return sorted((short(str(row["partner_iri"])), _tie(row)) for row in rows)


def _tie(row: Mapping[str, Value]) -> str:
    relations = row["relations"]
    assert isinstance(relations, tuple)
    return short(str(row["via_iri"] or " ".join(relations)))


@pytest.mark.row("R003")
def test_partners_of_each_organisation_equal_the_hand_made_list(
    model_cluster_reader: EditionReader,
) -> None:
    written = yaml.safe_load((ANSWERS / "partners.yaml").read_text("utf-8"))
    groups = written["each_organisation_in_2022"]
    public = [r["id"] for r in sheet("organisations") + sheet("outposts") if not r["visibility"]]
    assert len(public) == 66
    for organisation in public:
        found = partners_of(model_cluster_reader, organisation, year="2022")
        assert found == ties_of(groups, organisation)


@pytest.mark.row("R003")
def test_a_partner_of_a_partner_is_the_organisation_itself(
    model_cluster_reader: EditionReader,
) -> None:
    for partner, tie in partners_of(model_cluster_reader, "mc-model-hospital"):
        assert ("mc-model-hospital", tie) in partners_of(model_cluster_reader, str(partner))


@pytest.mark.row("R003")
def test_planned_partners_come_only_when_asked_for(model_cluster_reader: EditionReader) -> None:
    planned = ("mc-sante-numerique", "mc-r-p12")
    assert planned not in partners_of(model_cluster_reader, "mc-kelp-digital")
    assert planned in partners_of(model_cluster_reader, "mc-kelp-digital", planned="yes")


@pytest.mark.row("R010")
def test_global_partnerships_say_who_has_none(model_cluster_reader: EditionReader) -> None:
    assert shows_its_answers(model_cluster_reader, "global-partnerships")
    question = catalogue()["global-partnerships"]
    asked = ask(model_cluster_reader, question, {"year": "2022"}, internal=False, today=TODAY)
    # Six local outposts and 24 members that are none of them: without-global-partnership.yaml.
    assert "6 outposts and 24 members have no global partnership recorded." in asked.remarks


@pytest.mark.row("R013")
def test_the_share_of_outposts_with_focus_falls_when_a_last_partnership_ends(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "outposts-with-focus")


@pytest.mark.row("R014")
def test_outposts_come_with_their_parents_and_mandates(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "outposts")


@pytest.mark.row("R014")
def test_an_outpost_without_a_parent_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(folder("examples") / "model-cluster", copy)
    text = (copy / "outposts.csv").read_text("utf-8")
    (copy / "outposts.csv").write_text(text.replace(",mc-mihon-devices,", ",,"), "utf-8")
    monkeypatch.chdir(tmp_path)
    register = Register(tmp_path / "store", DEFAULT_BASE)
    problems = load_files(register, [copy], None, Choices(strict=True)).problems
    assert ("outposts.csv", "parent") in {(Path(p.file).name, p.column) for p in problems}


@pytest.mark.row("R030")
def test_the_membership_review_equals_the_hand_made_lists(
    model_cluster_reader: EditionReader,
) -> None:
    for question in ("members-by-kind", "members-by-subsector", "members-by-place"):
        assert shows_its_answers(model_cluster_reader, question)
    assert shows_its_answers(model_cluster_reader, "organisations-not-members")
    rows = answer(model_cluster_reader, "members-by-kind", {"year": "2022"}, internal=False)
    # 18 companies and a private investor among 30 members.
    assert sum(int(str(row["members"])) for row in rows if row["helix"] == "Industry") == 19
    assert {"care-home", "insurer"} <= {short(str(r["kind_iri"])) for r in rows if not r["members"]}


@pytest.mark.row("R032")
def test_a_planned_link_between_clusters_is_shown_and_not_counted(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "cluster-links")


@pytest.mark.row("R039")
def test_one_question_leads_from_an_event_to_its_organisation(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "belongs-to")


@pytest.mark.row("R053")
def test_each_organisation_has_a_subsector_or_is_listed_as_without(
    model_cluster_reader: EditionReader,
) -> None:
    rows = answer(model_cluster_reader, "organisations-without-subsector", {}, internal=True)
    without = {short(str(row["name_iri"])) for row in rows}
    things = [r for r in sheet("organisations") if r["form"] != "cluster"] + sheet("outposts")
    assert without == {row["id"] for row in things if not row["subsectors"]}
    assert shows_its_answers(model_cluster_reader, "members")


@pytest.mark.row("R065")
@pytest.mark.row("R075")
def test_a_year_counts_only_the_partnerships_in_force_in_it(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "partnerships-by-kind-and-year")


@pytest.mark.row("R087")
def test_there_are_always_seven_categories_of_activity(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "activities-by-category")
    for year in range(2017, 2027):
        parameters = {"year": str(year)}
        rows = answer(model_cluster_reader, "activities-by-category", parameters, internal=False)
        assert len(rows) == 7


@pytest.mark.row("R088")
def test_each_organisation_is_of_one_umbrella_kind(model_cluster_reader: EditionReader) -> None:
    assert shows_its_answers(model_cluster_reader, "organisations-by-umbrella-kind")
    rows = answer(model_cluster_reader, "organisations-by-umbrella-kind", {}, internal=True)
    # 51 organisations that have not closed, and six outposts.
    assert sum(int(str(row["organisations"])) for row in rows) == 57


@pytest.mark.row("R104")
def test_members_at_a_date_are_those_who_have_joined_and_not_left(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "members")


@pytest.mark.row("R105")
def test_presence_abroad_names_members_and_countries(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "presence-abroad")


@pytest.mark.row("R110")
def test_what_is_planned_is_in_no_answer_that_does_not_ask_for_it(
    model_cluster_reader: EditionReader,
) -> None:
    sheets = ("relations", "outposts", "programmes")
    planned = {row["id"] for name in sheets for row in sheet(name) if row["status"] == "planned"}
    assert len(planned) == 14
    for name, question in catalogue().items():
        needed = any(parameter.required for parameter in question.parameters)
        if question.period and not needed and name != "cluster-links":
            for when in ({"year": "2025"}, {}):
                rows = answer(model_cluster_reader, name, when, internal=True)
                assert not planned & {key for row in rows for key in _keys(row)}


def _keys(row: Mapping[str, Value]) -> tuple[str, ...]:
    """Return the keys of all things and relations that a row leads to."""
    cells = [cell if isinstance(cell, tuple) else (cell,) for cell in row.values()]
    return tuple(short(str(item)) for cell in cells for item in cell)


@pytest.mark.row("R112")
def test_an_agreement_has_its_parties_and_a_bid_is_no_partnership(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "agreements-and-bids")
    ties = {tie for _, tie in partners_of(model_cluster_reader, "mc-model-hospital", year="2022")}
    assert "mc-r-a01" not in ties


@pytest.mark.row("R116")
@pytest.mark.parametrize("text", ["oresund", "lodz", "isik", "ØRESUND", "Łódź Işık"])
def test_letters_are_found_without_their_accents(
    model_cluster_reader: EditionReader, text: str
) -> None:
    rows = answer(model_cluster_reader, "organisation-search", {"name": text}, internal=False)
    assert [row["label"] for row in rows] == ["Øresund Łódź Işık Demo"]


def test_the_public_cannot_ask_about_an_internal_organisation(
    model_cluster_reader: EditionReader,
) -> None:
    parameters = {"organisation": "mc-thistle-stealth"}
    with pytest.raises(BadParameterError):
        answer(model_cluster_reader, "partners", parameters, internal=False)


def test_no_public_answer_names_the_internal_organisation(
    model_cluster_reader: EditionReader,
) -> None:
    for case in all_cases():
        if not case.internal:
            rows = answer(model_cluster_reader, case.question, case.parameters, internal=False)
            assert "thistle" not in repr(rows).lower()


def test_the_model_cluster_says_everywhere_that_it_is_invented() -> None:
    for name in ("organisations", "outposts", "programmes", "resources"):
        for row in sheet(name):
            assert re.search(r"D[eé]mo\b|^Model Cluster", row["name"])
    assert all("invented" in row["title"] for row in sheet("evidence"))
