"""Real files that nobody here wrote load whole, without a false alarm."""

from pathlib import Path

import pytest

from ecograph.ingest import Loaded
from ecograph.resources import folder
from tests.independent import cordis
from tests.sheetfiles import BASE, load, subjects, values

MAPPINGS = folder("examples") / "mappings"


def accepted(loaded: Loaded) -> dict[str, int]:
    return {sheet: count.accepted for sheet, count in loaded.report.counts.items()}


def test_the_health_projects_of_cordis_load_whole(real_data: Path) -> None:
    loaded = load(real_data / "cordis-h2020-health")
    assert loaded.is_complete
    assert accepted(loaded) == {
        "evidence": 1,
        "organisations": 2038,
        "programmes": 546,
        "relations": 4995,
    }
    assert loaded.report.remarks[0].startswith("4,995 participations in 509 projects")


def test_every_participation_of_cordis_is_a_party_of_its_project(real_data: Path) -> None:
    loaded = load(real_data / "cordis-h2020-health")
    given = {
        (row["projectID"], row["organisationID"])
        for row in cordis.participations(real_data / "cordis-h2020-health")
    }
    parties: dict[str, str] = {}
    concerned: dict[str, str] = {}
    for line in loaded.content.public:
        subject, predicate, value = line.removesuffix(" .").split(" ", 2)
        if predicate.endswith("#organisation>"):
            parties[subject.split("/party/")[0] + ">"] = value.rsplit("pic-", 1)[-1][:-1]
        elif predicate.endswith("#concerns>"):
            concerned[subject] = value.rsplit("cordis-", 1)[-1][:-1]
    assert {(concerned[relation], pic) for relation, pic in parties.items()} == given


def test_the_slice_of_2023_loads_with_the_project_that_its_table_lacks(real_data: Path) -> None:
    loaded = load(real_data / "cordis-2023-slice" / "organization.csv")
    assert loaded.is_complete
    assert accepted(loaded) == {
        "evidence": 1,
        "organisations": 3114,
        "programmes": 602,
        "relations": 5153,
    }
    assert "programme/cordis-101031543" in subjects(loaded)
    assert any(
        remark.endswith("participations: 1 (101031543).") for remark in loaded.report.remarks
    )


@pytest.mark.parametrize(
    ("source", "mapping", "counts"),
    [
        ("imi", "imi", (1359, 4487)),
        # 1,034 organisations with a name and 318 of which the tables give only the code.
        ("imi", "imi-by-pic", (1352, 4437)),
        # 965 companies and the cluster whose members they are.
        ("member-list", "member-list", (966, 965)),
    ],
)
def test_other_tables_load_by_their_mapping(
    real_data: Path, source: str, mapping: str, counts: tuple[int, int]
) -> None:
    loaded = load(real_data / source, mapping=MAPPINGS / f"{mapping}.yaml")
    assert loaded.is_complete
    found = accepted(loaded)
    assert (found["organisations"], found["relations"]) == counts


def test_countries_in_words_are_two_letters(real_data: Path) -> None:
    loaded = load(real_data / "imi", mapping=MAPPINGS / "imi.yaml")
    (kosovo,) = [line for line in loaded.content.public if line.endswith('"XK" .')]
    assert f"<{BASE}organisation/imi-organisation-" in kosovo
    countries = {line for line in loaded.content.public if "#country>" in line}
    # One of 1,359 organisations, Alaxia, has none.
    assert len(countries) == 1358


def test_the_themes_of_a_project_are_its_topics(real_data: Path) -> None:
    loaded = load(real_data / "imi", mapping=MAPPINGS / "imi.yaml")
    assert values(loaded, "programme/imi-ADAPTSMART", "topic") == {
        '"Clinical trial design"',
        '"Real-world data, evidence"',
        '"Regulatory and HTA processes"',
    }
