"""Make the collaboration network of a period out of affiliations, by the rules in force."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from ecograph.errors import BadParameterError
from ecograph.identifiers import fold
from ecograph.network.affiliations import Affiliations, Organisation, Profile, Relation, Rule
from ecograph.network.codes import check_code
from ecograph.network.governing import governs, is_membership
from ecograph.network.network import Network, Outposts, RuleUse, Tally
from ecograph.network.profiles import profile_of
from ecograph.network.projection import ties
from ecograph.network.seats import ANY_RULE, seat_anywhere, seats_expected, seats_in
from ecograph.network.slices import Standing, is_planned_for, is_there, standing
from ecograph.network.undertakings import (
    Gathered,
    LeftOut,
    Omission,
    Seating,
    Undertaking,
    applies,
    gather,
    left_out,
)
from ecograph.periods import Period


@dataclass(frozen=True, slots=True)
class Choice:
    """How a network is to be made: rules on or off beside the default, outposts, the cluster.

    Of relations of another kind than the one that is wanted none ties anybody. Where stated ones
    only are wanted, those that are inferred count nowhere.
    """

    on: frozenset[str] = frozenset()
    off: frozenset[str] = frozenset()
    outposts: Outposts = Outposts.OWN
    cluster: str | None = None
    relation_kind: str = ""
    is_stated_only: bool = False


def collaboration_network(
    affiliations: Affiliations, period: Period, choice: Choice | None = None
) -> Network:
    """Return who works with whom in a period.

    Its organisations are the active ones: those party to any relation in force, and the outposts
    there. Raises BadParameterError for a rule, a cluster or a kind that the register does not have.
    """
    choice = choice or Choice()
    rules = rules_in_force(affiliations.rules, choice)
    check_code(affiliations.codes, "relation-kinds", choice.relation_kind)
    stands = _standings(affiliations, period, choice)
    active = [each for iri, each in affiliations.relations.items() if _in_force(stands[iri])]
    plans = [each for each in affiliations.relations.values() if is_planned_for(each, period)]
    anywhere = seat_anywhere(affiliations, choice.outposts)
    seating = seats_in(affiliations, anywhere, period)
    gathered = gather(affiliations, _wanted(active, choice), rules, seating)
    profile = profile_of(affiliations, active, choice.cluster)
    seats = _seats(affiliations, active, gathered.undertakings, seating, period)
    return Network(
        period=period,
        profile=profile,
        rules=tuple(_uses(affiliations, rules, gathered)),
        organisations=by_name({iri: affiliations.organisations[iri] for iri in seats.values()}),
        ties=ties(gathered.undertakings),
        undertakings=gathered.undertakings,
        planned=_planned(
            affiliations,
            _wanted(active, choice),
            _wanted(plans, choice),
            rules,
            seats_expected(anywhere, seating, plans),
        ),
        left_out=_all_left_out(affiliations, stands, rules, gathered, choice),
        relations=MappingProxyType({each.iri: each for each in (*active, *plans)}),
        members=_members(active, profile, seats),
        tally=_tally(stands.values()),
        membership=_about(profile, affiliations, stands, is_membership),
        governance=_about(profile, affiliations, stands, governs),
        codes=affiliations.codes,
        seats=MappingProxyType(seats),
        outside=affiliations.organisations,
        outposts=choice.outposts,
        is_internal=affiliations.is_internal,
        edition=affiliations.edition,
        things=affiliations.things,
        relation_kind=choice.relation_kind,
        is_stated_only=choice.is_stated_only,
    )


def _standings(
    affiliations: Affiliations, period: Period, choice: Choice
) -> Mapping[str, Standing]:
    return {
        iri: standing(each, period, is_stated_only=choice.is_stated_only)
        for iri, each in affiliations.relations.items()
    }


def _wanted(relations: Iterable[Relation], choice: Choice) -> list[Relation]:
    """Return the relations of the kind that is wanted, or all."""
    return [each for each in relations if choice.relation_kind in {"", each.kind}]


def rules_in_force(rules: Iterable[Rule], choice: Choice) -> tuple[Rule, ...]:
    """Return the rules that a choice leaves in force; BadParameterError for an unknown one."""
    known = {rule.code: rule for rule in rules}
    for code in sorted((choice.on | choice.off) - known.keys()):
        message = f"“{code}” is no rule of this register. Rules are: {', '.join(sorted(known))}."
        raise BadParameterError(message)
    return tuple(
        rule
        for code, rule in sorted(known.items())
        if code in choice.on or (rule.is_default and code not in choice.off)
    )


def _in_force(stands: Standing) -> bool:
    return stands is Standing.IN_FORCE


def _seats(
    affiliations: Affiliations,
    active: Iterable[Relation],
    undertakings: Iterable[Undertaking],
    seating: Seating,
    period: Period,
) -> dict[str, str]:
    """Return under which organisation each active party, and each outpost there, counts."""
    parties = {party.organisation for relation in active for party in relation.parties}
    outposts = {
        iri
        for iri, each in affiliations.organisations.items()
        if each.is_outpost and _stands(each, period)
    }
    seats = {iri: seating(iri, ANY_RULE) for iri in sorted(parties | outposts)}
    found = {iri: seat for iri, seat in seats.items() if not isinstance(seat, Omission)}
    tied = {iri for undertaking in undertakings for iri in undertaking.parties}
    return found | {iri: iri for iri in sorted(tied)}


def _stands(outpost: Organisation, period: Period) -> bool:
    """Tell whether an outpost's own dates put it into a period; undated ones count only unnamed."""
    if outpost.span is None:
        return outpost.is_undated and not period.named
    return is_there(outpost, period)


def by_name(organisations: Mapping[str, Organisation]) -> Mapping[str, Organisation]:
    """Return organisations in the order of their names, those of one name by their IRIs."""
    ordered = sorted(organisations.values(), key=lambda each: (fold(each.name), each.iri))
    return MappingProxyType({each.iri: each for each in ordered})


def _members(
    active: Iterable[Relation], profile: Profile | None, seats: Mapping[str, str]
) -> frozenset[str]:
    if profile is None:
        return frozenset()
    parties = (
        party.organisation
        for relation in active
        if is_membership(relation, profile)
        for party in relation.parties
    )
    return frozenset(seats[iri] for iri in parties if iri in seats)


def _planned(
    affiliations: Affiliations,
    active: Sequence[Relation],
    plans: Sequence[Relation],
    rules: Iterable[Rule],
    seating: Seating,
) -> tuple[Undertaking, ...]:
    """Return the undertakings that rest on a plan, with whoever is in them already."""
    names = {relation.iri for relation in plans}
    gathered = gather(affiliations, [*active, *plans], rules, seating)
    return tuple(each for each in gathered.undertakings if names.intersection(each.relations))


def _uses(
    affiliations: Affiliations, rules: Sequence[Rule], gathered: Gathered
) -> Iterator[RuleUse]:
    for rule in sorted(affiliations.rules, key=lambda each: each.code):
        found = [each for each in gathered.undertakings if each.rule == rule.code]
        relations = {iri for undertaking in found for iri in undertaking.relations}
        yield RuleUse(rule, rule in rules, len(relations), len(found), len(ties(found)))


def _all_left_out(
    affiliations: Affiliations,
    stands: Mapping[str, Standing],
    rules: Iterable[Rule],
    gathered: Gathered,
    choice: Choice,
) -> tuple[LeftOut, ...]:
    omitted: dict[tuple[str, Omission], set[str]] = defaultdict(set)
    for rule in rules:
        for iri, stand in stands.items():
            relation = affiliations.relations[iri]
            is_of_kind = choice.relation_kind in {"", relation.kind}
            if not (_in_force(stand) and is_of_kind) and applies(affiliations, rule, relation):
                reason = Omission(stand.value) if not _in_force(stand) else Omission.ANOTHER_KIND
                omitted[rule.code, reason].add(iri)
    both = (*gathered.left_out, *left_out(omitted))
    return tuple(sorted(both, key=lambda each: (each.rule, each.reason)))


def _about(
    profile: Profile | None,
    affiliations: Affiliations,
    stands: Mapping[str, Standing],
    is_about: Callable[[Relation, Profile], bool],
) -> Tally:
    """Return the tally of the relations that are about the cluster of a profile."""
    if profile is None:
        return _tally(())
    relations = affiliations.relations
    return _tally(stand for iri, stand in stands.items() if is_about(relations[iri], profile))


def _tally(stands: Iterable[Standing]) -> Tally:
    found = list(stands)
    return Tally(
        in_force=found.count(Standing.IN_FORCE),
        undated=found.count(Standing.UNDATED),
        planned=found.count(Standing.PLANNED),
        another_time=found.count(Standing.ANOTHER_TIME),
    )
