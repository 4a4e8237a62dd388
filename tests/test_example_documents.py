"""The documents example holds what its four documents name, kept apart as they keep it."""

import re
from collections.abc import Iterable, Mapping, Sequence

import pytest

from tests.documents import FACTS, THINGS, Row, Sheets, heads, items, records, sheets

REFERENCES = ("parent", "part_of", "operator", "counted_in", "organisation", "concerns", "about")


@pytest.fixture(scope="module", name="rows")
def rows_of_the_example() -> Sheets:
    return sheets()


@pytest.fixture(scope="module")
def things(rows: Sheets) -> Mapping[str, Row]:
    return {row["id"]: row for sheet in THINGS for row in rows[sheet]}


@pytest.fixture(scope="module")
def relations(rows: Sheets) -> Mapping[str, Sequence[Row]]:
    return records(rows["relations"])


def parties(rows: Iterable[Row]) -> list[tuple[str, str, str]]:
    """Return who takes part in which role with which share."""
    return [(row["organisation"], row["role"], row["share"]) for row in rows]


def test_the_example_holds_what_was_read_from_the_documents(rows: Sheets) -> None:
    # Counted by hand against the documents; README.md of the folder gives the same numbers.
    assert {sheet: len(records(rows[sheet])) for sheet in FACTS} == {
        "organisations": 91,
        "outposts": 8,
        "programmes": 40,
        "resources": 38,
        "relations": 114,
        "observations": 32,
    }


def test_every_id_is_given_once_and_readable(rows: Sheets) -> None:
    ids = [row["id"] for sheet in THINGS for row in rows[sheet]]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", key) for key in ids)


def test_few_relations_carry_a_year(relations: Mapping[str, Sequence[Row]]) -> None:
    # The public funding in Istanbul, the Dutch proposal and the Moscow events of one year.
    dated = {key for key, lines in relations.items() if lines[0]["start"] or lines[0]["end"]}
    assert dated == {
        "d-isek-public-funding",
        "d-dutch-e-health-proposal",
        "d-runs-mimc-events-2018",
    }


def test_what_a_row_refers_to_is_in_the_folder(rows: Sheets, things: Mapping[str, Row]) -> None:
    known = {*things, *records(rows["relations"]), *records(rows["observations"])}
    missing = [
        (row["id"], target)
        for sheet in FACTS
        for row in rows[sheet]
        for column in REFERENCES
        for target in items(row.get(column, ""))
        if target not in known
    ]
    assert not missing


def test_every_citation_is_of_a_document_with_a_row(rows: Sheets) -> None:
    known = {row["id"] for row in rows["evidence"]}
    used = {place.split(":")[0] for _, row in heads(rows) for place in items(row["evidence"])}
    assert used == known == {"000", "001", "002", "003"}


def test_no_cell_looks_like_an_address_or_a_telephone_number(rows: Sheets) -> None:
    found = [
        (row["id"], value)
        for lines in rows.values()
        for row in lines
        for column, value in row.items()
        if column not in {"identifiers", "website"}
        if "@" in value or re.search(r"\+\d|\d[\d ()/.-]{7,}\d", value)
    ]
    assert not found


@pytest.mark.row("R109")
def test_the_outposts_are_those_of_the_source_and_inferred_parents_are_marked(
    rows: Sheets,
) -> None:
    columns = ("name", "parent", "parent_basis", "status")
    assert [tuple(row[column] for column in columns) for row in rows["outposts"]] == [
        ("Bayer Grants4Apps Accelerator", "bayer", "inferred", "active"),
        ("Pfizer Healthcare Hub Berlin", "pfizer", "inferred", "active"),
        ("helios.hub", "helios", "inferred", "active"),
        ("B. Braun Accelerator", "b-braun", "inferred", "active"),
        ("Hadassah at MIMC", "hadassah", "stated", "active"),
        ("Bundang at MIMC", "bundang", "stated", "planned"),
        ("Roman Fernandez at MIMC", "roman-fernandez", "stated", "planned"),
        ("ORPEA at MIMC", "orpea", "stated", "planned"),
    ]


def test_nothing_is_made_up_about_an_outpost(rows: Sheets) -> None:
    unknown = ("since", "until", "focus", "mandate", "anchored", "size")
    assert not any(row[column] for row in rows["outposts"] for column in unknown)


def test_a_parent_known_only_from_a_name_is_inferred_itself(things: Mapping[str, Row]) -> None:
    parents = ("bayer", "pfizer", "helios", "b-braun")
    assert [things[key]["basis"] for key in parents] == ["inferred"] * 4


def test_seven_items_are_counted_in_the_reported_total_of_berlin(
    rows: Sheets, things: Mapping[str, Row]
) -> None:
    (total,) = [row for row in rows["observations"] if row["id"] == "o-berlin-facility-units"]
    listed = {key for key, row in things.items() if total["id"] in items(row["counted_in"])}
    assert (total["measure"], total["comparator"], total["value"]) == (
        "reported-total",
        "more-than",
        "60",
    )
    assert listed == {
        "bayer-grants4apps-accelerator",
        "pfizer-healthcare-hub-berlin",
        "flying-health-incubator",
        "helios-hub",
        "startupbootcamp-digital-health",
        "heartbeat-labs",
        "b-braun-accelerator",
    }


def test_a_park_that_runs_a_cluster_is_a_node_of_its_own(
    relations: Mapping[str, Sequence[Row]], things: Mapping[str, Row]
) -> None:
    link = relations["d-tehnopol-manages-connected-health"]
    assert things["tallinn-science-park-tehnopol"]["form"] == "technology-park"
    assert things["connected-health"]["form"] == "cluster"
    assert link[0]["kind"] == "management"
    assert parties(link) == [
        ("tallinn-science-park-tehnopol", "manager", ""),
        ("connected-health", "governed", ""),
    ]


def test_each_interviewed_cluster_is_managed_by_a_body_of_its_own(
    relations: Mapping[str, Sequence[Row]], things: Mapping[str, Row]
) -> None:
    managed = {
        row["organisation"]
        for lines in relations.values()
        for row in lines
        if lines[0]["kind"] == "management" and row["role"] == "governed"
    }
    interviewed = {
        "medicon-valley",
        "health-valley-netherlands",
        "healthcapital-berlin-brandenburg",
        "life-science-nord",
        "health-tech-cluster-switzerland",
        "litcare",
        "connected-health",
        "eurasante",
        "istanbul-health-industry-cluster",
    }
    assert interviewed <= managed
    assert {things[key]["form"] for key in interviewed} == {"cluster"}


@pytest.mark.row("R108")
def test_eurasante_has_three_named_bodies_and_an_incubator(things: Mapping[str, Row]) -> None:
    assert {key for key, row in things.items() if "eurasante" in items(row["part_of"])} == {
        "bio-business-park",
        "nutrition-health-longevity-cluster",
        "clubster-sante",
        "eurasante-bio-incubator",
    }


def test_two_states_hold_their_share_in_life_science_nord_jointly(
    relations: Mapping[str, Sequence[Row]],
) -> None:
    assert parties(relations["d-life-science-nord-ownership"]) == [
        ("schleswig-holstein; hamburg", "owner", "80"),
        ("association-life-science-nord", "owner", "20"),
        ("life-science-nord-management-gmbh", "owned", ""),
    ]


def test_the_moscow_cluster_has_five_role_statements(
    relations: Mapping[str, Sequence[Row]],
) -> None:
    told = [
        (row["organisation"], row["role"])
        for lines in relations.values()
        for row in lines
        if "003:607" in lines[0]["evidence"] and lines[0]["basis"] == "stated"
        if row["role"] not in {"governed", "recipient"}
    ]
    assert told == [
        ("hadassah", "operator"),
        ("hadassah", "investor"),
        ("government-of-moscow", "investor"),
        ("mimc-foundation", "manager"),
        ("government-of-moscow", "founder"),
    ]


def test_two_bodies_run_the_berlin_cluster_on_equal_terms_by_agreement(
    relations: Mapping[str, Sequence[Row]],
) -> None:
    both = "berlin-partner-for-business-and-technology; economic-development-brandenburg"
    assert (both, "manager", "") in parties(relations["d-healthcapital-parity-management"])
    assert relations["d-healthcapital-parity-agreement"][0]["kind"] == "agreement"


def test_a_joint_bid_is_no_partnership(relations: Mapping[str, Sequence[Row]]) -> None:
    bid = relations["d-ess-joint-bid"]
    assert bid[0]["kind"] == "joint-bid"
    assert [row["organisation"] for row in bid] == ["stockholm", "copenhagen"]


def test_an_agreement_that_is_an_aim_is_planned(
    relations: Mapping[str, Sequence[Row]],
) -> None:
    agreement = relations["d-patient-mobility-agreement"]
    assert [row["organisation"] for row in agreement] == ["denmark", "sweden"]
    assert agreement[0]["status"] == "planned"


def test_a_link_that_is_to_be_developed_is_planned(
    relations: Mapping[str, Sequence[Row]],
) -> None:
    link = relations["d-healthtech-stfc-link"]
    assert (link[0]["kind"], link[0]["status"]) == ("cluster-link", "planned")
