"""A library of practices: success factors, the practices of each, and the cases that show them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ecograph.frameworks.model import Contribution, Element, Framework, Frameworks


@dataclass(frozen=True, slots=True)
class Case:
    """What a cluster does, and whether its source names the cluster and the practice."""

    element: Element
    cluster: str
    is_placing_inferred: bool

    @property
    def is_inferred(self) -> bool:
        """Tell whether the cluster was concluded, because the source names none."""
        return self.element.is_inferred


@dataclass(frozen=True, slots=True)
class Practice:
    """A way of working with its cases, and the things of the register that serve it."""

    element: Element
    cases: tuple[Case, ...]
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class Factor:
    """A success factor with its practices, and the cases that stand under none of them."""

    element: Element
    practices: tuple[Practice, ...]
    other_cases: tuple[Case, ...]

    @property
    def cases(self) -> tuple[Case, ...]:
        """Return all its cases."""
        found = (case for practice in self.practices for case in practice.cases)
        return (*found, *self.other_cases)


@dataclass(frozen=True, slots=True)
class Library:
    """The practices of one framework, by success factor."""

    framework: Framework
    factors: tuple[Factor, ...]

    @property
    def practices(self) -> tuple[Practice, ...]:
        """Return the practices of all factors."""
        return tuple(each for factor in self.factors for each in factor.practices)

    @property
    def cases(self) -> tuple[Case, ...]:
        """Return the cases of all factors."""
        return tuple(each for factor in self.factors for each in factor.cases)

    def by_cluster(self) -> Mapping[str, tuple[Case, ...]]:
        """Return the cases of each cluster, clusters by name."""
        found: dict[str, list[Case]] = defaultdict(list)
        for case in self.cases:
            found[case.cluster].append(case)
        return {name: tuple(found[name]) for name in sorted(found)}


def library(frameworks: Frameworks, framework: Framework) -> Library:
    """Return the practices of a framework with their cases, in the order of their source."""
    cases = framework.of_type("Case")
    practices = tuple(
        Practice(
            each,
            tuple(_case(case) for case in cases if each.iri in case.all("caseOf")),
            tuple(one for one in frameworks.contributions if one.element == each.iri),
        )
        for each in framework.of_type("Practice")
    )
    return Library(
        framework,
        tuple(_factor(each, practices, cases) for each in framework.of_type("SuccessFactor")),
    )


def _factor(factor: Element, practices: Iterable[Practice], cases: Iterable[Element]) -> Factor:
    own = tuple(each for each in practices if factor.iri in each.element.all("factor"))
    placed = {case.element.iri for practice in own for case in practice.cases}
    others = (case for case in cases if factor.iri in case.all("factor") and case.iri not in placed)
    return Factor(factor, own, tuple(_case(case) for case in others))


def _case(element: Element) -> Case:
    return Case(
        element,
        element.one("caseCluster"),
        is_placing_inferred=element.one("placingBasis") == "inferred",
    )
