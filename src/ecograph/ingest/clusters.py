"""Which cluster a row of answers is of: one that the register holds, or a new one."""

import re

from ecograph import vocabulary
from ecograph.identifiers import entity_iri, slug
from ecograph.ingest.meaning import Fault
from ecograph.ingest.report import Known

_IRI = re.compile(r"https?://.+")


class Clusters:
    """Finds clusters by id, IRI or name, and remembers those that are new."""

    def __init__(self, known: Known, base: str) -> None:
        self._known = known
        self._base = base
        self._seen: set[str] = set()

    def key(self, name: str) -> str:
        """Return how the sheets refer to a cluster: by its id or IRI, or an id made of its name."""
        return name if _IRI.fullmatch(name) or self._classes(name) else slug(name)

    def is_new(self, key: str) -> bool:
        """Tell whether a cluster is neither in the register nor was asked for before."""
        if key in self._seen or self._classes(key):
            return False
        self._seen.add(key)
        return True

    def fault(self, name: str) -> Fault | None:
        """Return what is wrong with the name of a cluster, None for nothing."""
        if not name:
            return Fault("is missing.", "Write the id or the name of the cluster that answers.")
        key = self.key(name)
        if not key:
            return Fault("has no letter or digit for an id.", "Write the id of the cluster.")
        classes = self._classes(key)
        if not classes and _IRI.fullmatch(key):
            return Fault("refers to nothing in the register.", "Write the name of the cluster.")
        if classes and vocabulary.CLASS_CLUSTER.value not in classes:
            return Fault("is in the register, but is no cluster.", "Write the id of a cluster.")
        return None

    def _classes(self, key: str) -> frozenset[str]:
        iri = key if _IRI.fullmatch(key) else entity_iri(self._base, "organisation", key)
        found = self._known(iri)
        return found.classes if found else frozenset()
