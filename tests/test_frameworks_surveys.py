"""A survey compared: groups of the minimum size by area, no rank, no names, no words."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from ecograph.frameworks import Silence, read_frameworks, reporting_year
from ecograph.frameworks.questionnaires import questionnaire
from ecograph.frameworks.surveys import (
    ComparedPart,
    Spread,
    SurveyComparison,
    compared_survey,
    quartiles,
)
from ecograph.loading import Choices, load_files
from ecograph.store import EditionReader, Register
from tests.sheetfiles import write
from tests.surveys import surveyed

FRAMEWORK = "https://w3id.org/ecograph/framework/benchmarking-questionnaire"


def compared(
    register: Register, year: int = 2024, *, has_own: bool = False, internal: bool = True
) -> SurveyComparison:
    """Return the comparison of a reporting year, as staff see it."""
    reader = EditionReader(register.path)
    frameworks = read_frameworks(reader, internal=internal)
    asked = questionnaire(reader, frameworks, frameworks.frameworks[FRAMEWORK])
    year_asked = reporting_year(frameworks, year)
    return compared_survey(frameworks, asked, year_asked, has_own=has_own)


def parts(found: SurveyComparison) -> Mapping[str, ComparedPart]:
    """Return what was compared by number of question."""
    return {each.part.element.code: each for each in every(found)}


def every(found: SurveyComparison) -> Iterator[ComparedPart]:
    """Yield everything that was compared, in its order."""
    for area in found.areas:
        yield from area.parts


def counts(found: ComparedPart) -> Mapping[str, int | None]:
    """Return the counts of options by their code."""
    return {each.option.code: each.count for each in found.options}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with the answers of seven clusters for 2024 and of one for 2023."""
    return surveyed(tmp_path_factory.mktemp("survey"))


@pytest.fixture(scope="module")
def comparison(register: Register) -> SurveyComparison:
    """Give the comparison of 2024, as it may leave the house."""
    return compared(register)


@pytest.fixture(scope="module")
def with_own(register: Register) -> SurveyComparison:
    """Give the comparison of 2024 with one's own answers beside."""
    return compared(register, has_own=True)


def test_numbers_are_shown_as_median_quartiles_and_ends(comparison: SurveyComparison) -> None:
    found = parts(comparison)["18"]
    # 100 200 300 400 500 600 1000: the median is the fourth; a quarter of the six steps between
    # seven numbers is 1.5, halfway from the second to the third, and the same from the other end.
    wanted = Spread(*map(Decimal, ("100", "250", "400", "550", "1000")))
    assert (found.answering, found.spread, found.reason) == (7, wanted, None)


def test_quartiles_lie_on_the_line_between_two_numbers() -> None:
    # Of 1 2 3 4: a quarter of three steps is 0.75, the half 1.5.
    found = quartiles(map(Decimal, (4, 1, 3, 2)))
    assert found == Spread(*map(Decimal, ("1", "1.75", "2.5", "3.25", "4")))


@pytest.mark.row("R091")
def test_one_of_a_list_withholds_the_small_groups_and_what_would_tell_of_them(
    comparison: SurveyComparison,
) -> None:
    # Five say region, one city, one country: 1 and 1 are withheld, and the 5 with them, because
    # the two withheld would be 7 - 5, a group below five.
    assert counts(parts(comparison)["2"]) == dict.fromkeys(("city", "region", "country"))


@pytest.mark.row("R091")
def test_several_of_a_list_withhold_each_small_group(comparison: SurveyComparison) -> None:
    found = parts(comparison)["5"]
    # Universities: home, Alpha, Beta, Gamma, Delta. Large companies: home and Epsilon. Robots, in
    # words, once: it counts as other, and what was written is not told.
    assert found.answering == 6
    shown = counts(found)
    assert (shown["universities"], shown["large-companies"], shown["other"]) == (5, None, None)
    assert shown["authorities"] == 0
    assert "robots" not in repr(found)


def test_amounts_are_compared_a_currency(comparison: SurveyComparison) -> None:
    amounts = [each for each in every(comparison) if each.part.element.code == "26a"]
    # Five in EUR; the one in GBP is too small a group and does not appear.
    (found,) = amounts
    assert (found.unit, found.answering) == ("EUR", 5)
    assert found.spread
    assert found.spread.median == 30


@pytest.mark.row("R091")
def test_a_year_of_one_answer_shows_nothing(register: Register) -> None:
    found = compared(register, 2023)
    assert found.clusters is None
    assert {each.reason for each in every(found)} == {Silence.TOO_SMALL_GROUP}
    assert not any(each.spread or each.options or each.answering for each in every(found))


@pytest.mark.row("R091")
def test_the_minimum_is_the_profile_s(tmp_path: Path) -> None:
    found = compared(surveyed(tmp_path, minimum="8"))
    assert found.minimum == 8
    assert found.clusters is None
    assert all(each.reason is Silence.TOO_SMALL_GROUP for each in every(found))


@pytest.mark.row("R091")
def test_who_sees_public_facts_only_sees_no_survey(register: Register) -> None:
    found = compared(register, internal=False)
    assert found.clusters is None
    assert all(each.reason is Silence.TOO_SMALL_GROUP for each in every(found))


@pytest.mark.row("R091")
def test_words_and_names_of_clusters_are_never_part_of_it(with_own: SurveyComparison) -> None:
    assert "30" not in parts(with_own)
    told = repr(list(every(with_own)))
    for word in ("jane", "1234567", "secret", "Alpha", "alpha", "Beta"):
        assert word not in told


def test_one_s_own_answer_stands_beside_only_if_it_is_asked_for(
    comparison: SurveyComparison, with_own: SurveyComparison
) -> None:
    own = parts(with_own)
    assert own["18"].own == "100 employees"
    assert own["2"].own == "Region"
    assert own["5"].own == "Universities; Large companies"
    assert not any(each.own for each in every(comparison))


@pytest.mark.row("R089")
def test_questions_are_grouped_by_the_six_areas_in_their_order(
    comparison: SurveyComparison,
) -> None:
    areas = [each.area.name for each in comparison.areas if each.area.type == "Area"]
    assert areas == [
        "Scientific excellence",
        "Clinical excellence",
        "Production of talent",
        "From science to business",
        "Scale-up and consolidation of the ecosystem",
        "Collaboration inside and outside the ecosystem",
    ]


def test_the_newest_answer_of_a_cluster_in_a_year_stands(tmp_path: Path) -> None:
    answers = "cluster,period,q18\n" + "".join(
        f"{name},2024-H1,1\n{name},2024-H2,{value}\n"
        for name, value in (("Alpha", 10), ("Beta", 20), ("Gamma", 60))
    )
    found = parts(compared(surveyed(tmp_path, minimum="3", answers=answers)))["18"]
    # The second halves: 10 20 60.
    assert found.answering == 3
    assert found.spread
    assert found.spread.median == 20


def test_two_answers_to_a_question_that_takes_one_are_another_answer(tmp_path: Path) -> None:
    names = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta")
    answers = "cluster,period,q2\n" + "".join(f"{name},2024,region\n" for name in names)
    register = surveyed(tmp_path, minimum="3", answers=answers)
    assert counts(parts(compared(register))["2"]) == {"city": 0, "region": 6, "country": 0}
    own = tmp_path / "own"
    own.mkdir()
    text = f"id,indicator,period,answer\na,{FRAMEWORK}/question-2,2024,city; region\n"
    load_files(register, [write(own, observations=text)], None, Choices())
    # It is neither a city nor a region; the one of seven that says so takes all with it.
    assert counts(parts(compared(register))["2"]) == dict.fromkeys(
        ("city", "region", "country", "other")
    )
