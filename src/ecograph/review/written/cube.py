"""A review as an RDF Data Cube: an observation a figure and year, with the run that made it."""

import hashlib
from collections.abc import Iterator, Mapping
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, serialize

from ecograph import resultterms, standards, vocabulary
from ecograph.exports import cubestructure as cube_of
from ecograph.exports import published
from ecograph.identifiers import slug
from ecograph.metrics import Number
from ecograph.review.content import Review
from ecograph.review.record.observed import Observed, observed
from ecograph.review.record.recording import run_of
from ecograph.review.record.releases import FIGURES, register_iri
from ecograph.review.record.runs import Run
from ecograph.standards import LABEL, TYPE

_DCTERMS, _PROV = standards.DCTERMS, standards.PROV
_PREFIXES = {
    "dcterms": standards.DCTERMS,
    "eco": vocabulary.ECO,
    "prov": standards.PROV,
    "qb": standards.QB,
    "rdf": standards.RDF,
    "rdfs": standards.RDFS,
    "xsd": standards.XSD,
}


def cube_files(review: Review, base: str) -> Mapping[str, bytes]:
    """Return the cube of a review by the ending of its file.

    That of a review for staff names an internal graph, so that loading it makes nothing public.
    """
    if not review.network.is_internal:
        return {"ttl": as_cube(review, base)}
    graph = NamedNode(f"{_data_set_iri(review, _whose(review, base)).value}/internal")
    quads = (
        Quad(each.subject, each.predicate, each.object, graph) for each in _ordered(review, base)
    )
    return {"trig": serialize(quads, format=RdfFormat.TRIG, prefixes=_PREFIXES) or b""}


def as_cube(review: Review, base: str) -> bytes:
    """Return the figures of a review as Turtle, which a register can load.

    What has no number is no observation of a cube and is left to tables. Without a profile the
    figures are about the register itself.
    """
    found = _ordered(review, base)
    return serialize(found, format=RdfFormat.TURTLE, prefixes=_PREFIXES) or b""


def decimal(value: Number) -> Decimal:
    """Return a number as it is published."""
    return Decimal(int(value)) if isinstance(value, bool | int) else Decimal(str(published(value)))


def _whose(review: Review, base: str) -> NamedNode:
    return NamedNode(review.about or register_iri(base))


def _ordered(review: Review, base: str) -> list[Triple]:
    about, run = _whose(review, base), run_of(review)
    found = {*_run(review, about, run), *_data_set(review, about)}
    for each in observed(review):
        if each.cell.value is not None:
            found.update(_defined(each))
            found.update(_observation(review, about, each, each.cell.value))
    return sorted(found, key=str)


def _run(review: Review, about: NamedNode, told: Run) -> Iterator[Triple]:
    """Yield the run: the edition it read, what it was asked, and with which libraries."""
    run = _run_iri(review, about)
    edition = NamedNode(f"{about.value}/edition/{told.edition}")
    yield Triple(run, TYPE, NamedNode(f"{_PROV}Activity"))
    yield Triple(run, NamedNode(f"{_PROV}used"), edition)
    yield Triple(edition, TYPE, NamedNode(f"{_PROV}Entity"))
    yield Triple(edition, NamedNode(f"{_DCTERMS}identifier"), Literal(told.edition))
    generated = NamedNode(f"{_PROV}generatedAtTime")
    yield Triple(edition, generated, cube_of.moment(review.provenance.loaded))
    for name, value in told.parameters.items():
        yield Triple(run, resultterms.PARAMETER, Literal(f"{name}: {value}"))
    for name, version in told.libraries.items():
        agent = NamedNode(f"{about.value}/software/{name}-{slug(version)}")
        yield Triple(run, NamedNode(f"{_PROV}wasAssociatedWith"), agent)
        yield Triple(agent, TYPE, NamedNode(f"{_PROV}SoftwareAgent"))
        yield Triple(agent, LABEL, Literal(f"{name} {version}"))


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


def _defined(each: Observed) -> Iterator[Triple]:
    """Yield a figure, and its definition in the version of now, beside which others may stand."""
    measure, figure = each.measure, _figure(each)
    own = NamedNode(f"{figure.value}/version/{slug(measure.version)}")
    title = Literal(each.title, language="en")
    yield Triple(figure, LABEL, title)
    yield Triple(own, TYPE, NamedNode(f"{_PROV}Entity"))
    yield Triple(own, NamedNode(f"{_PROV}specializationOf"), figure)
    yield Triple(own, LABEL, title)
    yield Triple(own, standards.COMMENT, Literal(measure.definition, language="en"))
    yield Triple(own, NamedNode(f"{_DCTERMS}source"), Literal(measure.source))
    yield Triple(own, resultterms.DEFINITION_VERSION, Literal(measure.version))


def _observation(
    review: Review, about: NamedNode, each: Observed, value: Number
) -> Iterator[Triple]:
    said: dict[NamedNode, NamedNode | Literal] = {
        vocabulary.ABOUT: about,
        resultterms.FIGURE: _figure(each),
        resultterms.PERIOD: Literal(each.period),
        vocabulary.VALUE: cube_of.number(decimal(value)),
        vocabulary.UNIT: Literal(each.measure.unit),
        resultterms.DEFINITION_VERSION: Literal(each.measure.version),
    }
    key = f"{each.name}/{slug(each.period)}"
    yield from cube_of.observation(_data_set_iri(review, about), key, said)


def _figure(each: Observed) -> NamedNode:
    return NamedNode(f"{FIGURES}{each.name}")


def _data_set_iri(review: Review, about: NamedNode) -> NamedNode:
    return NamedNode(f"{about.value}/review/{_asked(review)}")


def _run_iri(review: Review, about: NamedNode) -> NamedNode:
    return NamedNode(f"{about.value}/run/{_asked(review)}")


def _asked(review: Review) -> str:
    """Return the year, a short name of all that was asked, and the edition: one place a review."""
    run = run_of(review)
    asked = "\n".join(f"{name}: {value}" for name, value in run.parameters.items())
    digest = hashlib.sha256(asked.encode("utf-8")).hexdigest()[:12]
    return f"{review.years.this}/{digest}/{run.edition}"
