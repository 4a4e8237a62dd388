"""Parameters as a VALUES block, and the line of each question at which it stands."""

import pytest
from pyoxigraph import Literal

from ecograph.errors import QueryError
from ecograph.questions import catalogue
from ecograph.remote.parameters import LINE, bound
from ecograph.vocabulary import concept

QUERY = "SELECT ?s WHERE { ?s ?p ?o }"


@pytest.mark.parametrize("name", sorted(catalogue()))
def test_a_question_that_takes_something_has_the_line_for_it(name: str) -> None:
    question = catalogue()[name]
    takes = bool(question.parameters or question.period)
    assert takes is (LINE in map(str.strip, question.text.split("\n")))


def test_parameters_become_values_at_their_line_and_cannot_break_out() -> None:
    query = "SELECT ?s WHERE {\n  # parameters\n  ?s ?p ?name\n}"
    text = bound(query, {"name": Literal('x") } INSERT'), "kind": concept("statuses", "active")})
    assert text.split("\n")[1] == (
        '  VALUES (?name ?kind) { ("x\\") } INSERT" '
        "<https://w3id.org/ecograph/scheme/statuses/active>) }"
    )


def test_parameters_without_their_line_are_refused() -> None:
    with pytest.raises(QueryError, match="name"):
        bound(QUERY, {"name": Literal("x")})
