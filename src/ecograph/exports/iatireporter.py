"""Who reports to IATI: the cluster organisation, by an identifier that IATI knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from ecograph.errors import UsageError
from ecograph.store import Reader, rows

# Schemes of identifiers, the best first, and the register that org-id.guide calls them by.
_REGISTERS: Mapping[str, str] = MappingProxyType(
    {"iati": "", "lei": "XI-LEI-", "ror": "XI-ROR-", "grid": "XI-GRID-", "wikidata": "XI-WIKIDATA-"}
)


@dataclass(frozen=True, slots=True)
class Reporter:
    """An organisation with its reference; known tells whether IATI can know the reference."""

    reference: str
    name: str
    is_known: bool


def reporter(reader: Reader, *, internal: bool) -> Reporter:
    """Return the cluster organisation of the profile; raises UsageError where there is none.

    An organisation without an identifier that IATI recognises goes by its key in the register.
    """
    found = list(rows(reader, "exports/reporting-organisation", internal=internal))
    if not found:
        message = "IATI asks who reports, and no profile names the cluster organisation."
        raise UsageError(f"{message} Fill in cluster_organisation in the sheet profile.")
    own = [row for row in found if row["organisation"] == found[0]["organisation"]]
    key = own[0]["organisation"].rpartition("/")[2]
    given = {row["scheme"].rpartition("/")[2]: row["identifier"] for row in own}
    best = next((scheme for scheme in _REGISTERS if given.get(scheme)), "")
    reference = f"{_REGISTERS[best]}{given[best]}" if best else key
    return Reporter(reference, own[0]["name"] or key, bool(best))
