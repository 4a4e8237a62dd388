"""Exports are read back by other programs, and give nothing internal away."""

import csv
import sys
from collections.abc import Mapping
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path

import networkx as nx
import pyoxigraph
import pytest
import rdflib
from openpyxl import load_workbook

from ecograph.errors import InputError, UsageError
from ecograph.exports import Export, asked_period, export, formats, provenance
from ecograph.exports.facts import visible_graphs
from ecograph.exports.parquet import as_parquet
from ecograph.exports.tables import DataTable, as_csv, published
from ecograph.exports.workbook import as_xlsx
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.network import Network, affiliations, collaboration_network
from ecograph.store import EditionReader, Register
from tests.conftest import TODAY
from tests.facts import content
from tests.hidden import given_away, hidden_texts

Row = Mapping[str, str]
GRAPHS, TABLES, FACTS = ("gexf", "graphml"), ("csv", "xlsx", "parquet"), ("ttl", "trig", "jsonld")
BASE = f"{DEFAULT_BASE}organisation/"


def written(
    register: Register,
    path: Path,
    year: int | None = None,
    as_of: date | None = None,
    *,
    internal: bool = False,
) -> Path:
    """Return a file that was exported from a register."""
    edition = register.current()
    assert edition
    export(path, Export(edition, EditionReader(register.path), internal, TODAY, year, as_of))
    return path


def network_of(register: Register, year: int) -> Network:
    """Return the public network that an export of a year should hold."""
    known = affiliations(EditionReader(register.path), internal=False)
    return collaboration_network(known, asked_period(known, year, None, TODAY))


def rows_of(path: Path) -> list[Row]:
    """Return the rows of an exported table, of whatever format, as texts."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))
    if path.suffix == ".xlsx":
        columns, *rows = load_workbook(path).worksheets[0].iter_rows(values_only=True)
    else:
        table = import_module("pyarrow.parquet").read_table(path)
        columns, rows = (
            tuple(table.column_names),
            [tuple(row.values()) for row in table.to_pylist()],
        )
    texts = (["" if value is None else str(value) for value in row] for row in rows)
    return [dict(zip(map(str, columns), row, strict=True)) for row in texts]


def text_of(path: Path) -> str:
    """Return all text of an export, whatever its format."""
    if path.suffix in {".xlsx", ".parquet"}:
        return repr(rows_of(path))
    return path.read_text("utf-8")


@pytest.mark.parametrize("form", formats())
def test_an_export_of_the_same_edition_has_the_same_bytes(
    model_cluster: Register, tmp_path: Path, form: str
) -> None:
    first, second = (written(model_cluster, tmp_path / f"{name}.{form}") for name in "ab")
    assert first.read_bytes() == second.read_bytes()


@pytest.mark.parametrize("form", GRAPHS)
def test_networkx_reads_the_network_back(
    model_cluster: Register, tmp_path: Path, form: str
) -> None:
    path = written(model_cluster, tmp_path / f"network.{form}", 2024)
    found = nx.read_gexf(path) if form == "gexf" else nx.read_graphml(path)
    network = network_of(model_cluster, 2024)
    assert set(found) == set(network.organisations)
    weights = {frozenset(ends): found.edges[ends]["weight"] for ends in found.edges}
    assert weights == pytest.approx({frozenset(tie.ends): tie.weight for tie in network.ties})


def test_igraph_reads_the_network_back(model_cluster: Register, tmp_path: Path) -> None:
    path = written(model_cluster, tmp_path / "network.graphml", 2024)
    found = import_module("igraph").Graph.Read_GraphML(str(path))
    network = network_of(model_cluster, 2024)
    # 47 organisations and 52 pairs: model-cluster-measures.yaml.
    assert (found.vcount(), found.ecount()) == (47, 52)
    assert set(found.vs["name"]) == {each.name for each in network.organisations.values()}
    assert sum(found.es["weight"]) == pytest.approx(sum(tie.weight for tie in network.ties))


@pytest.mark.parametrize("form", GRAPHS)
def test_organisations_and_ties_bear_what_is_known_of_them(
    model_cluster: Register, tmp_path: Path, form: str
) -> None:
    path = written(model_cluster, tmp_path / f"network.{form}", 2024)
    found = nx.read_gexf(path) if form == "gexf" else nx.read_graphml(path)
    aurora = found.nodes[f"{BASE}mc-aurora-bio"]
    told = {name: aurora[name] for name in ("name", "kind", "city", "country", "is_member")}
    assert told == {
        "name": "Aurora Bio Demo",
        "kind": "biotech-company",
        "city": "Modelstad",
        "country": "DK",
        "is_member": True,
    }
    tie = found.edges[f"{BASE}mc-aurora-bio", f"{BASE}mc-model-hospital"]
    # The co-development p04 since 2022, and the project LIGHTHOUSE from 2023 to 2027.
    assert (tie["undertakings"], tie["years"]) == (2, "2022-")
    assert tie["rules"] == "partnership; shared-project"
    assert tie["names"] == "Joint development; LIGHTHOUSE Project Demo"
    relations = [iri.rsplit("/", 1)[-1] for iri in tie["relations"].split()]
    assert relations == ["mc-r-j09", "mc-r-j20", "mc-r-p04"]
    # Six parties give each pair a fifth.
    assert tie["weight"] == pytest.approx(1 + 1 / 5)


@pytest.mark.parametrize("form", TABLES)
def test_a_table_has_a_row_a_party(model_cluster: Register, tmp_path: Path, form: str) -> None:
    found = rows_of(written(model_cluster, tmp_path / f"relations.{form}"))
    known = affiliations(EditionReader(model_cluster.path), internal=False)
    assert len(found) == sum(len(each.parties) for each in known.relations.values())
    (row,) = (
        row
        for row in found
        if row["relation"].endswith("/mc-r-w01")
        and row["organisation"].endswith("mc-city-modelstad")
    )
    assert float(row["share"]) == 80
    plain = {name: text for name, text in row.items() if name not in {"evidence", "share"}}
    assert plain == {
        "relation": f"{DEFAULT_BASE}relation/mc-r-w01",
        "class": "Ownership",
        "kind": "shareholding",
        "organisation": f"{BASE}mc-city-modelstad",
        "organisation_name": "City of Modelstad Demo",
        "organisation_kind": "local-authority",
        "organisation_country": "DK",
        "role": "shareholder",
        "about": "",
        "about_name": "",
        "start": "2016",
        "end": "",
        "status": "active",
        "amount": "",
        "currency": "",
        "basis": "stated",
        "verified": "2024-11-15",
        "sources": "model-cluster",
    }
    assert row["evidence"].endswith(", 17")


def test_the_three_tables_say_the_same(model_cluster: Register, tmp_path: Path) -> None:
    tables = [rows_of(written(model_cluster, tmp_path / f"t.{form}")) for form in TABLES]
    numbers = ("share", "amount")
    texts = [
        [{name: text for name, text in row.items() if name not in numbers} for row in table]
        for table in tables
    ]
    assert texts[0] == texts[1] == texts[2]
    sums = [sum(float(row["amount"] or 0) for row in table) for table in tables]
    assert sums[0] == sums[1] == sums[2] > 0


def test_a_table_of_a_year_holds_the_relations_in_force_in_it(
    model_cluster: Register, tmp_path: Path
) -> None:
    found = rows_of(written(model_cluster, tmp_path / "2019.csv", 2019))
    partnerships = {
        row["relation"].rsplit("-", 1)[-1] for row in found if row["class"] == "Partnership"
    }
    # Those of 2019 in model-cluster-measures.yaml.
    assert partnerships == {"p01", "p03", "p07", "p09", "p22", "p34"}
    assert {row["status"] for row in found} == {"active"}


def test_a_table_of_all_years_says_what_is_planned_ended_or_not_known(
    model_cluster: Register, tmp_path: Path
) -> None:
    found = rows_of(written(model_cluster, tmp_path / "all.csv"))
    status = {row["relation"].rsplit("-", 1)[-1]: row["status"] for row in found}
    told = {key: status[key] for key in ("p03", "p04", "p12", "p13", "p14")}
    assert told == {"p03": "ended", "p04": "active", "p12": "planned", "p13": "active", "p14": ""}


FORMULA = '=HYPERLINK("https://attack.example/")'
PLAIN = f"""
:evil a org:Organization ; rdfs:label {FORMULA!r} .
:good a org:Organization ; rdfs:label "-Good" .
rel:one a eco:Relation, eco:Partnership ; eco:amount -5.5 ; eco:currency "EUR" ;
  eco:involvement <{DEFAULT_BASE}relation/one/party/1>, <{DEFAULT_BASE}relation/one/party/2> .
<{DEFAULT_BASE}relation/one/party/1> a eco:Involvement ; eco:organisation :evil .
<{DEFAULT_BASE}relation/one/party/2> a eco:Involvement ; eco:organisation :good .
"""


@pytest.fixture(scope="module")
def formulas(tmp_path_factory: pytest.TempPathFactory) -> Register:
    register = Register(tmp_path_factory.mktemp("formulas"), DEFAULT_BASE)
    register.replace(content("formulas", PLAIN))
    return register


def test_no_text_of_a_csv_is_a_formula_and_no_number_is_guarded(
    formulas: Register, tmp_path: Path
) -> None:
    found = rows_of(written(formulas, tmp_path / "t.csv"))
    assert [row["organisation_name"] for row in found] == [f"'{FORMULA}", "'-Good"]
    assert {row["amount"] for row in found} == {"-5.5"}


def test_every_text_of_a_workbook_is_typed_as_text(formulas: Register, tmp_path: Path) -> None:
    sheet = load_workbook(written(formulas, tmp_path / "t.xlsx")).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.value: cell.data_type for cell in cells}[FORMULA] == "s"
    assert {cell.data_type for cell in cells if isinstance(cell.value, float)} == {"n"}
    assert {cell.data_type for cell in cells} == {"s", "n"}


def test_a_workbook_is_dated_to_the_last_load_and_not_to_now(
    formulas: Register, tmp_path: Path
) -> None:
    loaded = provenance(EditionReader(formulas.path), internal=False).loaded
    properties = load_workbook(written(formulas, tmp_path / "t.xlsx")).properties
    assert properties.created == properties.modified == loaded.replace(tzinfo=None)


def test_signs_that_a_workbook_or_xml_cannot_hold_are_replaced(tmp_path: Path) -> None:
    table = DataTable("signs", ("text",), (("bell\x07",), ("x" * 40_000,)))
    path = tmp_path / "signs.xlsx"
    path.write_bytes(as_xlsx([table], provenance_time()))
    texts = [str(row[0]) for row in load_workbook(path).worksheets[0].iter_rows(values_only=True)]
    assert texts == ["text", "bell\ufffd", "x" * 32_766 + "…"]


def provenance_time() -> datetime:
    """Return a time before the first one that a ZIP can name."""
    return datetime(1970, 1, 1, tzinfo=UTC)


def test_truth_and_what_is_unknown_have_words_of_their_own() -> None:
    table = DataTable("t", ("a", "b", "c"), ((True, False, None),))
    assert as_csv(table) == b"a,b,c\r\nyes,no,\r\n"
    assert (published(0.1 + 0.2), published(3), published(None)) == (0.3, 3, None)


def expected_facts(register: Register, *, internal: bool) -> int:
    """Return how many facts the graphs hold that a reader may see."""
    edition = register.current()
    assert edition
    graphs = edition.manifest.graphs
    return sum(graphs[name].facts for name in visible_graphs(edition, internal=internal))


# rdflib's reader of datasets calls what rdflib itself has deprecated.
@pytest.mark.filterwarnings("ignore:.*is deprecated, use Dataset:DeprecationWarning")
@pytest.mark.parametrize("internal", [False, True])
@pytest.mark.parametrize("form", ["trig", "jsonld"])
def test_every_fact_is_in_the_dataset_that_is_read_back(
    examples: Register, tmp_path: Path, form: str, *, internal: bool
) -> None:
    path = written(examples, tmp_path / f"facts.{form}", internal=internal)
    quads = list(pyoxigraph.parse(path=str(path)))
    dataset = rdflib.Dataset()
    dataset.parse(data=path.read_text("utf-8"), format="json-ld" if form == "jsonld" else form)
    expected = expected_facts(examples, internal=internal)
    assert len(quads) == len(set(quads)) == len(list(dataset.quads())) == expected


def test_every_fact_is_in_the_turtle_that_is_read_back_once(
    model_cluster: Register, tmp_path: Path
) -> None:
    path = written(model_cluster, tmp_path / "facts.ttl")
    triples = list(pyoxigraph.parse(path=str(path)))
    assert len(triples) == len(rdflib.Graph().parse(data=path.read_text("utf-8"), format="turtle"))
    assert len(triples) == expected_facts(model_cluster, internal=False)


def test_a_fact_of_two_sources_stands_in_turtle_once(tmp_path: Path) -> None:
    register = Register(tmp_path / "register", DEFAULT_BASE)
    register.replace(content("one", PLAIN), content("two", PLAIN))
    path = written(register, tmp_path / "facts.ttl")
    quads = written(register, tmp_path / "facts.trig")
    count = len(list(pyoxigraph.parse(path=str(path))))
    assert len(list(pyoxigraph.parse(path=str(quads)))) == 2 * count > 0


def test_what_is_exported_loads_again_as_it_was(model_cluster: Register, tmp_path: Path) -> None:
    path = written(model_cluster, tmp_path / "again.ttl")
    again = Register(tmp_path / "register", DEFAULT_BASE)
    loaded = load_files(again, [path], "model-cluster", Choices(strict=True))
    assert loaded.outcome, loaded.problems
    assert written(again, tmp_path / "second.ttl").read_bytes() == path.read_bytes()


@pytest.fixture(scope="module")
def hidden(examples: Register) -> frozenset[str]:
    return hidden_texts(examples)


@pytest.mark.parametrize("form", formats())
def test_no_internal_fact_is_exported_unless_asked_for(
    examples: Register, hidden: frozenset[str], tmp_path: Path, form: str
) -> None:
    assert given_away(hidden, text_of(written(examples, tmp_path / f"public.{form}"))) == []
    everything = written(examples, tmp_path / f"all.{form}", internal=True)
    assert len(given_away(hidden, text_of(everything))) >= 3


def test_a_format_that_there_is_not_is_told_with_those_there_are(
    model_cluster: Register, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="gexf, graphml, csv, xlsx, parquet, ttl, trig, jsonld"):
        written(model_cluster, tmp_path / "network.docx")


@pytest.mark.parametrize("form", FACTS)
def test_facts_are_not_cut_to_a_period(model_cluster: Register, tmp_path: Path, form: str) -> None:
    with pytest.raises(UsageError, match="Leave the period out"):
        written(model_cluster, tmp_path / f"facts.{form}", 2019)
    with pytest.raises(UsageError, match="Leave the period out"):
        written(model_cluster, tmp_path / f"facts.{form}", as_of=date(2019, 1, 1))


def test_a_file_that_cannot_be_written_leaves_nothing_behind(
    model_cluster: Register, tmp_path: Path
) -> None:
    with pytest.raises(InputError, match="cannot be written"):
        written(model_cluster, tmp_path / "nowhere" / "facts.ttl")
    (tmp_path / "facts.ttl").mkdir()
    with pytest.raises(InputError, match="cannot be written"):
        written(model_cluster, tmp_path / "facts.ttl")
    assert [path.name for path in tmp_path.iterdir()] == ["facts.ttl"]


def test_whole_and_broken_numbers_of_one_column_are_one_kind_in_parquet(tmp_path: Path) -> None:
    table = DataTable("t", ("mixed", "flag", "empty"), ((1, True, None), (2.5, None, None)))
    path = tmp_path / "t.parquet"
    path.write_bytes(as_parquet(table))
    kinds = [str(each) for each in import_module("pyarrow.parquet").read_schema(path).types]
    assert kinds == ["double", "bool", "string"]
    path.write_bytes(as_parquet(DataTable("t", ("nothing",), ())))
    assert rows_of(path) == []


def test_without_pyarrow_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(UsageError, match=r"pip install 'ecograph\[parquet\]'"):
        as_parquet(DataTable("t", ("a",), ()))
