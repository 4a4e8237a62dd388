"""The house is in order: dependencies, layers, locks, documents and the wording of the files."""

import ast
import re
import shlex
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from click.testing import CliRunner

from ecograph.cli.root import PARTS, commands, ecograph
from ecograph.questions import catalogue
from ecograph.settings import Settings
from ecograph.store import Register
from tests import licences, pace, rows

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
CODE = sorted(path for folder in ("src", "api", "viz") for path in (ROOT / folder).rglob("*.py"))
README = (ROOT / "README.md").read_text("utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text("utf-8")
NOT_OURS = {".git", ".venv", "__pycache__", "build", "dist", "vendor"}
# Needed though nothing of ours imports them by name.
NEEDED_BY_OTHERS = {"python-multipart": "FastAPI reads forms with it"}


def dependency_name(requirement: str) -> str:
    """Return the package that a requirement names."""
    return re.split(r"[^A-Za-z0-9-]", requirement, maxsplit=1)[0].lower()


def imported_modules(path: Path) -> Iterator[str]:
    """Yield the top-level modules that a file imports, by statement or by `import_module`."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]
        elif isinstance(node, ast.Call) and ast.unparse(node.func) == "import_module":
            yield str(ast.literal_eval(node.args[0])).partition(".")[0]


def text_files() -> Iterator[Path]:
    """Yield the text files of the checkout that we wrote."""
    for path in sorted(ROOT.rglob("*")):
        relative = path.relative_to(ROOT)
        caches = relative.parts[0].startswith((".coverage", ".hypothesis", ".import", ".mypy"))
        ours = not NOT_OURS & set(relative.parts) and not caches and path.name != "uv.lock"
        if ours and path.is_file() and b"\0" not in path.read_bytes():
            yield path


def test_every_dependency_is_imported_and_every_import_is_declared() -> None:
    providers = packages_distributions()
    outside = {module for path in CODE for module in imported_modules(path)} - {
        "ecograph",
        "ecograph_api",
        "ecograph_viz",
        *sys.stdlib_module_names,
    }
    imported = {providers[module][0].lower().replace("_", "-") for module in outside}
    declared = {dependency_name(line) for line in PROJECT["project"]["dependencies"]}
    extras = PROJECT["project"]["optional-dependencies"].values()
    optional = {dependency_name(line) for lines in extras for line in lines}
    assert imported - optional == declared - set(NEEDED_BY_OTHERS)


def test_gpl_is_only_an_extra() -> None:
    declared = {dependency_name(line) for line in PROJECT["project"]["dependencies"]}
    extras = PROJECT["project"]["optional-dependencies"]
    assert "igraph" not in declared
    assert [name for name, lines in extras.items() if "igraph" in map(dependency_name, lines)] == [
        "fast"
    ]


@pytest.mark.parametrize(
    "declared", ["GPL-3.0-or-later", "GNU General Public License", "MPL-2.0 AND MIT", "", "Unknown"]
)
def test_a_licence_that_is_copyleft_or_unknown_is_objected_to(declared: str) -> None:
    assert licences.objection(declared)


@pytest.mark.parametrize("declared", ["MIT", "BSD-3-Clause", "Apache Software License", "PSF-2.0"])
def test_a_permissive_licence_is_not_objected_to(declared: str) -> None:
    assert licences.objection(declared) == ""


def test_every_exception_from_the_licences_is_for_a_package_in_its_lock() -> None:
    assert set(licences.PRODUCT_EXCEPTIONS) <= set(pinned("requirements.txt"))
    assert set(licences.TOOL_EXCEPTIONS) <= set(pinned("requirements-dev.txt"))


def test_a_row_is_found_on_functions_classes_parameters_and_files() -> None:
    mark = "pytest.mark.row"
    source = (
        f"pytestmark = {mark}('R001')\n"
        f"@{mark}('R002', 'R003')\ndef test_a(): ...\n"
        f"@{mark}('R004')\nclass TestB:\n    @{mark}('R005')\n    def test_c(self): ...\n"
    )
    assert sorted(rows.marked_rows(source, "f.py")) == [
        ("R001", "f.py"),
        ("R002", "f.py::test_a"),
        ("R003", "f.py::test_a"),
        ("R004", "f.py::TestB"),
        ("R005", "f.py::TestB"),
    ]


def test_no_test_names_an_unknown_row() -> None:
    assert set(rows.tests_by_row(ROOT / "tests")) <= set(rows.known_rows())


def test_every_module_has_its_place_in_the_layers() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    placed = {
        f"{container}{module.strip(' ()')}"
        for contract in contracts
        if contract["type"] == "layers"
        for container in [f"{each}." for each in contract.get("containers", [])] or [""]
        for layer in contract["layers"]
        for module in layer.split(":")
    }
    modules = {
        f"{package}.{path.stem}"
        for package in ("ecograph", "ecograph.store")
        for path in (ROOT / "src" / package.replace(".", "/")).iterdir()
        if path.suffix == ".py" or (path / "__init__.py").is_file()
    }
    at_the_edges = {"ecograph.__init__", "ecograph.store.__init__", "ecograph.settings"}
    assert modules - at_the_edges - placed == set()


def test_only_the_store_opens_a_pyoxigraph_store() -> None:
    opens = re.compile(r"from pyoxigraph import [^)]*?\bStore\b|pyoxigraph\.Store")
    found = {path for path in CODE if opens.search(path.read_text("utf-8"))}
    store = ROOT / "src" / "ecograph" / "store"
    assert found
    assert all(path.is_relative_to(store) for path in found)


def test_no_file_of_the_product_has_more_than_300_lines() -> None:
    lengths = {path.name: path.read_text("utf-8").count("\n") for path in CODE}
    assert {name: length for name, length in lengths.items() if length > 300} == {}


def test_no_function_of_the_product_has_more_than_50_lines() -> None:
    functions = (
        (path.name, node)
        for path in CODE
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    lengths = {
        f"{file}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for file, node in functions
    }
    assert {name: length for name, length in lengths.items() if length > 50} == {}


def pinned(lock: str) -> dict[str, str]:
    """Return the version of each package that a lock pins."""
    text = (ROOT / lock).read_text("utf-8")
    return dict(re.findall(r"^([a-z0-9._-]+)==([^ ;]+)", text, re.MULTILINE))


def test_the_locks_agree() -> None:
    product = pinned("requirements.txt")
    assert product.items() <= pinned("requirements-dev.txt").items()
    assert {dependency_name(line) for line in PROJECT["project"]["dependencies"]} <= set(product)


def test_the_locks_pin_every_package_with_its_hashes() -> None:
    for lock in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / lock).read_text("utf-8")
        entries = re.split(r"\n(?=\S)", re.sub(r"^\s*#.*\n", "", text, flags=re.MULTILINE))
        assert [entry for entry in entries if "==" not in entry or "--hash=" not in entry] == []
        assert not re.search(r"https?:|--index|--find-links", text)


def test_nothing_names_a_workplace_or_a_registry_host() -> None:
    # Written in pieces, or this file would be found.
    pieces = (
        ("/wo", "rk/"),
        ("/roo", "t/"),
        ("/tm", "p/plan"),
        ("py", "pi.org"),
        ("python", "hosted"),
        ("npm", "js.org"),
        ("npm", "js.com"),
        ("deb", "ian.org"),
        ("sub", "agent"),
        ("clau", "de"),
        ("anth", "ropic"),
        (".lib", "rary"),
        ("issues ", "show"),
    )
    words = re.compile("|".join(re.escape(first + rest) for first, rest in pieces), re.IGNORECASE)
    found = {
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in text_files()
        if (match := words.search(path.read_text("utf-8", "replace")))
    }
    assert found == set()


def test_every_command_is_in_the_readme() -> None:
    assert {name for name in PARTS if f"`ecograph {name}" not in README} == set()


def test_every_option_of_a_command_is_in_the_readme() -> None:
    options = {
        option
        for command in commands().values()
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    }
    assert {option for option in options if f"`{option}" not in README} == set()


def test_the_readme_names_no_command_that_is_not_there() -> None:
    named = set(re.findall(r"\becograph ([a-z]+)\b", "\n".join(code_in(README))))
    assert named == set(PARTS)


def test_the_settings_in_the_readme_are_those_there_are() -> None:
    settings = {f"ECOGRAPH_{field.name.upper()}" for field in fields(Settings)}
    assert set(re.findall(r"^\| `(ECOGRAPH_\w+)`", README, re.MULTILINE)) == settings


def test_the_readme_says_what_a_setting_is_by_default() -> None:
    usual = {f"ECOGRAPH_{field.name.upper()}": field.default for field in fields(Settings)}
    said = dict(re.findall(r"^\| `(ECOGRAPH_\w+)` \| `?([^`|]+?)`? \|", README, re.MULTILINE))
    assert said == {name: as_said(value) for name, value in usual.items()}


def as_said(value: object) -> str:
    """Return a default as the README writes it."""
    if isinstance(value, tuple):
        return " ".join(value) or "none"
    return f"{value:g}" if isinstance(value, float) else str(value or "none")


def test_every_question_that_the_readme_asks_is_there() -> None:
    asked = set(re.findall(r"(?:ecograph ask |/questions/)([a-z][a-z-]+)", README))
    assert asked <= set(catalogue())


@pytest.mark.parametrize("line", re.findall(r"^ecograph ask .+$", README, re.MULTILINE))
def test_the_readme_asks_what_is_answered(line: str, model_cluster: Register) -> None:
    arguments = shlex.split(line, comments=True)[1:]
    answer = CliRunner().invoke(ecograph, [*arguments, *given_store(arguments, model_cluster)])
    assert answer.exit_code == 0, answer.output
    assert len(answer.stdout.splitlines()) > 2


def given_store(arguments: list[str], register: Register) -> list[str]:
    """Return the option that names the register, for commands that ask one."""
    return ["--store", str(register.path)] if len(arguments) > 1 else ["--help"]


def test_the_changes_stand_under_their_headings() -> None:
    headings = re.findall(r"^### (.+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    assert set(headings) == {"Added", "Changed", "Fixed"}


def test_every_path_that_the_documents_name_is_there() -> None:
    for text in (README, ARCHITECTURE):
        named = {word for word in code_in(text) if re.fullmatch(r"\.?[\w.-]+(/[\w.*-]+)*/?", word)}
        folders = tuple(f"{path.name}/" for path in ROOT.iterdir() if path.is_dir())
        paths = {
            word for word in named if word.startswith(folders) or word.endswith((".md", ".toml"))
        }
        assert {path for path in paths if not any(ROOT.glob(path.rstrip("/")))} == set()
        assert len(paths) > 2
    links = re.findall(r"\]\(([^)#:]+)\)", ARCHITECTURE)
    assert [link for link in links if not (ROOT / "docs" / link).exists()] == []


def code_in(text: str) -> list[str]:
    """Return what a Markdown text sets as code, inline or as a block."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [*blocks, *re.findall(r"`([^`\n]+)`", prose)]


def test_every_slow_file_is_there_and_named_once() -> None:
    assert [name for name in pace.SLOW if not (ROOT / "tests" / f"{name}.py").is_file()] == []
    assert len(pace.SLOW) == len(set(pace.SLOW))
