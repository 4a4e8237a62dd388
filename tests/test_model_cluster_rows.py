"""What the requirements ask of the questions, shown on the Model Cluster."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import yaml

from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.questions import Value, ask, catalogue
from ecograph.resources import folder
from ecograph.store import EditionReader, Register
from tests.handworked import ANSWERS, TODAY, Row, answer, sheet, short, shows_its_answers

# A planned link is shown with its status and not counted; a planned event is one to come.
SHOWS_WHAT_IS_PLANNED = {"cluster-links", "events"}


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
    assert len(public) == 73
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
    # 56 organisations that have not closed, and eight outposts.
    assert sum(int(str(row["organisations"])) for row in rows) == 64


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
    assert len(planned) == 18
    for name, question in catalogue().items():
        needed = any(parameter.required for parameter in question.parameters)
        if question.period and not needed and name not in SHOWS_WHAT_IS_PLANNED:
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
