"""Indicators that are a registered measure of the network of a reporting year."""

from decimal import Decimal

from ecograph.frameworks.computing.wanted import Wanted
from ecograph.frameworks.figures import Outcome, Silence
from ecograph.metrics import Figure, Reason, measures
from ecograph.network import Affiliations, Network, collaboration_network, default_within, narrowed
from ecograph.periods import Period

_SILENCES = {
    Reason.NO_PROFILE: Silence.NO_PROFILE,
    Reason.NO_SUCH_FACTS: Silence.NO_SUCH_FACTS,
    Reason.UNDATED: Silence.UNDATED,
    Reason.TOO_SMALL_GROUP: Silence.TOO_SMALL_GROUP,
    Reason.UNDEFINED: Silence.UNDEFINED,
}
_SHARE, _PERCENT = "share", "percent"


def measured(known: Affiliations | None, asked: Wanted, period: Period) -> Outcome:
    """Return the figure of the measure that an indicator names; shares become per cent.

    The network is that of the home region if the register has one, with the usual rules.
    """
    unit, measure = asked.indicator.unit, measures().get(asked.measure_id)
    if known is None or measure is None:
        return Outcome(period, None, unit, reason=Silence.NOT_COMPUTED)
    network = _network(known, period)
    figure = measure.of(network)
    key = tuple(asked.measure_part.split("/")) if asked.measure_part else ()
    value = figure.part(*key) if key else figure.value
    if value is None:
        return Outcome(period, None, unit, reason=_silence(figure))
    number = Decimal(str(value)) if not isinstance(value, bool) else Decimal(int(value))
    if measure.unit == _SHARE and unit == _PERCENT:
        number *= 100
    facts = measure.facts(network, key)
    return Outcome(period, number, unit, facts=facts, inferred=figure.coverage.inferred)


def _network(known: Affiliations, period: Period) -> Network:
    network = collaboration_network(known, period)
    return narrowed(network, default_within(network.profile))


def _silence(figure: Figure) -> Silence:
    return _SILENCES[figure.reason] if figure.reason else Silence.UNDEFINED
