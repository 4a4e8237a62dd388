"""What the register holds that the observations of a load are held against."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from ecograph.ingest.report import Loaded
from ecograph.store.facts.claims import Claim


@dataclass(frozen=True, slots=True)
class LockedLines:
    """The facts of a locked observation and of the places that it cites, as lines of N-Triples."""

    public: frozenset[str]
    internal: frozenset[str]


def _today() -> date:
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class Held:
    """The day, and what the register holds: units of indicators and observations, by IRI.

    Among the observations are those of other sources, and of the source that is loaded the locked
    ones, whose facts stand in `locked`. The computations are the names that an indicator may call;
    without any, none is checked. IRIs stand as N-Triples writes them.
    """

    today: date = field(default_factory=_today)
    first_month: int | None = None
    units: Mapping[str, str] = field(default_factory=dict)
    claims: Mapping[str, Claim] = field(default_factory=dict)
    locked: Mapping[str, LockedLines] = field(default_factory=dict)
    computations: frozenset[str] = frozenset()


def keeping_locked(loaded: Loaded, held: Held, refused: Iterable[str]) -> Loaded:
    """Return a load in which the locked observations stay whose rows were refused.

    A locked observation does not go because somebody has tried to change it.
    """
    staying = [held.locked[iri] for iri in dict.fromkeys(refused) if iri in held.locked]
    if not staying:
        return loaded
    content = replace(
        loaded.content,
        public=loaded.content.public.union(*(each.public for each in staying)),
        internal=loaded.content.internal.union(*(each.internal for each in staying)),
    )
    remark = f"{len(staying)} locked observations stay as they were, for their rows were refused."
    report = replace(loaded.report, remarks=(*loaded.report.remarks, remark))
    return replace(loaded, content=content, report=report)
