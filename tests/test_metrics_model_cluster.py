"""Every measure of the Model Cluster equals the hand-worked figure, in each of its six years."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import TypedDict

import pytest
import yaml

from ecograph.identifiers import DEFAULT_BASE
from ecograph.metrics import Figure, Number, measures
from ecograph.network import (
    Affiliations,
    Network,
    Within,
    affiliations,
    collaboration_network,
    narrowed,
    without_cluster_organisation,
)
from ecograph.periods import period
from ecograph.store import EditionReader

YEARS = range(2019, 2025)
TODAY = date(2025, 6, 30)
OFFICE = "office"
# What is asked for with the office and, second in the answers, without it.
SIDES = {"with the office": 0, "without the office": 1}
READERS = ("public", "all")


class Expected(TypedDict):
    """The figures of a year for one reader; of two values the second is without the office."""

    organisations: list[int]
    members: int
    ties: list[int]
    partnerships: list[int]
    groups: list[int]
    largest: list[int]
    isolates: list[int]
    scopes: dict[str, list[int]]
    kinds: dict[str, int]
    cross_kind: str
    academia_multinational: int
    company_multinational: int
    groups_of_members: dict[str, int]
    diversity: str
    board: dict[str, str]
    board_members: dict[str, str]
    region: dict[str, int]


class Year(TypedDict):
    """What ties organisations in a year, and the figures for the public and for staff."""

    undertakings: dict[str, str]
    internal: dict[str, str]
    public: Expected
    # Only what differs from the public figures.
    all: Expected


class Members(TypedDict):
    """The figures of the network among the members in a year."""

    ties: int
    density: str
    mean_degree: str
    isolated: list[str]


class Answers(TypedDict):
    """The file of answers."""

    names: dict[str, str]
    partners_of_the_office: dict[str, str]
    years: dict[int, Year]
    members: dict[int, Members]


ANSWERS: Answers = yaml.safe_load(
    (Path(__file__).parent / "answers" / "model-cluster-measures.yaml").read_text("utf-8")
)


@dataclass(frozen=True, slots=True)
class Case:
    """One network that was worked out by hand."""

    year: int
    reader: str
    side: int

    def __str__(self) -> str:
        return f"{self.year} {self.reader} {list(SIDES)[self.side]}"

    @property
    def expected(self) -> Expected:
        """Return the figures of this reader, the public ones where staff see the same."""
        year = ANSWERS["years"][self.year]
        found = year["public"].copy()
        if self.reader == "all":
            found.update(year["all"])
        return found

    @property
    def undertakings(self) -> tuple[tuple[str, ...], ...]:
        """Return the short names of the parties of all that ties anybody."""
        year = ANSWERS["years"][self.year]
        listed = year["undertakings"] | (year["internal"] if self.reader == "all" else {})
        return tuple(tuple(parties.split()) for parties in listed.values())


CASES = [
    Case(year, reader, side) for year in YEARS for reader in READERS for side in SIDES.values()
]
WITH_THE_OFFICE = [case for case in CASES if case.side == 0]
each_case = pytest.mark.parametrize("case", CASES, ids=str)
each_year = pytest.mark.parametrize("case", WITH_THE_OFFICE, ids=str)


@cache
def known(reader: EditionReader, who: str) -> Affiliations:
    """Return what the public or staff may see, read once."""
    return affiliations(reader, internal=who == "all")


@cache
def network(reader: EditionReader, case: Case) -> Network:
    """Return the network of a case."""
    whole = collaboration_network(known(reader, case.reader), period(case.year, None, TODAY))
    found = whole if case.side == 0 else without_cluster_organisation(whole)
    assert found is not None
    return found


def figure(measure: str, reader: EditionReader, case: Case) -> Figure:
    """Return a figure of a case."""
    return measures()[measure].of(network(reader, case))


def value(measure: str, reader: EditionReader, case: Case) -> Number | None:
    """Return the number of a case."""
    return figure(measure, reader, case).value


def fraction(text: str) -> float:
    """Return the number that a fraction written in the answers stands for."""
    return float(Fraction(text))


def iri(short: str) -> str:
    """Return the IRI of an organisation by its short name."""
    return f"{DEFAULT_BASE}organisation/{ANSWERS['names'][short]}"


@each_case
def test_active_organisations(case: Case, model_cluster_reader: EditionReader) -> None:
    expected = case.expected["organisations"][case.side]
    assert value("organisations", model_cluster_reader, case) == expected


@each_case
def test_ties_are_those_of_the_list(case: Case, model_cluster_reader: EditionReader) -> None:
    found = network(model_cluster_reader, case)
    assert {tie.ends for tie in found.ties} == {
        tuple(sorted((iri(first), iri(second)))) for first, second in pairs(case)
    }
    assert len(found.ties) == case.expected["ties"][case.side]
    assert value("ties", model_cluster_reader, case) == len(found.ties)


@each_case
def test_partnerships_in_force(case: Case, model_cluster_reader: EditionReader) -> None:
    expected = case.expected["partnerships"][case.side]
    assert value("partnerships", model_cluster_reader, case) == expected


@each_case
def test_undertakings_are_those_of_the_list(
    case: Case, model_cluster_reader: EditionReader
) -> None:
    listed = [[name for name in each if in_case(case, name)] for each in case.undertakings]
    # Of what the office did with one other body, nobody is left to do it together with.
    expected = sum(len(parties) > 1 for parties in listed)
    assert value("undertakings", model_cluster_reader, case) == expected


@each_case
def test_density_and_mean_degree(case: Case, model_cluster_reader: EditionReader) -> None:
    n, m = (case.expected[what][case.side] for what in ("organisations", "ties"))
    assert value("density", model_cluster_reader, case) == pytest.approx(m / (n * (n - 1) / 2))
    assert value("mean-degree", model_cluster_reader, case) == pytest.approx(2 * m / n)


@each_case
def test_groups_and_who_is_alone(case: Case, model_cluster_reader: EditionReader) -> None:
    n = case.expected["organisations"][case.side]
    isolates = figure("isolates", model_cluster_reader, case)
    alone = case.expected["isolates"][case.side]
    assert value("components", model_cluster_reader, case) == case.expected["groups"][case.side]
    assert value("giant-component-share", model_cluster_reader, case) == pytest.approx(
        case.expected["largest"][case.side] / n
    )
    assert isolates.value == pytest.approx(alone / n)
    assert len(isolates.parts) == alone


@pytest.mark.row("R056")
@each_case
def test_ties_by_scope(case: Case, model_cluster_reader: EditionReader) -> None:
    found = figure("ties-by-scope", model_cluster_reader, case)
    expected = {scope: both[case.side] for scope, both in case.expected["scopes"].items()}
    assert {part.key[0]: part.value for part in found.parts} == {**expected, "unknown": 0}
    assert found.value == sum(expected.values()) == case.expected["ties"][case.side]


@pytest.mark.row("R056")
@each_case
def test_the_share_of_ties_across_each_border(
    case: Case, model_cluster_reader: EditionReader
) -> None:
    found = figure("ties-across-borders", model_cluster_reader, case)
    scopes = {scope: both[case.side] for scope, both in case.expected["scopes"].items()}
    ties = sum(scopes.values())
    abroad = scopes["international"]
    assert {part.key[0]: part.value for part in found.parts} == pytest.approx(
        {
            "city": (ties - scopes["city"]) / ties,
            "region": (abroad + scopes["country"]) / ties,
            "country": abroad / ties,
        }
    )


@pytest.mark.row("R103")
@each_case
def test_ties_by_kinds_sum_to_all_ties(case: Case, model_cluster_reader: EditionReader) -> None:
    found = figure("ties-by-kinds", model_cluster_reader, case)
    expected = Counter(case.expected["kinds"])
    if case.side:
        whole = replace(case, side=0)
        partners = (ANSWERS["partners_of_the_office"][name] for name in neighbours(whole)[OFFICE])
        expected.subtract(f"{kind} unknown" for kind in partners)
    assert {" ".join(part.key): part.value for part in found.parts} == {
        kinds.replace("unknown", ""): number for kinds, number in expected.items() if number
    }
    assert found.value == expected.total() == case.expected["ties"][case.side]


@pytest.mark.row("R103")
@each_case
def test_the_share_of_ties_between_kinds(case: Case, model_cluster_reader: EditionReader) -> None:
    # The office is of unknown kind, so that its ties are in neither share.
    found = value("cross-kind-share", model_cluster_reader, case)
    assert found == pytest.approx(fraction(case.expected["cross_kind"]))


@pytest.mark.row("R078")
@each_case
def test_ties_with_multinationals(case: Case, model_cluster_reader: EditionReader) -> None:
    found = figure("ties-by-sectors", model_cluster_reader, case)
    counts = {part.key: part.value for part in found.parts}
    assert (
        counts.get(("academia", "multinational"), 0),
        counts.get(("company", "multinational"), 0),
        found.value,
    ) == (
        case.expected["academia_multinational"],
        case.expected["company_multinational"],
        case.expected["ties"][case.side],
    )


@pytest.mark.row("R097")
@each_case
def test_the_five_groups_among_the_members(case: Case, model_cluster_reader: EditionReader) -> None:
    found = figure("member-groups", model_cluster_reader, case)
    assert {part.key[0]: part.value for part in found.parts} == case.expected["groups_of_members"]
    assert (found.value, value("members", model_cluster_reader, case)) == (
        5,
        case.expected["members"],
    )


@each_case
def test_the_diversity_of_kinds(case: Case, model_cluster_reader: EditionReader) -> None:
    found = value("member-kind-diversity", model_cluster_reader, case)
    assert found == pytest.approx(fraction(case.expected["diversity"]))


@pytest.mark.row("R098")
@each_case
def test_the_board_beside_the_members(case: Case, model_cluster_reader: EditionReader) -> None:
    found = figure("board-composition", model_cluster_reader, case)
    shares = {part.key: part.value for part in found.parts}
    for side, kinds in (("board", "board"), ("members", "board_members")):
        expected = case.expected["board" if kinds == "board" else "board_members"]
        for kind, share in expected.items():
            assert shares[kind, side] == pytest.approx(fraction(share))
    assert sum(part.value or 0 for part in found.parts) == pytest.approx(2)


@each_case
def test_public_authorities_help_to_steer(case: Case, model_cluster_reader: EditionReader) -> None:
    assert value("public-authorities-in-governance", model_cluster_reader, case) is True


@each_year
def test_the_region(case: Case, model_cluster_reader: EditionReader) -> None:
    found = narrowed(network(model_cluster_reader, case), Within.REGION)
    assert case.expected["region"] == {
        "organisations": len(found.organisations),
        "ties": len(found.ties),
        "outward": len(found.outward),
    }
    assert measures()["outward-ties"].of(found).value == len(found.outward)


@pytest.mark.row("R031")
@pytest.mark.parametrize("year", ANSWERS["members"])
def test_how_the_members_hang_together(year: int, model_cluster_reader: EditionReader) -> None:
    expected = ANSWERS["members"][year]
    found = narrowed(network(model_cluster_reader, Case(year, "public", 0)), Within.MEMBERS)
    isolates = measures()["isolates"].of(found)
    assert [part.names[0] for part in isolates.parts] == expected["isolated"]
    assert len(found.ties) == expected["ties"]
    assert measures()["density"].of(found).value == pytest.approx(fraction(expected["density"]))
    assert measures()["mean-degree"].of(found).value == pytest.approx(
        fraction(expected["mean_degree"])
    )


# What follows is worked out from the listed undertakings by counting paths one by one, with neither
# networkx nor igraph.
def in_case(case: Case, name: str) -> bool:
    """Tell whether an organisation takes part in a case; the office does not in every one."""
    return case.side == 0 or name != OFFICE


def pairs(case: Case) -> dict[tuple[str, str], float]:
    """Return the pairs of the listed undertakings with the weights that they add up to."""
    weights: dict[tuple[str, str], float] = defaultdict(float)
    for parties in case.undertakings:
        for first, second in combinations(sorted(parties), 2):
            if in_case(case, first) and in_case(case, second):
                weights[first, second] += 1 / (len(parties) - 1)
    return weights


def neighbours(case: Case) -> Mapping[str, set[str]]:
    """Return the partners of each organisation that has any."""
    found: dict[str, set[str]] = defaultdict(set)
    for first, second in pairs(case):
        found[first].add(second)
        found[second].add(first)
    return found


def paths_from(start: str, partners: Mapping[str, set[str]]) -> Mapping[str, list[list[str]]]:
    """Return all shortest paths from one organisation, by where they lead."""
    found: dict[str, list[list[str]]] = {start: [[start]]}
    front = found
    while front:
        step: dict[str, list[list[str]]] = defaultdict(list)
        for here, ways in front.items():
            for there in partners[here] - found.keys():
                step[there].extend([*way, there] for way in ways)
        found = found | step
        front = step
    return found


def by_iri(values: Mapping[str, float], asked: Network) -> dict[str, float]:
    """Return values by IRI, 0 for the organisations of a network that have none."""
    named = {iri(name): number for name, number in values.items()}
    return {organisation: named.get(organisation, 0) for organisation in asked.organisations}


def numbers(found: Figure) -> dict[str, Number | None]:
    """Return the numbers of organisations by IRI."""
    return {part.key[0]: part.value for part in found.parts}


@each_case
def test_partners_and_strength(case: Case, model_cluster_reader: EditionReader) -> None:
    asked = network(model_cluster_reader, case)
    strengths: dict[str, float] = defaultdict(float)
    for ends, weight in pairs(case).items():
        for name in ends:
            strengths[name] += weight
    degrees = {name: len(partners) for name, partners in neighbours(case).items()}
    assert numbers(figure("degree", model_cluster_reader, case)) == by_iri(degrees, asked)
    assert numbers(figure("strength", model_cluster_reader, case)) == pytest.approx(
        by_iri(strengths, asked)
    )


@each_case
def test_brokerage(case: Case, model_cluster_reader: EditionReader) -> None:
    asked = network(model_cluster_reader, case)
    partners = neighbours(case)
    between: dict[str, float] = defaultdict(float)
    for start in partners:
        for ways in paths_from(start, partners).values():
            for way in ways:
                for name in way[1:-1]:
                    between[name] += 1 / len(ways)
    # Each pair was walked from both of its ends.
    others = (len(asked.organisations) - 1) * (len(asked.organisations) - 2)
    assert numbers(figure("betweenness", model_cluster_reader, case)) == pytest.approx(
        by_iri({name: number / others for name, number in between.items()}, asked)
    )


def steps_from(start: str, partners: Mapping[str, set[str]]) -> Iterable[int]:
    """Yield how many steps each other organisation within reach is away."""
    yield from (len(ways[0]) - 1 for ways in paths_from(start, partners).values())


@each_case
def test_closeness_and_reach(case: Case, model_cluster_reader: EditionReader) -> None:
    asked = network(model_cluster_reader, case)
    partners = neighbours(case)
    others = len(asked.organisations) - 1
    close: dict[str, float] = {}
    near: dict[str, float] = {}
    for name in partners:
        steps = [step for step in steps_from(name, partners) if step]
        close[name] = sum(1 / step for step in steps) / others
        near[name] = sum(step < 3 for step in steps) / others
    closeness = figure("harmonic-closeness", model_cluster_reader, case)
    reach = figure("reach", model_cluster_reader, case)
    assert numbers(closeness) == pytest.approx(by_iri(close, asked))
    assert numbers(reach) == pytest.approx(by_iri(near, asked))
