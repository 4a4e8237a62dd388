"""What the register answers to survey questions equals what was worked out on the Model Cluster."""

from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from ecograph.frameworks import Frameworks, Silence, read_frameworks
from ecograph.frameworks.answering import ANSWERING, Answer, answers
from ecograph.frameworks.questionnaires import Questionnaire, questionnaire
from ecograph.store import EditionReader
from tests.results import register_with

QUESTIONNAIRE = "https://w3id.org/ecograph/framework/benchmarking-questionnaire"
THE_ELEVEN = ("1", "2", "4", "5", "6", "7", "8", "14", "16", "25", "28")


@pytest.fixture(scope="module")
def staff(model_cluster_reader: EditionReader) -> Frameworks:
    """Give the frameworks as staff see them."""
    return read_frameworks(model_cluster_reader, internal=True)


def asked(reader: EditionReader, frameworks: Frameworks) -> Questionnaire:
    """Return the shipped questionnaire."""
    return questionnaire(reader, frameworks, frameworks.frameworks[QUESTIONNAIRE])


def answered(
    reader: EditionReader, frameworks: Frameworks, code: str, year: int
) -> Mapping[str, Answer]:
    """Return the answers to a question by the codes of its parts."""
    question = asked(reader, frameworks).question(code)
    found = answers(reader, frameworks, question, year)
    return {part.element.code: found[part.element.iri] for part in question.parts}


def ids(answer: Answer) -> list[str]:
    """Return the last parts of the IRIs that an answer rests on."""
    return [iri.rpartition("/")[2] for iri in answer.facts]


@pytest.mark.row("R089")
@pytest.mark.parametrize("code", THE_ELEVEN)
def test_each_of_the_eleven_questions_has_an_answer_with_its_facts(
    model_cluster_reader: EditionReader, staff: Frameworks, code: str
) -> None:
    found = answered(model_cluster_reader, staff, code, 2023)
    known = [each for each in found.values() if each.is_known]
    assert known
    # The categories of information are counted facts, told in the remark.
    assert all(
        each.facts or each.value == 0 or "Facts of all years" in each.remark for each in known
    )


def test_no_other_question_is_answered(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    for question in asked(model_cluster_reader, staff).questions:
        found = answers(model_cluster_reader, staff, question, 2023)
        assert bool(found) == (question.element.code in THE_ELEVEN)


def test_every_query_that_a_question_names_is_one_that_answers(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    named = {each.answered_by for each in asked(model_cluster_reader, staff).questions} - {""}
    assert named == set(ANSWERING)


def test_the_profile_tells_name_place_and_reach(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    found = answered(model_cluster_reader, staff, "1", 2024)
    texts = {code: each.text for code, each in found.items()}
    assert texts == {
        "1a": "Model Cluster, invented for demonstration",
        "1b": "Modelstad",
        "1c": "Modelregion",
        "1d": "",
        "1e": "DK",
    }
    # No sheet holds a postal code.
    assert found["1d"].reason is Silence.NO_SUCH_FACTS
    # The profile names a region, so what is local is what lies in it.
    assert answered(model_cluster_reader, staff, "2", 2024)["2"].chosen == ("region",)


def test_organisations_of_the_home_region_are_counted_by_umbrella_kind(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    # In Modelregion in 2022. Pharma: Aurora, Linden, Helvion's lab and supply, Børe's outpost in
    # Modelstad. Biotech: Aurora Bio, Cedar, Delta Cell, Ember Gene, Hazel, DeltaEmber, Fern,
    # Øresund, Willow, Yarrow's outpost. Medtech: Heath, Iris, Vetch, Umber, Musterwerk's and
    # Mihon's outposts. Digital: Kelp, Lichen, Moss. Institute and Tidal; Borealis; two hospitals;
    # Patients and Carers; city and region; Quay Logistics. Seven of further kinds: the office,
    # Harbour, Bridge, North Transfer, Quay Park, Nest, Imaging Core. 34 + 7 = 41.
    found = answered(model_cluster_reader, staff, "4", 2022)
    values = [int(each.value or 0) for each in found.values()]
    assert values == [5, 10, 6, 3, 2, 1, 2, 2, 2, 1, 41]
    assert found["4k"].remark.startswith("7 of further kinds and 0 of unknown kind")
    assert sorted(ids(found["4d"])) == ["mc-kelp-digital", "mc-lichen-data", "mc-moss-apps"]
    assert len(found["4k"].facts) == 41


def test_the_audiences_of_own_services_are_the_target_groups(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    # 2022: the soft landing desk for companies from abroad, which is none of the answers, and the
    # going abroad desk for small and medium enterprises. 2024: the latter and the talent watch.
    found = answered(model_cluster_reader, staff, "5", 2022)["5"]
    assert (found.chosen, found.text) == (("established-companies",), "Companies from abroad")
    assert ids(found) == ["mc-srv-abroad", "mc-srv-landing"]
    later = answered(model_cluster_reader, staff, "5", 2024)["5"]
    assert later.chosen == ("established-companies", "healthcare-providers")
    assert later.text == "Researchers"


def test_own_activities_give_their_categories(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    # 2022: six of events, three of internationalisation (soft landing, a mission, a delegation),
    # three of translation support, a policy meeting and a training. No marketing, no project.
    found = answered(model_cluster_reader, staff, "6", 2022)["6"]
    assert found.chosen == (
        "events",
        "internationalisation",
        "translation-support",
        "stakeholder-engagement",
        "education-and-entrepreneurship",
    )
    assert len(found.facts) == 6 + 3 + 3 + 1 + 1


def test_form_and_members_tell_of_the_cluster_organisation(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    form = answered(model_cluster_reader, staff, "7", 2024)["7"]
    assert (form.chosen, ids(form)) == (("association",), ["model-cluster-office"])
    # 30 memberships are in force in 2022 (members.yaml).
    members = answered(model_cluster_reader, staff, "8", 2022)["8"]
    assert (members.chosen, len(members.facts)) == (("membership",), 30)


def test_without_members_nothing_is_said_of_membership(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    # The first members joined in 2018.
    assert answered(model_cluster_reader, staff, "8", 2010)["8"].reason is Silence.NO_SUCH_FACTS


def test_practices_are_those_of_the_documents_that_facts_cite(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    # The column practice of the sheet evidence; every one of its nine documents is cited.
    found = answered(model_cluster_reader, staff, "14", 2024)["14"]
    assert found.chosen == (
        "surveys",
        "one-to-one-meetings",
        "crm",
        "document-repository",
        "databases",
        "media-monitoring",
    )
    assert len(found.facts) == 9


def test_categories_of_information_are_those_with_facts(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    found = answered(model_cluster_reader, staff, "16", 2024)["16"]
    assert len(found.chosen) == 14
    # Two observations of joint publications.
    assert "Performance of science 2," in found.remark


@pytest.mark.parametrize(
    ("year", "number", "change"),
    [
        # Hazel; in 2021 nobody, for Gorse lies outside the region: no change from nothing.
        (2022, 1, None),
        # Pine, Rowan and the internal Thistle after one: 200 per cent more.
        (2023, 3, Decimal(200)),
        # Sorrel and Tansy after three: a third less.
        (2024, 2, Decimal(-100) / 3),
    ],
)
def test_new_companies_of_the_region_and_their_change(
    model_cluster_reader: EditionReader,
    staff: Frameworks,
    year: int,
    number: int,
    change: Decimal | None,
) -> None:
    found = answered(model_cluster_reader, staff, "25", year)
    assert found["25a"].value == number
    assert found["25b"].value == change
    assert (found["25b"].reason is Silence.UNDEFINED) == (change is None)
    # Of Umber in Modelstad nobody knows when it was founded; of Sedge not even where it is.
    assert found["25a"].remark == "Without a founding date: 1."


def test_what_came_out_of_a_merger_is_no_new_company(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    # DeltaEmber began on 2022-04-01 out of Delta Cell and Ember Gene.
    assert ids(answered(model_cluster_reader, staff, "25", 2022)["25a"]) == ["mc-hazel-bio"]


def test_the_public_does_not_see_an_internal_company(model_cluster_reader: EditionReader) -> None:
    public = read_frameworks(model_cluster_reader, internal=False)
    # Pine and Rowan without Thistle, after Hazel.
    found = answered(model_cluster_reader, public, "25", 2023)
    assert [found["25a"].value, found["25b"].value] == [2, 100]


@pytest.mark.parametrize(("year", "events", "people"), [(2022, 1, 45), (2023, 1, 52), (2021, 0, 0)])
def test_networking_events_and_who_came(
    model_cluster_reader: EditionReader, staff: Frameworks, year: int, events: int, people: int
) -> None:
    # The network evenings began in 2022; conferences and other events are no networking events.
    found = answered(model_cluster_reader, staff, "28", year)
    assert [found["28a"].value, found["28b"].value] == [events, people]


def test_an_attendance_that_nobody_counted_is_unknown_and_not_zero(
    model_cluster_reader: EditionReader, staff: Frameworks
) -> None:
    found = answered(model_cluster_reader, staff, "28", 2024)
    assert found["28a"].value == 1
    assert (found["28b"].value, found["28b"].reason) == (None, Silence.NO_SUCH_FACTS)
    assert found["28b"].remark == "Of 1 no attendance is known."


def test_without_a_profile_nothing_is_local(tmp_path: Path) -> None:
    reader = EditionReader(register_with(tmp_path).path)
    frameworks = read_frameworks(reader, internal=True)
    for code in ("1", "2", "4", "5", "6", "7", "8", "25", "28"):
        found = answered(reader, frameworks, code, 2024).values()
        assert {each.reason for each in found} == {Silence.NO_PROFILE}
    for code in ("14", "16"):
        assert answered(reader, frameworks, code, 2024)[code].reason is Silence.NO_SUCH_FACTS


def test_a_home_place_where_nothing_lies_has_no_counts(tmp_path: Path) -> None:
    profile = "cluster,cluster_organisation,city,region,country\nvalley,office,Vale,Valley,DE\n"
    organisations = (
        "id,name,form,kind\nvalley,Valley,cluster,\noffice,Office,,cluster-organisation\n"
    )
    register = register_with(tmp_path, organisations=organisations, profile=profile)
    reader = EditionReader(register.path)
    frameworks = read_frameworks(reader, internal=True)
    found = answered(reader, frameworks, "4", 2024)
    assert {each.reason for each in found.values()} == {Silence.NO_SUCH_FACTS}
    # No form is given for the office, and no company was founded anywhere.
    assert answered(reader, frameworks, "7", 2024)["7"].reason is Silence.NO_SUCH_FACTS
    assert answered(reader, frameworks, "25", 2024)["25a"].reason is Silence.NO_SUCH_FACTS
    assert answered(reader, frameworks, "28", 2024)["28a"].reason is Silence.NO_SUCH_FACTS


def test_a_form_that_is_no_answer_is_told_in_words(tmp_path: Path) -> None:
    profile = "cluster,cluster_organisation,country\nvalley,office,DE\n"
    organisations = "id,name,form\nvalley,Valley,cluster\noffice,Office,technology-park\n"
    register = register_with(tmp_path, organisations=organisations, profile=profile)
    reader = EditionReader(register.path)
    frameworks = read_frameworks(reader, internal=True)
    found = answered(reader, frameworks, "7", 2024)["7"]
    assert (found.chosen, found.text) == ((), "Technology park")
    # Only a country is named.
    assert answered(reader, frameworks, "2", 2024)["2"].chosen == ("country",)
