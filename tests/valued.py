"""Results frameworks by hand: elements, indicators, observations and choices without a register."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from ecograph.frameworks import Choice, Element, Framework, Frameworks, Indicator, Observation
from ecograph.identifiers import DEFAULT_BASE, source_graph
from ecograph.network import Profile
from ecograph.periods import Period, period_span

CLUSTER = "hub"
COMMAND = source_graph(DEFAULT_BASE, "choices")
SHEET = source_graph(DEFAULT_BASE, "our-sheets")


def element(iri: str, kind: str, *leads_to: str, framework: str = "market") -> Element:
    """Return an element of a framework; its IRI stands for its id and name as well."""
    return Element(
        iri=iri,
        id=iri,
        type=kind,
        code="",
        name=iri,
        framework=framework,
        leads_to=leads_to,
        sources=(),
        is_inferred=False,
        order=0,
    )


def indicator(
    iri: str,
    judges: str,
    unit: str = "organisations",
    *,
    way: str = "reported",
    interval: str = "",
    framework: str = "market",
) -> Indicator:
    """Return an indicator that judges an element."""
    made = element(iri, "Indicator", framework=framework)
    return Indicator(
        element=replace(made, said={"indicatorOf": (judges,)}),
        of=judges,
        unit=unit,
        direction="increase",
        comparison="previous-year",
        interval=interval,
        way=way,
        computation="records" if way == "computed" else "",
        version="1",
        missing_fact="",
    )


def observation(
    iri: str,
    of: str,
    period: str,
    value: str | None = "1",
    *,
    unit: str = "",
    text: str = "",
    about: str = "",
    kind: str = "actual",
    group: str = "",
    status: str = "approved",
    supersedes: Sequence[str] = (),
    first_month: int = 1,
) -> Observation:
    """Return what is observed of an indicator in a period."""
    return Observation(
        iri=iri,
        indicator=of,
        about=about,
        value=None if value is None else Decimal(value),
        text=text,
        unit=unit,
        period=period,
        span=period_span(period, first_month),
        kind=kind,
        group=group,
        status=status,
        supersedes=tuple(supersedes),
        evidence=(),
        note="",
        sources=(),
    )


def choice(
    about: str, *, on: bool | None = None, interval: str = "", source: str = SHEET
) -> Choice:
    """Return a choice about an element, framework, indicator or level."""
    return Choice(about, on, interval, "", source)


ELEMENTS = (
    element("aim", "Aim", framework="needs"),
    element("need", "Need", "aim", framework="needs"),
    element("impact", "Impact", "need"),
    element("outcome", "Outcome", "impact"),
    element("output", "Output", "outcome"),
    element("activity", "Activity", "output"),
    element("goal", "Objective", framework="plan"),
)
INDICATORS = (
    indicator("growth", "impact", "percent"),
    indicator("deals", "outcome"),
    indicator("fairs", "output", "events"),
    indicator("visits", "activity", "organisations"),
    indicator("spent", "output", "money"),
    indicator("found", "outcome", way="computed"),
    indicator("done", "goal", framework="plan"),
)


def frameworks(
    *observations: Observation,
    choices: Sequence[Choice] = (),
    internal: bool = False,
    first_month: int = 1,
) -> Frameworks:
    """Return the frameworks needs, market and plan with what is observed and chosen."""
    everything = {each.iri: each for each in ELEMENTS} | {
        each.iri: each.element for each in INDICATORS
    }
    return Frameworks(
        frameworks={name: _framework(name, everything) for name in ("needs", "market", "plan")},
        elements=everything,
        indicators={each.iri: each for each in INDICATORS},
        observations=observations,
        contributions=(),
        choices=tuple(choices),
        names={iri: iri for iri in everything},
        profile=Profile(CLUSTER, "Hub", first_month=first_month),
        is_internal=internal,
        edition="1",
    )


def of(found: Frameworks, name: str) -> Indicator:
    """Return an indicator by its IRI."""
    return found.indicators[name]


def year(number: int, first_month: int = 1) -> Period:
    """Return a reporting year."""
    span = period_span(str(number), first_month)
    return Period(span.start, span.end, named=True)


def _framework(name: str, everything: Mapping[str, Element]) -> Framework:
    own = tuple(each for each in everything.values() if each.framework == name)
    return Framework(name, name, "Framework", name, "", (), (), 0, own)
