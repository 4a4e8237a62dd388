"""Vendored files: each is listed with its hash, and nothing else lies beside them."""

import hashlib
import re
from pathlib import Path

import ecograph_api

FOLDER = Path(ecograph_api.__file__).parent / "vendor"
LISTED = re.compile(r"^\| `(.+)` \| `([0-9a-f]{64})` \|$", re.MULTILINE)


def test_every_vendored_file_is_listed_with_its_hash() -> None:
    listed = dict(LISTED.findall((FOLDER / "VENDORED.md").read_text("utf-8")))
    files = [path for path in FOLDER.rglob("*") if path.is_file() and path.name != "VENDORED.md"]
    held = {
        path.relative_to(FOLDER).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }
    assert held == listed


def test_every_vendored_package_names_its_version_and_licence() -> None:
    text = (FOLDER / "VENDORED.md").read_text("utf-8")
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir()}
    sections = text.split("\n## ")[1:]
    assert len(sections) == len(folders) > 0
    assert [part for part in sections if not re.match(r"\S+ \d+\.\d+\.\d+\n", part)] == []
    assert [part for part in sections if "licence" not in part] == []
