"""What the guide for operators and the files in deploy name is there, and its figures are right."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from click import Command, Group
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from ecograph.cli.root import commands
from ecograph.settings import Settings, settings
from ecograph_api.app import PARTS
from ecograph_api.http import bodies, server
from ecograph_api.http.connections import BoundedConnection

ROOT = Path(__file__).parents[1]
GUIDE = ROOT / "docs" / "operations.md"
DEPLOY = ROOT / "deploy"
FILES = (GUIDE, *sorted(DEPLOY.iterdir()))
NAMES = [file.name for file in FILES]
SETTINGS = {f"ECOGRAPH_{field.name.upper()}" for field in fields(Settings)}
ROUTES = {
    route.path_format
    for part in PARTS
    for route in part.router.routes
    if isinstance(route, APIRoute)
}


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_setting_that_is_named_is_one(file: Path) -> None:
    assert set(re.findall(r"ECOGRAPH_[A-Z_]+", file.read_text("utf-8"))) <= SETTINGS


@pytest.mark.parametrize("file", FILES, ids=NAMES)
def test_every_command_that_is_named_is_one(file: Path) -> None:
    said = re.findall(r"(?:`|/bin/)ecograph ([a-z -]+)", " ".join(file.read_text("utf-8").split()))
    for words in said:
        assert resolved(words.split()), words


def resolved(words: list[str]) -> Command | None:
    """Return the command that some words name, None if there is none."""
    found = commands().get(words[0])
    if isinstance(found, Group) and len(words) > 1:
        return found.commands.get(words[1])
    return found


def test_every_link_of_the_guide_leads_to_a_file() -> None:
    links = re.findall(r"\]\(([^)#]+)", GUIDE.read_text("utf-8"))
    missing = [link for link in links if not (GUIDE.parent / link).exists()]
    assert (missing, len(links) > 5) == ([], True)


def test_the_guide_names_every_file_of_deploy() -> None:
    assert [name for name in NAMES[1:] if name not in GUIDE.read_text("utf-8")] == []


def test_every_address_that_the_guide_names_is_one() -> None:
    named = re.findall(r"`(/(?:health|metrics|measures|embed)[a-z/]*)`", GUIDE.read_text("utf-8"))
    assert set(named) <= ROUTES
    assert len(named) >= 6


def test_everything_that_is_counted_is_in_the_guide(client: TestClient) -> None:
    known = set(families(client))
    named = set(re.findall(r"^\| `(ecograph_[a-z_]+)`", GUIDE.read_text("utf-8"), re.MULTILINE))
    assert named == known


def families(client: TestClient) -> Iterator[str]:
    """Yield the names of what is counted."""
    telemetry = client.app.state.telemetry  # type: ignore[attr-defined]  # it is our application
    for name in re.findall(r"^# HELP (\S+)", telemetry.text().decode(), re.MULTILINE):
        if not name.endswith("_created"):
            yield name


def test_the_figures_of_the_guide_are_those_in_force() -> None:
    text = " ".join(GUIDE.read_text("utf-8").split())
    connection, minimum = BoundedConnection, bodies.LEAST_BYTES_A_SECOND // 1000
    for said in (
        f"`ECOGRAPH_RATE` ({Settings().rate}; 0 for none)",
        f"{connection.most}, of which {connection.most_of_one_client} of one client",
        f"{connection.header_seconds:.0f} seconds | cut off",
        f"{bodies.SECONDS:.0f} seconds, and one more for each {minimum} kB",
        f"{bodies.MOST_BYTES // 1_000_000} MB, for a whole graph",
        f"{server.STOPPING_SECONDS} seconds at most".replace("7", "seven"),
    ):
        assert said in text


def test_the_settings_of_the_unit_can_be_used() -> None:
    lines = (DEPLOY / "ecograph.env").read_text("utf-8").splitlines()
    given = dict(line.lstrip("#").split("=", 1) for line in lines if "=" in line)
    found = settings(given)
    assert (found.root_path, found.log_format) == ("/ecograph", "json")
    assert found.trusted_proxies == ("127.0.0.1", "::1")


def test_the_unit_runs_what_the_guide_installs() -> None:
    unit, guide = (DEPLOY / "ecograph.service").read_text("utf-8"), GUIDE.read_text("utf-8")
    command = re.findall(r"^ExecStart=(\S+)/ecograph serve$", unit, re.MULTILINE)
    assert [f"{folder}/pip install" in guide for folder in command] == [True]
    assert "EnvironmentFile=/etc/ecograph/ecograph.env" in unit
    stop = int(re.findall(r"^TimeoutStopSec=(\d+)$", unit, re.MULTILINE)[0])
    assert stop > 2 * server.STOPPING_SECONDS


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="there is no systemd-analyze here")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    text = (DEPLOY / "ecograph.service").read_text("utf-8")
    unit = tmp_path / "ecograph.service"
    unit.write_text(text.replace("/opt/ecograph/bin/ecograph", "/bin/true"), "utf-8")
    found = subprocess.run(
        ["systemd-analyze", "verify", str(unit)], capture_output=True, text=True, check=False
    )
    assert (found.returncode, found.stderr) == (0, "")


def test_the_image_is_built_from_what_the_checkout_has() -> None:
    lines = (DEPLOY / "Containerfile").read_text("utf-8").splitlines()
    copied = [line.split()[1] for line in lines if line.startswith("COPY ")]
    assert copied == ["requirements.txt", "dist/ecograph-*.whl"]
    assert (ROOT / "requirements.txt").is_file()
    assert "USER ecograph" in lines
    assert any("--require-hashes" in line for line in lines)
