"""Every indicator that the register can compute, in any period, from one reading of an edition."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from ecograph.frameworks.computing.catalogue import NETWORK_MEASURE, computations
from ecograph.frameworks.computing.exchange import exchanged
from ecograph.frameworks.computing.gaps import is_gap
from ecograph.frameworks.computing.items import Counted, Item, counted
from ecograph.frameworks.computing.knowing import read_knowledge
from ecograph.frameworks.computing.knowledge import Knowledge
from ecograph.frameworks.computing.networks import measured
from ecograph.frameworks.computing.totals import MONEY
from ecograph.frameworks.computing.wanted import Scope, Wanted, wanted
from ecograph.frameworks.figures import Outcome, Silence
from ecograph.frameworks.model import Frameworks, Indicator
from ecograph.network import Affiliations, affiliations
from ecograph.periods import Period
from ecograph.store import Reader

# These say what was before a service, too.
_COMPARED = frozenset({"subsidiaries-after-service", "reported-before-after"})


@dataclass(frozen=True, slots=True)
class Findings:
    """What the computations find, kept by indicator; a period is applied when it is asked for."""

    knowledge: Knowledge
    network: Affiliations | None
    _items: dict[str, tuple[Item, ...]] = field(default_factory=dict)

    def outcome(self, indicator: Indicator, period: Period) -> Outcome:
        """Return what an indicator comes to in a period, or the reason why nobody can say."""
        computation = computations().get(indicator.computation)
        if computation is None:
            return Outcome(period, None, indicator.unit, reason=Silence.NOT_COMPUTED)
        asked = wanted(self.knowledge, indicator)
        if computation.finding is None:
            return measured(self.network, asked, period)
        if _needs_home(asked) and self.knowledge.profile is None:
            return Outcome(period, None, indicator.unit, reason=Silence.NO_PROFILE)
        items = self._found(indicator, asked)
        now = counted((each for each in items if not each.is_before), period, asked.timing)
        found = computation.figure(now, period, indicator.unit)
        if found.is_known and not now.items and is_gap(self.knowledge, asked, period):
            found = replace(found, value=None, reason=Silence.NO_SUCH_FACTS)
        if indicator.computation in _COMPARED and found.is_known:
            found = replace(found, before=_before(items, now, found))
        if indicator.unit == MONEY and found.is_known:
            return exchanged(self.knowledge, now.items, found)
        return found if found.unit else replace(found, unit=indicator.unit)

    def _found(self, indicator: Indicator, asked: Wanted) -> tuple[Item, ...]:
        if indicator.iri not in self._items:
            finding = computations()[indicator.computation].finding
            found = tuple(finding(self.knowledge, asked)) if finding else ()
            self._items[indicator.iri] = found
        return self._items[indicator.iri]


def read_findings(
    reader: Reader,
    frameworks: Frameworks,
    *,
    internal: bool,
    network: Affiliations | None = None,
) -> Findings:
    """Return what the register can say of every indicator, as the public or staff may see it.

    The affiliations are read for indicators that are network measures, unless they are given.
    """
    ways = {each.computation for each in frameworks.indicators.values()}
    if network is None and NETWORK_MEASURE in ways:
        network = affiliations(reader, internal=internal)
    return Findings(read_knowledge(reader, frameworks, internal=internal), network)


def _needs_home(asked: Wanted) -> bool:
    is_served = asked.indicator.computation == "subsidiaries-after-service"
    return is_served or {asked.party.scope, asked.other.scope} != {Scope.ANY}


def _before(items: Iterable[Item], now: Counted, found: Outcome) -> Decimal | None:
    """Return what clients had before their first service.

    Of counts, how many of those served by the end of the period had one; of sums, the last figures
    of those whose later ones are in the sum.
    """
    earlier = [each for each in items if each.is_before and each.is_placed and not each.doubt]
    known = [each for each in earlier if each.span and each.span.start <= found.period.end]
    if all(each.value is None for each in earlier):
        return Decimal(len({each.counted for each in known}))
    facts = set(found.facts)
    clients = {each.counted for each in now.items if each.fact in facts}
    last = {each.counted: each for each in sorted(known, key=_ending) if each.counted in clients}
    units = {each.unit for each in last.values()}
    if not last or (found.unit and units - {found.unit, ""}):
        return None
    return sum((each.value or Decimal(0) for each in last.values()), Decimal(0))


def _ending(item: Item) -> tuple[date, str]:
    return (item.span.end if item.span else date.min, item.fact)
