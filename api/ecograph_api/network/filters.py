"""Which network is looked at: the parameters that measures and reviews have in common.

They have the names of the command's options.
"""

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from ecograph.errors import BadParameterError
from ecograph.exports import asked_period
from ecograph.network import Affiliations, Outposts, Selection, Within
from ecograph.people import ANYBODY
from ecograph.periods import Period
from ecograph.review import View
from ecograph_api.site import Site

Text = Annotated[str, Field(max_length=300)]
_YEAR_DIGITS = 4


class ViewFilters(BaseModel):
    """Which part of the network, seen from where, by which rules and by whose eyes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    within: Literal["", "everywhere", "region", "members"] = Field(
        "", description="Which organisations; without it, the home region if there is one."
    )
    outposts: Literal["", "outpost", "parent"] = Field(
        "", description="parent: outposts count as the organisations that they belong to."
    )
    cluster: Text = Field("", description="Look from another cluster: its name, id or IRI.")
    cluster_organisation: Literal["", "with", "without"] = Field(
        "", description="without leaves out the body that runs the cluster."
    )
    region: Text = Field("", description="Only organisations of this region.")
    country: Text = Field("", description="Only organisations of this country, as DK.")
    kind: Text = Field("", description="Only organisations of this kind, by its code.")
    subsector: Text = Field("", description="Only organisations of this subsector, by its code.")
    relation_kind: Text = Field("", description="Only ties by relations of this kind.")
    with_rule: Text = Field("", description="Rules to put in force beside the usual, by code.")
    without_rule: Text = Field("", description="Rules to leave out, by code, commas between them.")
    stated_only: Literal["", "yes"] = Field("", description="yes leaves out inferred facts.")
    public: Literal["", "yes"] = Field("", description="yes shows staff what the public sees.")

    def view(self) -> View:
        """Return how the network is looked at."""
        return View(
            within=Within(self.within) if self.within else None,
            outposts=Outposts(self.outposts) if self.outposts else Outposts.OWN,
            cluster=self.cluster.strip() or None,
            has_cluster_organisation=self.cluster_organisation != "without",
            on=_codes(self.with_rule),
            off=_codes(self.without_rule),
            selection=Selection(
                *map(str.strip, (self.region, self.country, self.kind, self.subsector))
            ),
            relation_kind=self.relation_kind.strip(),
            is_stated_only=bool(self.stated_only),
        )

    def seen_on(self, site: Site) -> Site:
        """Return the site as whoever asks wants to see it: as staff, or as the public does."""
        return site.seen_by(ANYBODY) if self.public else site

    def view_given(self) -> dict[str, str | int]:
        """Return the part and the outlook that were given, by the names in an address."""
        return self.model_dump(include=set(ViewFilters.model_fields), exclude_defaults=True)

    def given(self) -> dict[str, str | int]:
        """Return all that was given, by the names in an address; what is as usual is left out."""
        return self.model_dump(exclude_defaults=True)


class PeriodFilters(ViewFilters):
    """The same, in a year or on a day."""

    year: Text = Field("", description="A reporting year. Without year and day, today.")
    as_of: Text = Field("", description="One day, as 2018-05-03, instead of a year.")

    def period(self, known: Affiliations, today: date) -> Period:
        """Return the period; BadParameterError for what is no year or no day."""
        return asked_period(known, year_of("year", self.year), day_of(self.as_of), today)


def _codes(text: str) -> frozenset[str]:
    return frozenset(text.replace(",", " ").split())


def year_of(name: str, text: str) -> int | None:
    """Return the year that a text gives, None for an empty one; BadParameterError for others."""
    if not text.strip():
        return None
    if not (text.strip().isdecimal() and len(text.strip()) == _YEAR_DIGITS):
        message = f"{name} is “{text}”: write a year of four digits, as 2018."
        raise BadParameterError(message)
    return int(text)


def day_of(text: str) -> date | None:
    """Return the day that a text gives, None for an empty one; BadParameterError for others."""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        message = f"as_of is “{text}”: write a day, as 2018-05-03."
        raise BadParameterError(message) from error
