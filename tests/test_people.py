"""The file of people: their roles, hashes for tokens, and what happens when it changes."""

import stat
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecograph import people
from ecograph.cli.root import ecograph
from ecograph.errors import PeopleError, SettingError
from ecograph.people import ANYBODY, People, Person, Role
from ecograph.settings import settings
from tests.conftest import TODAY, Tokens

HASH = f"sha256:{'0' * 64}"
READER = Person("Rhea Reader", Role.READER)
WRITER = Person("Wim Writer", Role.WRITER)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Give where a file of people will be."""
    return tmp_path / "tokens"


def test_the_public_sees_public_facts_and_writes_nothing() -> None:
    assert (ANYBODY.sees_internal, ANYBODY.may_write) == (False, False)


def test_a_reader_sees_internal_facts_and_writes_nothing() -> None:
    assert (READER.sees_internal, READER.may_write) == (True, False)


def test_a_writer_does_both() -> None:
    assert (WRITER.sees_internal, WRITER.may_write) == (True, True)


def test_a_token_is_its_persons(tokens: Tokens) -> None:
    found = People.from_file(tokens.path)
    assert found.by_token(tokens.reader) == READER
    assert found.by_token(tokens.writer) == WRITER


@pytest.mark.parametrize("change", ["", "x", "{}x", "x{}", " {}", "{}\n", "Rhea Reader", HASH])
def test_anything_else_is_nobodys(tokens: Tokens, change: str) -> None:
    wrong = change.format(tokens.reader)
    assert People.from_file(tokens.path).by_token(wrong) is None


def test_the_hash_in_the_file_is_no_token(tokens: Tokens) -> None:
    found = People.from_file(tokens.path)
    for entry in found.entries():
        assert found.by_token(entry.hash) is None
        assert found.by_token(entry.hash.removeprefix("sha256:")) is None


def test_the_file_holds_names_and_hashes_but_no_token(tokens: Tokens) -> None:
    text = tokens.path.read_text("utf-8")
    assert "Rhea Reader" in text
    assert people.hash_of(tokens.reader) in text
    assert tokens.reader not in text


def test_a_token_has_256_random_bits(path: Path) -> None:
    given = [people.add(path, f"Person {number}", Role.READER, TODAY) for number in range(5)]
    assert len(set(given)) == 5
    assert min(map(len, given)) == 43


def test_only_its_owner_reads_the_file(path: Path) -> None:
    people.add(path, "Rhea Reader", Role.READER, TODAY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    people.add(path, "Wim Writer", Role.WRITER, TODAY)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nothing_but_the_file_is_left_behind(path: Path) -> None:
    people.add(path, "Rhea Reader", Role.READER, TODAY)
    assert list(path.parent.iterdir()) == [path]


def test_a_person_taken_out_is_out_at_once_and_the_others_stay(path: Path) -> None:
    reader = people.add(path, "Rhea Reader", Role.READER, TODAY)
    writer = people.add(path, "Wim Writer", Role.WRITER, TODAY)
    found = People.from_file(path)
    assert found.by_token(reader) == READER
    people.remove(path, "Rhea Reader")
    assert (found.by_token(reader), found.by_name("Rhea Reader")) == (None, None)
    assert found.by_token(writer) == WRITER


def test_a_person_put_in_is_in_at_once(path: Path) -> None:
    found = People.from_file(path)
    assert found.by_name("Rhea Reader") is None
    people.add(path, "Rhea Reader", Role.READER, TODAY)
    assert found.by_name("Rhea Reader") == READER


def test_without_the_file_nobody_is_known(path: Path, tokens: Tokens) -> None:
    assert People.from_file(path).by_token(tokens.reader) is None
    assert People.from_file(None).by_token(tokens.reader) is None
    assert (People.from_file(path).can_sign_in, People.from_file(None).can_sign_in) == (True, False)


def test_another_token_or_role_gives_another_fingerprint(path: Path) -> None:
    people.add(path, "Rhea Reader", Role.READER, TODAY)
    found = People.from_file(path)
    first = found.fingerprint("Rhea Reader")
    people.remove(path, "Rhea Reader")
    assert found.fingerprint("Rhea Reader") == ""
    people.add(path, "Rhea Reader", Role.READER, TODAY)
    second = found.fingerprint("Rhea Reader")
    path.write_text(path.read_text("utf-8").replace("reader sha", "writer sha"), "utf-8")
    assert len({"", first, second, found.fingerprint("Rhea Reader")}) == 4


def test_comments_and_empty_lines_say_nothing(path: Path) -> None:
    path.write_text(f"\n# staff\nreader {HASH} 2026-01-31 Zoë van Dam  \n\n", "utf-8")
    assert [each.person.name for each in People.from_file(path).entries()] == ["Zoë van Dam"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("reader", "the line “reader” is not a role, a hash, a day and a name"),
        (f"public {HASH} 2026-01-31 Ann", "the role “public” is not reader or writer"),
        (f"READER {HASH} 2026-01-31 Ann", "the role “READER” is not reader or writer"),
        ("reader md5:12 2026-01-31 Ann", "the hash “md5:12” is not sha256: and 64"),
        (f"reader {HASH}0 2026-01-31 Ann", "the hash “sha256:00000…” is not sha256: and 64"),
        (f"reader {HASH} 2026-02-30 Ann", "the day “2026-02-30” is not a day such as"),
        (f"reader {HASH} 20260131 Ann", "the day “20260131” is not a day such as"),
        (f"reader {HASH} 2026-01-31 {'A' * 101}", "the name “AAAAAAAAAAAA…” is not 1 to 100"),
        (f"writer {HASH} 2026-01-31 Bob", "the name “Bob” is not new"),
    ],
)
def test_a_line_that_is_wrong_is_told_with_file_line_value_and_remedy(
    path: Path, line: str, said: str
) -> None:
    path.write_text(f"# staff\nreader {HASH} 2026-01-31 Bob\n{line}\n", "utf-8")
    with pytest.raises(PeopleError) as found:
        People.from_file(path)
    assert f"{path}, line 3: {said}" in str(found.value)
    assert "ecograph tokens add" in str(found.value)


def test_a_token_that_stands_in_the_file_by_mistake_is_not_told(path: Path, tokens: Tokens) -> None:
    path.write_text(f"{tokens.reader} {HASH} 2026-01-31 Bob\n", "utf-8")
    with pytest.raises(PeopleError) as found:
        People.from_file(path)
    assert tokens.reader[:13] not in str(found.value)


def test_a_file_that_cannot_be_read_is_told(path: Path) -> None:
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(PeopleError, match="cannot be read"):
        People.from_file(path)
    with pytest.raises(PeopleError, match="cannot be read"):
        People.from_file(path.parent)


def test_a_file_that_cannot_be_written_is_told_and_stays_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(PeopleError, match="cannot be written"):
        people.add(tmp_path / "nowhere" / "tokens", "Ann", Role.READER, TODAY)
    (tmp_path / "tokens").mkdir()
    with pytest.raises(PeopleError, match="cannot be read"):
        people.add(tmp_path / "tokens", "Ann", Role.READER, TODAY)
    assert list(tmp_path.iterdir()) == [tmp_path / "tokens"]


@pytest.mark.parametrize("name", ["", " Ann", "Ann ", "Ann\nwriter", "A" * 101, "Ann\x00"])
def test_a_text_that_is_no_name_is_refused(path: Path, name: str) -> None:
    with pytest.raises(PeopleError, match="cannot be a name"):
        people.add(path, name, Role.READER, TODAY)
    assert not path.exists()


def test_a_name_has_one_token(path: Path) -> None:
    people.add(path, "Ann", Role.READER, TODAY)
    with pytest.raises(PeopleError, match=r'Ann has a token already[.] First run: .*remove "Ann"'):
        people.add(path, "Ann", Role.WRITER, TODAY)


def test_who_is_not_there_cannot_be_removed(tokens: Tokens) -> None:
    with pytest.raises(PeopleError, match=r"“Ann” has no token .* Rhea Reader, Wim Writer"):
        people.remove(tokens.path, "Ann")


def test_the_command_gives_lists_and_takes_tokens(path: Path) -> None:
    command = CliRunner(env={"ECOGRAPH_TOKENS": str(path)})
    added = command.invoke(ecograph, ["tokens", "add", "Zoë van Dam", "--role", "writer"])
    token = added.stdout.strip()
    assert People.from_file(path).by_token(token) == Person("Zoë van Dam", Role.WRITER)
    assert token not in added.stderr
    listed = command.invoke(ecograph, ["tokens", "list"]).stdout
    assert listed.startswith("Zoë van Dam  writer  20")
    assert token not in listed
    assert command.invoke(ecograph, ["tokens", "remove", "Zoë van Dam"]).exit_code == 0
    assert command.invoke(ecograph, ["tokens", "list"]).stdout == ""


def test_the_command_needs_to_know_the_file() -> None:
    answer = CliRunner().invoke(ecograph, ["tokens", "list"])
    assert isinstance(answer.exception, SettingError)
    assert "ECOGRAPH_TOKENS is not set; set it to the file" in str(answer.exception)


def test_the_file_and_the_secret_are_settings(path: Path) -> None:
    secret = "s" * 32
    found = settings({"ECOGRAPH_TOKENS": str(path), "ECOGRAPH_SESSION_SECRET": secret})
    assert (found.tokens, found.session_secret) == (path, secret)
    assert (settings({}).tokens, settings({}).session_secret) == (None, "")


def test_a_secret_that_is_too_short_is_refused_and_not_told() -> None:
    with pytest.raises(SettingError, match=r"only 5 characters.* 32 or more") as found:
        settings({"ECOGRAPH_SESSION_SECRET": "zebra"})
    assert "zebra" not in str(found.value)
