"""The questionnaire, guidelines, scorecard, practices and forms hold what their documents say."""

import re
from collections import Counter
from collections.abc import Mapping

import pytest

from ecograph import standards, vocabulary
from ecograph.definitions import shipped_model
from ecograph.frameworks import Element, Framework, Frameworks, read_frameworks
from ecograph.frameworks.criteria import CRITERIA
from ecograph.ontology import Facts, shipped_triples
from ecograph.questions import catalogue
from ecograph.resources import folder
from ecograph.store import EditionReader
from tests.documents import SOURCES, Documents, documents, words

OWN = (
    "benchmarking-questionnaire",
    "monitoring-guidelines",
    "cluster-scorecard",
    "success-factors",
    "cluster-forms",
)
RUN_OF_WORDS = 7


@pytest.fixture(scope="module")
def shipped(model_cluster_reader: EditionReader) -> Frameworks:
    """Give the frameworks as the public sees them."""
    return read_frameworks(model_cluster_reader, internal=False)


@pytest.fixture(scope="module")
def lines() -> Documents:
    """Give the two documents, where they are."""
    if not SOURCES.is_dir():
        pytest.skip(f"the documents are not at {SOURCES}")
    return documents(("002", "003"))


def framework(shipped: Frameworks, name: str) -> Framework:
    """Return a framework by its id."""
    return next(each for each in shipped.frameworks.values() if each.id == name)


def elements(shipped: Frameworks, name: str, kind: str) -> dict[str, Element]:
    """Return the elements of a class by their code or, without one, by their name."""
    found = framework(shipped, name).of_type(kind)
    return {each.code or each.name: each for each in found}


def tail(iri: str) -> str:
    """Return the last part of an IRI."""
    return iri.rpartition("/")[2]


def test_the_questionnaire_has_thirty_questions_in_four_sections_and_six_areas(
    shipped: Frameworks,
) -> None:
    # Questions 1 to 12, 13 to 17, 18 to 29 and 30 by the headings 318, 432, 496 and 609 of 002.
    questions = elements(shipped, OWN[0], "SurveyQuestion")
    assert list(questions) == [str(number) for number in range(1, 31)]
    sections = Counter(tail(each.one("section")) for each in questions.values())
    assert sections == {
        "section-strategy": 12,
        "section-knowledge": 5,
        "section-baseline": 12,
        "section-closing": 1,
    }
    # The areas by the headings 506, 526, 542, 572 and 592; question 18 stands before the first.
    areas = {code: tail(each.one("area")) for code, each in questions.items() if each.one("area")}
    assert areas == {
        **dict.fromkeys(("19", "20"), "area-scientific-excellence"),
        **dict.fromkeys(("21", "22"), "area-clinical-excellence"),
        "23": "area-talent-production",
        **dict.fromkeys(("24", "25"), "area-science-to-business"),
        **dict.fromkeys(("26", "27"), "area-scale-up-and-consolidation"),
        **dict.fromkeys(("28", "29"), "area-collaboration"),
    }
    assert len(framework(shipped, OWN[0]).of_type("Area")) == 6


def test_only_the_two_questions_without_a_heading_are_placed_by_inference(
    shipped: Frameworks,
) -> None:
    questions = elements(shipped, OWN[0], "SurveyQuestion").values()
    assert [each.code for each in questions if each.is_inferred] == ["24", "25"]
    assert all(each.one("note") for each in questions if each.is_inferred)


def test_questions_of_several_answers_have_their_parts(shipped: Frameworks) -> None:
    # Fields counted in Appendix I: five of question 1, ten kinds and a total of 4, two headings
    # of 17, three lines of 29, and the figures of 20, 23 and 25 to 28.
    parts = elements(shipped, OWN[0], "QuestionPart").values()
    found = Counter(tail(each.one("question")).removeprefix("question-") for each in parts)
    three = dict.fromkeys(("23", "29"), 3)
    two = dict.fromkeys(("17", "20", "25", "26", "27", "28"), 2)
    assert found == {"1": 5, "4": 11, **two, **three}
    for each in elements(shipped, OWN[0], "SurveyQuestion").values():
        assert (each.one("questionType") == "parts") == (each.code in found)


def test_the_parts_of_question_4_are_the_ten_umbrella_kinds(shipped: Frameworks) -> None:
    kinds = shipped_model().schemes["organisation-kinds"].concepts
    umbrella = [each.code for each in kinds if vocabulary.UMBRELLA.value in each.properties]
    asked = [
        each.one("kind")
        for each in elements(shipped, OWN[0], "QuestionPart").values()
        if each.one("kind")
    ]
    assert asked == umbrella
    assert len(asked) == 10


@pytest.mark.parametrize(
    ("code", "count", "is_open"),
    # Boxes and bullets counted in Appendix I, without the box for other answers.
    [
        ("2", 3, False),
        ("3", 6, False),
        ("5", 15, True),
        ("6", 7, False),
        ("7", 6, False),
        ("8", 2, False),
        ("9", 4, True),
        ("11", 3, False),
        ("12", 9, True),
        ("14", 12, True),
        ("15", 8, True),
        ("16", 14, True),
    ],
)
def test_a_question_has_the_answers_of_the_source(
    shipped: Frameworks, code: str, count: int, *, is_open: bool
) -> None:
    question = elements(shipped, OWN[0], "SurveyQuestion")[code]
    scheme = shipped_model().schemes[question.one("options")]
    assert sum(each.broader is None for each in scheme.concepts) == count
    assert (question.one("openEnded") == "true") == is_open


def test_eleven_questions_name_a_query_that_exists(shipped: Frameworks) -> None:
    questions = elements(shipped, OWN[0], "SurveyQuestion").values()
    answered = {each.code: each.one("answeredBy") for each in questions if each.one("answeredBy")}
    assert list(answered) == ["1", "2", "4", "5", "6", "7", "8", "14", "16", "25", "28"]
    queries = {path.stem for path in folder("queries").rglob("*.rq")}
    assert set(answered.values()) <= queries | set(catalogue())


def test_an_answer_stands_for_codes_of_lists_that_exist() -> None:
    facts = Facts(shipped_triples())
    match = next(
        triple.predicate for triple in shipped_triples() if "narrowMatch" in triple.predicate.value
    )
    mapped = {concept: facts.texts(concept, match) for concept in facts.subjects(match)}
    assert len(mapped) == 7 + 6 + 3
    concepts = shipped_model().concepts
    assert all(value in concepts for values in mapped.values() for value in values)
    # No code is counted under two answers of one list.
    for scheme in ("target-groups", "legal-forms", "specialisations"):
        counted = [value for iri, each in mapped.items() if f"/{scheme}/" in iri for value in each]
        assert len(counted) == len(set(counted))


def test_there_are_six_guidelines(shipped: Frameworks) -> None:
    assert list(elements(shipped, "monitoring-guidelines", "Guideline")) == list("123456")


@pytest.mark.row("R096")
def test_the_scorecard_has_fifteen_criteria_in_three_groups(shipped: Frameworks) -> None:
    # Document 003: six under 119, five under 132 with the two of 162 apart, four under 167.
    criteria = elements(shipped, "cluster-scorecard", "ScorecardCriterion").values()
    assert Counter(tail(each.one("area")) for each in criteria) == {
        "home-country": 6,
        "members": 5,
        "management": 4,
    }
    ways = {each.code: each.one("wayOfKnowing") for each in criteria}
    assert Counter(ways.values()) == {"reported": 6, "computed": 6, "partly-computed": 3}
    assert {way for code, way in ways.items() if code.startswith("home")} == {"reported"}


def test_a_criterion_is_computed_or_names_the_fact_that_no_register_holds(
    shipped: Frameworks,
) -> None:
    criteria = elements(shipped, "cluster-scorecard", "ScorecardCriterion").values()
    named = {each.one("computedBy") for each in criteria} - {""}
    assert named == set(CRITERIA)
    for each in criteria:
        assert bool(each.one("computedBy")) == (each.one("wayOfKnowing") != "reported")
        assert bool(each.one("missingFact")) == (each.one("wayOfKnowing") != "computed")


@pytest.mark.row("R101")
def test_the_practice_library_has_the_counts_of_the_source(shipped: Frameworks) -> None:
    # Document 003, lines 325 to 377: titles by factor; lines 381 to 544: cases by factor.
    practices = elements(shipped, "success-factors", "Practice").values()
    cases = elements(shipped, "success-factors", "Case").values()
    factors = elements(shipped, "success-factors", "SuccessFactor").values()
    titles = Counter(each.one("factor") for each in practices)
    told = Counter(each.one("factor") for each in cases)
    assert [titles[each.iri] for each in factors] == [6, 4, 5, 4, 4, 3, 5]
    assert [told[each.iri] for each in factors] == [6, 4, 5, 4, 4, 3, 4]
    assert (titles.total(), told.total()) == (31, 30)


@pytest.mark.row("R101")
def test_eleven_cases_name_no_cluster_and_their_attribution_is_marked(
    shipped: Frameworks,
) -> None:
    cases = elements(shipped, "success-factors", "Case").values()
    inferred = [each.sources[0] for each in cases if each.is_inferred]
    # Lines of the document in which no cluster is named and beside which no logo stands.
    assert inferred == [
        *("003:399", "003:403", "003:425", "003:437", "003:453", "003:469", "003:477"),
        *("003:491", "003:495", "003:507", "003:515"),
    ]
    assert all(each.one("note") for each in cases if each.is_inferred)
    assert len({each.one("caseCluster") for each in cases}) == 9


def test_a_case_stands_under_a_practice_of_its_factor_by_inference(shipped: Frameworks) -> None:
    for each in elements(shipped, "success-factors", "Case").values():
        practice = shipped.elements[each.one("caseOf")]
        assert practice.one("factor") == each.one("factor")
        assert each.one("placingBasis") == "inferred"


def test_every_form_has_lacks_or_partly_has_each_feature_of_clusters(shipped: Frameworks) -> None:
    # The table of 003:45 to 003:51, read column by column: + has, ± in part, - lacks.
    signs = {"foundIn": "+", "foundPartlyIn": "±", "missingIn": "-"}
    found: dict[str, str] = {}
    for feature in elements(shipped, "cluster-forms", "ClusterFeature").values():
        said = {form: sign for name, sign in signs.items() for form in feature.all(name)}
        for form, sign in said.items():
            found[form] = found.get(form, "") + sign
    assert found == {
        "technology-park": "+---±+",
        "business-association": "±+---+",
        "consortium": "-+±+--",
    }


@pytest.mark.parametrize("name", OWN)
def test_every_element_cites_a_line_that_is_there(
    shipped: Frameworks, lines: Documents, name: str
) -> None:
    for each in framework(shipped, name).elements:
        assert each.sources, each.id
        for source in each.sources:
            document, _, line = source.partition(":")
            assert lines[document][int(line) - 1].strip(), (each.id, source)


def test_a_question_cites_the_line_that_has_its_number(
    shipped: Frameworks, lines: Documents
) -> None:
    for code, each in elements(shipped, OWN[0], "SurveyQuestion").items():
        cited = [lines["002"][int(source[4:]) - 1] for source in each.sources]
        assert any(text.startswith(f"{code}. ") for text in cited), code


def test_a_practice_cites_a_title_of_the_list(shipped: Frameworks, lines: Documents) -> None:
    titles = {number for number in range(327, 378) if lines["003"][number - 1].startswith("- ")}
    practices = elements(shipped, "success-factors", "Practice").values()
    assert [int(each.sources[0][4:]) for each in practices] == sorted(titles)


@pytest.mark.parametrize("name", OWN)
def test_the_wording_is_our_own(shipped: Frameworks, lines: Documents, name: str) -> None:
    theirs = {run for text in lines.values() for run in runs(" ".join(text))}
    ours = framework(shipped, name)
    said: Mapping[str, str] = {
        **{each.id: f"{each.name}. {each.one('comment')}" for each in ours.elements},
        name: ours.description,
    }
    assert {key: runs(text) & theirs for key, text in said.items() if runs(text) & theirs} == {}


def runs(text: str) -> set[str]:
    """Return the runs of so many words that two texts should not share."""
    found = words(re.sub(r"<[^>]*>", " ", text))
    return {" ".join(found[n : n + RUN_OF_WORDS]) for n in range(len(found) - RUN_OF_WORDS + 1)}


def test_no_person_is_named(lines: Documents, shipped: Frameworks) -> None:
    # The interview partners stand in bold before their function, in lines 246 to 319 of 003.
    text = "\n".join(lines["003"][245:320])
    named = {part for name in re.findall(r"\*\*([^*]+)\*\*", text) for part in words(name)}
    surnames = {part for part in named if len(part) > 5}
    assert len(surnames) > 8
    told = {
        word
        for name in OWN
        for each in framework(shipped, name).elements
        for word in words(f"{each.name} {each.one('note')} {each.one('caseCluster')}")
    }
    assert surnames & told == set()


def test_labels_are_in_english_and_every_framework_says_what_it_is(shipped: Frameworks) -> None:
    for name in OWN:
        assert framework(shipped, name).description.endswith(".")
    facts = Facts(shipped_triples())
    for name in OWN:
        for each in framework(shipped, name).elements:
            assert set(facts.labels(each.iri, standards.LABEL)) == {"en"}
