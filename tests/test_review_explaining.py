"""Every number is explained: by which rules, on which facts, without which, and who changed."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecograph.cli.root import ecograph
from ecograph.exports import provenance
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.metrics import comparisons, measures
from ecograph.network import Affiliations, Within, affiliations
from ecograph.periods import period
from ecograph.review import Explanation, Known, View, explanation, facts_table, seen
from ecograph.review.entries import entries
from ecograph.store import EditionReader, Register
from tests.reviews import records, review_of
from tests.test_review_querying import given_by
from tests.webfacts import pages_over

TODAY = date(2025, 6, 30)
YEAR = period(2024, None, TODAY)
SHEETS = Path(__file__).parent / "registers" / "change"


@pytest.fixture(scope="module")
def known(model_cluster_reader: EditionReader) -> Affiliations:
    return affiliations(model_cluster_reader, internal=False)


@pytest.mark.row("R004")
def test_every_form_of_a_result_says_by_which_rules_it_was_worked_out(
    model_cluster: Register,
) -> None:
    words = "Who steers whom (4 joint, 4 pairs); Organisers of one event"
    store = ["--store", str(model_cluster.path)]
    figures = ["measure", "--year", "2024", "--public"]
    assert words in CliRunner().invoke(ecograph, [*figures, *store]).stderr
    explained_text = CliRunner().invoke(ecograph, [*figures, "--explain", "ties", *store]).stdout
    assert words in " ".join(explained_text.split())
    for form, code in (
        ("json", '"code": "governance"'),
        ("csv", '"governance, joint-organisation-of-an-event'),
    ):
        text = CliRunner().invoke(ecograph, [*figures, "--format", form, *store]).stdout
        assert code in text
    for address in ("/measures", "/measures/ties", "/review"):
        assert "Who steers whom" in pages_over(model_cluster).get(f"{address}?year=2024").text


@pytest.mark.row("R065")
@pytest.mark.parametrize("year", [2019, 2022, 2024])
def test_no_figure_of_a_year_rests_on_a_relation_that_is_not_in_force_in_it(
    known: Affiliations, year: int
) -> None:
    # By the dates as they are stated, not by the span that the network goes by.
    network = seen(known, period(year, None, TODAY), View(within=Within.EVERYWHERE))
    for name, measure in measures().items():
        for iri in measure.facts(network):
            relation = known.relations[iri]
            first, last = relation.start or relation.end, relation.end
            assert first, (name, iri)
            assert first[:4] <= str(year), (name, iri)
            assert not last or last[:4] >= str(year), (name, iri)


def explained(
    reader: EditionReader,
    name: str,
    view: View | None = None,
    *,
    internal: bool = False,
    told_all: bool = False,
) -> Explanation:
    """Return what a figure of 2024 rests on, for the public or for staff who look as the public."""
    known = affiliations(reader, internal=internal)
    staff = affiliations(reader, internal=True) if told_all else None
    network = seen(known, YEAR, view or View())
    return explanation(
        known, provenance(reader, internal=internal), network, name, also=Known(staff=staff)
    )


def test_internal_facts_are_a_number_for_staff_only(model_cluster_reader: EditionReader) -> None:
    public = explained(model_cluster_reader, "ties")
    told = explained(model_cluster_reader, "ties", told_all=True)
    assert public.internal == "Internal facts are not counted here."
    assert not [why for why, _ in public.left_out if "internal" in why]
    own = {fact.relation for fact in explained(model_cluster_reader, "ties", internal=True).facts}
    number = len(own - {fact.relation for fact in public.facts})
    assert number > 0
    # The number alone: what they say is for staff's own view.
    assert told.left_out[-1] == (f"internal: {number} for staff only", ())
    assert explained(model_cluster_reader, "ties", internal=True).internal.endswith("counted here.")


def test_the_command_tells_whoever_runs_it_how_many_internal_facts_the_public_misses(
    model_cluster: Register,
) -> None:
    arguments = ["measure", "--year", "2024", "--explain", "ties", "--format", "json"]
    store = ["--store", str(model_cluster.path)]
    whole, public = (
        json.loads(CliRunner().invoke(ecograph, [*arguments, *option, *store]).stdout)
        for option in ([], ["--public"])
    )
    missing = {fact["relation"] for fact in whole["facts"]} - {
        fact["relation"] for fact in public["facts"]
    }
    last = public["left_out_facts"][-1]
    assert last == {"why": f"internal: {len(missing)} for staff only", "relations": []}
    assert next(fact["relation"] for fact in public["facts"]) not in missing


def test_undated_and_planned_memberships_are_named_as_left_out(
    model_cluster_reader: EditionReader,
) -> None:
    for name, words in (
        ("members", "memberships of the cluster"),
        ("organisations", "relations"),
        ("public-authorities-in-governance", "governance of the cluster"),
    ):
        found = explained(model_cluster_reader, name)
        for why, facts in found.left_out:
            assert why.startswith(f"{words}: {len(facts)} ")
    assert explained(model_cluster_reader, "organisations").left_out


@pytest.fixture(scope="module")
def partly_inferred(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register of two partnerships, of which one is inferred."""
    path = tmp_path_factory.mktemp("inferred")
    (path / "organisations.csv").write_text("id,name\na,Ash\nb,Birch\nc,Cedar\n", "utf-8")
    (path / "relations.csv").write_text(
        "id,kind,organisation,start,basis\n"
        "r1,alliance,a; b,2020,stated\nr2,alliance,b; c,2020,inferred\n",
        "utf-8",
    )
    register = Register(path / "register", DEFAULT_BASE)
    load_files(register, [path / "organisations.csv", path / "relations.csv"], "x", Choices())
    return register


@pytest.fixture(scope="module")
def inferred(partly_inferred: Register) -> EditionReader:
    """Give a reader over them."""
    return EditionReader(partly_inferred.path)


def test_inferred_facts_are_left_out_where_stated_ones_only_are_wanted(
    inferred: EditionReader,
) -> None:
    whole = explained(inferred, "ties")
    stated = explained(inferred, "ties", View(is_stated_only=True))
    assert (whole.figure.value, whole.left_out) == (2, ())
    assert stated.figure.value == 1
    ((why, facts),) = stated.left_out
    assert (why, [fact.parties for fact in facts]) == ("partnership: 1 inferred", ["Birch – Cedar"])
    assert given_by(inferred, stated.query) == {fact.relation for fact in stated.facts}


def test_every_list_of_facts_says_which_of_them_are_inferred(
    partly_inferred: Register, inferred: EditionReader
) -> None:
    found = explained(inferred, "ties")
    bases = {"Ash – Birch": "stated", "Birch – Cedar": "inferred"}
    assert {fact.parties: fact.basis for fact in found.facts} == bases
    table = facts_table(found)
    column = table.columns.index("basis")
    assert sorted(str(row[column]) for row in table.rows) == ["inferred", "stated"]
    page = pages_over(partly_inferred).get("/measures/ties?year=2024").text
    assert "<td>inferred</td>" in page
    store = ["--store", str(partly_inferred.path)]
    told = CliRunner().invoke(ecograph, ["measure", "--year", "2024", "--explain", "ties", *store])
    (line,) = (each for each in told.stdout.splitlines() if "Birch – Cedar" in each)
    assert " inferred " in line


def test_a_pair_that_rests_on_inferred_relations_only_says_so(partly_inferred: Register) -> None:
    rows = records(entries(review_of(partly_inferred.path, 2024))[1])
    assert {row["second_name"]: row["basis"] for row in rows} == {
        "Birch": "stated",
        "Cedar": "inferred",
    }


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give the hand-made register of three years as it was recorded first, and as it is now."""
    register = Register(tmp_path_factory.mktemp("changed") / "store", DEFAULT_BASE)
    for state in ("then", "now"):
        load_files(register, [SHEETS / state], "change", Choices())
    return register


def named(register: Register, name: str, year: int, *options: str) -> list[tuple[str, ...]]:
    """Return what happened to whom, as the command explains a change."""
    arguments = ["measure", "--year", str(year), "--explain", name, "--format", "json", *options]
    answer = CliRunner().invoke(ecograph, [*arguments, "--store", str(register.path)])
    assert answer.exit_code == 0, answer.output
    found = json.loads(answer.stdout)
    facts = {fact["relation"] for fact in found["facts"]}
    assert all(set(each["facts"]) <= facts for each in found["named"])
    return [
        (each["part"], *(body["name"].split()[0] for body in each["organisations"]))
        for each in found["named"]
    ]


def test_nobody_is_named_where_nothing_is_known_of_a_change(model_cluster: Register) -> None:
    web, is_silent = pages_over(model_cluster), {}
    for name in comparisons():
        found = web.get(f"/measures/{name}.json?year=2016").json()
        assert not (found["measure"]["reason"] and found["named"]), name
        is_silent[name] = found["measure"]["reason"] is not None
    assert is_silent["tie-changes"]
    assert 'id="named"' not in web.get("/measures/tie-changes?year=2016").text


def test_who_joined_and_left_is_said_by_name(changed: Register) -> None:
    # As in test_metrics_change.py: F and K have joined, G has left, C and D became Elm.
    found = named(changed, "organisation-changes", 2022)
    assert [each for each in found if each[0] == "joined"] == [
        ("joined", "Fir"),
        ("joined", "Kapok"),
    ]
    assert [each for each in found if each[0] == "left"] == [("left", "Gorse")]
    assert {each[1:] for each in found if each[0] == "merged"} == {
        ("Cedar", "Elm"),
        ("Dogwood", "Elm"),
    }
    assert named(changed, "organisation-changes", 2022, "--part", "left") == [("left", "Gorse")]


def test_the_pairs_that_came_and_went_are_said_by_name(changed: Register) -> None:
    found = named(changed, "tie-changes", 2022)
    assert [each for each in found if each[0] in {"formed", "dissolved", "left"}] == [
        ("formed", "Alder", "Hazel"),
        ("dissolved", "Birch", "Hazel"),
        ("left", "Birch", "Gorse"),
    ]


def test_without_a_published_edition_corrections_are_not_told_apart(changed: Register) -> None:
    arguments = ["measure", "--year", "2023", "--explain", "tie-changes"]
    store = ["--store", str(changed.path)]
    words = "not told apart: no published edition given"
    assert CliRunner().invoke(ecograph, [*arguments, *store]).stdout.count(words) == 3
    then = next(
        each.id
        for each in changed.editions()
        if any(name.endswith("/source/change") for name in each.manifest.graphs)
    )
    answer = CliRunner().invoke(ecograph, [*arguments, "--published", then, *store])
    assert (answer.exit_code, words in answer.stdout) == (0, False), answer.output


@pytest.mark.row("R078")
def test_a_table_of_counts_says_by_how_much_each_part_has_grown_since_the_year_before(
    model_cluster: Register,
) -> None:
    web = pages_over(model_cluster)
    this, before = (
        web.get(f"/measures/ties-by-sectors.json?year={year}").json() for year in (2024, 2023)
    )
    now, then = (
        {part["part"]: part["value"] for part in found["measure"]["parts"]}
        for found in (this, before)
    )
    assert this["growth"] == {
        part: now.get(part, 0) - then.get(part, 0) for part in {**now, **then}
    }
    assert sum(this["growth"].values()) == this["measure"]["value"] - this["previous"]
    assert "Since the year before" in web.get("/measures/ties-by-sectors?year=2024").text
    # Shares and days have no such growth.
    assert web.get("/measures/with-partners.json?year=2024").json()["growth"] == {}
    assert web.get("/measures/ties-by-sectors.json").json()["growth"] == {}
