"""Which query gives the facts of a measure: by what it rests on, and how the network is seen."""

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from ecograph.identifiers import fold
from ecograph.metrics import Basis, Comparison, Key, Measure, evidence
from ecograph.network import Network, Outposts, Within
from ecograph.periods import Period
from ecograph.review.querying import Rows, Template
from ecograph.standards import XSD
from ecograph.vocabulary import CLASS_CLUSTER_LINK

_DATE = NamedNode(f"{XSD}date")
# Measures that count ties out of the network too, or all parties of what its organisations share.
_EITHER = frozenset(
    {
        *("cross-helix-share", "cross-kind-share", "ties-across-borders", "ties-by-kinds"),
        *("ties-by-scope", "ties-by-sectors", "undertakings"),
    }
)
_PARTNERSHIPS = frozenset({"partnerships", "partnerships-by-kind"})
# Measures of which a part is an organisation that rests on its own relations.
_OF_ONE = frozenset({"members", "outposts"})
_EVIDENCE_OF_ONE = (evidence.of_ties, evidence.of_activity)
_NAMES = {
    Basis.TIES: "ties",
    Basis.ACTIVITY: "activity",
    Basis.MEMBERSHIP: "membership",
    Basis.GOVERNANCE: "governance",
}
_OWN = {
    "follow-on-rate": "following",
    "outposts-with-focus": "activity",
    "outposts-with-partnership": "activity",
    "projects-of-clusters": "clusters",
}


def query(
    measure: Measure | Comparison, network: Network, key: Key = (), also: Period | None = None
) -> str:
    """Return a query for all relations that a figure, or a part of it, is worked out from.

    Of a figure of ties, of activity or of memberships it gives these and no others; of one that
    counts some of them it gives all. A change is about two periods.
    """
    name = _query_name(measure, key)
    values = _values(measure, network, key, also)
    return str(Template(name, frozenset(_blocks(measure, network, name, values)), values))


def _query_name(measure: Measure | Comparison, key: Key) -> str:
    if measure.id == "board-composition" and key[1:] == ("members",):
        return _NAMES[Basis.MEMBERSHIP]
    return _OWN.get(measure.id, _NAMES[measure.basis])


def _blocks(
    measure: Measure | Comparison, network: Network, name: str, values: Mapping[str, Rows]
) -> Iterator[str]:
    is_parent = network.outposts is Outposts.PARENT
    links = any(u.is_on and u.rule.applies_to == CLASS_CLUSTER_LINK.value for u in network.rules)
    yield "named" if network.period.named else "today"
    yield "parent" if is_parent else "own"
    yield ("clusters" if name == "ties" else "linked") if links else "bodies"
    if network.is_stated_only:
        yield "stated"
    if not network.has_cluster_organisation:
        yield "without"
    yield from (block for block, given in _BLOCK_OF.items() if given in values)
    if network.within is Within.MEMBERS:
        yield "members"
    yield "partnerships" if measure.id in _PARTNERSHIPS else "through-things"
    if measure.evidence is evidence.of_outward:
        yield "outward"
    elif network.within is not Within.EVERYWHERE or network.selection != type(network.selection)():
        yield "narrowed"
        yield "either" if measure.id in _EITHER else "both"


_BLOCK_OF = {
    "country": "country_wanted",
    "home": "home",
    "home-country": "home_country",
    "kind": "kind",
    "one": "one",
    "organisation-kind": "organisation_kind",
    "region": "region_wanted",
    "subsector": "subsector",
}


def _values(
    measure: Measure | Comparison, network: Network, key: Key, also: Period | None
) -> Mapping[str, Rows]:
    found = dict(_of_period(network, also))
    found["rule"] = _iris(use.rule.iri for use in network.rules if use.is_on)
    found |= dict(_of_profile(network))
    found |= dict(_of_selection(network))
    if _is_of_one(measure, key):
        found["one"] = _iris(key[:1])
    return found


def _is_of_one(measure: Measure | Comparison, key: Key) -> bool:
    is_own = measure.id in _OF_ONE or measure.evidence in _EVIDENCE_OF_ONE
    return bool(key) and is_own and ":" in key[0]


def _of_period(network: Network, also: Period | None) -> Iterator[tuple[str, Rows]]:
    periods = (network.period, also) if also else (network.period,)
    yield "period_start period_end", [(_day(each.start), _day(each.end)) for each in periods]


def _of_profile(network: Network) -> Iterator[tuple[str, Rows]]:
    profile = network.profile
    if profile is None:
        return
    yield "cluster", _iris([profile.cluster])
    yield "held", _iris([profile.cluster, *sorted(profile.organisations)])
    yield "gone", _iris(sorted(profile.organisations))
    if network.within is Within.REGION:
        yield "home", _spellings(profile.region, (e.region for e in network.outside.values()))
        if profile.country:
            yield "home_country", [(Literal(profile.country),)]


def _of_selection(network: Network) -> Iterator[tuple[str, Rows]]:
    wanted, bodies, lists = network.selection, network.outside.values(), network.codes.lists
    if wanted.region:
        yield "region_wanted", _spellings(wanted.region, (each.region for each in bodies))
    if wanted.country:
        yield "country_wanted", _spellings(wanted.country, (each.country for each in bodies))
    if wanted.kind:
        kinds = lists["organisation-kinds"]
        yield (
            "organisation_kind",
            _iris(each.iri for each in kinds if wanted.kind in {each.code, each.umbrella_kind}),
        )
    for name, scheme, code in (
        ("subsector", "subsectors", wanted.subsector),
        ("kind", "relation-kinds", network.relation_kind),
    ):
        if code:
            yield name, _iris(each.iri for each in lists[scheme] if each.code == code)


def _spellings(place: str, known: Iterable[str]) -> Rows:
    """Return the spellings of a place in the register: its query compares letter by letter."""
    found = {each for each in known if each and fold(each) == fold(place)}
    return [(Literal(each),) for each in sorted(found)]


def _iris(found: Iterable[str]) -> Rows:
    return [(NamedNode(iri),) for iri in found]


def _day(day: object) -> Literal:
    return Literal(str(day), datatype=_DATE)
