"""The page is whole, asks nobody for anything, and lets nothing that is said become markup."""

import json
import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ecograph.identifiers import fold
from ecograph.store import EditionReader
from ecograph_viz import sight as sights
from ecograph_viz.asking import Wishes
from ecograph_viz.content import REASONS, content, letters, told
from ecograph_viz.drawing import Drawing
from ecograph_viz.drawn import drawn
from ecograph_viz.narrowing import narrowed, unsent
from ecograph_viz.page import FOLDER, Surroundings, embedded_json, figure, page, status
from ecograph_viz.seen import told_as_data
from ecograph_viz.view import view
from ecograph_viz.wanted import EVER
from tests.drawings import drawing, planned, sight_of, usual
from tests.networks import organisation, partnership, presence

FILE = Surroundings()
SERVED = Surroundings(action="/map", data_address="/map.json")


class Elements(HTMLParser):
    """The elements of a page: tags with their attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Note a text with the element before it."""
        self.texts.append((self.tags[-1][0] if self.tags else "", data))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of the elements with a tag."""
        return [attributes for name, attributes in self.tags if name == tag]


def data_of(text: str) -> dict[str, object]:
    """Return what the page's script reads."""
    (found,) = re.findall(r'id="map-data"[^>]*>(.*?)</script>', text, re.DOTALL)
    parsed: dict[str, object] = json.loads(found)
    return parsed


def names(data: dict[str, object]) -> list[str]:
    """Return the names of the organisations that the page's script reads."""
    organisations = data["organisations"]
    assert isinstance(organisations, list)
    return [each["name"] for each in organisations]


@pytest.fixture(scope="module")
def model(model_cluster_reader: EditionReader) -> Drawing:
    return drawn(model_cluster_reader, lambda _: "", internal=False)


def test_a_page_that_is_a_file_has_everything_in_it(model: Drawing) -> None:
    elements = Elements(page(sight_of(model, Wishes()), FILE))
    addresses = [
        attributes[name]
        for _, attributes in elements.tags
        for name in ("src", "href", "action", "srcset", "data")
        if attributes.get(name)
    ]
    assert (addresses, elements.of("link")) == ([], [])


def test_the_policy_of_a_file_allows_its_own_scripts_and_nothing_else(model: Drawing) -> None:
    text = page(sight_of(model, Wishes()), FILE)
    (policy,) = (
        attributes["content"] or ""
        for attributes in Elements(text).of("meta")
        if attributes.get("http-equiv") == "Content-Security-Policy"
    )
    scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    hashes = [f"'sha256-{b64encode(sha256(s.encode()).digest()).decode()}'" for s in scripts]
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["script-src"].split() == hashes
    assert (rules["default-src"], rules["form-action"], rules["base-uri"]) == ("'none'",) * 3


def test_a_served_page_names_its_files_and_has_no_script_in_it(model: Drawing) -> None:
    text = page(sight_of(model, Wishes()), SERVED, lambda name: f"/files/{name}?v=1")
    elements = Elements(text)
    sources = [attributes.get("src") for attributes in elements.of("script")]
    assert sources[0] is None
    assert all(source and source.startswith("/files/") for source in sources[1:])
    assert elements.of("style") == []


def test_nothing_in_the_page_is_styled_or_acts_by_an_attribute(model: Drawing) -> None:
    names = {
        name for _, attrs in Elements(page(sight_of(model, Wishes()), FILE)).tags for name in attrs
    }
    assert {name for name in names if name == "style" or name.startswith("on")} == set()


@given(st.text())
def test_what_is_said_comes_back_and_never_ends_the_block(text: str) -> None:
    written = embedded_json({"name": text})
    assert json.loads(written) == {"name": text}
    assert not set("<>&\u2028\u2029") & set(written)


def test_a_name_is_text_in_the_list_and_in_the_data() -> None:
    attack = "</script><img src=x onerror=alert(1)>{{ 7*7 }}"
    text = page(
        sight_of(drawing([presence("a")], [replace(organisation("a"), name=attack)]), Wishes()),
        FILE,
    )
    assert Elements(text).of("img") == []
    assert names(data_of(text)) == [attack]


def test_the_sets_for_vis_hold_each_thing_once_with_its_place(model: Drawing) -> None:
    sets = data_of(page(sight_of(model, Wishes()), FILE))["sets"]
    assert isinstance(sets, dict)
    nodes = {node["id"]: (node["x"], node["y"], node["group"]) for node in sets["nodes"]}
    assert nodes == {
        **{model.key(e.iri): (e.x, e.y, e.group) for e in model.organisations.values()},
        **{model.key(e.iri): (e.x, e.y, "undertaking") for e in model.undertakings.values()},
    }
    assert len(sets["edges"]) == len(model.lines)
    assert {type(group) for _, _, group in nodes.values()} == {str}


def test_the_list_has_the_organisations_that_are_seen(model: Drawing) -> None:
    found = sight_of(model, Wishes(year="2024"))
    text = figure(found, SERVED)
    listed = re.search(r'<ul id="map-list".*?</ul>', text, re.DOTALL)
    assert listed
    assert listed[0].count("<li>") == len(found.view.organisations)


def test_a_search_leaves_in_the_list_what_it_finds() -> None:
    bodies = [
        replace(organisation("a"), name="Łódź Labs"),
        replace(organisation("b"), name="Bergen"),
    ]
    found = sight_of(drawing([partnership("a", "b")], bodies), Wishes(search="lodz"))
    assert [each.name for each in found.found] == ["Łódź Labs"]
    assert len(found.view.organisations) == 2


def test_the_sentence_counts_what_is_drawn_and_leaves_plans_out() -> None:
    relations = [partnership(*"abc", iri="deal"), planned(partnership("a", "d"))]
    said = status(sight_of(drawing(relations), Wishes()))
    assert said == (
        "Today, 2022-06-30: 4 organisations, 3 lines, 1 square (a shared project or deal). "
        "1 planned line is dashed and not counted."
    )


def test_every_reason_for_leaving_something_out_is_said_in_words(model: Drawing) -> None:
    for wishes in (Wishes(year="2020"), Wishes(repeat=True), Wishes(kinds=("university",))):
        found = sight_of(model, wishes)
        assert {each.reason for each in found.view.left_out} <= REASONS.keys()
    assert told([("planned", 1), ("planned", 2)]) == [
        "1 planned relation is hidden",
        "2 planned relations are hidden",
    ]


def test_the_legend_counts_what_is_drawn(model: Drawing) -> None:
    found = sight_of(model, Wishes(year="2024"))
    form = found.form(is_fixed=False)
    assert sum(choice.number for choice in form.kinds) == len(found.view.organisations)
    things = {thing for line in found.view.lines for thing in line.undertakings}
    assert sum(choice.number for choice in form.rules if choice.is_on) == len(things)


def test_too_many_organisations_are_not_drawn_and_the_page_says_what_to_narrow() -> None:
    many = drawing([presence(f"o{number}") for number in range(sights.MOST + 1)])
    found = sight_of(many, Wishes())
    text = figure(found, SERVED)
    assert found.is_too_many
    assert "Too many organisations" in text
    assert "1\u202f501 organisations fit" in text
    assert 'id="map-canvas"' not in text
    assert not sight_of(many, Wishes(focus="o7")).is_too_many


WISHES = [
    Wishes(year="2024"),
    Wishes(year="2021", kinds=("university", "healthcare-provider")),
    Wishes(year="2022", relations=("partnership",)),
    Wishes(year="2023", fold=True),
    Wishes(focus="mc-aurora-bio"),
    Wishes(year="2024", focus="Nest Incubator Demo", fold=True),
]


@pytest.mark.parametrize("wishes", WISHES, ids=str)
def test_a_part_shows_what_the_whole_shows(model: Drawing, wishes: Wishes) -> None:
    wanted = sight_of(model, wishes).asked.wanted
    part = narrowed(model, wanted)
    others = (
        wanted,
        replace(wanted, planned=False),
        replace(wanted, alone=False),
        replace(wanted, repeat=True),
    )
    for other in others:
        whole, of_part = view(model, other), view(part, other)
        assert dict(of_part.organisations) == dict(whole.organisations)
        assert of_part.lines == whole.lines


def test_a_part_is_smaller_and_tells_what_it_lacks(model: Drawing) -> None:
    wanted = sight_of(model, Wishes(year="2024", focus="mc-aurora-bio")).asked.wanted
    part = narrowed(model, wanted)
    whole = view(model, wanted)
    assert len(part.facts) < len(model.facts)
    lacking = {each.reason: each.number for each in unsent(whole, part, wanted)}
    for each in view(part, wanted).left_out:
        lacking[each.reason] = lacking.get(each.reason, 0) + each.number
    assert lacking == {each.reason: each.number for each in whole.left_out}


def test_a_part_that_is_a_file_offers_no_other_period(
    model: Drawing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sights, "MOST", 50)
    found = sight_of(model, Wishes(year="2024"))
    text = page(found, FILE)
    options = Elements(text).of("option")
    years = [option["value"] for option in options if "data-start" in option]
    assert (found.is_part, years) == (True, ["2024"])
    assert 'data-scope="fixed"' in text
    assert 'data-scope="part"' in figure(found, SERVED)


def test_the_data_tell_the_same_nodes_and_lines(model: Drawing) -> None:
    found = sight_of(model, Wishes(year="2024", search="aurora"))
    answer = told_as_data(found)
    assert [each["iri"] for each in answer["organisations"]] == list(found.view.organisations)  # type: ignore[attr-defined]  # values of JSON
    assert [(each["first"], each["second"]) for each in answer["lines"]] == [  # type: ignore[attr-defined]  # as above
        (line.first, line.second) for line in found.view.lines
    ]
    assert answer["found"] == [each.iri for each in found.found]


def test_the_table_of_letters_says_what_accents_alone_do_not() -> None:
    assert {letter: letters()[letter] for letter in "øłıßœ"} == {
        "ø": "o",
        "ł": "l",
        "ı": "i",
        "ß": "ss",
        "œ": "oe",
    }
    assert all(fold(f"x{letter}x") == f"x{folded}x" for letter, folded in letters().items())


def test_facts_and_texts_go_by_numbers(model: Drawing) -> None:
    found = content(model, model.nodes)
    facts, texts = found["facts"], found["texts"]
    assert isinstance(facts, list)
    assert isinstance(texts, list)
    kinds = {texts[fact["kind"]] for fact in facts}
    assert kinds == {fact.kind for fact in model.facts.values()}


def test_a_whole_map_of_every_year_opens_with_every_year(model: Drawing) -> None:
    found = sight_of(model, Wishes(year="all"))
    assert (found.asked.wanted.period, found.period_name) == (EVER, "All years")
    assert view(model, usual(model, EVER)).lines == found.view.lines


def test_the_library_is_the_file_that_its_page_of_origin_names() -> None:
    folder = FOLDER / "vendor" / "vis-network"
    hashed = sha256((folder / "vis-network.min.js").read_bytes()).hexdigest()
    assert hashed in (folder / "VENDORED.md").read_text("utf-8")
    assert hashed in (FOLDER.parent / "vendor.mk").read_text("utf-8")


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        (Wishes(as_of="2022-04-01"), ("On 2022-04-01", "")),
        (Wishes(year="1950"), ("1950", "nothing known")),
        (Wishes(year="2022"), ("2022", "48 active")),
    ],
)
def test_the_form_names_the_period_that_is_shown(
    model: Drawing, wishes: Wishes, expected: tuple[str, str]
) -> None:
    (chosen,) = (
        each for each in sight_of(model, wishes).form(is_fixed=False).periods if each.is_chosen
    )
    assert (chosen.name, chosen.remark) == expected


def test_a_kind_within_a_group_can_be_chosen_and_is_named(model: Drawing) -> None:
    found = sight_of(model, Wishes(year="2022", kinds=("local-authority",)))
    chosen = [each for each in found.form(is_fixed=False).kinds if each.is_on]
    assert [(each.name, each.number) for each in chosen] == [("of these: Local authority", 1)]


@pytest.mark.row("R102")
def test_the_weak_tie_of_a_shared_network_is_off_and_labelled(model: Drawing) -> None:
    rules = {each.code: each for each in sight_of(model, Wishes()).form(is_fixed=False).rules}
    network, project = rules["shared-network-membership"], rules["shared-project"]
    assert (network.is_on, network.name, network.remark) == (
        False,
        "Members of one network",
        "a weak tie",
    )
    assert (project.is_on, project.remark) == (True, "")
