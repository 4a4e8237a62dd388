"""What a person wrote for a parameter, as the term that the query is bound to."""

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

from pyoxigraph import Literal, NamedNode

from ecograph.countries import country_code, country_like
from ecograph.errors import AmbiguousNameError, BadParameterError, Candidate
from ecograph.identifiers import fold
from ecograph.questions import live
from ecograph.questions.catalogue import Parameter, Question
from ecograph.questions.live import Asker, Home, Thing
from ecograph.records import Term
from ecograph.store import Reader

ANY = NamedNode("https://w3id.org/ecograph/ns#any")
NOWHERE = Literal("|")
_PROFILE, _THIS_YEAR = "profile", "this year"
_ECO = "https://w3id.org/ecograph/ns#"
_ORGANISATION = "http://www.w3.org/ns/org#Organization"
_CLUSTER, _PROGRAMME = f"{_ECO}Cluster", f"{_ECO}Programme"
_CLASSES = {
    "organisation": frozenset({_ORGANISATION, _CLUSTER}),
    "cluster": frozenset({_CLUSTER}),
    "programme": frozenset({_PROGRAMME}),
    "thing": frozenset({_ORGANISATION, _CLUSTER, _PROGRAMME, f"{_ECO}Resource"}),
}
_TRUTH = {"yes": True, "no": False, "true": True, "false": False, "1": True, "0": False}
_YEARS = range(1000, 2201)
_NEAR, _SHOWN = 5, 40


def bindings(
    asker: Asker, question: Question, given: Mapping[str, str], home: Home | None, year: int
) -> dict[str, Term]:
    """Return the term of every parameter of a question, by the query's variable.

    Year is this year, for parameters that begin or end with it. Raises BadParameterError for a
    value that cannot be understood, AmbiguousNameError for a name that several things bear.
    """
    _check_names(question, given)
    bound = {}
    for parameter in question.parameters:
        text = given.get(parameter.name, "").strip() or parameter.default or ""
        term = _term(asker, parameter, text, home, year)
        bound[f"{parameter.name}_wanted"] = term
    return bound


def choices(reader: Reader, parameter: Parameter, *, internal: bool) -> tuple[tuple[str, str], ...]:
    """Return what can be chosen for a parameter, as value and label; nothing for free text."""
    asker = Asker(reader, internal)
    if parameter.type == "code" and parameter.scheme:
        return tuple((code.code, code.label) for code in live.codes(asker, parameter.scheme))
    if parameter.type == "boolean":
        return (("no", "no"), ("yes", "yes"))
    if parameter.type == "source":
        return tuple((name, name) for name in live.sources(asker))
    if parameter.type in {"cluster", "programme"}:
        found = live.names(asker, _CLASSES[parameter.type]).values()
        return tuple((label, label) for label in sorted(set(found), key=fold))
    return ()


def first(asker: Asker, parameter: Parameter) -> str:
    """Return the first thing or source that a parameter can stand for, "" where there is none."""
    if parameter.type == "source":
        return min(live.sources(asker), default="")
    names = live.names(asker, _CLASSES.get(parameter.type, frozenset()))
    found = live.things(asker, min(names)) if names else ()
    return found[0].iri if found else ""


def _check_names(question: Question, given: Mapping[str, str]) -> None:
    known = [parameter.name for parameter in question.parameters]
    for name in given:
        if name not in known:
            also = ["year", "as_of"] if question.period else []
            message = (
                f"The question {question.name} has no parameter “{name}”. "
                f"It has: {', '.join([*known, *also]) or 'none'}."
            )
            raise BadParameterError(message)


def _term(asker: Asker, parameter: Parameter, text: str, home: Home | None, year: int) -> Term:
    if not text and parameter.required:
        example = f", as {parameter.example}" if parameter.example else ""
        message = f"{parameter.label} ({parameter.name}) is needed{example}."
        raise BadParameterError(message)
    if not text:
        return ANY
    if text == _PROFILE and parameter.default == _PROFILE:
        return _of_profile(parameter, home)
    if text == _THIS_YEAR and parameter.default == _THIS_YEAR:
        return Literal(year)
    if parameter.type in _CLASSES:
        return NamedNode(_thing(asker, parameter, text).iri)
    return _READ[parameter.type](asker, parameter, text)


def _of_profile(parameter: Parameter, home: Home | None) -> Term:
    """Return the cluster or the home place of the profile; without one nothing is local."""
    if parameter.type == "cluster":
        return NamedNode(home.cluster) if home and home.cluster else NamedNode(f"{_ECO}none")
    for part in ("region", "city", "country"):
        if home and (text := getattr(home, part)):
            return Literal(f"|{part}:{text}|")
    return NOWHERE


def _thing(asker: Asker, parameter: Parameter, text: str) -> Thing:
    found = [t for t in live.things(asker, text) if t.classes & _CLASSES[parameter.type]]
    if len(found) == 1:
        return found[0]
    if found:
        candidates = tuple(Candidate(thing.iri, thing.label, thing.place) for thing in found)
        message = f"“{text}” is the name of {len(found)} things. Give the IRI or id of one of them."
        raise AmbiguousNameError(message, candidates)
    known = live.names(asker, _CLASSES[parameter.type])
    near = get_close_matches(fold(text), known, _NEAR) or _parts(fold(text), known)
    hint = f" Near to it: {'; '.join(known[name] for name in near)}." if near else ""
    message = f"The register has no {parameter.type} “{text}”.{hint}"
    raise BadParameterError(message)


def _parts(text: str, known: Mapping[str, str]) -> list[str]:
    return [name for name in known if text in name][:_NEAR]


def _code(asker: Asker, parameter: Parameter, text: str) -> Term:
    codes = live.codes(asker, parameter.scheme or "")
    for code in codes:
        if text == code.iri or fold(text) in code.texts:
            return NamedNode(code.iri)
    near = get_close_matches(fold(text), [code.code for code in codes], _NEAR)
    listed = ", ".join(near or [code.code for code in codes][:_SHOWN])
    message = f"{parameter.name} “{text}” is not in the list {parameter.scheme}. Try: {listed}."
    raise BadParameterError(message)


def _place(asker: Asker, parameter: Parameter, text: str) -> Term:
    code = country_code(text)
    known = live.places(asker)
    wanted = fold(text)
    parts = [
        f"{part}:{name}"
        for part, name in known
        if (part == "country" and name == code) or (part != "country" and fold(name) == wanted)
    ]
    if parts:
        return Literal(f"|{'|'.join(parts)}|")
    near = get_close_matches(text, [name for _, name in known], _NEAR)
    hint = f" Near to it: {', '.join(near)}." if near else ""
    message = f"{parameter.name}: nothing in the register is in “{text}”.{hint}"
    raise BadParameterError(message)


def _country(asker: Asker, parameter: Parameter, text: str) -> Term:
    del asker
    if code := country_code(text):
        return Literal(code)
    near = country_like(text)
    hint = f" Did you mean {near}?" if near else " Write its two letters, as DE."
    message = f"{parameter.name}: “{text}” is no country of ISO 3166-1.{hint}"
    raise BadParameterError(message)


def _boolean(asker: Asker, parameter: Parameter, text: str) -> Term:
    del asker
    if text.lower() in _TRUTH:
        return Literal(_TRUTH[text.lower()])
    message = f"{parameter.name} is “{text}”: write yes or no."
    raise BadParameterError(message)


def _integer(asker: Asker, parameter: Parameter, text: str) -> Term:
    del asker
    if text.isdecimal():
        return Literal(int(text))
    message = f"{parameter.name} is “{text}”: write a whole number."
    raise BadParameterError(message)


def _year(asker: Asker, parameter: Parameter, text: str) -> Term:
    if text.isdecimal() and int(text) in _YEARS:
        return _integer(asker, parameter, text)
    message = f"{parameter.name} is “{text}”: write a year of four digits, as 2018."
    raise BadParameterError(message)


def _decimal(asker: Asker, parameter: Parameter, text: str) -> Term:
    del asker
    try:
        value = Decimal(text)
    except InvalidOperation:
        value = Decimal("nan")
    if value.is_finite():
        decimal = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")
        return Literal(f"{value:f}", datatype=decimal)
    message = f"{parameter.name} is “{text}”: write a number with a point, as 0.5."
    raise BadParameterError(message)


def _source(asker: Asker, parameter: Parameter, text: str) -> Term:
    known = live.sources(asker)
    if text in known:
        return NamedNode(known[text])
    if text in known.values():
        return NamedNode(text)
    message = f"There is no {parameter.name} “{text}”. Sources: {', '.join(known) or 'none'}."
    raise BadParameterError(message)


def _search(asker: Asker, parameter: Parameter, text: str) -> Term:
    del asker, parameter
    return Literal(fold(text))


def _text(asker: Asker, parameter: Parameter, text: str) -> Term:
    del asker, parameter
    return Literal(text)


_READ: Mapping[str, Callable[[Asker, Parameter, str], Term]] = {
    "boolean": _boolean,
    "code": _code,
    "country": _country,
    "decimal": _decimal,
    "integer": _integer,
    "place": _place,
    "search": _search,
    "source": _source,
    "text": _text,
    "year": _year,
}
