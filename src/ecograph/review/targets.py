"""The target of a headline figure: that of an indicator which names its measure."""

from ecograph.metrics import Measure
from ecograph.review.headlines import Headline
from ecograph.review.indicators import IndicatorRow

_NETWORK_MEASURE = "network-measure"
_SHARE, _PERCENT = "share", "percent"


def target(headline: Headline, indicators: tuple[IndicatorRow, ...]) -> float | None:
    """Return what a headline figure is to reach, None where no indicator that is on says so.

    A target in per cent is one of a share; where several name the measure, the first counts.
    """
    if not isinstance(headline.measure, Measure) or not headline.has_cluster_organisation:
        return None
    targets = (_of(row, headline) for row in indicators)
    return next((each for each in targets if each is not None), None)


def _of(row: IndicatorRow, headline: Headline) -> float | None:
    indicator = row.report.indicator
    one = indicator.element.one
    asked = (indicator.computation, one("ofMeasureId"), one("ofMeasurePart"))
    wanted = (_NETWORK_MEASURE, headline.name, "/".join(headline.part))
    if asked != wanted or row.report.target is None:
        return None
    is_percent = headline.measure.unit == _SHARE and indicator.unit == _PERCENT
    return float(row.report.target) / (100 if is_percent else 1)
