"""Networks drawn at random with a fixed seed: as ties alone, and as the register gives them."""

import numpy as np

from ecograph.network import (
    Affiliations,
    Code,
    Codes,
    Network,
    Organisation,
    Party,
    Profile,
    Relation,
    Rule,
    collaboration_network,
)
from ecograph.periods import EARLIEST, LATEST, Period, Span
from ecograph.vocabulary import CLASS_PARTNERSHIP

SEED = 1
_ALWAYS = Span(EARLIEST, LATEST)
_COUNTRIES, _REGIONS, _CITIES = 30, 10, 5
_HELICES = {
    "university": "academia",
    "institute": "academia",
    "pharma": "industry",
    "biotech": "industry",
    "devices": "industry",
    "services": "industry",
    "investor": "industry",
    "authority": "government",
    "hospital": "government",
    "association": "society",
}
_KINDS = tuple(
    Code(code, code, code.title(), code, helix, is_umbrella=True)
    for code, helix in _HELICES.items()
)
_UNKNOWN = 0.05
Edges = list[tuple[int, int]]


def edges(organisations: int, ties: int, hub: float = 0.0) -> Edges:
    """Return ties of organisations some of which have many more than others.

    The first is tied to that share of all others, as the body that runs a cluster may be.
    """
    draw = np.random.default_rng(SEED)
    popularity = draw.pareto(2.5, organisations) + 1
    popularity /= popularity.sum()
    others = np.linspace(1, organisations - 1, int(hub * (organisations - 1))).astype(int)
    found: dict[tuple[int, int], None] = {(0, other): None for other in others.tolist()}
    while len(found) < ties:
        pairs = draw.choice(organisations, size=(ties, 2), p=popularity)
        for one, other in pairs.tolist():
            if one != other and len(found) < ties:
                found[min(one, other), max(one, other)] = None
    return list(found)


def network(organisations: int, ties: int, hub: float = 0.1) -> Network:
    """Return a network of partnerships of two between organisations, as the register gives it.

    They are of ten kinds and of 1,500 cities, a twentieth unknown; the first runs the cluster.
    """
    names = [f"organisation/{number:07}" for number in range(organisations)]
    relations = {
        f"relation/{number:07}": Relation(
            f"relation/{number:07}",
            frozenset({CLASS_PARTNERSHIP.value}),
            (Party(names[one]), Party(names[other])),
            span=_ALWAYS,
        )
        for number, (one, other) in enumerate(edges(organisations, ties, hub))
    }
    known = Affiliations(
        _organisations(names),
        relations,
        (Rule("partnership", "Partners", CLASS_PARTNERSHIP.value),),
        codes=Codes({"organisation-kinds": _KINDS}, {}),
        profiles=(Profile("cluster", "Cluster", frozenset(names[:1]), region="0-0", country="0"),),
    )
    year = Period(EARLIEST.replace(year=2024), LATEST.replace(year=2024), named=True)
    return collaboration_network(known, year)


def _organisations(names: list[str]) -> dict[str, Organisation]:
    draw = np.random.default_rng(SEED)
    kinds = draw.integers(len(_KINDS), size=len(names)).tolist()
    places = draw.integers((_COUNTRIES, _REGIONS, _CITIES), size=(len(names), 3)).tolist()
    is_unknown = (draw.random(len(names)) < _UNKNOWN).tolist()
    return {
        name: _organisation(name, None if blank else _KINDS[kind], [] if blank else place)
        for name, kind, place, blank in zip(names, kinds, places, is_unknown, strict=True)
    }


def _organisation(name: str, kind: Code | None, place: list[int]) -> Organisation:
    country, region, city = ("-".join(map(str, place[:depth])) for depth in (1, 2, 3))
    return Organisation(name, name, kind, country=country, region=region, city=city, span=_ALWAYS)
