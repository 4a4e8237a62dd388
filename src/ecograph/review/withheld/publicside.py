"""What the public sees of a register of which staff make a review, so that the two can be told."""

from dataclasses import dataclass

from ecograph.exports import Provenance, provenance
from ecograph.frameworks import Years, read_frameworks
from ecograph.frameworks.computing import read_findings
from ecograph.network import Affiliations, affiliations
from ecograph.review.indicators import IndicatorRow, switched_on
from ecograph.store import Reader


@dataclass(frozen=True, slots=True)
class PublicSide:
    """The public facts, their sources, their indicators, and what was public at the last review."""

    affiliations: Affiliations
    provenance: Provenance
    indicators: tuple[IndicatorRow, ...] = ()
    published: Affiliations | None = None


def public_side(reader: Reader, years: Years, published: Reader | None = None) -> PublicSide:
    """Return what the public sees of an edition, and of that of the last review if it is given."""
    known = affiliations(reader, internal=False)
    frameworks = read_frameworks(reader, internal=False)
    findings = read_findings(reader, frameworks, internal=False, network=known)
    return PublicSide(
        known,
        provenance(reader, internal=False),
        switched_on(frameworks, findings, years),
        affiliations(published, internal=False) if published else None,
    )
