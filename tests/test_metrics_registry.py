"""Every measure of the registry says what it is, and answers networks at the edge as it says."""

from collections.abc import Mapping

import pytest

from ecograph.metrics import Answer, Level, Measure, Number, Reason, measures
from ecograph.network import Network, Organisation, Profile
from tests.networks import (
    AUTHORITY,
    OVER,
    PHARMA,
    UNIVERSITY,
    network,
    organisation,
    partnership,
    presence,
    relation,
)

PROFILE = Profile("k", "K", region="North", country="DK")
EDGES = ("isolates", "one_class", "disconnected", "empty")


def of(pairs: str, *bodies: Organisation) -> Network:
    """Return a network of the members of a cluster, of which some pairs are partners."""
    ties = [partnership(*pair.split("-")) for pair in pairs.split()]
    seats = [relation(f"m-{each.iri}", "Membership", [each.iri], ["k"]) for each in bodies]
    there = [presence(each.iri) for each in bodies]
    past = relation("past", "Membership", ["x"], ["k"], span=OVER.span)
    return network([*ties, *seats, *there, OVER, past], bodies, {"k": "Cluster"}, PROFILE)


HERE, THERE = "DK/North/Town", "SE/South/Port"
NETWORKS: Mapping[str, Network] = {
    "isolates": of(
        "",
        organisation("a", PHARMA, HERE),
        organisation("b", UNIVERSITY, HERE),
        organisation("c", AUTHORITY, HERE),
    ),
    "one_class": of("a-b b-c a-c", *(organisation(iri, PHARMA, HERE) for iri in "abc")),
    "disconnected": of(
        "a-b c-d",
        *(organisation(iri, PHARMA, HERE) for iri in "ab"),
        *(organisation(iri, UNIVERSITY, THERE) for iri in "cd"),
    ),
    "empty": of(""),
}


def answer(measure: Measure, asked: Network) -> set[Answer]:
    """Return what a measure says of a network, or of each of its organisations."""
    figure = measure.of(asked)
    if figure.reason or measure.level is not Level.ORGANISATION:
        return {figure.reason or figure.value}
    return {part.reason or part.value for part in figure.parts}


def close(found: Answer, expected: Answer) -> bool:
    """Tell whether two answers are the same, to within the rounding of floats."""
    if isinstance(found, Reason) or isinstance(expected, Reason) or None in {found, expected}:
        return found == expected
    return bool(number(found) == pytest.approx(number(expected)))


def number(answer: Answer) -> Number:
    """Return an answer that is a number."""
    assert isinstance(answer, int | float)
    return answer


@pytest.mark.parametrize("edge", EDGES)
@pytest.mark.parametrize("measure", measures().values(), ids=measures())
def test_a_measure_answers_networks_at_the_edge_as_the_registry_says(
    measure: Measure, edge: str
) -> None:
    answers = answer(measure, NETWORKS[edge])
    found = answers.pop() if len(answers) == 1 else None
    assert close(found, getattr(measure.answers, edge)), (found, measure.answers)
