"""Figures in words: numbers with their unit, reasons, coverage, rules and what was left out."""

from collections.abc import Iterable, Iterator

from ecograph.frameworks.withholding import minimum_of
from ecograph.metrics import Coverage, Number, Reason
from ecograph.network import LeftOut, Network, Omission, RuleUse, Within
from ecograph.periods import Period

REASONS = {
    Reason.NO_PROFILE: "no profile",
    Reason.NO_SUCH_FACTS: "no such facts in these sources",
    Reason.UNDATED: "undated",
    Reason.TOO_SMALL_GROUP: "too small a group",
    Reason.UNDEFINED: "undefined for this network",
    Reason.NOT_TOLD_APART: "not told apart: no published edition given",
}
PARTS = {
    Within.EVERYWHERE: "everywhere",
    Within.REGION: "the home region",
    Within.MEMBERS: "the members",
}
_OMISSIONS = {
    Omission.PLANNED: "planned",
    Omission.UNDATED: "undated",
    Omission.ANOTHER_TIME: "of another time",
    Omission.INFERRED: "inferred",
    Omission.ANOTHER_KIND: "of another kind",
    Omission.NOT_THERE: "with a party that is not there in the period",
    Omission.NO_ORGANISATION: "with a party that is a cluster or unknown",
    Omission.NO_SECOND_PARTY: "without a second party",
}
LISTED = (
    "Every organisation, pair, community and change stands one by one, in the order of names, in "
    "the workbook and in the files beside it."
)
_NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
_MINUS = "\N{MINUS SIGN}"
_SHARE = "share"
_FEW = 0.0995
# What floats leave where a number is nothing, or all of it.
_NOUGHT = 1e-9
_LEAST = 0.0001


def shown(value: Number | None, unit: str) -> str:
    """Return a number as people read it, a share in per cent; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if unit == _SHARE:
        return _per_cent(value)
    words = _amount(abs(value), 0 if isinstance(value, int) else 2)
    return f"{_MINUS}{words}" if value < -_NOUGHT else words


def estimated(value: Number | None, reason: Reason | None, error: float | None, unit: str) -> str:
    """Return a number, with its standard error if it is estimated, or why there is none."""
    if reason:
        return REASONS[reason]
    beside = "" if error is None else f" ± {error:.2g}"
    return f"{shown(value, unit)}{beside}"


def shown_change(value: Number | None, unit: str) -> str:
    """Return a change with its sign, that of a share in points of a per cent; "" for none."""
    if value is None:
        return ""
    decimals = 1 if unit == _SHARE else 0 if isinstance(value, int) else 2
    amount = 100 * value if unit == _SHARE else value
    sign = "+" if amount > _NOUGHT else _MINUS if amount < -_NOUGHT else "±"
    points = " points" if unit == _SHARE else ""
    return f"{sign}{_amount(abs(amount), decimals)}{points}"


def brief(value: Number | None, unit: str) -> str:
    """Return a number as a plot has room for it: whole per cents, unless there are few."""
    if unit == _SHARE and value is not None and value >= _FEW:
        return _per_cent(value, 0)
    return shown(value, unit)


def period_words(period: Period) -> str:
    """Return which days a figure is about."""
    if not period.named:
        return f"Today, {period.end.isoformat()}, undated active relations included."
    if period.start == period.end:
        return f"On {period.start.isoformat()}."
    return f"From {period.start.isoformat()} to {period.end.isoformat()}."


def whose(network: Network) -> str:
    """Return which part of the network is looked at, in words."""
    if network.within is Within.REGION and network.profile:
        place = network.profile.region
        words = f"Organisations of {place}, the home region"
    elif network.within is Within.MEMBERS:
        words = "Members of the cluster"
    else:
        words = "Organisations everywhere"
    without = "" if network.has_cluster_organisation else ", without the cluster organisation"
    return f"{words}{without}{_selection(network)}."


def _selection(network: Network) -> str:
    """Return which of the organisations and relations are wanted, in words."""
    wanted, name = network.selection, network.codes.name
    found = {
        "region": wanted.region,
        "country": wanted.country,
        "kind": name("organisation-kinds", wanted.kind),
        "subsector": name("subsectors", wanted.subsector),
        "relations": name("relation-kinds", network.relation_kind),
    }
    told = [f"{what} {text}" for what, text in found.items() if text]
    told += ["facts that a source states"] if network.is_stated_only else []
    return f"; only {', '.join(told)}" if told else ""


def readers(*, internal: bool) -> str:
    """Return for whom something is made."""
    return "Public and internal facts." if internal else "Public facts only."


def review_readers(network: Network) -> str:
    """Return for whom a review is made, and what one for staff does not tell."""
    found = readers(internal=network.is_internal)
    if not network.is_internal:
        return found
    return (
        f"{found} Numbers to which internal facts add fewer than {minimum_of(network.profile)} are "
        "withheld, with those that would tell them; lists, what the rules gave and what they left "
        "out are of public facts alone."
    )


def parameters(network: Network) -> Iterator[tuple[str, str]]:
    """Yield by which parameters a figure was worked out, by name."""
    yield "period", period_words(network.period)
    yield "organisations", whose(network)
    yield "outposts count at", network.outposts.value
    yield "facts", readers(internal=network.is_internal)
    yield "rules in force", rules_in_force(network.rules)


def coverage_words(found: Coverage) -> str:
    """Return how well the facts behind a figure are known."""
    parts = [f"{_plain(found.facts, 0)} {'fact' if found.facts == 1 else 'facts'}"]
    if found.facts:
        parts.append(f"{_share(found.dated, found.facts)} with both dates")
        parts.append(f"{_share(found.verified, found.facts)} verified within a year")
    for number, words in (
        (found.inferred, "inferred"),
        (found.undated, "left out as undated"),
        (found.unknown, "not assigned: place, kind or group unknown"),
    ):
        if number:
            parts.append(f"{_plain(number, 0)} {words}")
    return "; ".join(parts)


def rules_in_force(uses: Iterable[RuleUse]) -> str:
    """Return the rules by which relations become ties, with what each gave."""
    on = [
        f"{use.rule.name} ({use.undertakings} joint, {use.ties} pairs)" for use in uses if use.is_on
    ]
    return "; ".join(on) or "none"


def omissions(left_out: Iterable[LeftOut]) -> Iterator[str]:
    """Yield what the rules in force left out, and why."""
    for each in left_out:
        yield f"{each.rule}: {len(each.relations)} {_OMISSIONS[each.reason]}"


def _per_cent(value: float, decimals: int = 1) -> str:
    """Return a share in per cent; nearly all is not all, so nobody is to read 100 for it."""
    amount, most = 100 * abs(value), 100 - 10**-decimals
    is_nearly_all = most + _NOUGHT < amount < 100 - _NOUGHT
    words = f">{_NARROW_SPACE}{most:.{decimals}f}" if is_nearly_all else _amount(amount, decimals)
    return f"{_MINUS if value < -_NOUGHT else ''}{words}{_NARROW_SPACE}%"


def _share(part: int, whole: int) -> str:
    return _per_cent(part / whole, 0)


def _amount(value: float, decimals: int) -> str:
    """Return a number without its sign; little is not nothing, so nobody is to read 0.0 for it.

    What these decimals do not show has two digits of its own, and without decimals a bound.
    """
    least = 10**-decimals
    if value <= _NOUGHT or value >= least - _NOUGHT:
        return _plain(value, decimals)
    if decimals and value >= _LEAST:
        return f"{value:.2g}"
    return f"<{_NARROW_SPACE}{_LEAST if decimals else least}"


def _plain(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".replace(",", _NARROW_SPACE)
