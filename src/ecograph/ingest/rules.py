"""What the cells of one record must be to each other: dates in order, what needs what."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from ecograph import vocabulary
from ecograph.definitions import Sheet
from ecograph.errors import BadParameterError
from ecograph.ingest.meaning import Fault
from ecograph.periods import date_span

_HUNDRED = Decimal(100)
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_YES = frozenset({"yes", "ja", "oui", "true"})


def record_faults(sheet: Sheet, cells: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
    """Yield what is wrong between the cells of a record, each with the column to mend."""
    yield from _dates_in_order(sheet, cells)
    yield from _missing_companions(sheet.name, cells)
    if sheet.name == "changes" and not any(
        cells.get(column) for column in ("original", "resulting", "corrects")
    ):
        remedy = "Fill in original, resulting or corrects."
        yield "original", Fault("is empty: the change is about nothing.", remedy)


def share_fault(shares: Sequence[str]) -> Fault | None:
    """Return what is wrong if the shares of a relation's parties come to more than 100 percent.

    Parties that hold a share jointly stand in one row, so that it counts once.
    """
    total = sum((Decimal(share) for share in shares if _NUMBER.fullmatch(share)), Decimal(0))
    if total <= _HUNDRED:
        return None
    reason = f"brings the shares of the relation to {total} percent, which is more than 100."
    return Fault(reason, "Correct the shares.")


def _dates_in_order(sheet: Sheet, cells: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
    names = {
        column.property_iri: column.name for column in sheet.columns if column.value_type == "date"
    }
    first = names.get(vocabulary.START.value)
    last = names.get(vocabulary.END.value)
    if not first or not last or not cells.get(first) or not cells.get(last):
        return
    try:
        in_order = date_span(cells[first]).start <= date_span(cells[last]).end
    except BadParameterError:  # said of the cell already
        return
    if not in_order:
        reason = f"is before its {first}, {cells[first]}."
        yield last, Fault(reason, "Correct one of the two dates.")


def _missing_companions(sheet: str, cells: Mapping[str, str]) -> Iterator[tuple[str, Fault]]:
    if sheet == "observations" and not cells.get("indicator"):
        for column in ("about", "measure"):
            if not cells.get(column):
                remedy = f"Fill in {column}, or indicator if the row is a value of one."
                yield column, Fault("is missing.", remedy)
    if sheet == "relations" and cells.get("amount") and not cells.get("currency"):
        yield "currency", Fault("is missing: the amount has none.", "Write one, such as EUR.")
    anchored = sheet == "outposts" and cells.get("anchored", "").casefold() in _YES
    if anchored and not cells.get("anchored_reason"):
        reason = "is missing: an outpost that is marked as anchored says why."
        yield "anchored_reason", Fault(reason, "Write the reason, or empty anchored.")
