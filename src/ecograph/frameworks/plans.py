"""Plans by lead, timescale and status, with the steps that lack one and what hangs on what."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ecograph.definitions import shipped_model
from ecograph.frameworks.model import Element, Framework, Frameworks
from ecograph.frameworks.rows import ask_rows, short_id
from ecograph.store import Reader

STEPS = (("NextStep", "Opportunity"), ("Tactic",))
_NO_NAMES: Mapping[str, str] = MappingProxyType({})
# What a step is grouped by, under which key and name.
_Keys = Callable[[Element], Iterable[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Group:
    """Steps that have something in common: its key is an IRI, a name or a code."""

    key: str
    name: str
    steps: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Dependency:
    """Something outside a plan, and the elements that hang on it."""

    element: Element
    dependants: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan with its steps looked at from each side.

    Steps are what somebody has to do or may take up: the next steps and opportunities, or where a
    plan has none, its tactics. One with two leads or timescales stands in both groups, one without
    in none.
    """

    framework: Framework
    steps: tuple[Element, ...]
    by_lead: tuple[Group, ...]
    by_timescale: tuple[Group, ...]
    by_status: tuple[Group, ...]
    by_fund: tuple[Group, ...]
    without_lead: tuple[Element, ...]
    without_timescale: tuple[Element, ...]
    without_status: tuple[Element, ...]
    without_fund: tuple[Element, ...]
    dependencies: tuple[Dependency, ...]

    def leading(self, key: str) -> tuple[Element, ...]:
        """Return the steps of one lead, by its IRI or by its name."""
        return next((each.steps for each in self.by_lead if key in {each.key, each.name}), ())


def bodies(reader: Reader, *, internal: bool) -> Mapping[str, str]:
    """Return the names of those in the register who lead steps or pay for them, by IRI."""
    found: dict[str, str] = {}
    for row in ask_rows(reader, "bodies", internal=internal):
        found.setdefault(row["body"], row["name"])
    return MappingProxyType(found)


def plan(
    frameworks: Frameworks, framework: Framework, names: Mapping[str, str] = _NO_NAMES
) -> Plan:
    """Return a plan by lead, timescale, status and fund; names are those of bodies, by IRI."""
    steps = _steps(framework)

    def leads(step: Element) -> Iterable[tuple[str, str]]:
        yield from ((iri, names.get(iri, short_id(iri))) for iri in step.all("lead"))
        yield from ((name, name) for name in step.all("leadName"))

    def funds(step: Element) -> Iterable[tuple[str, str]]:
        yield from ((iri, names.get(iri, short_id(iri))) for iri in step.all("fundedFrom"))

    return Plan(
        framework=framework,
        steps=steps,
        by_lead=_by_name(_grouped(steps, leads)),
        by_timescale=_by_list(_grouped(steps, _codes("timescale", "timescales")), "timescales"),
        by_status=_by_list(_grouped(steps, _codes("status", "statuses")), "statuses"),
        by_fund=_by_name(_grouped(steps, funds)),
        without_lead=tuple(step for step in steps if not tuple(leads(step))),
        without_timescale=tuple(step for step in steps if not step.all("timescale")),
        without_status=tuple(step for step in steps if not step.all("status")),
        without_fund=tuple(step for step in steps if not step.all("fundedFrom")),
        dependencies=_dependencies(frameworks, framework),
    )


def _steps(framework: Framework) -> tuple[Element, ...]:
    return next((found for each in STEPS if (found := framework.of_type(*each))), ())


def _dependencies(frameworks: Frameworks, framework: Framework) -> tuple[Dependency, ...]:
    return tuple(
        Dependency(
            each,
            tuple(
                other
                for other in frameworks.elements.values()
                if each.iri in other.all("dependsOn")
            ),
        )
        for each in framework.of_type("Dependency")
    )


def _grouped(steps: Iterable[Element], keys: _Keys) -> tuple[Group, ...]:
    found: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for step in steps:
        for key in keys(step):
            found[key].append(step)
    return tuple(Group(*key, tuple(each)) for key, each in found.items())


def _codes(said: str, scheme: str) -> _Keys:
    def keys(step: Element) -> Iterable[tuple[str, str]]:
        yield from ((code, _label(scheme, code)) for code in step.all(said))

    return keys


def _label(scheme: str, code: str) -> str:
    concept = shipped_model().concept(scheme, code)
    return concept.label() if concept else code


def _by_name(groups: Iterable[Group]) -> tuple[Group, ...]:
    return tuple(sorted(groups, key=lambda group: (group.name.casefold(), group.key)))


def _by_list(groups: Iterable[Group], scheme: str) -> tuple[Group, ...]:
    """Return groups in the order of their list, codes that were added to it last."""
    known = shipped_model().schemes[scheme].codes()

    def place(group: Group) -> tuple[int, str]:
        return (known.index(group.key) if group.key in known else len(known), group.key)

    return tuple(sorted(groups, key=place))
