"""What results frameworks are made of: elements, indicators, and what is said of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from ecograph.network import Profile
from ecograph.periods import Span

LEVELS = ("impact", "outcome", "output", "activity")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a results framework: an outcome, a tactic, a next step, a survey question.

    The type is the local name of its class, such as Outcome. Whatever else is said of it stands in
    `said`, by the local name of the property; codes of lists are given as codes, not as IRIs.
    """

    iri: str
    id: str
    type: str
    code: str
    name: str
    framework: str
    leads_to: tuple[str, ...]
    sources: tuple[str, ...]
    is_inferred: bool
    order: int
    said: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """Return the first thing said under this property, "" where there is none."""
        return next(iter(self.said.get(name, ())), "")

    def all(self, name: str) -> tuple[str, ...]:
        """Return everything said under this property."""
        return self.said.get(name, ())

    @property
    def level(self) -> str:
        """Return the level of a logframe that it stands on, "" for other elements."""
        return self.one("level") or (self.type.lower() if self.type.lower() in LEVELS else "")


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure by which an element is judged; way is computed, partly-computed or reported.

    The parameters of its computation stand in the element's `said`. The missing fact is what no
    register holds, for one that is not wholly computed.
    """

    element: Element
    of: str
    unit: str
    direction: str
    comparison: str
    interval: str
    way: str
    computation: str
    version: str
    missing_fact: str

    @property
    def iri(self) -> str:
        """Return its IRI."""
        return self.element.iri

    @property
    def id(self) -> str:
        """Return its id, as it stands in addresses and sheets."""
        return self.element.id

    @property
    def name(self) -> str:
        """Return its name."""
        return self.element.name


@dataclass(frozen=True, slots=True)
class Framework:
    """A results framework: logframe, plan, questionnaire, scorecard, library of practices."""

    iri: str
    id: str
    type: str
    name: str
    description: str
    preconditions: tuple[str, ...]
    sources: tuple[str, ...]
    order: int
    elements: tuple[Element, ...]

    def of_type(self, *types: str) -> tuple[Element, ...]:
        """Return its elements of these classes, in their order."""
        return tuple(each for each in self.elements if each.type in types)


@dataclass(frozen=True, slots=True)
class Observation:
    """A value of an indicator or an answer to a survey question, as somebody reports it.

    Kind is actual, baseline or target; status is draft, approved or locked. A number, a text or
    both are given. Group is a disaggregation; about is what it is of, "" for the whole ecosystem.
    What another cluster gave says how that one knows it, and by which version of the definition.
    """

    iri: str
    indicator: str
    about: str
    value: Decimal | None
    text: str
    unit: str
    period: str
    span: Span
    kind: str
    group: str
    status: str
    supersedes: tuple[str, ...]
    evidence: tuple[str, ...]
    note: str
    sources: tuple[str, ...]
    known_by: str = "reported"
    version: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """That a thing of the register serves an element."""

    thing: str
    thing_name: str
    thing_class: str
    element: str
    is_inferred: bool
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """That an element, a logframe or an indicator is switched on or off, or measured otherwise.

    The interval is a code of the list intervals, "" where the choice does not change it.
    """

    element: str
    is_on: bool | None
    interval: str
    note: str
    source: str


@dataclass(frozen=True, slots=True)
class Frameworks:
    """All results frameworks of an edition, as the public or as staff may see them."""

    frameworks: Mapping[str, Framework]
    elements: Mapping[str, Element]
    indicators: Mapping[str, Indicator]
    observations: tuple[Observation, ...]
    contributions: tuple[Contribution, ...]
    choices: tuple[Choice, ...]
    names: Mapping[str, str]
    profile: Profile | None
    is_internal: bool
    edition: str

    @property
    def first_month(self) -> int:
        """Return the month in which a reporting year begins."""
        return self.profile.first_month if self.profile else 1

    def chain(self, element: str) -> tuple[Element, ...]:
        """Return an element and what it leads to, step by step up to the aim."""
        found: list[Element] = []
        here = self.elements.get(element)
        while here is not None and here not in found:
            found.append(here)
            here = self.elements.get(next(iter(here.leads_to), ""))
        return tuple(found)

    def needs_of(self, element: str) -> tuple[Element, ...]:
        """Return the needs that an element leads to or is."""
        return tuple(each for each in self.chain(element) if each.type == "Need")

    def indicators_of(self, elements: Iterable[str]) -> tuple[Indicator, ...]:
        """Return the indicators that judge any of these elements, in their order."""
        wanted = set(elements)
        return tuple(each for each in self.indicators.values() if each.of in wanted)
