"""Figures and what sums up surveys as an RDF Data Cube, with the run that they come from."""

from collections.abc import Iterable, Iterator
from datetime import timedelta
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ecograph import resultterms, standards, vocabulary
from ecograph.exports import cubestructure as cube_of
from ecograph.exports.provenance import Provenance
from ecograph.exports.results import Results, ResultValue
from ecograph.exports.summaries import Summary
from ecograph.frameworks import Frameworks
from ecograph.identifiers import slug
from ecograph.periods import Period
from ecograph.standards import LABEL, TYPE

# The code of ISO 4217 for no currency.
_NO_CURRENCY = "XXX"
_DCTERMS, _PROV = standards.DCTERMS, standards.PROV
_PREFIXES = {
    "dcterms": standards.DCTERMS,
    "eco": vocabulary.ECO,
    "framework": "https://w3id.org/ecograph/framework/",
    "prov": standards.PROV,
    "qb": standards.QB,
    "rdf": standards.RDF,
    "rdfs": standards.RDFS,
    "skos": standards.SKOS,
    "xsd": standards.XSD,
}


def as_cube(results: Results, summaries: Iterable[Summary], whence: Provenance, base: str) -> bytes:
    """Return the figures of a register's cluster, and what sums up surveys, as Turtle.

    What has no number is no observation of a cube and is left to tables. Without a profile the
    figures are about the register itself.
    """
    frameworks = results.frameworks
    about = whose(frameworks, base)
    found = {*_run(frameworks, whence, about)}
    found.update(_data_set(about, "figures", cube_of.FIGURES, whence))
    for each in results.values:
        if each.value is not None:
            found.update(_figure(each, each.value, about))
    if groups := [(each, each.value) for each in summaries if each.value is not None]:
        found.update(_data_set(about, "summaries", cube_of.SUMMARIES, whence))
        for summary, value in groups:
            found.update(_summary(summary, value, about))
    ordered = sorted(found, key=str)
    return serialize(ordered, format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b""


def whose(frameworks: Frameworks, base: str) -> NamedNode:
    """Return the cluster that a register is of; without a profile, the register itself."""
    return NamedNode(frameworks.profile.cluster if frameworks.profile else f"{base}register")


def period_text(period: Period) -> str:
    """Return a time as others understand it: a calendar year, else months, else days."""
    start, end = period.start, period.end
    if start.day != 1 or (end + timedelta(days=1)).day != 1:
        return f"{start}/{end}"
    if (start.month, end.month, end.year) == (1, 12, start.year):
        return str(start.year)
    return f"{start:%Y-%m}/{end:%Y-%m}"


def _data_set(
    about: NamedNode, name: str, structure: NamedNode, whence: Provenance
) -> Iterator[Triple]:
    own = _data_set_iri(about, name)
    yield Triple(own, TYPE, cube_of.DATA_SET)
    yield Triple(own, TYPE, NamedNode(f"{_PROV}Entity"))
    yield Triple(own, cube_of.STRUCTURED_BY, structure)
    yield Triple(own, LABEL, Literal(_TITLES[name], language="en"))
    yield Triple(own, NamedNode(f"{_DCTERMS}issued"), cube_of.moment(whence.loaded))
    yield Triple(own, NamedNode(f"{_PROV}wasGeneratedBy"), _run_iri(about, whence))
    yield from cube_of.structure(structure)


_TITLES = {
    "figures": "Figures of results frameworks",
    "summaries": "What groups of clusters answered to surveys",
}


def _run(frameworks: Frameworks, whence: Provenance, about: NamedNode) -> Iterator[Triple]:
    run, edition = _run_iri(about, whence), NamedNode(f"{about.value}/edition/{whence.edition}")
    yield Triple(run, TYPE, NamedNode(f"{_PROV}Activity"))
    yield Triple(run, NamedNode(f"{_PROV}used"), edition)
    yield Triple(edition, TYPE, NamedNode(f"{_PROV}Entity"))
    yield Triple(edition, NamedNode(f"{_DCTERMS}identifier"), Literal(whence.edition))
    yield Triple(edition, NamedNode(f"{_PROV}generatedAtTime"), cube_of.moment(whence.loaded))
    name = frameworks.profile.name if frameworks.profile else "A register without profile"
    yield Triple(about, LABEL, Literal(name))


def _figure(value: ResultValue, number: Decimal, about: NamedNode) -> Iterator[Triple]:
    indicator = NamedNode(value.indicator.iri)
    said: dict[NamedNode, NamedNode | Literal] = {
        vocabulary.ABOUT: about,
        resultterms.INDICATOR: indicator,
        resultterms.PERIOD: Literal(period_text(value.period)),
        resultterms.VALUE_KIND: vocabulary.concept("value-kinds", value.kind),
        resultterms.WAY_OF_KNOWING: vocabulary.concept("ways-of-knowing", value.known_by),
        vocabulary.GROUP: _group(value.group),
        vocabulary.CURRENCY: Literal(_currency(value.unit)),
        vocabulary.VALUE: cube_of.number(number),
        vocabulary.UNIT: Literal(value.unit),
        resultterms.DEFINITION_VERSION: Literal(value.indicator.version),
    }
    parts = (value.indicator.id, period_text(value.period), value.kind, value.known_by)
    key = "/".join(slug(part) for part in (*parts, value.group or "all", value.unit))
    yield from cube_of.observation(_data_set_iri(about, "figures"), key, said)
    yield Triple(indicator, LABEL, Literal(value.indicator.name, language="en"))
    yield Triple(indicator, resultterms.DEFINITION_VERSION, Literal(value.indicator.version))
    if value.indicator.computation:
        yield Triple(indicator, resultterms.COMPUTED_BY, Literal(value.indicator.computation))
    yield from cube_of.code("value-kinds", value.kind)
    yield from cube_of.code("ways-of-knowing", value.known_by)


def _summary(summary: Summary, number: Decimal, about: NamedNode) -> Iterator[Triple]:
    said: dict[NamedNode, NamedNode | Literal] = {
        resultterms.INDICATOR: NamedNode(summary.question.iri),
        resultterms.PERIOD: Literal(period_text(summary.period)),
        resultterms.STATISTIC: vocabulary.concept("statistics", summary.statistic),
        resultterms.OPTION: NamedNode(summary.option),
        vocabulary.CURRENCY: Literal(_currency(summary.answered_in)),
        vocabulary.VALUE: cube_of.number(number),
        vocabulary.UNIT: Literal(summary.unit),
    }
    option = summary.option.replace("#", "/").rpartition("/")[2]
    parts = (summary.question.id, period_text(summary.period), summary.statistic, option)
    key = "/".join(slug(part) for part in (*parts, _currency(summary.answered_in)))
    yield from cube_of.observation(_data_set_iri(about, "summaries"), key, said)
    name = Literal(summary.question.name, language="en")
    yield Triple(NamedNode(summary.question.iri), LABEL, name)
    yield from cube_of.code("statistics", summary.statistic)


def _data_set_iri(about: NamedNode, name: str) -> NamedNode:
    return NamedNode(f"{about.value}/{name}")


def _run_iri(about: NamedNode, whence: Provenance) -> NamedNode:
    return NamedNode(f"{about.value}/run/{whence.edition}")


def _group(code: str) -> NamedNode:
    return vocabulary.concept("groups", code) if code else vocabulary.ANY


def _currency(unit: str) -> str:
    return unit if len(unit) == 3 and unit.isalpha() and unit.isupper() else _NO_CURRENCY
