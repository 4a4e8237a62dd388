"""The scorecard of a cluster equals what was worked out by hand on the Model Cluster."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from ecograph.errors import BadParameterError
from ecograph.frameworks import Frameworks, LeftOut, Silence, read_frameworks, reporting_year
from ecograph.frameworks.scorecards import Criterion, Scorecard, scorecard
from ecograph.identifiers import DEFAULT_BASE
from ecograph.periods import Period
from ecograph.questions import ask, catalogue
from ecograph.store import EditionReader, Register
from tests.conftest import TODAY
from tests.results import load

SCORECARD = "https://w3id.org/ecograph/framework/cluster-scorecard"
IDS = f"{DEFAULT_BASE}organisation/"
# Two clusters with labels and one without.
LABELLED = (
    "id,name,form,target_models,cluster_group\n"
    "hill,Hill,cluster,technology-transfer; global-network,world-class-research\n"
    "vale,Vale,cluster,services-for-patients,international-medical-tourism\n"
    "moor,Moor,cluster,,\n"
)


def of_year(
    reader: EditionReader, year: int, *, internal: bool = True, cluster: str | None = None
) -> Scorecard:
    """Return the scorecard of a year."""
    frameworks = read_frameworks(reader, internal=internal)
    return in_period(reader, frameworks, reporting_year(frameworks, year), cluster)


def in_period(
    reader: EditionReader, frameworks: Frameworks, period: Period, cluster: str | None = None
) -> Scorecard:
    """Return the scorecard of a period."""
    iri = f"{IDS}{cluster}" if cluster else None
    return scorecard(reader, frameworks, frameworks.frameworks[SCORECARD], period, iri)


def value(found: Criterion) -> Decimal | None:
    """Return what the register makes of a criterion."""
    return found.computed.value if found.computed else None


def ids(found: Criterion) -> set[str]:
    """Return the last parts of the IRIs that a criterion rests on."""
    facts = found.computed.facts if found.computed else ()
    return {iri.rpartition("/")[2] for iri in facts}


def text(found: Criterion) -> str:
    """Return what is told beside the value."""
    return found.computed.text if found.computed else ""


@pytest.mark.row("R096")
@pytest.mark.parametrize(
    ("year", "values"),
    [
        # 2022: research, care and production; 30 members; all five groups; the Quay site with its
        # imaging hall and clean room; Cedar, DeltaEmber, Fern and Moss are start-ups; the city and
        # the region sit on the board of the office, the ministry on that of the cluster.
        (2022, {"1": 3, "2": 30, "3": 5, "4": 3, "5": 4, "ppp": 1}),
        # 2024: Delta Cell, Ember Gene, Juniper and Lichen have left, Willow is back, Quay Logistics
        # and Thistle have joined: 29.
        (2024, {"1": 3, "2": 29, "3": 5, "4": 3, "5": 4, "ppp": 1}),
    ],
)
def test_the_six_computed_criteria_have_their_hand_worked_values(
    model_cluster_reader: EditionReader, year: int, values: dict[str, int]
) -> None:
    found = of_year(model_cluster_reader, year)
    computed = {each.element.code: value(each) for each in found.criteria if each.way == "computed"}
    assert computed == {
        **{f"members-{key}": number for key, number in values.items() if key != "ppp"},
        "management-1": values["ppp"],
    }


def test_the_public_sees_one_member_fewer(model_cluster_reader: EditionReader) -> None:
    # The membership of Thistle is internal.
    found = of_year(model_cluster_reader, 2024, internal=False)
    assert value(found.of("members-2")) == 28


def test_specialisations_are_counted_by_the_functions_of_members(
    model_cluster_reader: EditionReader,
) -> None:
    # Research in 2022: Aurora Pharma, Aurora Bio, Cedar, Delta Cell, Ember Gene, DeltaEmber, Fern,
    # Gorse, Øresund, Yarrow, Kelp, Institute, Tidal, Borealis, Model Hospital, Helvion's lab.
    # Care: two hospitals. Production: Aurora Pharma, Linden, DeltaEmber, Øresund, Heath, Iris,
    # Juniper. Aurora Pharma, DeltaEmber, Øresund and Model Hospital count under two.
    found = of_year(model_cluster_reader, 2022).of("members-1")
    assert text(found) == (
        "Biomedical research and development: 16; Medical services: 2; "
        "Production of medicines and medical equipment: 7"
    )
    assert len(ids(found)) == 16 + 2 + 7 - 4


def test_groups_of_participants_are_counted_with_their_members(
    model_cluster_reader: EditionReader,
) -> None:
    # The patients' organisation is in none of the five: 29 of 30.
    found = of_year(model_cluster_reader, 2022).of("members-3")
    assert text(found) == (
        "Clinics: 2; Production companies: 18; Public authorities: 2; "
        "Research organisations and universities: 3; Support organisations: 4"
    )
    assert len(ids(found)) == 29


def test_facilities_count_that_members_operate_or_enclose(
    model_cluster_reader: EditionReader,
) -> None:
    found = of_year(model_cluster_reader, 2022).of("members-4")
    # The park operates the site and the clean room; the imaging hall lies on its site.
    assert ids(found) == {"mc-site-quay", "mc-fac-imaging", "mc-fac-cleanroom"}
    assert found.is_met is True
    # The clean room opened in 2020-05; before, there were two.
    assert value(of_year(model_cluster_reader, 2019).of("members-4")) == 2


def test_authorities_count_while_they_sit_there(model_cluster_reader: EditionReader) -> None:
    # City, region until the end of 2022, ministry since 2021.
    assert ids(of_year(model_cluster_reader, 2022).of("management-1")) == {
        "mc-r-g01",
        "mc-r-g02",
        "mc-r-g10",
    }
    assert ids(of_year(model_cluster_reader, 2024).of("management-1")) == {"mc-r-g01", "mc-r-g10"}
    # Nobody governed in 2010.
    early = of_year(model_cluster_reader, 2010).of("management-1").computed
    assert early
    assert early.reason is Silence.NO_SUCH_FACTS


def test_three_criteria_are_known_in_part_and_say_what_is_missing(
    model_cluster_reader: EditionReader,
) -> None:
    found = of_year(model_cluster_reader, 2022)
    partly = {each.element.code: each for each in found.criteria if each.way == "partly-computed"}
    assert list(partly) == ["management-2", "management-3", "management-4"]
    assert all(each.element.one("missingFact") for each in partly.values())
    # The office held the bronze label from 2021-03 to 2023-02, then the silver one.
    assert text(partly["management-2"]) == "Demo Quality Label (Bronze)"
    assert value(of_year(model_cluster_reader, 2023).of("management-2")) == 2
    # The column target_models of the cluster.
    assert value(partly["management-3"]) == 2
    # A website and a name marked as English.
    assert value(partly["management-4"]) == 1


def test_six_criteria_are_reported_only(model_cluster_reader: EditionReader) -> None:
    found = of_year(model_cluster_reader, 2022)
    reported = [each for each in found.criteria if each.way == "reported"]
    assert [each.element.code for each in reported] == [f"home-country-{n}" for n in range(1, 7)]
    assert all(each.computed is None for each in reported)
    assert {each.reported.reason for each in found.criteria} == {Silence.NOT_REPORTED}
    assert {each.is_met for each in reported} == {None}


def test_a_value_that_somebody_reports_stands_beside_the_computed_one(tmp_path: Path) -> None:
    register = Register(tmp_path / "store", DEFAULT_BASE)
    found = load(
        register,
        tmp_path / "sheets",
        organisations=LABELLED,
        observations=(
            "id,indicator,about,period,value,unit\n"
            "a,cluster-scorecard/home-country-2,hill,2024,1200,people\n"
            "b,cluster-scorecard/members-5,hill,2024,7,organisations\n"
            "c,cluster-scorecard/members-5,vale,2024,1,organisations\n"
        ),
    )
    assert not found.problems
    reader = EditionReader(register.path)
    hill, vale = (of_year(reader, 2024, cluster=each) for each in ("hill", "vale"))
    assert hill.of("home-country-2").reported.value == 1200
    assert vale.of("home-country-2").reported.reason is Silence.NOT_REPORTED
    # Nothing is computed, so the reported number decides: two are needed.
    assert value(hill.of("members-5")) is None
    assert (hill.of("members-5").is_met, vale.of("members-5").is_met) == (True, False)


def test_a_cluster_of_which_nothing_is_known_has_no_values(tmp_path: Path) -> None:
    register = Register(tmp_path / "store", DEFAULT_BASE)
    load(register, tmp_path / "sheets", organisations=LABELLED)
    found = of_year(EditionReader(register.path), 2024, cluster="moor")
    reasons = {each.computed.reason for each in found.criteria if each.computed}
    assert reasons == {Silence.NO_SUCH_FACTS}


def test_an_award_in_words_tells_of_a_label_where_no_award_is_recorded(tmp_path: Path) -> None:
    sheet = "id,name,form,awards,website\nhill,Hill@de,cluster,Silver label,https://hill.example/\n"
    register = Register(tmp_path / "store", DEFAULT_BASE)
    load(register, tmp_path / "sheets", organisations=sheet)
    found = of_year(EditionReader(register.path), 2024, cluster="hill")
    label = found.of("management-2")
    assert [value(label), text(label)] == [1, "Silver label"]
    # A website without an English name is no answer, neither yes nor no.
    visible = found.of("management-4").computed
    assert visible
    assert (visible.reason, visible.text) == (Silence.NO_SUCH_FACTS, "https://hill.example/")


def test_another_cluster_is_run_by_who_manages_it(model_cluster_reader: EditionReader) -> None:
    # The park of Prøveland manages its cluster since 2015; one member, Juniper.
    found = of_year(model_cluster_reader, 2024, cluster="mc-prove-cluster")
    assert found.cluster == f"{IDS}mc-prove-cluster"
    assert value(found.of("members-2")) == 1
    assert value(found.of("members-4")) == 0
    assert found.of("members-4").is_met is False


def test_a_membership_without_a_date_counts_only_where_no_period_is_named(
    model_cluster_reader: EditionReader,
) -> None:
    frameworks = read_frameworks(model_cluster_reader, internal=True)
    named = reporting_year(frameworks, 2024)
    by_year = in_period(model_cluster_reader, frameworks, named).of("members-2").computed
    assert by_year
    # Vetch is a member, since when nobody knows.
    (left_out,) = by_year.left_out
    assert left_out[0].endswith("/mc-r-m31")
    assert left_out[1] is LeftOut.UNDATED
    today = replace(named, start=TODAY, end=TODAY, named=False)
    unnamed = in_period(model_cluster_reader, frameworks, today).of("members-2").computed
    assert unnamed
    assert unnamed.value == 30
    assert unnamed.left_out == ()


def test_what_is_no_cluster_has_no_scorecard(
    model_cluster_reader: EditionReader, tmp_path: Path
) -> None:
    with pytest.raises(BadParameterError, match="is no cluster of this register"):
        of_year(model_cluster_reader, 2024, cluster="mc-aurora-bio")
    register = Register(tmp_path / "store", DEFAULT_BASE)
    load(register, tmp_path / "sheets", organisations=LABELLED)
    with pytest.raises(BadParameterError, match="No profile says which cluster"):
        of_year(EditionReader(register.path), 2024)


@pytest.mark.row("R099")
def test_labels_of_clusters_load_and_filter(tmp_path: Path) -> None:
    register = Register(tmp_path / "store", DEFAULT_BASE)
    assert not load(register, tmp_path / "sheets", organisations=LABELLED).problems
    reader = EditionReader(register.path)

    def names(**wanted: str) -> list[object]:
        rows = ask(reader, catalogue()["clusters"], wanted, internal=False, today=TODAY).rows
        return [row["cluster"] for row in rows]

    assert names() == ["Hill", "Moor", "Vale"]
    assert names(target_model="global-network") == ["Hill"]
    assert names(target_model="services-for-patients") == ["Vale"]
    assert names(target_model="coordination-of-players") == []
    assert names(cluster_group="world-class-research") == ["Hill"]
    assert names(cluster_group="high-technology-medicine") == []


@pytest.mark.row("R099")
def test_a_label_that_no_list_has_is_refused_with_its_remedy(tmp_path: Path) -> None:
    register = Register(tmp_path / "store", DEFAULT_BASE)
    found = load(
        register,
        tmp_path / "sheets",
        organisations="id,name,form,cluster_group\nhill,Hill,cluster,very-good-ones\n",
    )
    (problem,) = found.problems
    assert (problem.column, problem.value) == ("cluster_group", "very-good-ones")
    assert "world-class-research" in problem.remedy
