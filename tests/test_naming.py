"""The names of graphs: a source has one, and no two parts of sources share one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.errors import InputError
from ecograph.identifiers import DEFAULT_BASE, source_graph
from ecograph.records import SourceSummary
from ecograph.store.facts.naming import check_name, graph_names, source_iri

OWN = "http://example.org/mine"
NAMES = (
    *("members", "new", OWN, f"{OWN}/internal", "urn:a", "urn:a/internal", "no iri: at all"),
    *(f"{DEFAULT_BASE}source/members", f"{DEFAULT_BASE}merge/all", "urn:ecograph:merge"),
)


def summary(name: str, public: int, internal: int) -> SourceSummary:
    return SourceSummary(name, "rdf", "", "", public, internal, match=True)


def test_a_source_whose_name_is_an_iri_has_that_iri() -> None:
    assert source_iri(DEFAULT_BASE, OWN) == OWN
    assert source_iri(DEFAULT_BASE, "members") == f"{DEFAULT_BASE}source/members"


@pytest.mark.parametrize(
    "name", [f"{DEFAULT_BASE}merge/all", "urn:ecograph:merge", f"{OWN}/internal", "a b:c"]
)
def test_what_has_another_meaning_is_no_name_of_a_graph(name: str) -> None:
    assert source_iri(DEFAULT_BASE, name) == source_graph(DEFAULT_BASE, name)


@pytest.mark.parametrize(
    ("public", "internal", "found"),
    [(1, 0, OWN), (0, 1, OWN), (1, 1, f"{OWN}/internal")],
    ids=["public", "internal", "both"],
)
def test_what_is_internal_is_named_apart_only_beside_what_is_public(
    public: int, internal: int, found: str
) -> None:
    names = graph_names(DEFAULT_BASE, [summary(OWN, public, internal)])
    part = source_graph(DEFAULT_BASE, OWN, internal=bool(internal))
    assert names[part] == found


@given(st.lists(st.sampled_from(NAMES), unique=True), st.data())
def test_no_two_graphs_have_one_name(names: list[str], data: st.DataObject) -> None:
    counts = st.tuples(st.integers(0, 1), st.integers(0, 1)).filter(any)
    sources = [summary(name, *data.draw(counts)) for name in names]
    shown = graph_names(DEFAULT_BASE, sources)
    graphs = [
        source_graph(DEFAULT_BASE, source.name, internal=internal)
        for source in sources
        for internal in (False, True)
        if (source.internal if internal else source.public)
    ]
    given_names = [shown.get(graph, graph) for graph in graphs]
    assert len(set(given_names)) == len(graphs)


@pytest.mark.parametrize("name", ["", " a", "a/b", "ontology", f"{OWN}/internal", "http://a b/"])
def test_what_cannot_name_a_source_is_refused(name: str) -> None:
    with pytest.raises(InputError, match="cannot name a source"):
        check_name(DEFAULT_BASE, name)


@pytest.mark.parametrize("name", ["members", "sheets:2024", "a b", OWN])
def test_a_word_or_an_iri_names_a_source(name: str) -> None:
    check_name(DEFAULT_BASE, name)
