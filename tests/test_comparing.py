"""What came, changed and went between two editions: its law, its words, and who may see it."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecograph.identifiers import DEFAULT_BASE, source_graph
from ecograph.store import Edition, Register
from ecograph.store.editions import comparing, parts
from ecograph.store.editions.comparing import Change, Told
from tests.facts import content, dated, organisation

TWO = organisation("a", "Alpha") + organisation("b", "Beta")
facts_of_two = st.dictionaries(st.sampled_from("abcd"), st.sampled_from(["X", "Y", 'Z"é']))


@pytest.fixture
def register(tmp_path: Path) -> Register:
    return Register(tmp_path / "register", DEFAULT_BASE)


def between(one: Edition, other: Edition, *, internal: bool = True) -> list[Told]:
    found = comparing.changes(one, other, internal=internal)
    return list(comparing.told(found, one, other, internal=internal))


def of_graph(found: tuple[Change, ...], *, internal: bool) -> list[Change]:
    return [change for change in found if change.internal == internal]


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(before=st.tuples(facts_of_two, facts_of_two), after=st.tuples(facts_of_two, facts_of_two))
def test_what_changed_makes_the_later_of_the_earlier(
    tmp_path_factory: pytest.TempPathFactory,
    before: tuple[dict[str, str], dict[str, str]],
    after: tuple[dict[str, str], dict[str, str]],
) -> None:
    register = Register(tmp_path_factory.mktemp("law"), DEFAULT_BASE)
    one, other = (
        register.replace(
            content(
                "members",
                *(
                    "".join(
                        organisation(key, name.replace('"', '\\"')) for key, name in part.items()
                    )
                    for part in given
                ),
            )
        ).edition
        for given in (before, after)
    )
    found = comparing.changes(one, other, internal=True)
    for internal in (False, True):
        graph = source_graph(DEFAULT_BASE, "members", internal=internal)
        made = comparing.applied(parts.lines(one, graph), of_graph(found, internal=internal))
        assert made == parts.lines(other, graph)
    assert bool(found) == (before != after)


def test_a_change_is_told_in_words(register: Register) -> None:
    one = register.replace(content("members", TWO + dated([("r", "2019", "", "")]))).edition
    other = register.replace(
        content("members", organisation("a", "Alpha Ltd") + dated([("r", "2020", "", "active")]))
    ).edition
    organisations, relations = f"{DEFAULT_BASE}organisation", f"{DEFAULT_BASE}relation"
    assert [
        (t.change, t.thing, t.name, t.property, t.before, t.after) for t in between(one, other)
    ] == [
        ("changed", f"{organisations}/a", "Alpha Ltd", "label", "Alpha", "Alpha Ltd"),
        ("gone", f"{organisations}/b", "Beta", "type", "organisation", ""),
        ("gone", f"{organisations}/b", "Beta", "label", "Beta", ""),
        ("changed", f"{relations}/r", "", "start", "2019", "2020"),
        ("changed", f"{relations}/r", "", "status", "", "Active"),
    ]


def test_each_change_names_its_source_and_its_visibility(register: Register) -> None:
    one = register.replace(content("one", TWO)).edition
    other = register.replace(content("two", organisation("c", "C"), organisation("d", "D"))).edition
    assert {(t.source, t.visibility, t.name, t.change) for t in between(one, other)} == {
        ("two", "public", "C", "added"),
        ("two", "internal", "D", "added"),
    }


def test_the_public_is_told_no_internal_change_and_no_internal_name(register: Register) -> None:
    thing = "rel:r a eco:Partnership ; eco:start"
    one = register.replace(content("m", f"{thing} '2019' .", "rel:r rdfs:label 'Secret' .")).edition
    other = register.replace(
        content("m", f"{thing} '2020' .", "rel:r rdfs:label 'Secret still' .")
    ).edition
    (row,) = between(one, other, internal=False)
    assert (row.name, row.before, row.after) == ("", "2019", "2020")
    assert len(between(one, other)) == 2


def test_an_edition_does_not_differ_from_itself(register: Register) -> None:
    edition = register.replace(content("one", TWO)).edition
    assert between(edition, edition) == []
