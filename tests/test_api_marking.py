"""Pages, lists and files mark what only staff see."""

from collections.abc import Mapping

import pytest
from fastapi.testclient import TestClient

from ecograph.identifiers import DEFAULT_BASE
from ecograph.settings import Settings
from ecograph.store import EditionReader, Register
from ecograph_api.app import create_app
from tests.conftest import TODAY, Tokens
from tests.facts import content
from tests.webfacts import BROWSER, INTERNAL, PUBLIC, SECRET

MARK = '<small class="internal">internal</small>'
AS_JSON = {"Accept": "application/json"}
# Beside an organisation and a relation that are internal: facts of what is public.
OF_PUBLIC = """
:aurora eco:note "Only for staff" ; eco:evidence ev:hidden .
ev:hidden a eco:Evidence ; dcterms:title "Minutes" .
rel:joins eco:end "2021"^^xsd:gYear .
"""


@pytest.fixture(scope="module")
def public(tokens: Tokens, tmp_path_factory: pytest.TempPathFactory) -> TestClient:
    """Give the pages as anybody gets them."""
    register = Register(tmp_path_factory.mktemp("marked"), DEFAULT_BASE)
    register.replace(content("small", PUBLIC, INTERNAL + OF_PUBLIC))
    settings = Settings(store=register.path, tokens=tokens.path)
    return TestClient(create_app(EditionReader(register.path), settings, lambda: TODAY))


@pytest.fixture(scope="module")
def reader(public: TestClient, tokens: Tokens) -> TestClient:
    """Give the same as a reader gets them."""
    return TestClient(public.app, headers={"Authorization": f"Bearer {tokens.reader}"})


def page(client: TestClient, path: str) -> str:
    """Return what a browser gets."""
    return client.get(path, headers=dict(BROWSER)).text


def test_what_only_staff_see_is_marked_once_at_its_heading(reader: TestClient) -> None:
    assert f"<h1>{SECRET} {MARK}</h1>" in page(reader, "/organisations/hush")
    assert page(reader, "/organisations/hush").count(MARK) == 1


def test_values_relations_and_evidence_are_marked_each(
    public: TestClient, reader: TestClient
) -> None:
    said = reader.get("/organisations/aurora.json").json()
    values = {each["text"]: each["internal"] for fact in said["facts"] for each in fact["values"]}
    assert (values["Only for staff"], values["Malmö"]) == ("internal", "")
    relations = {
        each["iri"].rpartition("/")[2]: each["internal"]
        for same in said["relations"].values()
        for each in same
    }
    assert relations == {"hushed": "internal", "licence": "", "takes-part": ""}
    assert [row.get("internal") for row in said["evidence"] if row["title"] == "Minutes"] == [
        "internal"
    ]
    # The value, the relation and the evidence.
    assert page(reader, "/organisations/aurora").count(MARK) == 3
    assert MARK not in page(public, "/organisations/aurora")


def test_a_relation_of_which_something_is_internal_is_marked_in_part(reader: TestClient) -> None:
    (joins,) = reader.get("/organisations/lodz.json").json()["relations"]["membership"]
    assert joins["internal"] == "partly internal"


@pytest.mark.parametrize(
    ("path", "expected"),
    [("/organisations", "hush"), ("/partnerships", "hushed"), ("/search?search=hush", "hush")],
)
def test_a_list_marks_what_only_staff_see(
    public: TestClient, reader: TestClient, path: str, expected: str
) -> None:
    items = reader.get(path, headers=AS_JSON).json()["items"]
    assert [each["iri"].rpartition("/")[2] for each in items if each["internal"]] == [expected]
    assert page(reader, path).count(MARK) == 1
    assert MARK not in page(public, path)
    unmarked: list[Mapping[str, str]] = public.get(path, headers=AS_JSON).json()["items"]
    assert not any("internal" in item for item in unmarked)


def test_a_file_with_internal_facts_is_named_so(public: TestClient, reader: TestClient) -> None:
    header = "content-disposition"
    assert "organisations-internal.csv" in reader.get("/organisations.csv").headers[header]
    assert "organisations.csv" in public.get("/organisations.csv").headers[header]
