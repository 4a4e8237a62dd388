"""The query that gives the facts which a figure is worked out from, to be run at /sparql."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import dedent, indent
from typing import TypeAlias

from ecograph.records import Term
from ecograph.resources import folder

Rows: TypeAlias = Sequence[tuple[Term, ...]]
_MARK = "#+"
_PART = re.compile(r"^(?P<gap> *)# part (?P<name>[\w-]+)(?P<given>(?: \?\w+)+)\n", re.MULTILINE)
_BLOCK = re.compile(
    r"^(?P<gap> *)# if (?P<name>[\w-]+)\n(?P<block>.*?)^(?P=gap)# end\n", re.MULTILINE | re.DOTALL
)
_VALUES = re.compile(r"^(?P<gap> *)# values (?P<names>[\w ]+)\n", re.MULTILINE)
_WHERE = re.compile(r"^WHERE \{\n(?P<body>.*)^\}", re.MULTILINE | re.DOTALL)
_VARIABLE = re.compile(r"\?(\w+)")
_PREFIX = re.compile(r"^PREFIX (?P<name>\w+): <(?P<iri>[^>]*)>\n", re.MULTILINE)
_PLACES = ("first", "second")
# What every part of a query speaks of by the same name.
_COMMON = frozenset({"period_start", "period_end", "rule"})


@dataclass(frozen=True, slots=True)
class Template:
    """A query of `queries/measures`, which of its blocks are wanted, and what stands in VALUES.

    A line `# part NAME ?one ?two` stands for the pattern of another file, a block from `# if NAME`
    to `# end` is there if it is wanted, and `# values NAMES` stands for the rows of these names.
    """

    name: str
    blocks: frozenset[str]
    values: Mapping[str, Rows]

    def __str__(self) -> str:
        """Return the query as a text that can be run."""
        text = _PART.sub(self._part, self._lines(self.name))
        return _shortened(_VALUES.sub(self._rows, text))

    def _lines(self, name: str) -> str:
        path = folder("queries") / "measures" / f"{name}.rq"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        text = "".join(line for line in lines if not line.startswith(_MARK))
        return _BLOCK.sub(self._block, text)

    def _block(self, found: re.Match[str]) -> str:
        return found["block"] if found["name"] in self.blocks else ""

    def _part(self, found: re.Match[str]) -> str:
        """Return the pattern of a part, its own variables named after what it is about."""
        where = _WHERE.search(self._lines(f"parts/{found['name']}"))
        given = dict(zip(_PLACES, _VARIABLE.findall(found["given"]), strict=False))
        own = given[_PLACES[0]]

        def renamed(variable: re.Match[str]) -> str:
            name = variable[1]
            kept = name in _COMMON or name in self._names
            return f"?{given.get(name) or (name if kept else f'{own}_{name}')}"

        body = _VARIABLE.sub(renamed, where["body"] if where else "")
        return _PART.sub(self._part, indent(dedent(body), found["gap"]))

    @property
    def _names(self) -> frozenset[str]:
        return frozenset(name for names in self.values for name in names.split())

    def _rows(self, found: re.Match[str]) -> str:
        names = found["names"].split()
        heads = " ".join(f"?{name}" for name in names)
        is_one = len(names) == 1
        rows = (" ".join(map(str, row)) for row in self.values[found["names"]])
        told = " ".join(rows) if is_one else " ".join(f"({row})" for row in rows)
        head = heads if is_one else f"({heads})"
        return f"{found['gap']}VALUES {head} {{ {told} }}\n"


def _shortened(text: str) -> str:
    """Return a query with its IRIs as its prefixes shorten them, and without unused prefixes."""
    head, body = _apart(text)
    for found in head:
        body = re.sub(rf"<{re.escape(found['iri'])}([A-Za-z][\w-]*)>", rf"{found['name']}:\1", body)
    used = [found[0] for found in head if re.search(rf"\b{found['name']}:", body)]
    return "".join(used) + body


def _apart(text: str) -> tuple[list[re.Match[str]], str]:
    return list(_PREFIX.finditer(text)), _PREFIX.sub("", text)
