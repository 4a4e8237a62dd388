"""Small networks for tests, made without a register: partnerships, projects, organisations."""

from collections.abc import Iterable, Mapping
from datetime import date

from ecograph.network import (
    Affiliations,
    Choice,
    Code,
    Codes,
    Network,
    Organisation,
    Party,
    Profile,
    Relation,
    Rule,
    Thing,
    collaboration_network,
)
from ecograph.periods import Period, Span
from ecograph.vocabulary import ECO

YEAR = Period(date(2022, 1, 1), date(2022, 12, 31), named=True)
TODAY = Period(date(2022, 6, 30), date(2022, 6, 30), named=False)
ALWAYS = Span(date(1, 1, 1), date(9999, 12, 31))

PARTNERSHIP = Rule("partnership", "Partners of one partnership", f"{ECO}Partnership")
PROJECT = Rule(
    "shared-project",
    "Participants of one project",
    f"{ECO}Participation",
    is_through_parties=False,
    concerns_class=f"{ECO}Project",
)
EVENT = Rule(
    "joint-organisation-of-an-event",
    "Organisers of one event",
    f"{ECO}Participation",
    is_through_parties=False,
    concerns_class=f"{ECO}Event",
    roles=frozenset({"organiser"}),
)
NETWORK = Rule(
    "shared-network-membership",
    "Members of one network",
    f"{ECO}Membership",
    is_through_parties=False,
    concerns_class=f"{ECO}Network",
    weight=0.5,
    is_default=False,
)
CLUSTER_LINK = Rule("cluster-link", "Linked clusters", f"{ECO}ClusterLink", is_default=False)
RULES = (PARTNERSHIP, PROJECT, EVENT, NETWORK, CLUSTER_LINK)


def kind(code: str, umbrella: str = "", helix: str = "", group: str = "") -> Code:
    """Return a kind of organisation that falls under these groups."""
    return Code(code, code, code.title(), umbrella, helix, group, is_umbrella=umbrella == code)


PHARMA = kind("pharma", "pharma", "industry", "production")
UNIVERSITY = kind("university", "university", "academia", "research")
AUTHORITY = kind("authority", "authority", "government", "authorities")
PARK = kind("park")
KINDS = (PHARMA, UNIVERSITY, AUTHORITY, PARK)
GROUPS = tuple(kind(code) for code in ("clinics", "production", "research", "authorities"))
CODES = Codes({"organisation-kinds": KINDS, "diversity-groups": GROUPS}, {})


def organisation(iri: str, code: Code | None = None, place: str = "") -> Organisation:
    """Return an organisation that always exists; its place is written country/region/city."""
    country, region, city = (*place.split("/"), "", "", "")[:3]
    name = iri.upper()
    return Organisation(iri, name, code, country=country, region=region, city=city, span=ALWAYS)


def relation(
    iri: str,
    classes: str,
    parties: Iterable[str | Party],
    concerns: Iterable[str] = (),
    span: Span | None = ALWAYS,
) -> Relation:
    """Return a relation of a class of ours; a party without a role is given by its IRI."""
    seats = (party if isinstance(party, Party) else Party(party) for party in parties)
    return Relation(
        iri,
        frozenset({f"{ECO}{classes}", f"{ECO}Relation"}),
        tuple(seats),
        tuple(concerns),
        span=span,
    )


def partnership(*parties: str, iri: str = "", span: Span | None = ALWAYS) -> Relation:
    """Return a partnership of these organisations, in force always unless a span is given."""
    return relation(iri or "-".join(parties), "Partnership", parties, span=span)


def presence(iri: str) -> Relation:
    """Return a relation that makes an organisation active and ties it to nobody."""
    return relation(f"presence-{iri}", "Presence", [iri])


def affiliations(
    relations: Iterable[Relation],
    organisations: Iterable[Organisation] = (),
    things: Mapping[str, str] | None = None,
    profile: Profile | None = None,
) -> Affiliations:
    """Return affiliations; organisations that only relations name are plain ones."""
    by_iri = {each.iri: each for each in relations}
    known = {each.iri: each for each in organisations}
    named = {party.organisation for each in by_iri.values() for party in each.parties}
    known |= {iri: organisation(iri) for iri in sorted(named - known.keys())}
    return Affiliations(
        organisations=known,
        relations=by_iri,
        rules=RULES,
        things={
            iri: Thing(iri, iri, frozenset({f"{ECO}{of}"})) for iri, of in (things or {}).items()
        },
        codes=CODES,
        profiles=(profile,) if profile else (),
    )


def network(
    relations: Iterable[Relation],
    organisations: Iterable[Organisation] = (),
    things: Mapping[str, str] | None = None,
    profile: Profile | None = None,
    *,
    choice: Choice | None = None,
    period: Period = YEAR,
) -> Network:
    """Return the network that these relations make."""
    return collaboration_network(
        affiliations(relations, organisations, things, profile), period, choice
    )


# A partnership that is over: that nobody is tied in the year is known, not unknown.
OVER = partnership("x", "y", span=Span(date(2010, 1, 1), date(2011, 1, 1)))


def network_of(
    pairs: Iterable[str], alone: Iterable[str] = (), organisations: Iterable[Organisation] = ()
) -> Network:
    """Return a network of pairs written a-b, and of organisations that are tied to nobody."""
    ties = [partnership(*pair.split("-")) for pair in pairs]
    return network([*ties, *map(presence, alone), OVER], organisations)


STAR = network_of(["hub-a", "hub-b", "hub-c", "hub-d"])
PATH = network_of(["a-b", "b-c", "c-d"])
TWO_TRIANGLES = network_of(["a-b", "b-c", "a-c", "d-e", "e-f", "d-f"])
SINGLE = network_of([], ["a"])
APART = network_of([], ["a", "b", "c"])
EMPTY = network_of([])
