"""The query that explains a figure, run as at /sparql, gives the facts that the figure counts."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.metrics import Changing, comparisons, measures
from ecograph.network import Affiliations, Network, Outposts, Selection, Within, affiliations
from ecograph.periods import Period, period
from ecograph.resources import folder
from ecograph.review import View, seen
from ecograph.review.restingon import query
from ecograph.review.view import year_before
from ecograph.store import EditionReader, Register
from ecograph.store.queries.guards import MAXIMUM_CHARACTERS

TODAY = date(2025, 6, 30)
YEAR = period(2024, None, TODAY)
# What each view of the network narrows is said in its query, too.
VIEWS: Mapping[str, tuple[Period, View]] = {
    "of the home region": (YEAR, View()),
    "everywhere": (YEAR, View(within=Within.EVERYWHERE)),
    "today": (period(None, None, TODAY), View()),
    "members": (YEAR, View(within=Within.MEMBERS)),
    "without who runs the cluster": (YEAR, View(has_cluster_organisation=False)),
    "outposts as parents": (YEAR, View(within=Within.EVERYWHERE, outposts=Outposts.PARENT)),
    "members, outposts as parents": (
        YEAR,
        View(within=Within.MEMBERS, outposts=Outposts.PARENT),
    ),
    "by other rules": (
        YEAR,
        View(on=frozenset({"funding", "shared-event"}), off=frozenset({"governance"})),
    ),
    "of linked clusters": (YEAR, View(within=Within.EVERYWHERE, on=frozenset({"cluster-link"}))),
    "of a country and a kind": (YEAR, View(selection=Selection(country="DK", kind="university"))),
    "of a subsector": (YEAR, View(selection=Selection(subsector="biotechnology"))),
    "by a kind of relation": (YEAR, View(relation_kind="co-development")),
    "of stated facts": (YEAR, View(is_stated_only=True)),
}
# Of these the query gives what was counted and nothing else.
EXACT = ("ties", "organisations", "members", "partnerships", "outward-ties", "degree")


@pytest.fixture(scope="module")
def known(model_cluster_reader: EditionReader) -> Affiliations:
    return affiliations(model_cluster_reader, internal=False)


def given_by(reader: EditionReader, text: str, *, internal: bool = False) -> set[str]:
    """Return the relations that a query gives to the public, or to staff."""
    table = reader.select(text, {}, internal=internal)
    return {row[0].value for row in table.rows if row[0]}


def network_of(known: Affiliations, view: str) -> Network:
    return seen(known, *VIEWS[view])


@pytest.mark.parametrize("view", VIEWS)
def test_the_query_of_a_figure_gives_the_facts_that_it_counts(
    model_cluster_reader: EditionReader, known: Affiliations, view: str
) -> None:
    network = network_of(known, view)
    for name in EXACT:
        measure = measures()[name]
        found = given_by(model_cluster_reader, query(measure, network))
        assert found == set(measure.facts(network)), name
    assert measures()["organisations"].facts(network)


@pytest.mark.parametrize("view", VIEWS)
def test_no_query_of_a_figure_is_too_long_to_be_run(known: Affiliations, view: str) -> None:
    network = network_of(known, view)
    texts = {name: query(each, network) for name, each in measures().items()}
    if network.period.named:
        before = year_before(known, network).period
        texts |= {name: query(each, network, (), before) for name, each in comparisons().items()}
    longest = max(texts, key=lambda name: len(texts[name]))
    assert len(texts[longest]) <= MAXIMUM_CHARACTERS, longest


def test_the_query_of_each_measure_gives_all_facts_that_it_rests_on(
    model_cluster_reader: EditionReader, known: Affiliations
) -> None:
    network = network_of(known, "of the home region")
    texts = {name: query(each, network) for name, each in measures().items()}
    given = {text: given_by(model_cluster_reader, text) for text in set(texts.values())}
    lacking = {
        name: set(measures()[name].facts(network)) - given[text] for name, text in texts.items()
    }
    assert {name: facts for name, facts in lacking.items() if facts} == {}


def test_the_query_of_a_part_is_about_that_organisation_alone(
    model_cluster_reader: EditionReader, known: Affiliations
) -> None:
    network, measure = network_of(known, "of the home region"), measures()["degree"]
    (cedar, office) = (f"{DEFAULT_BASE}organisation/{key}" for key in ("mc-aurora-bio", "mc-kelp"))
    for iri in (cedar, office):
        found = given_by(model_cluster_reader, query(measure, network, (iri,)))
        assert found == set(measure.facts(network, (iri,)))


def test_the_query_of_a_change_gives_the_facts_of_both_years(
    model_cluster_reader: EditionReader, known: Affiliations
) -> None:
    now = network_of(known, "of the home region")
    asked = Changing(year_before(known, now), now, known)
    for name, each in comparisons().items():
        text = query(each, now, (), asked.before.period)
        assert set(each.facts(asked)) <= given_by(model_cluster_reader, text), name


def test_the_same_query_gives_staff_the_internal_facts_too(
    model_cluster_reader: EditionReader,
) -> None:
    known = affiliations(model_cluster_reader, internal=True)
    network, measure = network_of(known, "of the home region"), measures()["ties"]
    found = given_by(model_cluster_reader, query(measure, network), internal=True)
    assert found == set(measure.facts(network))


@pytest.mark.parametrize(
    "path", sorted((folder("queries") / "measures").rglob("*.rq")), ids=lambda path: path.stem
)
def test_each_query_of_measures_says_what_it_answers_and_runs_as_it_is(
    model_cluster_reader: EditionReader, path: Path
) -> None:
    text = path.read_text("utf-8")
    title, answers, *_ = text.splitlines()
    assert title.startswith("#+ title: ")
    assert answers.startswith("#+ answers: ")
    assert answers.endswith("?")
    # Of the blocks of a part one is wanted at a time.
    if path.parent.name != "parts":
        model_cluster_reader.select(f"{text}\nLIMIT 1", {}, internal=False)


def test_the_query_of_real_data_gives_the_facts_that_are_counted(cordis_health: Register) -> None:
    reader = EditionReader(cordis_health.path)
    network = seen(affiliations(reader, internal=False), period(2019, None, TODAY), View())
    for name in ("ties", "organisations"):
        facts = set(measures()[name].facts(network))
        assert len(facts) > 1_000
        assert given_by(reader, query(measures()[name], network)) == facts
