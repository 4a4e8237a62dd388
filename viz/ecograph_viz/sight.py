"""A drawing as somebody asked to see it, with the form that changes it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from ecograph.identifiers import fold
from ecograph.periods import Period
from ecograph_viz import appearance
from ecograph_viz.drawing import Drawing, Organisation
from ecograph_viz.view import View, view
from ecograph_viz.wanted import EVER, Wanted

# Beyond so many organisations nobody can follow a picture.
MOST = 1500


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked for: what is wanted, the year or day by name, and what is pointed at."""

    wanted: Wanted
    today: date
    year: str = ""
    as_of: str = ""
    search: str = ""
    selected: str = ""
    colour: str = appearance.BY_KIND


@dataclass(frozen=True, slots=True)
class PeriodChoice:
    """A period that can be chosen; as_of is the day that the address names, "" for none."""

    code: str
    name: str
    remark: str
    period: Period
    is_chosen: bool
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A kind or a rule that can be chosen, how it looks, and how much of it is drawn."""

    code: str
    name: str
    is_on: bool
    number: int
    shape: str = ""
    colour: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Switch:
    """A way of showing differently that can be on or off."""

    name: str
    value: str
    label: str
    is_on: bool


@dataclass(frozen=True, slots=True)
class Form:
    """Everything that can be chosen, as it is chosen."""

    periods: tuple[PeriodChoice, ...]
    kinds: tuple[Choice, ...]
    rules: tuple[Choice, ...]
    switches: tuple[Switch, ...]
    year: str
    needs: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Sight:
    """A drawing, what was asked for, and what is seen of it."""

    drawing: Drawing
    asked: Asked
    view: View

    @property
    def is_too_many(self) -> bool:
        """Tell whether there is more to be seen than a picture can show."""
        return len(self.view.organisations) > MOST

    @property
    def is_part(self) -> bool:
        """Tell whether the drawing is too large to be sent whole."""
        return len(self.drawing.organisations) > MOST

    @property
    def period_name(self) -> str:
        """Return the name of the period that is shown."""
        return next(each.name for each in _periods(self.drawing, self.asked) if each.is_chosen)

    def form(self, *, is_fixed: bool) -> Form:
        """Return the form that changes what is seen.

        A part of a drawing that is a file can show no other period and no further relations.
        """
        periods = tuple(_periods(self.drawing, self.asked))
        rules = tuple(_rules(self.drawing, self.asked.wanted, self.view))
        return Form(
            periods=tuple(each for each in periods if each.is_chosen or not is_fixed),
            kinds=tuple(_kinds(self.drawing, self.asked.wanted, self.view)),
            rules=tuple(each for each in rules if each.is_on or not is_fixed),
            switches=_switches(self.asked.wanted),
            year=self.asked.year,
            needs=tuple(_needs(self.drawing, self.view)),
        )

    @property
    def found(self) -> tuple[Organisation, ...]:
        """Return the organisations that are seen and fit the search, by name."""
        seen = [self.drawing.organisations[iri] for iri in self.view.organisations]
        return tuple(each for each in seen if fits(each, self.asked.search))


def sight(drawing: Drawing, asked: Asked) -> Sight:
    """Return what somebody sees of a drawing."""
    return Sight(drawing, asked, view(drawing, asked.wanted))


def fits(organisation: Organisation, typed: str) -> bool:
    """Tell whether an organisation's names hold all words of a search; accents do not matter."""
    words = fold(typed).split()
    names = "\n".join(organisation.names)
    is_spelled = typed.strip().lower() in organisation.name.lower()
    return is_spelled or (bool(words) and all(word in names for word in words))


def signs(drawing: Drawing, seen: View, *, repeat: bool) -> dict[str, int]:
    """Return how many there are of each sign in the legend."""
    planned = [line for line in seen.lines if line.is_planned]
    pairs = [line for line in seen.lines if line.is_pair and not line.is_planned]
    parts = len(seen.lines) - len(planned) - len(pairs)
    bodies = sum(drawing.organisations[iri].is_planned for iri in seen.organisations)
    tied = {end for line in seen.lines for end in (line.first, line.second)}
    alone = len(seen.organisations.keys() - tied)
    return {
        "square": len(seen.undertakings),
        "part": parts,
        "pair": 0 if repeat else len(pairs),
        "repeat": len(pairs) if repeat else 0,
        "planned": len(planned) + bodies,
        "alone": alone,
        # Drawn by the script alone, when somebody selects an organisation.
        "tie": 0,
    }


def _periods(drawing: Drawing, asked: Asked) -> Iterator[PeriodChoice]:
    today = Period(asked.today, asked.today, named=False)
    if asked.as_of:
        yield PeriodChoice(
            "", f"On {asked.as_of}", "", asked.wanted.period, is_chosen=True, as_of=asked.as_of
        )
    is_today = not (asked.year or asked.as_of)
    yield PeriodChoice("", f"Today, {asked.today.isoformat()}", "", today, is_today)
    yield PeriodChoice("all", "All years", "", EVER, asked.year == "all")
    numbers = {str(year.number) for year in drawing.years}
    if asked.year not in {"", "all", *numbers}:
        remark = "nothing known"
        yield PeriodChoice(asked.year, asked.year, remark, asked.wanted.period, is_chosen=True)
    for year in drawing.years:
        code = str(year.number)
        remark = f"{year.organisations} active"
        yield PeriodChoice(code, code, remark, year.period, asked.year == code)


def _kinds(drawing: Drawing, wanted: Wanted, seen: View) -> Iterator[Choice]:
    counts = Counter(drawing.organisations[iri].group for iri in seen.organisations)
    known = {group.code for group in drawing.groups}
    names = {each.kind: each.kind_name for each in drawing.organisations.values()}
    for group in drawing.groups:
        look = appearance.LOOKS[group.code]
        is_on = not wanted.kinds or group.code in wanted.kinds
        yield Choice(group.code, group.name, is_on, counts[group.code], look.shape, look.colour)
    for code in sorted(wanted.kinds - known):
        if code in names:
            number = sum(drawing.organisations[iri].kind == code for iri in seen.organisations)
            yield Choice(code, f"of these: {names[code]}", is_on=True, number=number)


def _needs(drawing: Drawing, seen: View) -> Iterator[Choice]:
    """Yield each need with how many things that are seen serve it; a thing counts once a need."""
    if not drawing.needs:
        return
    things = {*seen.organisations, *(thing for line in seen.lines for thing in line.undertakings)}
    counts = Counter(code for thing in things for code in drawing.serves.get(thing, ()))
    several = sum(len(drawing.serves.get(thing, ())) > 1 for thing in things)
    colours = appearance.need_colours(drawing.needs)
    for need in drawing.needs:
        yield _need(need.code, need.name, counts[need.code], colours)
    yield _need(appearance.SEVERAL, "Several of these", several, colours)


def _need(code: str, name: str, number: int, colours: Mapping[str, str]) -> Choice:
    return Choice(code, name, is_on=True, number=number, shape="dot", colour=colours[code])


def _rules(drawing: Drawing, wanted: Wanted, seen: View) -> Iterator[Choice]:
    things: dict[str, set[str]] = defaultdict(set)
    for line in drawing.lines:
        for part in line.parts:
            things[part.undertaking].add(part.rule)
    drawn = {thing for line in seen.lines for thing in line.undertakings}
    counts = Counter(rule for thing in drawn for rule in things[thing] & wanted.rules)
    for rule in drawing.rules:
        remark = "" if rule.is_default else "a weak tie" if rule.weight < 1 else "not counted"
        is_on = rule.code in wanted.rules
        yield Choice(rule.code, rule.name, is_on, counts[rule.code], remark=remark)


def _switches(wanted: Wanted) -> tuple[Switch, ...]:
    return (
        Switch("repeat", "yes", "Only partners in more than one thing", wanted.repeat),
        Switch("fold", "yes", "Parts and outposts within their wholes", wanted.fold),
        Switch("planned", "no", "Hide what is planned", not wanted.planned),
        Switch("alone", "no", "Hide organisations without a line", not wanted.alone),
    )
