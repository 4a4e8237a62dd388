"""A review as an RDF Data Cube: an observation a figure and year, with the run that made it."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import PackageNotFoundError, version

from pyoxigraph import Literal, NamedNode, RdfFormat, Triple, serialize

from ecograph import resultterms, standards, vocabulary
from ecograph.exports import cubestructure as cube_of
from ecograph.exports import published
from ecograph.exports.cube import period_text
from ecograph.identifiers import slug
from ecograph.metrics import Comparison, Measure, Number
from ecograph.periods import Period
from ecograph.review.annual import Review
from ecograph.review.comparing import Cell
from ecograph.review.words import readers, rules_in_force, whose
from ecograph.standards import LABEL, TYPE

_FIGURES = "https://w3id.org/ecograph/measure/"
_DCTERMS, _PROV = standards.DCTERMS, standards.PROV
# A number can hang on how these count; with other versions the last decimals may differ.
_LIBRARIES = ("ecograph", "igraph", "networkx", "numpy", "scipy")
_PREFIXES = {
    "dcterms": standards.DCTERMS,
    "eco": vocabulary.ECO,
    "prov": standards.PROV,
    "qb": standards.QB,
    "rdf": standards.RDF,
    "rdfs": standards.RDFS,
    "xsd": standards.XSD,
}


@dataclass(frozen=True, slots=True)
class _Figure:
    """A headline figure, or a part of a table, by the name that tells it from the others."""

    name: str
    title: str
    measure: Measure | Comparison

    @property
    def iri(self) -> NamedNode:
        return NamedNode(f"{_FIGURES}{self.name}")


def as_cube(review: Review, base: str) -> bytes:
    """Return the figures of a review as Turtle, which a register can load.

    What has no number is no observation of a cube and is left to tables. Without a profile the
    figures are about the register itself.
    """
    profile = review.network.profile
    about = NamedNode(profile.cluster if profile else f"{base}register")
    found = {*_run(review, about), *_data_set(review, about)}
    for figure, period, cell in _cells(review):
        found.update(_said(figure))
        found.update(_observed(review, about, figure, period, cell))
    return serialize(sorted(found, key=str), format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b""


def _cells(review: Review) -> Iterator[tuple[_Figure, Period, Cell]]:
    """Yield the headline figures of every year, and the parts of tables of the year reviewed."""
    for row in review.rows:
        figure = _Figure(row.headline.id, row.headline.title, row.headline.measure)
        for period, cell in zip(review.periods, row.series, strict=True):
            yield figure, period, cell
    headlines = {row.headline.id for row in review.rows}
    for table in review.tables:
        measure = table.measure
        for part in table.rows:
            name = f"{measure.id}/{slug(part.id)}"
            if name not in headlines:
                title = f"{measure.title}: {' – '.join(part.names)}"
                yield _Figure(name, title, measure), review.period, part.compared.this


def _run(review: Review, about: NamedNode) -> Iterator[Triple]:
    """Yield the run: the edition it read, what it was asked, and with which libraries."""
    run, whence = _run_iri(review, about), review.provenance
    edition = NamedNode(f"{about.value}/edition/{whence.edition}")
    yield Triple(run, TYPE, NamedNode(f"{_PROV}Activity"))
    yield Triple(run, NamedNode(f"{_PROV}used"), edition)
    yield Triple(edition, TYPE, NamedNode(f"{_PROV}Entity"))
    yield Triple(edition, NamedNode(f"{_DCTERMS}identifier"), Literal(whence.edition))
    generated = NamedNode(f"{_PROV}generatedAtTime")
    yield Triple(edition, generated, cube_of.moment(whence.loaded))
    for line in _parameters(review):
        yield Triple(run, NamedNode(f"{_DCTERMS}description"), Literal(line))
    for library in _LIBRARIES:
        agent = NamedNode(f"{about.value}/software/{library}-{slug(_version(library))}")
        yield Triple(run, NamedNode(f"{_PROV}wasAssociatedWith"), agent)
        yield Triple(agent, TYPE, NamedNode(f"{_PROV}SoftwareAgent"))
        yield Triple(agent, LABEL, Literal(f"{library} {_version(library)}"))


def _data_set(review: Review, about: NamedNode) -> Iterator[Triple]:
    own, run = _data_set_iri(review, about), _run_iri(review, about)
    yield Triple(own, TYPE, cube_of.DATA_SET)
    yield Triple(own, TYPE, NamedNode(f"{_PROV}Entity"))
    yield Triple(own, cube_of.STRUCTURED_BY, cube_of.MEASURES)
    yield Triple(own, LABEL, Literal(f"Annual review {review.years.this}", language="en"))
    issued = NamedNode(f"{_DCTERMS}issued")
    yield Triple(own, issued, cube_of.moment(review.provenance.loaded))
    yield Triple(own, NamedNode(f"{_PROV}wasGeneratedBy"), run)
    yield from cube_of.structure(cube_of.MEASURES)


def _said(figure: _Figure) -> Iterator[Triple]:
    measure = figure.measure
    yield Triple(figure.iri, LABEL, Literal(figure.title, language="en"))
    yield Triple(figure.iri, standards.COMMENT, Literal(measure.definition, language="en"))
    yield Triple(figure.iri, NamedNode(f"{_DCTERMS}source"), Literal(measure.source))
    yield Triple(figure.iri, resultterms.DEFINITION_VERSION, Literal(measure.version))


def _observed(
    review: Review, about: NamedNode, figure: _Figure, period: Period, cell: Cell
) -> Iterator[Triple]:
    if cell.value is None:
        return
    time = period_text(period)
    said: dict[NamedNode, NamedNode | Literal] = {
        vocabulary.ABOUT: about,
        resultterms.FIGURE: figure.iri,
        resultterms.PERIOD: Literal(time),
        vocabulary.VALUE: cube_of.number(_decimal(cell.value)),
        vocabulary.UNIT: Literal(figure.measure.unit),
        resultterms.DEFINITION_VERSION: Literal(figure.measure.version),
    }
    key = f"{figure.name}/{slug(time)}"
    yield from cube_of.observation(_data_set_iri(review, about), key, said)


def _parameters(review: Review) -> Iterator[str]:
    network = review.network
    yield f"year: {review.years.this}; baseline: {review.years.baseline or 'none'}"
    yield f"organisations: {whose(network)} Outposts count at: {network.outposts.value}."
    yield f"readers: {readers(internal=network.is_internal)}"
    yield f"rules in force: {rules_in_force(review.rules)}"


def _decimal(value: Number) -> Decimal:
    return Decimal(int(value)) if isinstance(value, bool | int) else Decimal(str(published(value)))


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"


def _data_set_iri(review: Review, about: NamedNode) -> NamedNode:
    return NamedNode(f"{about.value}/review/{review.years.this}/{_view(review)}")


def _run_iri(review: Review, about: NamedNode) -> NamedNode:
    edition = review.provenance.edition
    return NamedNode(f"{about.value}/run/{edition}/{review.years.this}/{_view(review)}")


def _view(review: Review) -> str:
    """Return a short name of all that was asked, so that two reviews of a year stand apart."""
    asked = "\n".join(_parameters(review))
    return hashlib.sha256(asked.encode("utf-8")).hexdigest()[:12]
