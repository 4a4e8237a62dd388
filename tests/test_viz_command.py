"""`ecograph map` writes one page that needs nothing else, and says whose facts it holds."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from ecograph.cli.drawing import draw
from ecograph.errors import BadParameterError, InputError
from ecograph_viz import sight
from tests.webfacts import SECRET, small_register


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return small_register(tmp_path_factory.mktemp("command")).path


def run(store: Path, out: Path, *options: str) -> Result:
    """Run the command on a register."""
    return CliRunner().invoke(draw, ["--store", str(store), "--out", str(out), *options])


def test_the_command_writes_public_facts_and_says_so(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.html"
    done = run(store, out)
    text = out.read_text("utf-8")
    assert (done.exit_code, done.stdout, "public facts only" in done.stderr) == (0, "", True)
    assert "Aurora Bio" in text
    assert "Public facts only" in text
    assert SECRET not in text


def test_the_command_writes_internal_facts_when_told(store: Path, tmp_path: Path) -> None:
    out = tmp_path / "map.html"
    done = run(store, out, "--internal", "--year", "all")
    assert "not for publication" in done.stderr
    assert "not for publication" in out.read_text("utf-8")


def test_the_command_opens_with_the_neighbourhood_that_is_asked_for(
    store: Path, tmp_path: Path
) -> None:
    out = tmp_path / "map.html"
    assert run(store, out, "--focus", "oresund lodz isik").exit_code == 0
    assert 'data-focus="organisation/lodz"' in out.read_text("utf-8")


@pytest.mark.parametrize("option", [("--focus", "nobody"), ("--year", "soon")])
def test_the_command_refuses_what_there_is_not(
    store: Path, tmp_path: Path, option: tuple[str, str]
) -> None:
    out = tmp_path / "map.html"
    assert isinstance(run(store, out, *option).exception, BadParameterError)
    assert not out.exists()


def test_the_command_says_what_to_choose_where_there_are_too_many(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sight, "MOST", 2)
    done = run(store, tmp_path / "map.html")
    assert isinstance(done.exception, InputError)
    assert "--year" in str(done.exception)


def test_the_command_says_where_it_cannot_write(store: Path, tmp_path: Path) -> None:
    done = run(store, tmp_path / "missing" / "map.html")
    assert isinstance(done.exception, InputError)


def test_two_runs_write_the_same_bytes(store: Path, tmp_path: Path) -> None:
    first, second = tmp_path / "first.html", tmp_path / "second.html"
    run(store, first, "--year", "2019")
    run(store, second, "--year", "2019")
    assert first.read_bytes() == second.read_bytes()
