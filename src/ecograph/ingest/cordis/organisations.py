"""The organisations of CORDIS participations: one record each, though they stand in many rows."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ecograph import vocabulary
from ecograph.cells import join_list
from ecograph.definitions import Model
from ecograph.identifiers import normalise_identifier
from ecograph.ingest.cordis.doubts import Doubts
from ecograph.ingest.identifierforms import is_identifier
from ecograph.records import Row

_ACTIVITY_TYPES = "cordis-activity-types"
_SMALL_OR_MEDIUM = "small-or-medium"
_COMPARED = (
    "name",
    "vatNumber",
    "country",
    "city",
    "street",
    "activityType",
    "SME",
    "organizationURL",
    "geolocation",
)
_EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Participation:
    """One row of the table of participations."""

    file: str
    line: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return a cell without spaces around it, "" where the table lacks the column."""
        return self.cells.get(column, "").strip()


class Organisations:
    """The organisations of a table of participations, told apart by their PIC."""

    def __init__(self, participations: Iterable[Participation], evidence: str) -> None:
        self._evidence = evidence
        self._by_pic: dict[str, list[Participation]] = {}
        for each in participations:
            self._by_pic.setdefault(each["organisationID"], []).append(each)

    def rows(self, model: Model, doubts: Doubts) -> Iterator[Row]:
        """Yield a row an organisation: the values of its newest participation stay."""
        newest = {pic: _newest(known) for pic, known in self._by_pic.items()}
        shared = set(_shared_vats(newest.values()))
        for pic, row in newest.items():
            cells = _cells(row, model, doubts)
            vat = doubts.vat("vatNumber", row["vatNumber"])
            own_vat = vat and normalise_identifier("vat", vat) not in shared
            identifiers = [f"pic:{pic}"] * bool(pic) + [f"vat:{vat}"] * bool(own_vat)
            cells |= {
                "id": organisation_key(pic),
                "identifiers": join_list(identifiers),
                "other_names": join_list(_other_names(row, self._by_pic[pic])),
                "evidence": self._evidence,
            }
            yield Row("organisations", cells, row.file, row.line)

    def remarks(self) -> Iterator[str]:
        """Yield what differed between the rows of one organisation, and VAT numbers of several."""
        for column in _COMPARED:
            differing = [
                pic for pic, rows in self._by_pic.items() if len({row[column] for row in rows}) > 1
            ]
            if differing:
                shown = ", ".join(differing[:_EXAMPLES]) + ", …" * (len(differing) > _EXAMPLES)
                yield (
                    f"{column}: the newest row's value stays where the rows of one organisation "
                    f"differ: {len(differing)} (PIC {shown})."
                )
        newest = (_newest(rows) for rows in self._by_pic.values())
        for vat, pics in _shared_vats(newest).items():
            yield (
                f"VAT number {vat} stands at {len(pics)} organisations (PIC {', '.join(pics)}); "
                "it identifies none of them and was left out."
            )


def organisation_key(pic: str) -> str:
    """Return the key of the organisation with this PIC, "" without one."""
    return f"pic-{pic}" if pic else ""


def _newest(rows: Sequence[Participation]) -> Participation:
    """Return the row that was updated last; among equals the last of the table."""
    return max(enumerate(rows), key=lambda each: (each[1]["contentUpdateDate"], each[0]))[1]


def _other_names(row: Participation, rows: Iterable[Participation]) -> Iterator[str]:
    names = [other["name"] for other in rows] + [row["shortName"]]
    yield from (name for name in dict.fromkeys(names) if name and name != row["name"])


def _shared_vats(rows: Iterable[Participation]) -> dict[str, list[str]]:
    """Return the VAT numbers of more than one organisation, as of a group of companies."""
    bearers: dict[str, list[str]] = {}
    for row in rows:
        if vat := normalise_identifier("vat", row["vatNumber"]):
            bearers.setdefault(vat, []).append(row["organisationID"])
    shared = {vat: pics for vat, pics in bearers.items() if len(pics) > 1}
    return {vat: pics for vat, pics in shared.items() if is_identifier("vat", vat)}


def _cells(row: Participation, model: Model, doubts: Doubts) -> dict[str, str]:
    latitude, longitude = doubts.point("geolocation", row["geolocation"])
    is_small = doubts.yes_no("SME", row["SME"]) == "yes"
    return {
        "name": row["name"],
        "kind": translated(model, _ACTIVITY_TYPES, row["activityType"], vocabulary.KIND.value),
        "size": _SMALL_OR_MEDIUM if is_small else "",
        "city": row["city"],
        "country": row["country"],
        "latitude": latitude,
        "longitude": longitude,
        "address": ", ".join(part for part in (row["street"], row["postCode"]) if part),
        "website": doubts.url("organizationURL", row["organizationURL"]),
        "basis": "stated",
    }


def translated(model: Model, scheme: str, text: str, property_iri: str) -> str:
    """Return the code that a code of CORDIS stands for by a table of the ontology.

    A code that the table knows without a meaning of ours gives ""; one that it does not know stays.
    """
    concept = model.concept(scheme, text) if text else None
    if concept is None:
        return text
    meanings = concept.properties.get(property_iri, ())
    return next((model.concepts[m.value].code for m in meanings if m.value in model.concepts), "")
