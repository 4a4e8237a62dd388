"""A review for staff can be handed out: nobody solves it for what few internal facts add."""

import random
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from fastapi.testclient import TestClient

from ecograph.cli.root import ecograph
from ecograph.frameworks import Silence
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.metrics import Reason
from ecograph.network import Affiliations, Organisation, Profile, Relation
from ecograph.periods import Span
from ecograph.review import PublicSide, Review, View, annual_review, files
from ecograph.review.entries import pairs_table
from ecograph.review.withheld.solving import Count, Sum, withheld
from ecograph.review.written.documents import review_json
from ecograph.store import Register
from tests.networks import (
    ALWAYS,
    AUTHORITY,
    PHARMA,
    UNIVERSITY,
    affiliations,
    organisation,
    partnership,
)
from tests.reviews import about, headlines, review_of
from tests.sheetfiles import write
from tests.solving import WITHHELD, Attacker, published
from tests.test_review import WHENCE

CLUSTER = f"{DEFAULT_BASE}organisation/cluster"
KINDS = {"p": PHARMA, "u": UNIVERSITY, "a": AUTHORITY}
ORGANISATIONS = [
    organisation(f"{code}{number}", kind, "XX/north/x")
    for code, kind in KINDS.items()
    for number in range(1, 6)
]
IN_2022 = Span(date(2022, 1, 1), date(2022, 12, 31))
# Companies and universities 4, two companies 2, a company and an authority 1, and one of each else.
PUBLIC = "p1-p2 p1-u1 p2-u1 p3-u2 u1-u2 u2-a1 p3-p4 p4-u3 a1-a2 a3-p5"
# In 2022 two of a company and an authority, and six of a company and a university.
INTERNAL = "p1-a2 p2-a3 p1-u2 p1-u3 p2-u2 p2-u3 p3-u1 p4-u1"
SMALL, NEXT = ("ties-by-kinds/pharma authority", 2022), ("ties-by-kinds/pharma university", 2022)


def pairs(text: str, span: Span = ALWAYS) -> list[Relation]:
    """Return partnerships of pairs written a-b, in force in a span or always."""
    return [partnership(*pair.split("-"), span=span) for pair in text.split()]


def sides(
    public: Iterable[Relation],
    internal: Iterable[Relation],
    organisations: Iterable[Organisation] = ORGANISATIONS,
    profile: Profile | None = None,
) -> tuple[Affiliations, PublicSide]:
    """Return all facts, and beside them the public ones."""
    given = profile or Profile(CLUSTER, "Cluster", baseline_year=2021, minimum_group_size=5)
    known = affiliations([*public, *internal], organisations, profile=given)
    beside = affiliations(public, organisations, profile=given)
    return replace(known, is_internal=True), PublicSide(beside, WHENCE)


def test_lists_name_no_source_that_only_staff_see() -> None:
    known, public = sides(pairs("a-b"), ())
    (relation,) = public.affiliations.relations
    told = replace(WHENCE, of_relations={relation: ("A register", "A whistle-blower")})
    shown = replace(WHENCE, of_relations={relation: ("A register",)})
    found = annual_review(known, told, 2022, public=replace(public, provenance=shown))
    table = pairs_table(found)
    assert [dict(zip(table.columns, row, strict=True))["sources"] for row in table.rows] == [
        "A register"
    ]


def of_staff(known: Affiliations, public: PublicSide | None, year: int = 2022) -> Review:
    """Return the review that staff hand out."""
    return annual_review(known, WHENCE, year, public=public)


def attacker(known: Affiliations, public: PublicSide, year: int = 2022) -> Attacker:
    """Return who solves for what such a review withholds, with the public one beside it."""
    told, hidden = published(of_staff(known, public, year))
    return Attacker(told, hidden, published(annual_review(public.affiliations, WHENCE, year))[0])


@pytest.fixture(scope="module")
def known() -> tuple[Affiliations, PublicSide]:
    """Give the hand-made register as staff and as the public see it."""
    return sides(pairs(PUBLIC), pairs(INTERNAL, IN_2022))


def test_a_small_group_is_withheld_and_the_next_smallest_of_the_total_with_it(
    known: tuple[Affiliations, PublicSide],
) -> None:
    told, hidden = published(of_staff(*known))
    # 2 of 8 are withheld; shown, the other 6 would tell them. What is public stays.
    kinds = {each for each in hidden if each[0].startswith("ties-by-kinds")}
    assert kinds == {SMALL, NEXT}
    assert told["ties-by-kinds", 2022] == told["ties", 2022] == 18
    assert told["ties-by-kinds/pharma pharma", 2022] == 2
    assert (told[SMALL[0], 2021], told[NEXT[0], 2021]) == (1, 4)


def test_what_hangs_on_a_withheld_number_is_withheld_too(
    known: tuple[Affiliations, PublicSide],
) -> None:
    rows = headlines(of_staff(*known))
    # Who works with whom tells the kinds; the largest group grew by two, from 9 to 11.
    for name in ("cross-kind-share", "e-i-index/helix/index", "giant-component-share"):
        row = rows[name]
        assert (row["value"], row["reason"], row["change"]) == (None, WITHHELD, None)
        assert (row["facts"], row["sources"], row["caveat"]) == (None, "", None)
    assert rows["mean-degree"]["value"] == pytest.approx(2 * 18 / 11)


@pytest.mark.row("R091")
def test_nobody_solves_for_a_withheld_number(known: tuple[Affiliations, PublicSide]) -> None:
    found = attacker(*known)
    # Both are 13 together; by public facts they are 1 and 4.
    assert found.possible(SMALL) == (1, 9)
    assert found.possible(NEXT) == (4, 12)
    assert found.solved == {}


def test_whoever_knows_the_rule_does_not_either(known: tuple[Affiliations, PublicSide]) -> None:
    found = replace(attacker(*known), knows_the_rule=True, rows=[])
    assert found.solved == {}


def test_with_the_small_group_alone_withheld_the_solver_finds_it(
    known: tuple[Affiliations, PublicSide],
) -> None:
    everything, _ = published(annual_review(replace(known[0], is_internal=False), WHENCE, 2022))
    public, _ = published(annual_review(known[1].affiliations, WHENCE, 2022))
    told = {name: value for name, value in everything.items() if name != SMALL}
    assert Attacker(told, frozenset({SMALL}), public).solved == {SMALL: 3}


@pytest.mark.parametrize(
    ("stated", "minimum"), [(None, 5), (0, 3), (3, 3), (7, 7)], ids=["none", "0", "3", "7"]
)
def test_the_minimum_is_that_of_the_profile_and_never_below_three(
    stated: int | None, minimum: int
) -> None:
    profile = Profile(CLUSTER, "Cluster", baseline_year=2021, minimum_group_size=stated)
    found = of_staff(*sides(pairs(PUBLIC), pairs(INTERNAL, IN_2022), profile=profile))
    told, hidden = published(found)
    assert {SMALL, NEXT} <= hidden
    # The one with most partners gained two, but the five that now have three partners are five.
    assert (("with-partners/3", 2022) in told) == (minimum <= 5)
    assert f"add fewer than {minimum} are withheld" in str(about(found)["readers"])


def test_two_worlds_that_differ_in_what_is_withheld_look_the_same() -> None:
    # Three and five instead of two and six: every file is the same, so none tells which.
    other = INTERNAL.replace("p1-u3", "p4-a2")
    first, second = (
        files(of_staff(*sides(pairs(PUBLIC), pairs(text, IN_2022))), DEFAULT_BASE)
        for text in (INTERNAL, other)
    )
    assert {name for name in first if first[name] != second[name]} == set()


def test_lists_rules_and_what_they_left_out_are_those_of_public_facts(
    known: tuple[Affiliations, PublicSide],
) -> None:
    found, public = of_staff(*known), annual_review(known[1].affiliations, WHENCE, 2022)
    assert found.network.ties == public.network.ties
    assert about(found)["rules in force"] == about(public)["rules in force"]
    assert "p1-a2" not in review_json(found).decode("utf-8")
    assert str(about(found)["readers"]).startswith(
        "Public and internal facts. Numbers to which internal facts add fewer than 5 are withheld"
    )


def test_a_review_of_public_facts_is_what_it_was(known: tuple[Affiliations, PublicSide]) -> None:
    public = known[1].affiliations
    alone = annual_review(public, WHENCE, 2022)
    assert review_json(annual_review(public, WHENCE, 2022, public=known[1])) == review_json(alone)
    assert published(alone)[1] == set()
    assert about(alone)["readers"] == "Public facts only."


def test_where_internal_facts_add_nothing_nothing_is_withheld() -> None:
    known, public = sides(pairs(PUBLIC), [])
    told, hidden = published(of_staff(known, public))
    assert hidden == set()
    assert told == published(annual_review(public.affiliations, WHENCE, 2022))[0]


def test_without_a_public_side_nothing_counts_as_public(
    known: tuple[Affiliations, PublicSide],
) -> None:
    found = of_staff(known[0], None)
    told, hidden = published(found)
    assert all(
        value == 0 or abs(value) >= 5 for name, value in told.items() if value and _is_pairs(name)
    )
    assert ("ties-by-kinds/pharma pharma", 2021) in hidden
    assert found.network.ties == ()


def _is_pairs(name: tuple[str, int]) -> bool:
    return name[0].startswith(("ties-by", "tie-changes/"))


def test_where_the_public_knows_no_such_place_all_counts_as_internal() -> None:
    north = [replace(each, city="") for each in ORGANISATIONS]
    known, public = sides(pairs(PUBLIC), pairs(INTERNAL, IN_2022), north)
    elsewhere = replace(
        public,
        affiliations=replace(
            public.affiliations,
            organisations={
                iri: replace(each, region="")
                for iri, each in public.affiliations.organisations.items()
            },
        ),
    )
    view = View(selection=replace(View().selection, region="north"))
    found = annual_review(known, WHENCE, 2022, view=view, public=elsewhere)
    assert headlines(found)["ties"]["value"] == 18
    assert found.network.organisations == {}


def test_what_hangs_on_a_number_that_stands_nowhere_is_withheld_too() -> None:
    # One university more is active: how many there are of each helix is told by what chance makes.
    known, public = sides(pairs(PUBLIC), pairs(f"{INTERNAL} p1-u4", IN_2022))
    rows = headlines(of_staff(known, public))
    assert rows["organisations"]["reason"] == WITHHELD
    assert rows["e-i-index/helix/expected"]["reason"] == WITHHELD
    assert rows["e-i-index/helix/expected"]["previous"] is not None


def test_a_change_of_few_is_not_told_by_two_years() -> None:
    # Six internal pairs the year before, and one more this year: 17 - 16 would tell the one.
    since = Span(date(2021, 1, 1), date(2022, 12, 31))
    before = pairs("p1-a2 p2-a3 p1-u2 p1-u3 p2-u2 p2-u3", since)
    found = attacker(*sides(pairs(PUBLIC), [*before, *pairs("p3-u1", IN_2022)]))
    assert ("tie-changes/formed", 2022) in found.withheld
    assert {("ties", 2022), ("ties", 2021)} & found.withheld
    assert found.solved == {}


@pytest.mark.parametrize("seed", range(5))
def test_whatever_the_register_nobody_solves_for_a_withheld_number(seed: int) -> None:
    found = attacker(*made_up(random.Random(seed)))  # noqa: S311  # no secret hangs on it
    assert found.withheld
    assert found.solved == {}


def made_up(chance: random.Random) -> tuple[Affiliations, PublicSide]:
    """Return a small register with joiners, leavers, places, unknown kinds and a cluster office."""
    codes, places = [*KINDS.values(), None], ["XX/n/x", "XX/n/y", "YY/s/z", ""]
    there = [
        organisation(f"o{number:02}", chance.choice(codes), chance.choice(places))
        for number in range(chance.randint(4, 14))
    ]

    def some(name: str, number: int) -> list[Relation]:
        return [
            partnership(
                *sorted({each.iri for each in chance.sample(there, chance.choice([2, 2, 3]))}),
                iri=f"{name}{place}",
                span=Span(date(first, 1, 1), date(chance.randint(first, 2023), 12, 31)),
            )
            for place in range(number)
            for first in (chance.randint(2020, 2022),)
        ]

    profile = Profile(
        CLUSTER,
        "Cluster",
        organisations=frozenset({"o00"}),
        baseline_year=chance.choice([None, 2020]),
        minimum_group_size=chance.choice([3, 5, 8]),
    )
    public, internal = some("p", chance.randint(2, 25)), some("i", chance.randint(1, 15))
    return sides(public, internal, there, profile)


def test_figures_of_the_model_cluster_are_withheld_for_staff(model_cluster: Register) -> None:
    found, public = (review_of(model_cluster.path, 2024, internal=each) for each in (True, False))
    row = headlines(found)["ties"]
    # 41 against 37 of the public: four pairs are too few.
    assert (row["value"], row["reason"]) == (None, WITHHELD)
    told, hidden = published(found)
    # The review is of the home region, and pairs of kinds reach out of it.
    assert Attacker(told, hidden, published(public)[0], has_outside=True).solved == {}
    assert found.network.ties == public.network.ties


def test_indicators_that_rest_on_few_internal_facts_are_withheld(model_cluster: Register) -> None:
    found, public = (
        {(each.report.indicator.id, each.known_by): each for each in review.indicators}
        for review in (review_of(model_cluster.path, 2024, internal=x) for x in (True, False))
    )
    hidden = [
        key for key, each in found.items() if each.line.this.reason is Silence.TOO_SMALL_GROUP
    ]
    assert hidden
    for key, each in found.items():
        this, beside = each.line.this, public[key].line.this if key in public else None
        if this.is_known:
            added = set(this.facts) ^ set(beside.facts if beside else ())
            assert not 0 < len(added) < 5 or key[1] == "reported"
        elif this.reason is Silence.TOO_SMALL_GROUP:
            assert (this.facts, each.line.change, this.left_out) == ((), None, ())


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give the hand-made register as sheets: the column of visibility says what is internal."""
    folder = tmp_path_factory.mktemp("sheets")
    kinds = {"p": "pharma-company", "u": "university", "a": "authority"}
    organisations = "".join(
        f"{each.iri},{each.name},,{kinds[each.iri[0]]},DK\n" for each in ORGANISATIONS
    )
    rows = [f"{pair},partnership,{{}},2021,2022,public\n" for pair in PUBLIC.split()]
    rows += [f"{pair},partnership,{{}},2022,2022,internal\n" for pair in INTERNAL.split()]
    relations = "".join(
        row.format(party) for row in rows for party in row.partition(",")[0].split("-")
    )
    write(
        folder,
        profile="cluster,minimum_group_size\nhome,5\n",
        organisations=f"id,name,form,kind,country\n{organisations}home,Home,cluster,,DK\n",
        relations=f"id,kind,organisation,start,end,visibility\n{relations}",
    )
    register = Register(folder / "store", DEFAULT_BASE)
    loaded = load_files(register, [folder], "test", Choices(strict=True))
    assert loaded.outcome, loaded.problems
    return register


def test_the_command_withholds(sheets: Register, tmp_path: Path) -> None:
    arguments = ["review", "--year", "2022", "--out", str(tmp_path), "--store", str(sheets.path)]
    answer = CliRunner().invoke(ecograph, [*arguments, "--internal"])
    assert answer.exit_code == 0, answer.output
    page = (tmp_path / "review-2022.html").read_text("utf-8")
    assert WITHHELD in page
    assert "Numbers to which internal facts add fewer than 5 are withheld" in page
    assert "p1-a2" not in page + (tmp_path / "review-2022-pairs.csv").read_text("utf-8")


def test_the_page_of_staff_withholds_and_that_of_visitors_does_not(
    staff: TestClient, client: TestClient
) -> None:
    address = "/review.json?year=2024&cluster=model-cluster"
    rows = [
        next(row for row in each.get(address).json()["headlines"] if row["id"] == "ties")
        for each in (staff, client)
    ]
    assert [(row["value"], row["reason"]) for row in rows] == [(None, WITHHELD), (37, None)]


def test_of_two_that_make_a_total_the_total_goes_with_the_small_one() -> None:
    counts = {("2022", name): Count(value) for name, value in (("a", 2), ("all", 2), ("b", 0))}
    total = Sum({("2022", "a"): 1, ("2022", "b"): 1, ("2022", "all"): -1})
    assert withheld(counts, [total], 5) == {("2022", "a"), ("2022", "all")}


def test_what_two_sums_tell_together_is_withheld_with_a_third() -> None:
    # a + b is told by one sum and a - b by the other, each with two unknown.
    counts = {
        ("2022", name): Count(value) for name, value in (("a", 4), ("b", 7), ("c", 11), ("d", 3))
    }
    sums: list[Mapping[str, int]] = [{"a": 1, "b": 1, "c": -1}, {"b": 1, "a": -1, "d": -1}]
    found = withheld(counts, [Sum({("2022", n): t for n, t in each.items()}) for each in sums], 5)
    assert {name for _, name in found} >= {"a", "b", "d"}


def test_withheld_cells_say_why() -> None:
    known = sides(pairs(PUBLIC), pairs(INTERNAL, IN_2022))
    table = next(each for each in of_staff(*known).tables if each.measure.id == "ties-by-kinds")
    reasons = {each.id: each.compared.this.reason for each in table.rows}
    assert reasons["pharma authority"] is Reason.TOO_SMALL_GROUP
    assert reasons["pharma pharma"] is None
