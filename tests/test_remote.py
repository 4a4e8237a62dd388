"""The register in a service elsewhere: Oxigraph and Virtuoso, filled and asked by the command."""

import json
import os
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fastapi.testclient import TestClient

from ecograph.cli.root import ecograph
from ecograph.errors import NotThereError, RegisterError
from ecograph.identifiers import DEFAULT_BASE, source_graph
from ecograph.questions import ask, catalogue
from ecograph.remote import Address, RemoteReader, Service, state
from ecograph.remote.asking import Asking
from ecograph.remote.probes import check_datasets
from ecograph.resources import folder
from ecograph.settings import Settings
from ecograph.store import EditionReader, Reader, Register
from ecograph_api.app import create_app
from tests.hidden import given_away, hidden_texts
from tests.servers import MissingServerError, Server, or_skip, oxigraph_server, virtuoso_server
from tests.serving import COMMAND, serving

TODAY = date(2025, 6, 30)
# Virtuoso cuts each answer at so many rows.
ROWS = 5_000
Run = Callable[..., Result]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A service that holds the Model Cluster, and the variables by which the command finds it."""

    kind: str
    server: Server
    variables: Mapping[str, str]

    @property
    def service(self) -> Service:
        """Return the service as the library knows it."""
        user, password = self.server.user or ("", "")
        address = Address(self.server.query, self.server.update, self.server.store, user, password)
        return Service(address, 60)

    @property
    def reader(self) -> RemoteReader:
        """Return a reader of what is there."""
        return RemoteReader(self.service, DEFAULT_BASE)

    def run(self, *arguments: str | Path) -> Result:
        """Run the command over it."""
        return CliRunner().invoke(ecograph, [*map(str, arguments)], env=self.variables)


@pytest.fixture(scope="module", params=["oxigraph", "virtuoso"])
def elsewhere(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Elsewhere]:
    """Give each of the services, with the Model Cluster loaded into it by the command."""
    kind = str(request.param)
    place = tmp_path_factory.mktemp(kind)
    running = oxigraph_server() if kind == "oxigraph" else virtuoso_server(place, rows=ROWS)
    try:
        server = running.__enter__()
    except MissingServerError as missing:
        or_skip(missing)
    try:
        made = Elsewhere(kind, server, variables(server))
        loaded = made.run("load", folder("examples") / "model-cluster")
        assert loaded.exit_code == 0, (loaded.output, loaded.exception)
        yield made
    finally:
        running.__exit__(None, None, None)


def variables(server: Server) -> Mapping[str, str]:
    """Return the settings that name a server."""
    user, password = server.user or ("", "")
    return {
        "ECOGRAPH_STORE": server.query,
        "ECOGRAPH_STORE_UPDATE": server.update,
        "ECOGRAPH_STORE_GRAPHS": server.store,
        "ECOGRAPH_STORE_USER": user,
        "ECOGRAPH_STORE_PASSWORD": password,
    }


def here(register: Register, *arguments: str | Path) -> Result:
    """Run the command over a register in a folder."""
    given = [*map(str, arguments), "--store", str(register.path)]
    return CliRunner().invoke(ecograph, given)


def answers(reader: Reader) -> dict[str, object]:
    """Return what every question answers, with as little and with as much as its header gives."""
    found: dict[str, object] = {}
    for name, question in catalogue().items():
        needed = {each.name: each.example for each in question.parameters if each.required}
        every = {each.name: each.example for each in question.parameters if each.example}
        for given in (needed, every):
            answer = ask(reader, question, given, internal=True, today=TODAY)
            # SPARQL does not say in which order GROUP_CONCAT joins texts.
            rows = sorted("".join(sorted(str(row))) for row in answer.rows)
            found[f"{name} {given}"] = (rows, answer.remarks, answer.coverage, answer.summary)
    return found


def test_every_question_has_the_answer_of_the_register_in_a_folder(
    elsewhere: Elsewhere, model_cluster_reader: EditionReader
) -> None:
    there, local = answers(elsewhere.reader), answers(model_cluster_reader)
    assert [name for name in local if there[name] != local[name]] == []


def test_who_computes_is_told_by_the_trial_after_a_load(elsewhere: Elsewhere) -> None:
    trial = state.read(elsewhere.service, DEFAULT_BASE).trial
    assert (trial == state.RIGHT) is (elsewhere.kind == "oxigraph"), trial


def test_measures_are_those_of_the_register_in_a_folder(
    elsewhere: Elsewhere, model_cluster: Register
) -> None:
    asked = ("measure", "--year", "2024", "--format", "json")
    there, local = elsewhere.run(*asked), here(model_cluster, *asked)
    assert there.exit_code == 0, there.exception
    assert json.loads(there.stdout) == json.loads(local.stdout)


def test_a_map_is_that_of_the_register_in_a_folder(
    elsewhere: Elsewhere, model_cluster: Register, tmp_path: Path
) -> None:
    there, local = tmp_path / "there.html", tmp_path / "local.html"
    assert elsewhere.run("map", "--out", there).exit_code == 0
    assert here(model_cluster, "map", "--out", local).exit_code == 0
    assert there.read_text("utf-8") == local.read_text("utf-8")


def test_a_review_is_that_of_the_register_in_a_folder(
    elsewhere: Elsewhere, model_cluster: Register, tmp_path: Path
) -> None:
    asked = ("review", "--year", "2024", "--out")
    assert elsewhere.run(*asked, tmp_path / "there").exit_code == 0
    assert here(model_cluster, *asked, tmp_path / "local").exit_code == 0
    names = sorted(path.name for path in (tmp_path / "local").glob("*.csv"))
    # That one says when its sources were loaded.
    names.remove("review-2024-about.csv")
    assert names
    for name in names:
        texts = [(tmp_path / place / name).read_text("utf-8") for place in ("there", "local")]
        assert texts[0] == texts[1], name


def test_a_load_and_an_unload_change_what_is_there(elsewhere: Elsewhere, tmp_path: Path) -> None:
    sheet = tmp_path / "organisations.csv"
    sheet.write_text("id,name,kind,country\nnewcomer,Newcomer,university,DE\n", "utf-8")
    before = elsewhere.run("sources", "list").stdout
    loaded = elsewhere.run("load", sheet, "--source", "newcomers", "--keep-examples")
    assert loaded.exit_code == 0, (loaded.output, loaded.exception)
    asked = elsewhere.run("ask", "organisation-search", "--name", "newcomer", "--format", "csv")
    assert "Newcomer" in asked.stdout
    assert elsewhere.run("unload", "newcomers").exit_code == 0
    assert elsewhere.run("sources", "list").stdout == before
    graph = source_graph(DEFAULT_BASE, "newcomers")
    assert elsewhere.service.fetch(graph).strip() in {b"", b"# Empty TURTLE"}


def test_a_query_of_any_form_is_answered_to_staff(elsewhere: Elsewhere, tmp_path: Path) -> None:
    eco = "https://w3id.org/ecograph/ns#"
    forms = {
        f"SELECT (COUNT(*) AS ?number) WHERE {{ ?p a <{eco}Profile> }}": "number\n1\n",
        f"ASK {{ ?p a <{eco}Profile> }}": '"boolean":true',
        f"CONSTRUCT {{ <urn:x> a ?t }} WHERE {{ ?p a <{eco}Profile>, ?t }}": "Profile",
    }
    for number, (text, expected) in enumerate(forms.items()):
        file = tmp_path / f"{number}.rq"
        file.write_text(text, "utf-8")
        form = "csv" if "COUNT" in text else "json" if "ASK" in text else "turtle"
        asked = elsewhere.run("query", file, "--format", form)
        assert expected in asked.stdout, (asked.output, asked.exception)


@pytest.mark.parametrize(
    "arguments",
    [
        ("editions", "list"),
        ("editions", "diff", "000001-a"),
        ("editions", "pin", "000001-a"),
        ("editions", "rollback", "000001-a"),
        ("editions", "backup", "backup.zip"),
        ("editions", "restore", "backup.zip"),
        ("erase", "--source", "model-cluster"),
        ("sources", "publish", "model-cluster"),
    ],
    ids=" ".join,
)
def test_what_cannot_be_promised_there_is_refused(
    elsewhere: Elsewhere, arguments: tuple[str, ...]
) -> None:
    refused = elsewhere.run(*arguments)
    assert isinstance(refused.exception, NotThereError)
    assert "--store FOLDER" in str(refused.exception)


def test_nothing_internal_is_on_a_page_and_sparql_is_not_offered(
    elsewhere: Elsewhere, model_cluster: Register
) -> None:
    reader = elsewhere.reader
    reader.check()
    pages = TestClient(create_app(reader, Settings(), lambda: TODAY))
    hidden = hidden_texts(model_cluster)
    assert hidden
    for path in (
        "/",
        "/organisations.csv",
        "/organisations?search=aurora&kind=biotech-company",
        "/organisations/mc-aurora-bio",
        "/organisations/mc-aurora-bio.ttl",
        "/partnerships.csv",
        "/partnerships?country=DE",
        "/programmes.csv",
        "/measures.json",
        "/map",
        "/questions/partners?organisation=mc-aurora-bio",
        "/review?year=2024",
    ):
        answer = pages.get(path)
        assert answer.status_code == 200, (path, answer.text[:500])
        assert given_away(hidden, answer.text) == [], path
    for path in ("/sparql?query=ASK%7B%7D", "/store?default"):
        answer = pages.get(path, headers={"Accept": "*/*"})
        assert answer.status_code == 503, (path, answer.text[:500])
        assert "ready-made questions" in answer.text


def test_the_command_serves_what_is_there_and_stops_in_order(
    elsewhere: Elsewhere, tmp_path: Path
) -> None:
    given = {name.removeprefix("ECOGRAPH_"): text for name, text in elsewhere.variables.items()}
    with serving(None, tmp_path / "log", given) as server:
        assert "Aurora Bio" in server.get("/organisations/mc-aurora-bio").text
        assert server.get("/sparql?query=ASK%7B%7D").status_code == 503
        server.process.terminate()
        assert server.process.wait(60) == 0
    assert elsewhere.server.query in server.logged()


def test_a_service_without_a_register_is_not_served(elsewhere: Elsewhere) -> None:
    given = {**elsewhere.variables, "ECOGRAPH_BASE": "https://other.example/"}
    served = subprocess.run(
        [COMMAND, "serve"],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert served.returncode == 1
    assert "holds no register with the base https://other.example/" in served.stderr


def test_a_service_that_cuts_answers_is_asked_page_by_page(elsewhere: Elsewhere) -> None:
    graph = source_graph(DEFAULT_BASE, "ontology")
    query = "SELECT ?s ?p ?o WHERE { GRAPH ?g { ?s ?p ?o } } ORDER BY ?p"
    found = Asking(elsewhere.service).all(query, graph, [graph])
    manifest = state.read(elsewhere.service, DEFAULT_BASE).manifest
    assert manifest
    assert len(found.rows) == manifest.graphs[graph].facts > 3 * ROWS
    predicates = [row["p"]["value"] for row in found.rows]
    assert predicates == sorted(predicates)


def test_the_probe_tells_whether_a_service_keeps_to_its_graphs(elsewhere: Elsewhere) -> None:
    # Virtuoso 7.2.5 lets ASK look into every graph; SELECT keeps to those that are named.
    if elsewhere.kind == "oxigraph":
        check_datasets(elsewhere.service, DEFAULT_BASE)
    else:
        with pytest.raises(RegisterError, match="named-graph-uri"):
            check_datasets(elsewhere.service, DEFAULT_BASE)
