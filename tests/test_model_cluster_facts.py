"""What the requirements ask of services, money, events and care, shown on the Model Cluster."""

from collections.abc import Mapping
from decimal import Decimal

import pytest

from ecograph.network import Choice, affiliations, collaboration_network
from ecograph.periods import period
from ecograph.questions import Value, ask, catalogue
from ecograph.store import EditionReader
from tests.handworked import TODAY, answer, sheet, short, shows_its_answers

ANSWERED = [
    pytest.param("inward-investments", marks=pytest.mark.row("R045")),
    pytest.param("bids-by-state", marks=pytest.mark.row("R046")),
    pytest.param("missions", marks=pytest.mark.row("R024")),
    pytest.param("pilots-and-purchases", marks=pytest.mark.row("R026")),
    pytest.param("labels", marks=pytest.mark.row("R115")),
    pytest.param("new-investors", marks=pytest.mark.row("R019")),
]


def rows(reader: EditionReader, question: str, **given: str) -> tuple[Mapping[str, Value], ...]:
    """Return what the public is answered."""
    return answer(reader, question, given, internal=False)


@pytest.mark.parametrize("question", ANSWERED)
def test_the_answer_equals_the_hand_made_list(
    model_cluster_reader: EditionReader, question: str
) -> None:
    assert shows_its_answers(model_cluster_reader, question)


@pytest.mark.row("R017")
def test_anchored_outposts_are_those_marked_and_each_has_a_reason_and_a_source(
    model_cluster_reader: EditionReader,
) -> None:
    found = rows(model_cluster_reader, "anchored-outposts")
    marked = [row["id"] for row in sheet("outposts") if row["anchored"] == "yes"]
    assert [short(str(row["outpost_iri"])) for row in found] == marked
    assert all(row["reason"] and row["evidence"] for row in found)
    assert shows_its_answers(model_cluster_reader, "anchored-outposts")


@pytest.mark.row("R018")
def test_a_company_counts_from_the_year_in_which_it_reaches_the_threshold(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "companies-by-headcount")
    found = {row["year"]: row for row in rows(model_cluster_reader, "companies-by-headcount")}
    # Heath had 99 employees in 2022 and 100 in 2023; of Øresund the figure of 2023 is unknown.
    large = {year: row["companies"] for year, row in found.items()}
    assert ["Heath Medtech Demo" in _texts(large[year]) for year in (2022, 2023)] == [False, True]
    assert "Øresund Łódź Işık Demo" not in _texts(large[2023])


def _texts(value: Value) -> tuple[str, ...]:
    assert isinstance(value, tuple)
    return value


@pytest.mark.row("R020")
def test_the_total_of_a_funding_table_says_how_many_amounts_are_missing(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "funding")
    asked = ask(
        model_cluster_reader,
        catalogue()["funding"],
        {"kind": "investment", "ended": "yes"},
        internal=False,
        today=TODAY,
    )
    # In euros f03, f14, f15, f16; in dollars f04 and f12; f05, f10 and f13 have no amount.
    assert asked.summary == (
        "Total amount: 5,800,000 EUR, 7,000,000 USD; 3 of 9 rows have no amount."
    )


@pytest.mark.row("R020")
def test_the_network_of_funding_alone_has_only_funding_in_it(
    model_cluster_reader: EditionReader,
) -> None:
    read = affiliations(model_cluster_reader, internal=False)
    by_default = frozenset(rule.code for rule in read.rules if rule.is_default)
    only = Choice(on=frozenset({"funding"}), off=by_default)
    found = collaboration_network(read, period(2024, None, TODAY), only)
    # f07 and f11 go on; f10, f13, f14 and f15 were paid in 2024; f08 is internal.
    assert {short(each.iri) for each in found.undertakings} == {
        f"mc-r-f{number}" for number in ("07", "10", "11", "13", "14", "15")
    }
    ends = {tuple(short(end) for end in tie.ends) for tie in found.ties}
    assert ("mc-kelp-digital", "mc-harbour-ventures") in {*ends, *(tie[::-1] for tie in ends)}


@pytest.mark.row("R023")
def test_editions_are_counted_by_year_and_the_past_is_apart_from_what_is_to_come(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "events")
    today = rows(model_cluster_reader, "events", series="mc-series-network")
    assert [row["when"] for row in today] == ["past", "past", "past", "to come"]
    assert shows_its_answers(model_cluster_reader, "programmes-by-kind-and-year")


@pytest.mark.row("R043")
def test_a_company_served_twice_counts_once_in_all_and_once_a_programme(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "companies-served")
    found = rows(model_cluster_reader, "companies-served", year="2022")
    serving = [row for row in found if "Fern Bio Demo" in _texts(row["names"])]
    assert len(serving) == 4
    counted = {str(row["programme"]): int(str(row["companies"])) for row in found}
    total = counted.pop("All together")
    assert (total, sum(counted.values())) == (4, 6)


@pytest.mark.row("R044")
def test_companies_of_unknown_founding_year_are_counted_apart(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "companies-by-founding-year")
    found = rows(model_cluster_reader, "companies-by-founding-year")
    (unknown,) = (row for row in found if row["year"] == "unknown")
    assert _texts(unknown["names"]) == ("Umber Diagnostics Demo",)


@pytest.mark.row("R045")
def test_an_investment_of_a_local_investor_is_no_inward_one(
    model_cluster_reader: EditionReader,
) -> None:
    called = {r["id"] for r in sheet("relations") if r["kind"] == "inward-investment"}
    found = rows(model_cluster_reader, "inward-investments")
    assert called - {short(str(row["relation"])) for row in found} == {"mc-r-f15"}


@pytest.mark.row("R049")
def test_innovations_that_were_tried_with_a_care_provider_equal_the_hand_made_list(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "innovations")
    found = rows(model_cluster_reader, "innovations")
    assert [row["innovation"] for row in found if row["pilots"]] == [
        "Ward App Demo",
        "Wound Camera Demo",
    ]


@pytest.mark.row("R050")
def test_innovations_with_a_need_are_counted_and_needs_without_one_are_listed(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "needs")
    found = rows(model_cluster_reader, "innovations")
    # The camera, the film and the ward app.
    assert sum(1 for row in found if row["needs"]) == 3
    unmet = rows(model_cluster_reader, "needs", unmet="yes")
    assert [row["need"] for row in unmet] == ["Care at Night Demo"]


@pytest.mark.row("R055")
def test_facts_by_scope_sum_to_all_facts(model_cluster_reader: EditionReader) -> None:
    assert shows_its_answers(model_cluster_reader, "facts-by-scope")
    for row in answer(model_cluster_reader, "facts-by-scope", {}, internal=True):
        parts = (row["ecosystem"], row["cluster_organisation"], row["not_said"])
        assert sum(int(str(part)) for part in parts) == row["total"]


@pytest.mark.row("R080")
def test_an_investor_at_two_events_of_a_year_counts_once(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "participants-by-role")
    found = rows(model_cluster_reader, "participants-by-role", role="investor")
    (in_2023,) = (row for row in found if row["year"] == 2023)
    # Harbour Ventures and Exempelfonden, each at the forum and at the network evening.
    assert (in_2023["organisations"], in_2023["times"]) == (2, 4)


@pytest.mark.row("R081")
def test_what_came_out_of_an_event_is_guessed_only_when_asked(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "deals-from-events")
    asked = rows(model_cluster_reader, "deals-from-events")
    assert {row["guessed"] for row in asked} == {()}
    assert {row["share"] for row in asked} == {Decimal("0.444")}
    guessing = rows(model_cluster_reader, "deals-from-events", within_months="12")
    # The venture round f10 after the forum of 2023, f15 after the network evening.
    assert {short(str(row["relation"])) for row in guessing if row["guessed"]} == {
        "mc-r-f10",
        "mc-r-f15",
    }
    assert {row["share"] for row in guessing} == {Decimal("0.444")}


@pytest.mark.row("R082")
def test_a_client_with_a_subsidiary_before_the_service_does_not_count(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "services-before-after")
    found = rows(model_cluster_reader, "services-before-after", kind="soft-landing-service")
    counted = {short(str(row["client_iri"])): row["counted"] for row in found}
    assert (counted["mc-musterwerk"], counted["mc-grunfeld-biotech"]) == ("no", "yes")


@pytest.mark.row("R090")
def test_networking_events_come_with_their_number_and_attendance(
    model_cluster_reader: EditionReader,
) -> None:
    found = rows(model_cluster_reader, "programmes-by-kind-and-year", kind="networking-event")
    # 45 people in 2022, 52 in 2023; in 2024 nobody counted, which is not zero.
    assert [(row["year"], row["programmes"], row["attendance"]) for row in found] == [
        (2022, 1, 45),
        (2023, 1, 52),
        (2024, 1, None),
    ]


@pytest.mark.row("R093")
def test_policy_changes_with_input_and_meetings_with_authorities_are_counted(
    model_cluster_reader: EditionReader,
) -> None:
    assert shows_its_answers(model_cluster_reader, "policy-changes")
    changes = rows(model_cluster_reader, "policy-changes")
    assert [row["with_input"] for row in changes] == ["yes", "yes", "no"]
    meetings = rows(model_cluster_reader, "programmes-by-kind-and-year", kind="policy-meeting")
    assert [(row["year"], row["programmes"]) for row in meetings] == [(2022, 1), (2023, 1)]


@pytest.mark.row("R106")
def test_a_share_held_jointly_is_shown_whole_with_its_other_holder(
    model_cluster_reader: EditionReader,
) -> None:
    found = rows(model_cluster_reader, "governance", organisation="mc-quay-park")
    shares = {
        (short(str(row["relation"])), str(row["share"]), len(_texts(row["jointly_with"])))
        for row in found
    }
    # The City and the Region hold 80 per cent together, the University 20.
    assert shares == {("mc-r-w01", "80", 1), ("mc-r-w02", "20", 0)}


@pytest.mark.row("R113")
def test_patients_carers_living_labs_hackathons_and_contests_are_kinds_to_filter_by(
    model_cluster_reader: EditionReader,
) -> None:
    # Bodies of carers are found among those of patients too, as a narrower kind.
    for kind in ("carer-organisation", "patient-organisation"):
        bodies = rows(model_cluster_reader, "organisations-not-members", kind=kind)
        assert [row["organisation"] for row in bodies] == [
            "Carers Circle Demo",
            "Young Carers of Modelstad Demo",
        ]
    members = rows(model_cluster_reader, "members", kind="patient-organisation")
    assert [row["member"] for row in members] == ["Patients of Modelstad Demo"]
    kinds = {
        kind: [
            name
            for row in rows(model_cluster_reader, "programmes-by-kind-and-year", kind=kind)
            for name in _texts(row["names"])
        ]
        for kind in ("living-lab", "hackathon", "contest")
    }
    assert kinds == {
        "living-lab": ["Home Living Lab Demo"],
        "hackathon": ["Health Data Hackathon 2024 Demo"],
        "contest": ["Silver Care Challenge 2023 Demo"],
    }
