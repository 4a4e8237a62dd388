"""Facts by category of information and by practice equal what was counted by hand."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from ecograph import resultterms, vocabulary
from ecograph.definitions import Model, shipped_model
from ecograph.frameworks.information import Information, categories_of_kinds, information, matrix
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.ontology import Facts, shipped_triples
from ecograph.store import EditionReader, Register
from tests.results import load
from tests.test_schemes import MATRIX

# Two documents with a practice, one without; what is counted by hand stands at each row.
SHEETS: Mapping[str, str] = {
    "evidence": (
        "id,title,practice\nregister,Register,crm\npress,Press,media-monitoring\nletter,Letter,\n"
    ),
    # Three players; details of company: two with a function, one with a product; dynamics: two
    # foundings and one end.
    "organisations": (
        "id,name,kind,functions,products,founded,closed,evidence\n"
        "north,North Bio,biotech-company,research; production,Film,2019,,register:1\n"
        "south,South Care,hospital,care,,1900,2023,register:2; press:4\n"
        "east,East,company,,,,,letter\n"
    ),
    # Interconnection: one partnership and the project. Money: one grant. Markets: one presence.
    "relations": (
        "id,kind,organisation,role,concerns,country,start,evidence\n"
        "deal,licensing,north; south,partner,,,2020,press:1\n"
        "aid,grant,north,recipient,,,2021,\n"
        "abroad,operates-in,north,operator,,FR,2022,press:2\n"
    ),
    "programmes": (
        "id,name,kind,category,start,evidence\n"
        "study,Study,project,,2020,register:3\n"
        "talk,Talk,meeting,events,2020,letter:9\n"
    ),
    # Workforce: two figures; a share is of the players.
    "observations": (
        "id,about,measure,value,date,evidence\n"
        "staff-1,north,headcount,10,2020,register:5\n"
        "staff-2,north,headcount,12,2021,register:6\n"
        "share,south,reported-share,40,2021,press:3\n"
    ),
    "changes": "id,kind,date,original,evidence\nshut,closure,2023,south,press:4\n",
}
COUNTED = {
    # North, South, East and the reported share.
    "identity-of-players": 4,
    # Functions of North and South, the product of North.
    "company-details": 3,
    "investment-and-grants": 1,
    "science-performance": 0,
    "business-from-academia": 0,
    "university-talent": 0,
    # Founding of North and South, end of South, the closure as a change.
    "business-dynamics": 4,
    "policies-and-regulations": 0,
    "international-markets": 1,
    "workforce": 2,
    "healthcare-capacities": 0,
    # The licence and the project.
    "interconnection": 2,
    "patents-and-adoption": 0,
    # The meeting.
    "support-organisations": 1,
}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> EditionReader:
    """Give a register with the few facts above."""
    folder = tmp_path_factory.mktemp("information")
    register = Register(folder / "store", DEFAULT_BASE)
    found = load(register, Path(folder / "sheets"), **SHEETS)
    assert not found.problems
    return EditionReader(register.path)


def counts(found: Information) -> dict[str, int]:
    """Return the facts of each category."""
    return {each.listed.code: each.facts for each in found.categories}


@pytest.mark.row("R057")
def test_the_report_lists_fourteen_categories_with_their_facts_zero_included(
    small: EditionReader,
) -> None:
    found = information(small, internal=False)
    assert counts(found) == COUNTED
    assert found.unassigned == ()
    kinds = {kind.name: kind.facts for kind in found.of("business-dynamics").kinds}
    assert kinds == {"Start": 2, "End": 1, "Closure": 1}


@pytest.mark.row("R057")
def test_each_kind_of_fact_belongs_to_exactly_one_category() -> None:
    model = shipped_model()
    category = resultterms.INFORMATION_CATEGORY.value
    schemes = ("programme-kinds", "resource-kinds", "relation-kinds", "change-kinds", "measures")
    own = {
        iri: tuple(term.value for term in concept.properties.get(category, ()))
        for iri, concept in model.concepts.items()
    }
    assert all(len(found) <= 1 for found in own.values())
    belongs = dict(_stated())
    for scheme in schemes:
        for concept in model.schemes[scheme].concepts:
            found = assigned(model, belongs, concept.iri)
            assert found or concept.code == "indicator-value", concept.iri


def assigned(model: Model, belongs: Mapping[str, str], iri: str) -> str:
    """Return the category of a code by a walk of our own over codes and classes."""
    here: str | None = iri
    while here is not None and here not in belongs:
        concept = model.concepts[here]
        above = concept.broader
        if above is None:
            for term in ("relationClass", "class"):
                for value in concept.properties.get(f"{vocabulary.ECO}{term}", ()):
                    found = [c for c in model.ancestors(value.value) if c in belongs]
                    return belongs[found[0]] if found else ""
            return ""
        here = above
    return belongs.get(here or "", "")


def _stated() -> list[tuple[str, str]]:
    facts = Facts(shipped_triples())
    term = resultterms.INFORMATION_CATEGORY
    return [(kind, facts.text(kind, term) or "") for kind in facts.subjects(term)]


def test_a_value_of_an_indicator_is_no_information_on_the_ecosystem(
    model_cluster_reader: EditionReader,
) -> None:
    found = information(model_cluster_reader, internal=True)
    kinds = [kind.iri for each in found.categories for kind in each.kinds]
    assert not any(iri.endswith("/indicator-value") for iri in kinds)
    assert all(each.facts for each in found.categories)


def test_a_kind_that_no_category_claims_is_shown_and_not_lost(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(
        "@prefix eco: <https://w3id.org/ecograph/ns#> . @prefix ex: <https://example.org/> ."
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> ."
        "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> ."
        "ex:barter a skos:Concept ; skos:inScheme "
        "<https://w3id.org/ecograph/scheme/change-kinds> ; skos:prefLabel 'Barter'@en ."
        "ex:swap a <http://www.w3.org/ns/org#ChangeEvent> ; eco:kind ex:barter .",
        "utf-8",
    )
    register = Register(tmp_path / "store", DEFAULT_BASE)
    load_files(register, [own], None, Choices())
    found = information(EditionReader(register.path), internal=False)
    assert [(each.name, each.facts) for each in found.unassigned] == [("Barter", 1)]
    assert sum(counts(found).values()) == 0


@pytest.mark.row("R058")
def test_the_matrix_is_that_of_the_source_with_27_links(small: EditionReader) -> None:
    found = matrix(small, internal=False)
    assert (len(found.practices), len(found.categories)) == (12, 14)
    linked = {
        practice.code: {
            category.code
            for category in found.categories
            if found.cells[practice.code, category.code].is_linked
        }
        for practice in found.practices
    }
    assert linked == {practice: set(text.split()) for practice, text in MATRIX.items()}
    assert found.links == 27
    assert len(found.cells) == 12 * 14


@pytest.mark.row("R058")
def test_the_matrix_counts_facts_by_the_practice_of_their_documents(small: EditionReader) -> None:
    found = matrix(small, internal=False)
    cells = {key: cell.facts for key, cell in found.cells.items() if cell.facts}
    assert cells == {
        # North and South.
        ("crm", "identity-of-players"): 2,
        # Their functions, and the product of North.
        ("crm", "company-details"): 3,
        # Their founding, and the end of South.
        ("crm", "business-dynamics"): 3,
        ("crm", "interconnection"): 1,
        ("crm", "workforce"): 2,
        # South, which cites the press as well, and the share.
        ("media-monitoring", "identity-of-players"): 2,
        # The function of South.
        ("media-monitoring", "company-details"): 1,
        # Founding and end of South, and the closure.
        ("media-monitoring", "business-dynamics"): 3,
        # The licence.
        ("media-monitoring", "interconnection"): 1,
        ("media-monitoring", "international-markets"): 1,
    }
    assert found.facts_of("crm") == 2 + 3 + 3 + 1 + 2
    assert found.facts_of("surveys") == 0


@pytest.mark.row("R058")
def test_facts_without_practice_are_told_by_category(small: EditionReader) -> None:
    found = matrix(small, internal=False)
    # East and the meeting cite a letter of no practice; the grant cites nothing.
    without = {code: number for code, number in found.without_practice.items() if number}
    assert without == {
        "identity-of-players": 1,
        "investment-and-grants": 1,
        "support-organisations": 1,
    }


def test_a_kind_takes_the_category_of_the_nearest_above_it() -> None:
    def row(kind: str, category: str = "", broader: str = "", above: str = "") -> dict[str, str]:
        return {"kind": kind, "category": category, "broader": broader, "class": above}

    belongs = categories_of_kinds(
        [
            row("Talk", above="Event"),
            row("Event", above="Programme"),
            row("Programme", category="support"),
            # The broader code comes before the class, in whatever order they are read.
            row("fair", above="Event"),
            row("fair", broader="market"),
            row("market", category="markets"),
            # Two that are above each other lead nowhere.
            row("hen", broader="egg"),
            row("egg", broader="hen"),
        ]
    )
    assert belongs == {
        "Talk": "support",
        "Event": "support",
        "Programme": "support",
        "fair": "markets",
        "market": "markets",
    }
