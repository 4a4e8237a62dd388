"""Which years the figures of results frameworks are about: the parameters that they share."""

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from ecograph.frameworks import Years
from ecograph_api.frameworks.readings import FrameworkReading
from ecograph_api.network.filters import Text, year_of


class YearFilters(BaseModel):
    """The reporting year, and a year to compare with."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    year: Text = Field("", description="The reporting year; without it the last whole one.")
    baseline: Text = Field("", description="A year to compare with; without it the profile's.")

    def years(self, reading: FrameworkReading, today: date) -> Years:
        """Return the years; BadParameterError for what is no year."""
        year, baseline = year_of("year", self.year), year_of("baseline", self.baseline)
        return reading.years(year, baseline, today)

    def given(self) -> dict[str, str | int]:
        """Return all that was given, by the names in an address; what is as usual is left out."""
        return self.model_dump(by_alias=True, exclude_defaults=True)

    def given_years(self) -> dict[str, str | int]:
        """Return the years that were given, by the names in an address."""
        return self.model_dump(include=set(YearFilters.model_fields), exclude_defaults=True)
