"""Settings: read from variables and the file .env, refused with their name and a remedy."""

import re
from pathlib import Path

import pytest

from ecograph.errors import SettingError
from ecograph.settings import Settings, settings

ALL = {
    "ECOGRAPH_STORE": "/srv/register",
    "ECOGRAPH_HOST": "192.0.2.7",
    "ECOGRAPH_PORT": "80",
    "ECOGRAPH_BASE": "https://data.example/id/",
    "ECOGRAPH_QUERY_SECONDS": "2.5",
    "ECOGRAPH_QUERY_MEMORY_MB": "512",
    "ECOGRAPH_WORKERS": "4",
    "ECOGRAPH_KEEP_EDITIONS": "3",
    "ECOGRAPH_READERS": "disk",
    "ECOGRAPH_QUERY_ROWS": "1000",
    "ECOGRAPH_BIANNUAL": "half-yearly",
    "ECOGRAPH_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8 ::1",
    "ECOGRAPH_ROOT_PATH": "/eco/graph/",
    "ECOGRAPH_ADDRESS": "https://clusters.example/",
    "ECOGRAPH_EMBED_ORIGINS": "https://a.example,https://*.b.example:8443",
    "ECOGRAPH_LOG_FORMAT": "json",
    "ECOGRAPH_RATE": "0",
}


def test_without_variables_the_usual_settings_hold() -> None:
    assert settings({}) == Settings()


def test_an_empty_variable_counts_as_not_set() -> None:
    assert settings({"ECOGRAPH_PORT": " "}).port == Settings().port


def test_every_setting_is_read_from_its_variable() -> None:
    assert settings(ALL) == Settings(
        Path("/srv/register"),
        "192.0.2.7",
        80,
        "https://data.example/id/",
        2.5,
        512,
        4,
        3,
        "half-yearly",
        "disk",
        1000,
        trusted_proxies=("127.0.0.1", "10.0.0.0/8", "::1"),
        root_path="/eco/graph",
        address="https://clusters.example",
        embed_origins=("https://a.example", "https://*.b.example:8443"),
        log_format="json",
        rate=0,
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "65536"),
        ("PORT", "٣"),
        ("BASE", "ftp://a.example/"),
        ("BASE", "https://a.example"),
        ("QUERY_SECONDS", "0"),
        ("QUERY_SECONDS", "inf"),
        ("QUERY_MEMORY_MB", "1"),
        ("WORKERS", "0"),
        ("WORKERS", "two"),
        ("KEEP_EDITIONS", "-1"),
        ("BIANNUAL", "yearly"),
        ("READERS", "tape"),
        ("QUERY_ROWS", "0"),
        ("TRUSTED_PROXIES", "proxy"),
        ("TRUSTED_PROXIES", "10.0.0.1/8"),
        ("ROOT_PATH", "ecograph"),
        ("ROOT_PATH", "/a b"),
        ("ROOT_PATH", "/../up"),
        ("EMBED_ORIGINS", "https://a.example/page"),
        ("EMBED_ORIGINS", "a.example;"),
        ("LOG_FORMAT", "xml"),
        ("RATE", "-1"),
    ],
)
def test_a_value_that_cannot_be_used_is_named_with_its_variable(name: str, value: str) -> None:
    with pytest.raises(SettingError, match=rf"ECOGRAPH_{name} is “{re.escape(value)}”; set it to "):
        settings({f"ECOGRAPH_{name}": value})


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ALL:
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_the_file_env_is_read(here: Path) -> None:
    text = '# ours\nECOGRAPH_PORT="8123"\nexport ECOGRAPH_WORKERS=3\n\nnonsense\n'
    (here / ".env").write_text(text, "utf-8")
    found = Settings.from_environment()
    assert (found.port, found.workers) == (8123, 3)


def test_the_environment_wins_over_the_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / ".env").write_text("ECOGRAPH_PORT=8123\n", "utf-8")
    monkeypatch.setenv("ECOGRAPH_PORT", "8124")
    assert Settings.from_environment().port == 8124


def test_a_file_env_that_is_no_text_is_refused(here: Path) -> None:
    (here / ".env").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(SettingError, match=r"\.env cannot be read"):
        Settings.from_environment()
