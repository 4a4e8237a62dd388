"""What stands around the content of every page: whose register it is, and which edition."""

from dataclasses import dataclass

from ecograph.errors import EcographError
from ecograph.identifiers import entity_iri
from ecograph.loading import EXAMPLES
from ecograph_api.site import Site

_MODEL_CLUSTER = "model-cluster"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The base of the register's IRIs, its edition, its cluster, and the examples it holds."""

    base: str = ""
    edition: str = ""
    cluster: str = ""
    is_invented: bool = False
    examples: tuple[str, ...] = ()


def surroundings(site: Site) -> Surroundings:
    """Return what stands around the content of a page."""
    # Asked before all others: what follows may already be of the next.
    edition = site.edition
    base = site.reader.base
    cluster = next(iter(site.kept_rows("site")), {"cluster": "", "name": ""})
    loaded = [row["name"] for row in site.kept_rows("sources")]
    return Surroundings(
        base=base,
        edition=edition,
        cluster=cluster["name"],
        is_invented=cluster["cluster"] == entity_iri(base, "organisation", _MODEL_CLUSTER),
        examples=tuple(name for name in EXAMPLES if name in loaded),
    )


def surroundings_if_any(site: Site) -> Surroundings:
    """Return the same, empty where the register cannot be read: a page of error must not fail."""
    try:
        return surroundings(site)
    except EcographError:
        return Surroundings()
