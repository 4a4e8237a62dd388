"""The years that a review looks at: the network of each, and what the measures say of it."""

from dataclasses import replace
from datetime import date

from ecograph.exports import asked_period
from ecograph.metrics import Changing, Comparison, Coverage, Figure
from ecograph.metrics.comparison import Published
from ecograph.metrics.figures import coverage_of
from ecograph.network import Affiliations, Network, without_cluster_organisation
from ecograph.review.beginnings import Beginnings, beginnings
from ecograph.review.figures import changed_figure, figure
from ecograph.review.headlines import Headline
from ecograph.review.view import View, seen


class Past:
    """The networks of years as one looks at them, each made once, and their figures."""

    def __init__(
        self,
        affiliations: Affiliations,
        view: View,
        year: int,
        published: Affiliations | None = None,
    ) -> None:
        """Keep what the networks are made of, and that of the year reviewed.

        Published is what was known when the year before it was.
        """
        self._affiliations, self._view, self._year = affiliations, view, year
        self._published = published
        self._networks: dict[int, Network] = {}
        self._changing: dict[tuple[int, bool], Changing | None] = {}
        self._figures: dict[tuple[str, bool, int], Figure | None] = {}
        self._begins: Beginnings = beginnings(affiliations, self.network(year))

    @property
    def knows_published(self) -> bool:
        """Tell whether what is known otherwise by now is told apart in the year reviewed."""
        return self._published is not None

    def network(self, year: int) -> Network:
        """Return the network of a reporting year."""
        if year not in self._networks:
            asked = asked_period(self._affiliations, year, None, date.max)
            self._networks[year] = seen(self._affiliations, asked, self._view)
        return self._networks[year]

    def network_of(self, headline: Headline, year: int) -> Network | None:
        """Return what a headline is about, None where nobody is known to run the cluster."""
        if headline.has_cluster_organisation:
            return self.network(year)
        return without_cluster_organisation(self.network(year))

    def changing(self, headline: Headline, year: int) -> Changing | None:
        """Return a year beside the one before it."""
        key = year, headline.has_cluster_organisation
        if key not in self._changing:
            before, now = (self.network_of(headline, each) for each in (year - 1, year))
            then = self._then(headline) if year == self._year else None
            both = Changing(before, now, self._affiliations, then) if before and now else None
            self._changing[key] = both
        return self._changing[key]

    def _then(self, headline: Headline) -> Published | None:
        """Return the year before the one reviewed as it was known when it was published."""
        if self._published is None:
            return None
        asked = asked_period(self._published, self._year - 1, None, date.max)
        known = seen(self._published, asked, self._view)
        network = (
            known if headline.has_cluster_organisation else without_cluster_organisation(known)
        )
        return Published(network, self._published) if network else None

    def figure(self, headline: Headline, year: int) -> Figure | None:
        """Return what the measure of a headline says, None where there is no such network."""
        key = headline.name, headline.has_cluster_organisation, year
        if key not in self._figures:
            self._figures[key] = self._found(headline, year)
        return self._figures[key]

    def facts(self, headline: Headline, year: int) -> tuple[str, ...]:
        """Return the relations that a headline rests on."""
        measure = headline.measure
        if isinstance(measure, Comparison):
            asked = self.changing(headline, year)
            return measure.facts(asked, headline.part) if asked else ()
        network = self.network_of(headline, year)
        return measure.facts(network, headline.part) if network else ()

    def coverage(self, headline: Headline, year: int) -> Coverage | None:
        """Return how well the relations are known that a headline rests on, None without figure."""
        found, network = self.figure(headline, year), self.network_of(headline, year)
        if found is None or network is None:
            return None
        unknown = headline.unassigned(network) if headline.unassigned else found.coverage.unknown
        if found.reason or not headline.part:
            return replace(found.coverage, unknown=unknown)
        asked = self.changing(headline, year) if headline.is_change else None
        relation = asked.relation if asked else network.relations.__getitem__
        relations = map(relation, self.facts(headline, year))
        return coverage_of(relations, network, headline.measure.basis, unknown)

    def _found(self, headline: Headline, year: int) -> Figure | None:
        measure = headline.measure
        if isinstance(measure, Comparison):
            asked = self.changing(headline, year)
            return changed_figure(measure, asked, self._begins) if asked else None
        network = self.network_of(headline, year)
        return figure(measure, network, self._begins) if network else None
