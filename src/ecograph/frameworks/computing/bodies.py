"""Computations over organisations, outposts, and the figures that sources report of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ecograph.frameworks.computing.items import Item
from ecograph.frameworks.computing.knowledge import Body, Knowledge, ReportedFigure, When
from ecograph.frameworks.computing.seats import seated
from ecograph.frameworks.computing.wanted import Scope, Timing, Wanted, in_scope
from ecograph.frameworks.figures import LeftOut
from ecograph.periods import Span

_HEADCOUNT, _HOURS, _CLIENT = "headcount", "hours", "client"


def organisations(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the organisations of a kind and stage in a place; clusters are none.

    Outposts are among those that are there at the end of a period, but not among those founded.
    """
    is_stock = asked.timing is Timing.IN_FORCE
    for body in known.bodies.values():
        is_body = not body.is_cluster and (is_stock or not body.is_outpost)
        if is_body and _fits(asked, body):
            item = replace(_of(known, asked, body), when=_existing(body, asked.timing))
            yield replace(item, is_at_end=is_stock)


def spin_offs(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the organisations that came out of one of the other kind."""
    for body in known.bodies.values():
        origin = known.bodies.get(body.spin_off_of)
        if origin and asked.other.fits(origin, "") and _fits(asked, body):
            yield _of(known, asked, body)


def outposts(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the outposts in a place whose parent is of the kind and place that are asked for."""
    for body in known.bodies.values():
        if body.is_outpost and (not asked.kinds or body.kind in asked.kinds):
            parent = known.bodies.get(body.parent)
            if asked.other.is_any or (parent and _is_other(known, asked, parent)):
                yield _of(known, asked, body)


def anchored_outposts(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the outposts that somebody has flagged as anchored, with a reason."""
    for item in outposts(known, asked):
        if known.bodies[item.counted].is_anchored:
            yield item


def parents_with_outposts(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the parents that have an outpost in the other place, each once."""
    for body in known.bodies.values():
        parent = known.bodies.get(body.parent)
        if body.is_outpost and parent and _fits(asked, parent):
            is_there = in_scope(known, body.place, asked.other.scope)
            is_placed = in_scope(known, parent.place, asked.party.scope)
            if is_there is not False:
                placed = None if is_there is None else is_placed
                is_stock = asked.timing is Timing.IN_FORCE
                yield Item(body.iri, parent.iri, body.when, is_placed=placed, is_at_end=is_stock)


def headcount_of_new(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the last headcounts that organisations and outposts report for their first year."""
    figures = _figures_of(known, frozenset({_HEADCOUNT}))
    for body in known.bodies.values():
        began = body.when.began
        if began and not body.is_cluster and _fits(asked, body):
            item = _of(known, asked, body)
            first = [each for each in figures[body.iri] if each.span.start.year == began.start.year]
            last = max(first, key=lambda each: (each.span.end, each.iri), default=None)
            value = last.value if last else None
            yield replace(item, fact=last.iri if last else body.iri, value=value)


def organisations_at_threshold(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the figures of organisations; in the part are those that reach the threshold."""
    least = asked.threshold
    for figure in known.figures:
        body = known.bodies.get(figure.about)
        if body and _is_asked(asked, figure) and _fits(asked, body):
            item = _reported(known, asked, figure, body)
            when = replace(body.when, is_inferred=figure.is_inferred)
            is_part = least is None or figure.value >= least
            yield replace(item, when=when, is_part=is_part)


def reported_sum(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the reported figures of a measure and group about things of the kinds asked for.

    Hours stand in a column of programmes, too: they count where nobody reports any otherwise.
    """
    asked_for = (each for each in known.figures if _is_asked(asked, each) and not each.is_draft)
    told = {each.about for each in asked_for}
    for thing in known.things.values():
        is_own = _HOURS in asked.measures and not asked.groups and thing.iri not in told
        if is_own and thing.hours is not None and asked.takes_thing(thing):
            yield Item(thing.iri, thing.iri, thing.when, value=thing.hours)
    for figure in known.figures:
        if _is_asked(asked, figure) and _is_about(known, asked, figure):
            yield _reported(known, asked, figure, known.bodies.get(figure.about))


def reported_before_after(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the figures of clients after their first service, and those before it apart.

    A figure of a time with the service in it is neither; one of a client that reports nothing of
    before has nothing to be compared with.
    """
    first = _first_services(known, asked)
    figures = [each for each in known.figures if _is_asked(asked, each) and each.about in first]
    real = (each for each in figures if not each.is_draft)
    compared = {each.about for each in real if each.span.end < first[each.about].start}
    for figure in figures:
        item = _reported(known, asked, figure, known.bodies.get(figure.about))
        service = first[figure.about]
        if figure.span.end < service.start:
            yield replace(item, is_before=True)
            continue
        doubt = None if figure.about in compared else LeftOut.NO_AMOUNT
        is_after = figure.span.start > service.end
        yield replace(item, doubt=item.doubt or (doubt if is_after else LeftOut.UNDATED))


def subsidiaries_after_service(known: Knowledge, asked: Wanted) -> Iterator[Item]:
    """Yield the clients of a service that opened a local outpost, those before it apart.

    The client is the parent of the outpost, or the outpost itself; its first service decides. An
    outpost whose date is too vague to be before or after it counts as undated. A client that had
    one before does not count, whatever it opens later.
    """
    first = _first_services(known, asked)
    had = {
        client
        for client, body in _clients(known, first)
        if _is_before(body, first[client]) and in_scope(known, body.place, Scope.LOCAL)
    }
    for client, service in first.items():
        yield Item(client, client, When(), span=service, is_part=False)
    for client, body in _clients(known, first):
        placed = in_scope(known, body.place, Scope.LOCAL)
        item = Item(body.iri, client, body.when, is_placed=placed)
        began, service = body.when.began, first[client]
        if _is_before(body, service):
            yield replace(item, span=service, is_before=True)
        elif placed is not False:
            is_clear = began is None or began.start >= service.end
            doubt = None if is_clear else LeftOut.UNDATED
            yield replace(item, doubt=doubt, is_part=client not in had)


def _clients(known: Knowledge, first: Mapping[str, Span]) -> Iterator[tuple[str, Body]]:
    """Yield the outposts of those served, or that were served themselves, with whose they are."""
    for body in known.bodies.values():
        client = next((each for each in (body.parent, body.iri) if each in first), "")
        if body.is_outpost and client:
            yield client, body


def _is_before(body: Body, service: Span) -> bool:
    began = body.when.began
    return began is not None and not body.when.is_planned and began.end < service.start


def _fits(asked: Wanted, body: Body) -> bool:
    is_kind = not asked.kinds or body.kind in asked.kinds
    return is_kind and asked.party.fits(body, next(iter(asked.party.roles), ""))


def _is_other(known: Knowledge, asked: Wanted, parent: Body) -> bool:
    is_there = in_scope(known, parent.place, asked.other.scope)
    return asked.other.fits(parent, "") and is_there is not False


def _of(known: Knowledge, asked: Wanted, body: Body) -> Item:
    placed = in_scope(known, body.place, asked.party.scope)
    return Item(body.iri, body.iri, body.when, is_placed=placed)


def _existing(body: Body, timing: Timing) -> When:
    """Return the dates of a body; one whose founding is unknown has always been there."""
    if timing is Timing.IN_FORCE and not (body.when.start or body.is_outpost):
        return replace(body.when, start="1000")
    return body.when


def _reported(known: Knowledge, asked: Wanted, figure: ReportedFigure, body: Body | None) -> Item:
    is_any = asked.party.scope is Scope.ANY
    placed = True if is_any or body is None else in_scope(known, body.place, asked.party.scope)
    return Item(
        figure.iri,
        figure.about,
        When(is_inferred=figure.is_inferred),
        value=figure.value,
        unit=figure.unit,
        is_placed=placed,
        span=figure.span,
        series=f"{figure.measure} {figure.group}",
        doubt=LeftOut.DRAFT if figure.is_draft else None,
    )


def _is_asked(asked: Wanted, figure: ReportedFigure) -> bool:
    """Tell whether a figure is of the measure and of the groups; without one, of everybody."""
    is_group = figure.group in asked.groups if asked.groups else not figure.group
    return is_group and figure.measure in asked.measures


def _is_about(known: Knowledge, asked: Wanted, figure: ReportedFigure) -> bool:
    thing, body = known.things.get(figure.about), known.bodies.get(figure.about)
    if thing is not None:
        return asked.takes_thing(thing) and not (asked.party.kinds or asked.party.stages)
    is_of_things = bool(asked.categories or asked.topics or asked.scopes)
    return body is not None and not is_of_things and _fits(asked, body)


def _figures_of(known: Knowledge, measures: frozenset[str]) -> dict[str, list[ReportedFigure]]:
    found: dict[str, list[ReportedFigure]] = defaultdict(list)
    for figure in known.figures:
        if figure.measure in measures and not (figure.group or figure.is_draft):
            found[figure.about].append(figure)
    return found


def _first_services(known: Knowledge, asked: Wanted) -> dict[str, Span]:
    """Return the days on one of which each client was first served."""
    roles = asked.party.roles or known.codes((_CLIENT,))
    with_clients = replace(asked, party=replace(asked.party, roles=roles, scope=Scope.ANY))
    found: dict[str, Span] = {}
    for each in seated(known, with_clients):
        began = each.record.when.began
        for seat, _ in each.parties if began and not each.record.when.is_planned else ():
            earlier = found.get(seat.party)
            if began and (earlier is None or began.start < earlier.start):
                found[seat.party] = began
    return found
