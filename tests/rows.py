"""Print each requirement row with the tests that show it, and fail on a row that does not exist.

The rows are those of the requirements beside the checkout, where they are, else of `rows.txt`.
"""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

TESTS = Path(__file__).parent
REQUIREMENTS = TESTS.parent.parent / "shared" / "requirements.md"
ROW = re.compile(r"^\| (R\d+) \|", re.MULTILINE)


def known_rows() -> tuple[str, ...]:
    """Return the ids of all requirement rows, in their order."""
    if REQUIREMENTS.is_file():
        return tuple(ROW.findall(REQUIREMENTS.read_text("utf-8")))
    return tuple((TESTS / "rows.txt").read_text("utf-8").split())


def marked_rows(source: str, file: str) -> Iterator[tuple[str, str]]:
    """Yield each row that a test file names, with the test that names it."""
    tree = ast.parse(source, file)
    owners = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.ClassDef)]
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "pytest.mark.row":
            for row in call.args:
                yield ast.literal_eval(row), f"{file}{_owner(owners, call)}"


def _owner(owners: list[ast.FunctionDef | ast.ClassDef], call: ast.Call) -> str:
    """Return `::name` of the outermost test or class around a mark, nothing for a whole file."""
    for owner in owners:
        first = min([owner.lineno, *(decorator.lineno for decorator in owner.decorator_list)])
        if first <= call.lineno <= (owner.end_lineno or first):
            return f"::{owner.name}"
    return ""


def tests_by_row(folder: Path) -> dict[str, list[str]]:
    """Return the tests of a folder under the row that each is marked with."""
    found: dict[str, list[str]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        name = path.relative_to(folder).as_posix()
        for row, test in marked_rows(path.read_text("utf-8"), name):
            found.setdefault(row, []).append(test)
    return found


def main() -> int:
    """Print the rows and return 1 if a test is marked with an unknown one."""
    rows, tests = known_rows(), tests_by_row(TESTS)
    for row in rows:
        print(f"{row}  {', '.join(tests.get(row, ['-']))}")
    unknown = {row: marked for row, marked in tests.items() if row not in rows}
    for row, marked in unknown.items():
        print(f"unknown row {row} in {', '.join(marked)}", file=sys.stderr)
    print(f"{len(rows) - sum(row not in tests for row in rows)} of {len(rows)} rows have a test")
    return 1 if unknown else 0


if __name__ == "__main__":
    sys.exit(main())
