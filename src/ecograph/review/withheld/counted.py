"""What a review counts in each year, told or behind a share, and which counts add up to which."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from ecograph.metrics.groupings import HELIX, grouped
from ecograph.metrics.likeness import mixing
from ecograph.network import Network
from ecograph.network.ends import UNKNOWN
from ecograph.network.places import Border, crossing
from ecograph.network.structure import structure
from ecograph.review.figures import part_id
from ecograph.review.headlines import HEADLINES, TABLES, Headline
from ecograph.review.past import Past
from ecograph.review.withheld.solving import Name, Sum

_TIES, _ORGANISATIONS, _OUTPOSTS, _MEMBERS = "ties", "organisations", "outposts", "members"
_TIED, _WELL_TIED, _ALONE, _LARGEST, _MOST = "tied", "well-tied", "alone", "largest", "most"
_ACROSS_HELIX, _WITHIN_HELIX, _OF_HELIX = "across-helix", "within-helix", "of-helix"
_ABROAD, _PLACED, _ACROSS_KINDS = "abroad", "placed", "across-kinds"
_KINDS, _SCOPES, _PERSISTENT = "ties-by-kinds", "ties-by-scope", "persistent-ties"
_TIE_CHANGES, _ORGANISATION_CHANGES = "tie-changes", "organisation-changes"
_GROUPS, _UNDERTAKINGS = "member-groups", "undertakings"
_OF_OUTPOSTS = ("outposts-with-partnership", "outposts-with-focus", "outposts-with-partner")
_TURNS = tuple(f"{_TIE_CHANGES}/{each}" for each in ("formed", "joined", "dissolved", "left"))
_FORMED, _JOINED, _DISSOLVED, _LEFT = _TURNS
_MERGED = f"{_TIE_CHANGES}/merged"
_WITHOUT = "/without-cluster-organisation"
# Where a number hangs on every part of a table.
_ALL = "/*"
# What the number of a headline is worked out from, and so tells.
_BEHIND: Mapping[str, tuple[str, ...]] = {
    "mean-degree": (_TIES, _ORGANISATIONS),
    "density": (_TIES, _ORGANISATIONS),
    "with-partners/1": (_TIED, _ORGANISATIONS),
    "with-partners/3": (_WELL_TIED, _ORGANISATIONS),
    "isolates": (_ALONE, _ORGANISATIONS),
    "giant-component-share": (_LARGEST, _ORGANISATIONS),
    "degree-centralization": (_MOST, _TIES, _ORGANISATIONS),
    "e-i-index/helix index": (_ACROSS_HELIX, _WITHIN_HELIX, _KINDS + _ALL),
    "e-i-index/helix expected": (_OF_HELIX + _ALL,),
    "ties-across-borders/country": (_ABROAD, _PLACED, _SCOPES + _ALL),
    "cross-kind-share": (_ACROSS_KINDS, _KINDS + _ALL),
    **{each: (each, _OUTPOSTS) for each in _OF_OUTPOSTS},
}
# Each count that is part of another one, and the rest of that one is a group, too.
_PARTS_OF = (
    (_LARGEST, _ORGANISATIONS),
    (_LARGEST + _WITHOUT, _ORGANISATIONS + _WITHOUT),
    (_ORGANISATIONS + _WITHOUT, _ORGANISATIONS),
    (_TIES + _WITHOUT, _TIES),
    (_WELL_TIED, _TIED),
    (_TIES, _KINDS),
    (_ABROAD, _PLACED),
    (_PLACED, _SCOPES),
    (_ACROSS_KINDS, _KINDS),
    (_OUTPOSTS, _ORGANISATIONS),
    *((each, _OUTPOSTS) for each in _OF_OUTPOSTS),
)
_SHARED_OUT = (
    ((_ACROSS_HELIX, _WITHIN_HELIX), _TIES),
    ((_PERSISTENT, _FORMED, _JOINED), _TIES),
)
# By how much two years differ: no group of anything, but the sum of several.
NET = frozenset({_TIE_CHANGES, _ORGANISATION_CHANGES})


def named(year: int, measure: str, part: str = "") -> Name:
    """Return the name of a count: of a measure, or of the part of it with this id, in a year."""
    return str(year), f"{measure}/{part}" if part else measure


def counts(past: Past, years: Iterable[int]) -> Mapping[Name, int]:
    """Return every count of some years that a review tells, or that a number of it tells."""
    found: dict[Name, int] = {}
    for year in years:
        found[named(year - 1, _TIES)] = len(past.network(year - 1).ties)
        found[named(year - 1, _ORGANISATIONS)] = len(past.network(year - 1).organisations)
    for year in years:
        own = dict(_of_figures(past, year))
        without = past.network_of(Headline(_TIES, has_cluster_organisation=False), year)
        own |= _of_network(past.network(year)) | _of_mixing(past.network(year), own)
        if without:
            own |= {code + _WITHOUT: value for code, value in _of_network(without).items()}
        found |= {(str(year), code): value for code, value in own.items()}
    return found


def _of_network(network: Network) -> dict[str, int]:
    found = structure(network)
    return {
        _ORGANISATIONS: len(network.organisations),
        _TIES: len(network.ties),
        _TIED: int((found.degrees >= 1).sum()),
        _WELL_TIED: int((found.degrees >= _ENOUGH).sum()),
        _ALONE: int((found.degrees == 0).sum()),
        _LARGEST: int(found.sizes.max(initial=0)),
        _MOST: int(found.degrees.max(initial=0)),
    }


_ENOUGH = 3


def _of_mixing(network: Network, own: Mapping[str, int]) -> dict[str, int]:
    found, groups = mixing(network, HELIX), grouped(network, HELIX)
    borders = crossing(network, Border.COUNTRY)
    return {
        _ACROSS_HELIX: found.ties - found.within,
        _WITHIN_HELIX: found.within,
        **{
            f"{_OF_HELIX}/{code}": int(n)
            for code, n in zip(groups.codes, groups.sizes, strict=True)
        },
        _ABROAD: int(borders.is_crossed.sum()),
        _PLACED: int(borders.is_known.sum()),
        _ACROSS_KINDS: sum(value for code, value in own.items() if _is_across_kinds(code)),
    }


def _is_across_kinds(code: str) -> bool:
    """Tell whether a count is that of the ties of two known kinds that differ."""
    kinds = code.removeprefix(f"{_KINDS}/").split(" ")
    return (
        code.startswith(f"{_KINDS}/") and len(set(kinds)) > 1 and part_id((UNKNOWN,)) not in kinds
    )


def _of_figures(past: Past, year: int) -> Iterator[tuple[str, int]]:
    for headline in HEADLINES:
        figure = past.figure(headline, year)
        if figure is None or headline.name in TABLES or not headline.has_cluster_organisation:
            continue
        if headline.name in _OF_OUTPOSTS:
            yield headline.name, sum(part.value is True for part in figure.parts)
        elif isinstance(figure.value, int):
            yield headline.name, figure.value
    for name in TABLES:
        figure = past.figure(Headline(name), year)
        if figure and isinstance(figure.value, int):
            yield name, figure.value
            for part in figure.parts:
                if part.value is not None:
                    yield named(year, name, part_id(part.key))[1], int(part.value)


def public_value(public: Mapping[Name, int], name: Name) -> int | None:
    """Return what a count is by public facts: 0 for a part that a table lacks, None if silent."""
    year, code = name
    table, _, part = code.partition("/")
    is_empty = table == _OF_HELIX or (table in TABLES and (year, table) in public)
    return public.get(name, 0 if part and is_empty else None)


def rests_on(headline: Headline, year: int, known: Collection[Name]) -> frozenset[Name]:
    """Return the counts that the number of a headline in a year is worked out from."""
    return frozenset(
        each
        for code in _codes(headline)
        for each in ([(str(year), code)] if _ALL not in code else _all(code, year, known))
    )


def told_by(headline: Headline, year: int) -> frozenset[Name]:
    """Return the counts that the number of a headline tells to those who can reckon."""
    return frozenset((str(year), code) for code in _codes(headline) if _ALL not in code)


def _codes(headline: Headline) -> tuple[str, ...]:
    part = f"/{part_id(headline.part)}" if headline.part else ""
    own = f"{headline.name}{part}"
    without = "" if headline.has_cluster_organisation else _WITHOUT
    return tuple(f"{code}{without}" for code in _BEHIND.get(own, (own,)))


def _all(code: str, year: int, known: Collection[Name]) -> Iterator[Name]:
    table = code.removesuffix(_ALL)
    for each in known:
        if each[0] == str(year) and each[1].split("/")[0] == table:
            yield each


def sums(years: Iterable[int], known: Collection[Name]) -> Sequence[Sum]:
    """Return which counts of these years add up: what is plus comes to what is minus, or a rest."""
    return [each for year in years for each in _sums(year, known)]


def _sums(year: int, known: Collection[Name]) -> Iterator[Sum]:
    for part, whole in _PARTS_OF:
        yield _sum(year, (part,), (whole,), has_rest=True)
    for parts, total in _SHARED_OUT:
        yield _sum(year, parts, (total,), has_rest=True)
    yield _sum(year, (_TIED, _ALONE), (_ORGANISATIONS,))
    yield _sum(year, (_SCOPES,), (_KINDS,))
    for table in TABLES:
        if inside := [each for each in _of(year, known) if each.startswith(f"{table}/")]:
            total = _MEMBERS if table == _GROUPS else table
            yield _sum(year, inside, (total,), has_rest=table in {_GROUPS, _UNDERTAKINGS})
    yield from _sums_of_change(year, known)


def _of(year: int, known: Collection[Name]) -> Iterator[str]:
    return (code for at, code in known if at == str(year))


def _sums_of_change(year: int, known: Collection[Name]) -> Iterator[Sum]:
    """Yield how two years hang together, where something is known of both."""
    if (str(year), _TIE_CHANGES) in known:
        before = {(str(year - 1), _TIES): 1}
        yield _sum(year, (*_TURNS, _MERGED), (_TIES,), before)
        yield _sum(year, (_DISSOLVED, _LEFT), (_PERSISTENT,), before, has_rest=True)
    if (str(year), _ORGANISATION_CHANGES) in known:
        then = {(str(year - 1), _ORGANISATIONS): 1}
        yield _sum(year, (_ORGANISATION_CHANGES,), (_ORGANISATIONS,), then)


def _sum(
    year: int,
    plus: Iterable[str],
    minus: Iterable[str],
    before: Mapping[Name, int] | None = None,
    *,
    has_rest: bool = False,
) -> Sum:
    times = {(str(year), code): 1 for code in plus}
    times |= {(str(year), code): -1 for code in minus}
    return Sum(times | dict(before or {}), has_rest)
