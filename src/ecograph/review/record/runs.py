"""A run of a review: what it was asked, by which rules it counted, and with which libraries."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

# A number can hang on how these count; with other versions the last decimals may differ.
_LIBRARIES = ("ecograph", "igraph", "networkx", "numpy", "scipy")
YEAR, BASELINE, READERS = "year", "baseline", "readers"
RULES, ONTOLOGY, LAST_REVIEW = "rules in force", "ontology", "last review"
# What may differ between two runs that look at a network alike.
_BESIDE_THE_VIEW = frozenset({YEAR, BASELINE, RULES, ONTOLOGY, LAST_REVIEW})
BETWEEN_RULES = ", "


@dataclass(frozen=True, slots=True)
class Run:
    """The edition that was read, when something was last loaded into it, and how it was read."""

    edition: str
    loaded: str
    parameters: Mapping[str, str]
    libraries: Mapping[str, str]

    @property
    def view(self) -> Mapping[str, str]:
        """Return what must be alike in two runs whose numbers are to stand side by side."""
        names = self.parameters.keys() - _BESIDE_THE_VIEW
        return {name: self.parameters[name] for name in sorted(names)}


def installed() -> Mapping[str, str]:
    """Return the versions of the libraries that figures are worked out with."""
    return {name: _version(name) for name in _LIBRARIES}


def differences(then: Run, now: Run) -> Iterator[str]:
    """Yield in words what differs between two runs of one view."""
    if then.edition != now.edition:
        yield f"edition {then.edition}, now {now.edition}"
    yield from _libraries(then.libraries, now.libraries)
    yield from _rules(_listed(then), _listed(now))
    for name in (ONTOLOGY, LAST_REVIEW):
        before, after = (run.parameters.get(name, "none") for run in (then, now))
        if before != after:
            yield f"{name} {before}, now {after}"


def _libraries(then: Mapping[str, str], now: Mapping[str, str]) -> Iterator[str]:
    if not then:
        yield "libraries were not recorded"
        return
    for name in sorted(then.keys() | now.keys()):
        before, after = (each.get(name, "not recorded") for each in (then, now))
        if before != after:
            yield f"{name} {before}, now {after}"


def _rules(then: tuple[str, ...], now: tuple[str, ...]) -> Iterator[str]:
    yield from (f"rule {each} no longer in force" for each in then if each not in now)
    yield from (f"rule {each} in force now" for each in now if each not in then)


def _listed(run: Run) -> tuple[str, ...]:
    text = run.parameters.get(RULES, "")
    return tuple(text.split(BETWEEN_RULES)) if text else ()


def _version(library: str) -> str:
    try:
        return version(library)
    except PackageNotFoundError:
        return "not installed"
