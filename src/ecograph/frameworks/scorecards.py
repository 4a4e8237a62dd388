"""The scorecard of a cluster: each criterion as the register knows it and as it is reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from ecograph.definitions import shipped_model
from ecograph.errors import BadParameterError
from ecograph.frameworks.criteria import CRITERIA, ClusterFacts
from ecograph.frameworks.figures import Outcome
from ecograph.frameworks.given import reported
from ecograph.frameworks.inforce import in_force
from ecograph.frameworks.model import Element, Framework, Frameworks
from ecograph.frameworks.rows import Ask, ask_rows
from ecograph.periods import Period
from ecograph.store import Reader, Row

_LISTS = ("diversity-groups", "specialisations")


@dataclass(frozen=True, slots=True)
class Criterion:
    """One criterion: what the register makes of it, None if nothing, and what is reported."""

    element: Element
    area: Element | None
    computed: Outcome | None
    reported: Outcome

    @property
    def way(self) -> str:
        """Return how it comes to be known: computed, partly-computed or reported."""
        return self.element.one("wayOfKnowing")

    @property
    def is_met(self) -> bool | None:
        """Tell whether its threshold is reached; None where it has none or no value is known."""
        threshold = self.element.one("threshold")
        found = self.computed.value if self.computed else None
        value = self.reported.value if found is None else found
        return value >= int(threshold) if threshold and value is not None else None


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The criteria for one cluster in a period; nothing is added up, for no source says how."""

    framework: Framework
    cluster: str
    period: Period
    criteria: tuple[Criterion, ...]

    def of(self, code: str) -> Criterion:
        """Return the criterion of this code."""
        return next(each for each in self.criteria if each.element.code == code)


def scorecard(
    reader: Reader,
    frameworks: Frameworks,
    framework: Framework,
    period: Period,
    cluster: str | None = None,
) -> Scorecard:
    """Return the scorecard of a cluster, of that of the profile unless another one is given.

    Raises BadParameterError where there is no such cluster.
    """
    ask = partial(ask_rows, reader, internal=frameworks.is_internal)
    found = _facts(ask, frameworks, period, cluster or _home(frameworks))
    areas = {each.iri: each for each in framework.of_type("Area")}
    return Scorecard(
        framework,
        found.cluster,
        period,
        tuple(
            Criterion(
                element=each,
                area=areas.get(each.one("area")),
                computed=_computed(each, found),
                reported=reported(frameworks, each.iri, period, found.cluster),
            )
            for each in framework.of_type("ScorecardCriterion")
        ),
    )


def _home(frameworks: Frameworks) -> str:
    if frameworks.profile is None:
        message = "No profile says which cluster this is. Name one, or load a profile sheet."
        raise BadParameterError(message)
    return frameworks.profile.cluster


def _computed(criterion: Element, found: ClusterFacts) -> Outcome | None:
    computation = CRITERIA.get(criterion.one("computedBy"))
    return computation(found) if computation else None


def _facts(ask: Ask, frameworks: Frameworks, period: Period, cluster: str) -> ClusterFacts:
    said = tuple(row for row in ask("scorecard-clusters") if row["cluster"] == cluster)
    if not said:
        message = f"“{cluster}” is no cluster of this register. Give one that it has."
        raise BadParameterError(message)
    own = _own(frameworks, period, cluster, said)
    return ClusterFacts(
        cluster=cluster,
        own=own,
        period=period,
        said=tuple(row for row in said if row["body"] in own),
        members=tuple(row for row in ask("scorecard-members") if row["cluster"] == cluster),
        facilities=tuple(ask("scorecard-facilities")),
        governance=tuple(ask("scorecard-governance")),
        labels=tuple(ask("scorecard-labels")),
        names=_names(),
    )


def _own(
    frameworks: Frameworks, period: Period, cluster: str, said: tuple[Row, ...]
) -> frozenset[str]:
    """Return a cluster and who runs it: as the profile says, else those who manage it then."""
    if frameworks.profile and frameworks.profile.cluster == cluster:
        return frozenset({cluster, *frameworks.profile.organisations})
    return frozenset({cluster, *(row["body"] for row in in_force(said, period))})


def _names() -> Mapping[str, str]:
    lists = (shipped_model().schemes[name] for name in _LISTS)
    return {concept.code: concept.label() for each in lists for concept in each.concepts}
