"""Sums of several currencies in one, where a table of yearly rates is loaded."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from ecograph.frameworks.computing.items import Item
from ecograph.frameworks.computing.knowledge import Knowledge
from ecograph.frameworks.figures import Outcome


def exchanged(known: Knowledge, items: Iterable[Item], found: Outcome) -> Outcome:
    """Return an outcome in the currency of the profile if every rate for it is known.

    Each amount is converted at the rate of its own year; the rates are told. Without rates the
    sums stay apart, one a currency.
    """
    home = known.profile.currency if known.profile else ""
    facts = set(found.facts)
    amounts = {each.fact: each for each in items if each.value is not None and each.fact in facts}
    if not home or {each.unit for each in amounts.values()} <= {home} or not amounts:
        return found
    total, used = Decimal(0), {}
    for each in amounts.values():
        if each.unit == home:
            total += each.value or 0
            continue
        key = (_year(each), each.unit)
        if key not in known.rates:
            return found
        used[key] = known.rates[key]
        total += (each.value or 0) * known.rates[key]
    told = "; ".join(
        f"1 {unit} = {rate} {home} in {year}" for (year, unit), rate in sorted(used.items())
    )
    return replace(found, value=total, unit=home, by_unit={}, text=f"At {told}.")


def _year(item: Item) -> int:
    first = item.span.start if item.span else item.when.earliest
    return first.year if first else 0
