"""A bundle of figures: given to another cluster, read by it, and nothing in it but figures."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from zipfile import ZipFile

import pytest

from ecograph.errors import InputError, UsageError
from ecograph.exports.bundle import as_bundle
from ecograph.exports.guarding import for_others
from ecograph.exports.summaries import Summary, summed_up
from ecograph.frameworks import Frameworks, Silence, read_frameworks, reporting_year
from ecograph.frameworks.neighbours import neighbours, side_by_side
from ecograph.identifiers import DEFAULT_BASE
from ecograph.ingest import KnownThing
from ecograph.ingest.contacts import contact_in
from ecograph.loading import Choices, load_files
from ecograph.store import EditionReader, Register
from tests.conftest import TODAY
from tests.givenresults import WHENCE, Given, given_results
from tests.sheetfiles import BASE, load, said, subjects, values, write
from tests.surveys import surveyed

ECO = "https://w3id.org/ecograph/ns#"
FRAMEWORK = "https://w3id.org/ecograph/framework/"
GIVEN = (
    Given("market/outcome-1.1", 2023, "4", facts=4),
    Given("market/outcome-1.1", 2024, "6", facts=6),
    Given("market/outcome-1.1", 2024, "5", "actual"),
    Given("market/outcome-1.2", 2024, "1000000.5", unit="EUR", facts=2),
    Given("market/outcome-1.2", 2024, "20", unit="GBP", facts=1),
    Given("market/impact.2", 2024, "-1.5", "actual"),
    Given("talent/output-2a.3", 2023, "30", facts=2),
    Given("talent/output-2a.3", 2024, "3", facts=2),
)


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give the register of the cluster that gives, with a survey that seven answered."""
    return surveyed(tmp_path_factory.mktemp("giver"))


@pytest.fixture(scope="module")
def frameworks(register: Register) -> Frameworks:
    """Give its frameworks as the public sees them."""
    return read_frameworks(EditionReader(register.path), internal=False)


@pytest.fixture(scope="module")
def groups(register: Register) -> tuple[Summary, ...]:
    """Give what sums up its survey."""
    return summed_up(EditionReader(register.path), [2024])


@pytest.fixture(scope="module")
def bundle(
    frameworks: Frameworks, groups: tuple[Summary, ...], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """Give the bundle of the given figures."""
    content = as_bundle(given_results(frameworks, (2023, 2024), *GIVEN), groups, WHENCE, BASE)
    path = tmp_path_factory.mktemp("bundle") / "home.zip"
    path.write_bytes(content)
    return path


def table(bundle: Path, name: str) -> list[Mapping[str, str]]:
    """Return the rows of a table in a bundle."""
    with ZipFile(bundle) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"))))


def unpacked(bundle: Path, name: str, folder: Path) -> Path:
    """Return a file out of a bundle."""
    with ZipFile(bundle) as archive:
        return Path(archive.extract(name, folder))


def test_a_bundle_holds_tables_a_cube_and_what_they_are(bundle: Path) -> None:
    with ZipFile(bundle) as archive:
        names = archive.namelist()
        manifest = json.loads(archive.read("manifest.json"))
    assert names == ["manifest.json", "values.csv", "comparison.csv", "cube.ttl"]
    assert manifest["cluster"] == f"{BASE}organisation/home"
    assert manifest["cluster_name"] == "Home Cluster"
    assert manifest["edition"] == "000007-abc"
    assert manifest["minimum_group_size"] == 5
    assert manifest["definitions"][f"{FRAMEWORK}market/outcome-1.1"] == "1"


def test_the_same_register_gives_the_same_bytes(
    bundle: Path, frameworks: Frameworks, groups: tuple[Summary, ...]
) -> None:
    again = as_bundle(given_results(frameworks, (2023, 2024), *GIVEN), groups, WHENCE, BASE)
    assert again == bundle.read_bytes()


def test_a_register_without_profile_gives_no_bundle(frameworks: Frameworks) -> None:
    nobody = given_results(replace(frameworks, profile=None), (2024,), *GIVEN)
    with pytest.raises(UsageError, match="Load the sheet profile first"):
        as_bundle(nobody, (), WHENCE, BASE)


@pytest.mark.row("R091")
def test_fewer_people_than_the_minimum_are_withheld_with_the_reason(bundle: Path) -> None:
    people = {
        row["period"]: (row["value"], row["reason"])
        for row in table(bundle, "values.csv")
        if row["indicator"].endswith("output-2a.3")
    }
    assert people == {"2023": ("30", ""), "2024": ("", "too small a group")}
    with ZipFile(bundle) as archive:
        cube = archive.read("cube.ttl").decode("utf-8")
    assert "output-2a.3/2023" in cube.replace("-2a-3", "-2a.3")
    assert "output-2a-3/2024" not in cube


def test_a_year_that_was_not_over_at_the_last_load_is_not_given(frameworks: Frameworks) -> None:
    results = given_results(frameworks, (2024, 2025), *GIVEN, replace(GIVEN[0], year=2025))
    # Something was last loaded on 4 March 2025.
    given = for_others(results, WHENCE.loaded.date())
    assert {each.period.start.year for each in results.values} == {2024, 2025}
    assert {each.period.start.year for each in given.values} == {2024}


@pytest.mark.row("R091")
def test_what_rests_on_few_facts_is_withheld_where_some_are_internal(
    register: Register, frameworks: Frameworks
) -> None:
    staff = read_frameworks(EditionReader(register.path), internal=True)
    for whose, wanted in ((frameworks, {4, 6, 5}), (staff, {6, 5})):
        given = for_others(given_results(whose, (2023, 2024), *GIVEN[:3]), TODAY)
        shown = {each.value for each in given.values if each.value is not None}
        # Four facts are fewer than five; what is reported rests on no facts of the register.
        assert shown == wanted
        hidden = [each for each in given.values if each.reason is Silence.TOO_SMALL_GROUP]
        assert all(each.value is None and not each.facts for each in hidden)


@pytest.mark.row("R091")
def test_a_bundle_holds_no_contact_no_answer_and_no_name_but_the_cluster_s(bundle: Path) -> None:
    with ZipFile(bundle) as archive:
        texts = [archive.read(name).decode("utf-8") for name in archive.namelist()]
    for text in texts:
        for word in ("Home Office", "Alpha", "alpha", "jane", "secret", "robots"):
            assert word not in text
    rows = [*table(bundle, "values.csv"), *table(bundle, "comparison.csv")]
    assert not any(contact_in(cell) for row in rows for cell in row.values())


@pytest.mark.row("R091")
def test_the_comparison_in_a_bundle_withholds_with_the_reason(bundle: Path) -> None:
    rows = table(bundle, "comparison.csv")
    scopes = [
        (row["option"], row["value"], row["reason"])
        for row in rows
        if row["question"].endswith("question-2") and row["statistic"] == "chosen"
    ]
    assert sorted(scopes) == [
        ("City", "", "too small a group"),
        ("Country", "", "too small a group"),
        ("Region", "", "too small a group"),
    ]


@pytest.mark.parametrize("name", ["home.zip", "values.csv", "cube.ttl"])
def test_another_cluster_reads_the_bundle_or_a_file_of_it(
    bundle: Path, tmp_path: Path, name: str
) -> None:
    path = bundle if name == "home.zip" else unpacked(bundle, name, tmp_path)
    loaded = load(path)
    assert loaded.is_complete, said(loaded)
    assert loaded.content.layout == "bundle"
    observations = {key for key in subjects(loaded) if key.startswith("observation/")}
    # Eight values are given and one of them is withheld.
    assert len(observations) == 7
    loss = "observation/home-market-impact-2-2024-actual-reported-percent-change"
    assert values(loaded, loss, "value") == {'"-1.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'}
    key = "observation/home-market-outcome-1-1-2024-actual-computed-deals"
    assert values(loaded, key, "value") == {'"6"^^<http://www.w3.org/2001/XMLSchema#decimal>'}
    assert values(loaded, key, "about") == {f"<{BASE}organisation/home>"}
    assert values(loaded, key, "indicator") == {f"<{FRAMEWORK}market/outcome-1.1>"}
    assert values(loaded, key, "definitionVersion") == {'"1"'}
    assert values(loaded, "organisation/home", "label") == {'"Home Cluster"'}
    assert values(loaded, "organisation/home", "type") == {f"<{ECO}Cluster>"}


def test_a_folder_with_all_files_of_a_bundle_is_read_once(bundle: Path, tmp_path: Path) -> None:
    with ZipFile(bundle) as archive:
        archive.extractall(tmp_path)
    loaded = load(tmp_path)
    assert loaded.is_complete, said(loaded)
    assert subjects(loaded) == subjects(load(bundle))


def test_a_sum_of_no_amounts_is_nothing_of_one_s_own_currency(frameworks: Frameworks) -> None:
    nothing = Given("market/outcome-1.2", 2024, "0", unit="money")
    (value,) = given_results(frameworks, (2024,), nothing).values
    assert (value.value, value.unit) == (Decimal(0), "EUR")


def test_a_bundle_of_one_s_own_cluster_is_refused(bundle: Path) -> None:
    known = {f"{BASE}profile/home": KnownThing(frozenset({f"{ECO}Profile"}), internal=False)}
    with pytest.raises(InputError, match="figures of your own cluster"):
        load(bundle, known=known)


def test_a_cluster_that_the_register_knows_is_not_named_anew(bundle: Path) -> None:
    known = {f"{BASE}organisation/home": KnownThing(frozenset({f"{ECO}Cluster"}), internal=False)}
    assert "organisation/home" not in subjects(load(bundle, known=known))
    company = {"http://www.w3.org/ns/org#Organization"}
    known = {f"{BASE}organisation/home": KnownThing(frozenset(company), internal=False)}
    assert "is in the register, but is no cluster" in said(load(bundle, known=known))[0]


def test_a_bundle_of_another_form_is_refused(tmp_path: Path) -> None:
    for manifest, why in (("{}", "of another form"), ("[]", "cannot be read"), ("{", "cannot be")):
        path = tmp_path / "other.zip"
        with ZipFile(path, "w") as archive:
            archive.writestr("manifest.json", manifest)
            archive.writestr("values.csv", "a\n1\n")
        with pytest.raises(InputError, match=why):
            load(path)


def test_a_zip_that_is_no_bundle_is_of_no_layout(tmp_path: Path) -> None:
    (tmp_path / "other.zip").write_bytes(b"no archive")
    with pytest.raises(InputError, match="no layout that is understood"):
        load(tmp_path)
    with pytest.raises(InputError, match="is no bundle of figures"):
        load(tmp_path, layout="bundle")


def test_figures_of_two_clusters_stand_side_by_side(bundle: Path, tmp_path: Path) -> None:
    register = Register(tmp_path / "register", DEFAULT_BASE)
    own, organisations = tmp_path / "own", "id,name,form\nmine,My Cluster,cluster\n"
    own.mkdir()
    write(
        own,
        profile="cluster\nmine\n",
        organisations=organisations,
        observations="id,indicator,period,value\na,market/outcome-1.1,2024,9\n",
    )
    for path in (own, bundle):
        done = load_files(register, [path], None, Choices())
        assert not done.problems, done.problems
    reader = EditionReader(register.path)
    found = read_frameworks(reader, internal=False)
    indicator = found.indicators[f"{FRAMEWORK}market/outcome-1.1"]
    others = side_by_side(found, neighbours(reader, found), indicator, reporting_year(found, 2024))
    # What the other cluster's register computed and what was reported there stand apart, and
    # neither is taken for one's own.
    assert [(each.name, each.known_by, each.value, each.version) for each in others] == [
        ("Home Cluster", "computed", Decimal(6), "1"),
        ("Home Cluster", "reported", Decimal(5), "1"),
    ]
