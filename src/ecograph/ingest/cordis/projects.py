"""The projects of CORDIS: those of the project tables, and those that only participations name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ecograph.cells import join_list, split_list
from ecograph.ingest.cordis.doubts import Doubts
from ecograph.ingest.cordis.organisations import Participation
from ecograph.ingest.tables import InputTable
from ecograph.records import Row

_STATUSES = {"SIGNED": "active", "CLOSED": "ended", "TERMINATED": "ended"}
_SHOWN = 5
_TOPICS = ("topics", "topic", "topicDescription", "theme")


def project_key(number: str) -> str:
    """Return the key of the project with this number, "" without one."""
    return f"cordis-{number}" if number else ""


class Projects:
    """The projects of one load, by number."""

    def __init__(
        self,
        tables: Sequence[InputTable],
        participations: Iterable[Participation],
        evidence: str,
        doubts: Doubts,
    ) -> None:
        self._rows: dict[str, Row] = {}
        self._again = 0
        for table in tables:
            for line, cells in table.records():
                self._add(Row("programmes", _cells(cells, evidence, doubts), table.file, line))
        unreadable = {
            project_key(cells.get("id", "").strip())
            for table in tables
            for _, cells, _ in table.bad_records()
        }
        listed = set(self._rows)
        named: dict[str, Participation] = {}
        for each in participations:
            if each["projectID"]:
                named.setdefault(project_key(each["projectID"]), each)
        self._made = [key for key in named if key not in listed | unreadable]
        self._unnamed = len(listed - named.keys())
        self._named = len(named)
        for key in self._made:
            self._add(_made_row(named[key], evidence))

    def rows(self) -> Iterator[Row]:
        """Yield a row a project."""
        yield from self._rows.values()

    def of(self, number: str) -> Mapping[str, str]:
        """Return the cells of the project with this number, none if it is not known."""
        row = self._rows.get(project_key(number))
        return row.cells if row else {}

    def remarks(self, participations: int) -> Iterator[str]:
        """Yield how many projects name participants, and which ones were made from these."""
        rest = f"; {self._unnamed} further projects name none" if self._unnamed else ""
        yield (
            f"{participations:,} participations in {self._named:,} projects with named "
            f"participants{rest}."
        )
        if self._made:
            numbers = ", ".join(key.removeprefix("cordis-") for key in self._made[:_SHOWN])
            more = ", …" if len(self._made) > _SHOWN else ""
            yield (
                "Projects that stand in no project table, made from their participations: "
                f"{len(self._made)} ({numbers}{more})."
            )
        if self._again:
            yield f"Rows of project tables that repeat a project, left out: {self._again}."

    def _add(self, row: Row) -> None:
        key = row.cells["id"] or f"{row.file} {row.line}"
        if key in self._rows:
            self._again += 1
        self._rows.setdefault(key, row)


def _cells(cells: Mapping[str, str], evidence: str, doubts: Doubts) -> dict[str, str]:
    text = {column: cell.strip() for column, cell in cells.items()}
    number = text.get("id", "")
    title = [text.get(column, "") for column in ("acronym", "title")]
    topics = [topic for column in _TOPICS for topic in split_list(text.get(column, ""))]
    budget = doubts.number("totalCost", text.get("totalCost", ""))
    return {
        "id": project_key(number),
        "name": " – ".join(part for part in title if part) or number,
        "other_names": join_list(part for part in title[:1] if part and title[1]),
        "kind": "project",
        "topics": join_list(dict.fromkeys(topics)),
        "start": text.get("startDate", ""),
        "end": text.get("endDate", ""),
        "status": doubts.one_of("status", text.get("status", ""), _STATUSES),
        "budget": budget,
        "currency": "EUR" if budget else "",
        "website": doubts.url("cordisLink", text.get("cordisLink", "")),
        "identifiers": f"cordis:{number}" if number else "",
        "description": text.get("objective", ""),
        "evidence": evidence,
        "basis": "stated",
    }


def _made_row(participation: Participation, evidence: str) -> Row:
    number = participation["projectID"]
    cells = {
        "id": project_key(number),
        "name": participation["projectAcronym"] or number,
        "kind": "project",
        "identifiers": f"cordis:{number}",
        "evidence": evidence,
        "basis": "stated",
    }
    return Row("programmes", cells, participation.file, participation.line)
