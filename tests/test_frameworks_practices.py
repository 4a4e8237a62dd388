"""The library of practices hangs together, and takes in what the register adds to it."""

from pathlib import Path

import pytest

from ecograph.frameworks import Frameworks, read_frameworks
from ecograph.frameworks.practices import Library, library
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.resources import folder
from ecograph.store import EditionReader, Register

LIBRARY = "https://w3id.org/ecograph/framework/success-factors"


def shipped(frameworks: Frameworks) -> Library:
    """Return the shipped library."""
    return library(frameworks, frameworks.frameworks[LIBRARY])


@pytest.mark.row("R101")
def test_the_library_has_factors_practices_and_cases_by_cluster(
    model_cluster_reader: EditionReader,
) -> None:
    found = shipped(read_frameworks(model_cluster_reader, internal=False))
    assert (len(found.factors), len(found.practices), len(found.cases)) == (7, 31, 30)
    assert sum(case.is_inferred for case in found.cases) == 11
    assert all(case.is_placing_inferred for case in found.cases)
    # Counted by hand in lines 387 to 544 of document 003, the inferred ones included.
    assert {name: len(cases) for name, cases in found.by_cluster().items()} == {
        "Connected Health": 4,
        "Eurasanté": 4,
        "Health Tech Cluster Switzerland": 3,
        "Health Valley Netherlands": 5,
        "HealthCapital Berlin Brandenburg": 4,
        "Istanbul Health Industry Cluster": 2,
        "Life Science Nord": 2,
        "LitCare, Lithuanian Medical Tourism Cluster": 2,
        "Medicon Valley": 4,
    }


def test_one_practice_has_no_case_and_every_case_a_practice(
    model_cluster_reader: EditionReader,
) -> None:
    found = shipped(read_frameworks(model_cluster_reader, internal=False))
    assert [each.element.code for each in found.practices if not each.cases] == ["7e"]
    assert all(not factor.other_cases for factor in found.factors)


def test_own_programmes_can_serve_a_practice(tmp_path: Path) -> None:
    (tmp_path / "programmes.csv").write_text(
        "id,name,kind,category\nlab,Field Lab,living-lab,events\n", "utf-8"
    )
    (tmp_path / "contributions.csv").write_text(
        "id,thing,element\none,lab,success-factors/practice-6c\n", "utf-8"
    )
    register = Register(tmp_path / "store", DEFAULT_BASE)
    load = load_files(
        register, [tmp_path / "programmes.csv", tmp_path / "contributions.csv"], None, Choices()
    )
    assert not load.problems
    found = shipped(read_frameworks(EditionReader(register.path), internal=False))
    serving = {
        each.element.code: [one.thing_name for one in each.contributions]
        for each in found.practices
        if each.contributions
    }
    assert serving == {"6c": ["Field Lab"]}


def test_a_case_that_names_no_practice_stands_under_its_factor(tmp_path: Path) -> None:
    text = (folder("ontology") / "examples" / "case-of-a-practice.ttl").read_text("utf-8")
    own = tmp_path / "own.ttl"
    own.write_text(text.replace("    eco:caseOf <element/field-lab> ;\n", ""), "utf-8")
    register = Register(tmp_path / "store", DEFAULT_BASE)
    load_files(register, [own], None, Choices())
    frameworks = read_frameworks(EditionReader(register.path), internal=False)
    own_library = library(frameworks, frameworks.frameworks[f"{DEFAULT_BASE}framework/library"])
    (factor,) = own_library.factors
    assert [case.cluster for case in factor.other_cases] == ["Valley Cluster"]
    assert [case.is_inferred for case in factor.cases] == [False]
