"""What the register itself answers to survey questions for a reporting year, with its facts."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from types import MappingProxyType

from ecograph.frameworks.figures import Silence
from ecograph.frameworks.inforce import in_force
from ecograph.frameworks.information import information
from ecograph.frameworks.model import Frameworks
from ecograph.frameworks.questionnaires import Part, Question
from ecograph.frameworks.reports import reporting_year
from ecograph.frameworks.rows import ask_rows, code_of
from ecograph.network import Organisation, Profile
from ecograph.network.views import is_local
from ecograph.periods import Period, date_span
from ecograph.questions import ask, catalogue
from ecograph.questions.rows import Cells
from ecograph.store import Reader, Row


@dataclass(frozen=True, slots=True)
class Answer:
    """What the register answers to one part: a number, a text or codes; or why it cannot.

    Facts are the IRIs that it rests on. The remark says what the answer does not see.
    """

    value: Decimal | None = None
    text: str = ""
    chosen: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    reason: Silence | None = None
    remark: str = ""

    @property
    def is_known(self) -> bool:
        """Tell whether there is an answer."""
        return self.reason is None


Answers = Mapping[str, Answer]
UNKNOWN = Answer(reason=Silence.NO_SUCH_FACTS)


@dataclass(frozen=True, slots=True)
class _Asked:
    """Whom and for when the register is asked."""

    reader: Reader
    frameworks: Frameworks
    profile: Profile
    year: int

    @property
    def period(self) -> Period:
        return reporting_year(self.frameworks, self.year)

    def rows(self, query: str) -> tuple[Row, ...]:
        """Return the rows of a query of `queries/frameworks`."""
        return tuple(ask_rows(self.reader, query, internal=self.frameworks.is_internal))

    def question(self, name: str, **parameters: str) -> tuple[Cells, ...]:
        """Return the rows of a question of the catalogue, asked for the year."""
        given = {**parameters, "year": str(self.year)}
        internal, today = self.frameworks.is_internal, self.period.end
        asked = catalogue()[name]
        return ask(self.reader, asked, given, internal=internal, today=today).rows


def answers(reader: Reader, frameworks: Frameworks, question: Question, year: int) -> Answers:
    """Return what the register answers to a question, by the IRI of each of its parts.

    Nothing is returned for a question that the register does not answer.
    """
    answer = ANSWERING.get(question.answered_by)
    if answer is None:
        return {}
    if frameworks.profile is None and question.answered_by not in _WITHOUT_PROFILE:
        silent = Answer(reason=Silence.NO_PROFILE)
        return {part.element.iri: silent for part in question.parts}
    profile = frameworks.profile or Profile("", "")
    found = answer(_Asked(reader, frameworks, profile, year), question)
    return {part.element.iri: found.get(part.element.iri, UNKNOWN) for part in question.parts}


def _profiles(asked: _Asked, question: Question) -> Answers:
    """Answer by the profile: name and place, or for how large an area the cluster works."""
    profile = asked.profile
    if question.parts[0].options:
        scopes = {"region": profile.region, "city": profile.city, "country": profile.country}
        reach = next((code for code, place in scopes.items() if place), "")
        return _one(question, _choice(question.parts[0], [reach], (profile.cluster,)))
    texts = {"a": profile.name, "b": profile.city, "c": profile.region, "e": profile.country}
    return {
        part.element.iri: Answer(text=text, facts=(profile.cluster,)) if text else UNKNOWN
        for part in question.parts
        for text in (texts.get(part.element.code[-1:], ""),)
    }


def _umbrella(asked: _Asked, question: Question) -> Answers:
    """Answer how many organisations of each umbrella kind the home place has."""
    home = asked.profile.region or asked.profile.city or asked.profile.country
    if not home:
        return {}
    rows = asked.question("organisations-by-umbrella-kind", place=home)
    found = {code_of(str(row["kind_iri"])): row for row in rows}
    total = sum(int(str(row["organisations"])) for row in rows)
    if not total:
        return {}
    facts = tuple(sorted({iri for row in rows for iri in _iris(row)}))
    remark = (
        f"{found['none']['organisations']} of further kinds and "
        f"{found['unknown']['organisations']} of unknown kind count in the total only. What the "
        "register holds of the home place counts, reached by the cluster or not."
    )
    return {
        part.element.iri: Answer(Decimal(str(row["organisations"])), facts=_iris(row))
        if (row := found.get(part.element.one("kind")))
        else Answer(Decimal(total), facts=facts, remark=remark)
        for part in question.parts
    }


def _own_services(asked: _Asked, question: Question) -> Answers:
    """Answer whom the services address that the cluster or its organisation offers."""
    rows = tuple(in_force(asked.rows("own-services"), asked.period))
    (part,) = question.parts
    audiences = {code_of(row["audience"]): row["name"] for row in rows}
    chosen = [each.code for each in part.options if each.matched & set(audiences)]
    matched = {code for each in part.options for code in each.matched}
    others = sorted(name for code, name in audiences.items() if code not in matched)
    found = _choice(part, chosen, _column(rows, "service"), "; ".join(others))
    return _one(question, replace(found, remark="By the audiences of its own services."))


def _own_activities(asked: _Asked, question: Question) -> Answers:
    """Answer of which categories the cluster and its organisation carry out activities."""
    rows = tuple(in_force(asked.rows("own-activities"), asked.period))
    chosen = {code_of(row["category"]) for row in rows}
    return _one(question, _choice(question.parts[0], chosen, _column(rows, "activity")))


def _legal_form(asked: _Asked, question: Question) -> Answers:
    """Answer in which legal form the cluster organisation is."""
    rows = asked.rows("cluster-organisation")
    (part,) = question.parts
    forms = {code_of(row["form"]): row["name"] for row in rows}
    chosen = [each.code for each in part.options if each.matched & set(forms)]
    other = "" if chosen else "; ".join(sorted(forms.values()))
    return _one(question, _choice(part, chosen, _column(rows, "body"), other))


def _membership(asked: _Asked, question: Question) -> Answers:
    """Answer that the cluster is built on membership if it has members; none say nothing."""
    facts = tuple(sorted({str(row["relation"]) for row in asked.question("members")}))
    return _one(question, _choice(question.parts[0], ["membership"] if facts else [], facts))


def _practices(asked: _Asked, question: Question) -> Answers:
    """Answer by which practices the documents were collected that facts cite."""
    rows = asked.rows("recorded")
    chosen = {code_of(row["practice"]) for row in rows}
    found = _choice(question.parts[0], chosen, _column(rows, "document"))
    return _one(question, replace(found, remark="By the documents that facts cite, of all years."))


def _categories(asked: _Asked, question: Question) -> Answers:
    """Answer of which categories of information the register holds facts."""
    found = information(asked.reader, internal=asked.frameworks.is_internal)
    held = {each.listed.code: each.facts for each in found.categories if each.facts}
    answer = _choice(question.parts[0], held, ())
    counts = ", ".join(f"{each.listed.name} {each.facts}" for each in found.categories)
    return _one(question, replace(answer, remark=f"Facts of all years: {counts}."))


def _companies(asked: _Asked, question: Question) -> Answers:
    """Answer how many companies were founded in the home place, and the change in per cent."""
    rows = [row for row in asked.rows("companies-founded") if _is_home(row, asked.profile)]
    if not any(row["founded"] for row in rows):
        return {}
    now, before = (_founded(rows, reporting_year(asked.frameworks, asked.year - n)) for n in (0, 1))
    undated = len({row["company"] for row in rows if not row["founded"]})
    remark = f"Without a founding date: {undated}." if undated else ""
    change = Answer(
        Decimal(100 * (len(now) - len(before))) / len(before) if before else None,
        facts=(*now, *before),
        reason=None if before else Silence.UNDEFINED,
        remark=remark,
    )
    number = Answer(Decimal(len(now)), facts=now, remark=remark)
    return _by_unit(question, {"companies": number, "change in percent": change})


def _networking(asked: _Asked, question: Question) -> Answers:
    """Answer how many networking events were held in the year, and how many people came."""
    events = asked.rows("networking-events")
    if not events:
        return {}
    held = {row["event"]: row["attendance"] for row in in_force(events, asked.period)}
    known = {event: int(people) for event, people in held.items() if people}
    remark = (
        f"Of {len(held) - len(known)} no attendance is known." if len(known) < len(held) else ""
    )
    people = Answer(
        Decimal(sum(known.values())) if known or not held else None,
        facts=tuple(sorted(known)),
        reason=None if known or not held else Silence.NO_SUCH_FACTS,
        remark=remark,
    )
    number = Answer(Decimal(len(held)), facts=tuple(sorted(held)))
    return _by_unit(question, {"events": number, "people": people})


ANSWERING: Mapping[str, Callable[[_Asked, Question], Answers]] = MappingProxyType(
    {
        "cluster-organisation": _legal_form,
        "companies-founded": _companies,
        "information-facts": _categories,
        "members": _membership,
        "networking-events": _networking,
        "organisations-by-umbrella-kind": _umbrella,
        "own-activities": _own_activities,
        "own-services": _own_services,
        "profiles": _profiles,
        "recorded": _practices,
    }
)
_WITHOUT_PROFILE = frozenset({"information-facts", "recorded"})


def _one(question: Question, answer: Answer) -> Answers:
    return {question.parts[0].element.iri: answer}


def _by_unit(question: Question, found: Mapping[str, Answer]) -> Answers:
    return {part.element.iri: found[part.unit] for part in question.parts if part.unit in found}


def _choice(part: Part, codes: Iterable[str], facts: tuple[str, ...], other: str = "") -> Answer:
    """Return the answers chosen, in the order of their list; other is what it does not have."""
    wanted = set(codes)
    chosen = tuple(each.code for each in part.options if each.code in wanted)
    if not chosen and not other:
        return UNKNOWN
    return Answer(text=other, chosen=chosen, facts=facts)


def _column(rows: Iterable[Row], name: str) -> tuple[str, ...]:
    return tuple(sorted({row[name] for row in rows}))


def _iris(row: Cells) -> tuple[str, ...]:
    found = row["relations"]
    return found if isinstance(found, tuple) else ()


def _is_home(row: Row, profile: Profile) -> bool:
    place = Organisation(
        row["company"], "", city=row["city"], region=row["region"], country=row["country"]
    )
    return is_local(place, profile)


def _founded(rows: Iterable[Row], period: Period) -> tuple[str, ...]:
    found = (row for row in rows if row["founded"])
    return tuple(sorted({row["company"] for row in found if _overlaps(row["founded"], period)}))


def _overlaps(text: str, period: Period) -> bool:
    """Tell whether a date lies in a period; a year or month lies where it begins."""
    return period.start <= date_span(text).start <= period.end
