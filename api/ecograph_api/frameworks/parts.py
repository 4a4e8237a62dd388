"""What a framework holds beside its chain: a plan, questions, a scorecard, practices."""

from dataclasses import dataclass

from fastapi import Request

from ecograph.exports import DataTable
from ecograph.exports.frameworktables import (
    criteria_table,
    practices_table,
    questions_table,
    steps_table,
)
from ecograph.frameworks import Framework, Frameworks, Years, reporting_year
from ecograph.frameworks.filling import Filled
from ecograph.frameworks.plans import Plan, plan
from ecograph.frameworks.practices import Library, library
from ecograph.frameworks.scorecards import Scorecard, scorecard
from ecograph.review.view import cluster_called
from ecograph_api.frameworks.readings import frameworks_of
from ecograph_api.network.readings import reading_of
from ecograph_api.site import Site


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a framework, None or nothing for those that it has not."""

    plan: Plan | None
    questions: tuple[Filled, ...]
    card: Scorecard | None
    practices: Library | None

    def tables(self, frameworks: Frameworks) -> tuple[DataTable, ...]:
        """Return the parts as tables."""
        return tuple(
            table
            for table in (
                steps_table(frameworks, self.plan) if self.plan else None,
                questions_table(self.questions) if self.questions else None,
                criteria_table(self.card) if self.card else None,
                practices_table(self.practices) if self.practices else None,
            )
            if table
        )


def parts_of(
    request: Request, site: Site, found: Framework, *, years: Years, cluster: str
) -> Parts:
    """Return the parts of a framework in a year, the scorecard for a cluster.

    Raises BadParameterError for what is no cluster.
    """
    reading = frameworks_of(request, site)
    known = reading.frameworks
    planned = plan(known, found, reading.bodies)
    has_questions = found.of_type("SurveyQuestion")
    return Parts(
        plan=planned if planned.steps else None,
        questions=reading.filled(site.reader, found, years.this) if has_questions else (),
        card=_card(request, site, found, years, cluster),
        practices=library(known, found) if found.of_type("SuccessFactor") else None,
    )


def _card(
    request: Request, site: Site, found: Framework, years: Years, cluster: str
) -> Scorecard | None:
    """Return the scorecard of a cluster, by default the profile's; None where neither is named."""
    known = frameworks_of(request, site).frameworks
    if not found.of_type("ScorecardCriterion") or not (cluster or known.profile):
        return None
    affiliations = reading_of(request, site).affiliations
    chosen = cluster_called(affiliations, cluster) if cluster else None
    return scorecard(site.reader, known, found, reporting_year(known, years.this), chosen)
