"""A register beside the same one in which nothing internal was ever written, to compare answers."""

import json
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from fastapi.testclient import TestClient
from pyoxigraph import NamedNode, Store

from ecograph.store import Register

_SOURCES_OF_ALL = re.compile(r"/internal$|/merge/all$|/matches/all$")
# Other answers than these may have their lines in any order.
_ORDERED = ("text/html", "application/json", "text/css")


@dataclass(frozen=True, slots=True)
class Attack:
    """A request that asks for an internal fact, by a way of its own."""

    path: str
    params: Mapping[str, str | list[str]] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    method: str = "GET"
    body: str = ""

    def send(self, client: TestClient) -> tuple[int, bytes, Mapping[str, str]]:
        """Return what a client is answered: status, content in order, and the telling headers."""
        answer = client.request(
            self.method,
            self.path,
            params=dict(self.params) or None,
            headers=dict(self.headers),
            content=self.body.encode() if self.body else None,
            follow_redirects=False,
        )
        names = ("etag", "location", "content-type", "ecograph-truncated", "cache-control")
        headers = {name: answer.headers[name] for name in names if name in answer.headers}
        is_ordered = headers.get("content-type", "").startswith(_ORDERED)
        lines = answer.content.splitlines()
        return answer.status_code, b"\n".join(lines if is_ordered else sorted(lines)), headers

    @property
    def said(self) -> str:
        """Return all that the request itself says, which an answer may repeat."""
        given = [str(value) for value in self.params.values()]
        return " ".join((self.path, *given, *self.headers.values(), self.body))


def without_internal(register: Register, path: Path) -> Register:
    """Return a copy of a register whose edition never held an internal fact, under its name."""
    shutil.copytree(register.path, path)
    copy = Register(path, register.base)
    edition = copy.current()
    assert edition
    hidden = [name for name in edition.manifest.graphs if _SOURCES_OF_ALL.search(name)]
    names = [edition.manifest.shown(name) for name in hidden]
    store = Store(str(edition.store))
    for name in (*hidden, *names):
        store.remove_graph(NamedNode(name))
    store.flush()
    del store
    manifest = edition.path / "manifest.json"
    said = json.loads(manifest.read_text("utf-8"))
    said["graphs"] = {name: said["graphs"][name] for name in said["graphs"] if name not in hidden}
    for source in said["sources"]:
        source["internal"] = 0
    manifest.write_text(json.dumps(said), "utf-8")
    return Register(path, register.base)
