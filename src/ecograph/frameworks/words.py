"""Figures of indicators in words: numbers with their unit, reasons, changes, what was left out."""

from collections import Counter
from decimal import Decimal

from ecograph.frameworks.figures import LeftOut, Outcome, Silence
from ecograph.frameworks.reports import Standing

SILENCES = {
    Silence.NO_PROFILE: "no profile",
    Silence.NO_SUCH_FACTS: "no such facts on record",
    Silence.NOT_COMPUTED: "not computed",
    Silence.NOT_REPORTED: "not reported",
    Silence.UNDATED: "undated",
    Silence.NO_AMOUNTS: "no amounts known",
    Silence.UNDEFINED: "undefined",
    Silence.TOO_SMALL_GROUP: "too small a group",
}
STANDINGS = {
    Standing.BETTER: "for the better",
    Standing.WORSE: "for the worse",
    Standing.UNCHANGED: "unchanged",
    Standing.UNKNOWN: "",
}
LEFT_OUT = {
    LeftOut.PLANNED: "planned",
    LeftOut.UNDATED: "undated",
    LeftOut.NO_PLACE: "of unknown place",
    LeftOut.NO_AMOUNT: "without an amount",
    LeftOut.DRAFT: "draft",
}
_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_DECIMALS, _LONG = 2, 10_000


def told(found: Outcome | None, unit: str = "") -> str:
    """Return an outcome in words: its number with a unit, or the reason why there is none."""
    if found is None:
        return ""
    if found.reason is not None:
        return SILENCES[found.reason]
    if found.by_unit:
        return "; ".join(f"{plain(value)} {name}" for name, value in sorted(found.by_unit.items()))
    if found.value is None:
        return found.text
    return valued(found.value, found.unit if unit == "money" else unit)


def valued(value: Decimal, unit: str) -> str:
    """Return a number with what stands after it: a per cent sign, a currency, else nothing."""
    if unit == "yes/no":
        return "yes" if value else "no"
    return plain(value) + _after(unit)


def plain(value: Decimal) -> str:
    """Return a number to two decimals, narrow spaces between thousands from five digits on.

    Zeros that say nothing are left out.
    """
    rounded = round(value, _DECIMALS)
    between = _NARROW_SPACE if abs(rounded) >= _LONG else ""
    text = f"{abs(rounded):,.{_DECIMALS}f}".rstrip("0").rstrip(".").replace(",", between)
    return f"{_MINUS}{text}" if rounded < 0 else text


def changed(change: Decimal | None, unit: str = "") -> str:
    """Return a change with its sign, that of a percentage in points; "" for none."""
    if change is None:
        return ""
    sign = "+" if change > 0 else "" if change < 0 else "±"
    return f"{sign}{plain(change)}{' points' if unit == 'percent' else _after(unit)}"


def left_out_words(found: Outcome) -> str:
    """Return how many facts were left out, by reason."""
    counts = Counter(reason for _, reason in found.left_out)
    return "; ".join(f"{counts[each]} {LEFT_OUT[each]}" for each in LeftOut if counts[each])


def rests_on(found: Outcome) -> str:
    """Return how many facts a figure rests on, how many are inferred, what could not count."""
    parts = []
    if found.facts or found.reason is None:
        parts.append(f"{len(found.facts)} {'fact' if len(found.facts) == 1 else 'facts'}")
    if found.inferred:
        parts.append(f"{found.inferred} inferred")
    if found.left_out:
        parts.append(f"left out: {left_out_words(found).replace('; ', ', ')}")
    return "; ".join(parts)


def _after(unit: str) -> str:
    """Return what stands after a number: a sign or an abbreviation; a noun stands elsewhere."""
    if unit == "percent":
        return f"{_NARROW_SPACE}%"
    return f" {unit}" if len(unit) == 3 and unit.isupper() else ""
