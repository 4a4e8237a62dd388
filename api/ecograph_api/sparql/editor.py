"""What the page for writing SPARQL offers: queries to start from, prefixes and terms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ecograph.errors import UnknownQuestionError
from ecograph.questions import example_text
from ecograph.standards import PREFIXES
from ecograph_api.register.questions import grouped
from ecograph_api.site import Site

_STARTERS = "editor-"
_HEADER, _TITLE = "#+", "#+ title: "


@dataclass(frozen=True, slots=True)
class Examples:
    """Some queries to start from, as names and titles."""

    name: str
    queries: tuple[tuple[str, str], ...]


def examples(site: Site) -> tuple[Examples, ...]:
    """Return all queries to start from: short ones, then every question by group."""
    short = tuple((name, _title(site.queries[name])) for name in _starters(site))
    groups = (
        Examples(group.name, tuple((each.name, each.title) for each in group.questions))
        for group in grouped(site)
    )
    return (Examples("short ones", short), *groups)


def example(site: Site, name: str) -> str:
    """Return the text of a query to start from; a question with example values in it."""
    if name in _starters(site):
        return _text(site.queries[name])
    if name not in site.questions:
        message = f"There is no example “{name}”. There are those in the list on /sparql."
        raise UnknownQuestionError(message)
    question = site.questions[name]
    return example_text(site.reader, question, internal=site.internal, today=site.today())


def starter(site: Site) -> str:
    """Return the text that somebody finds who has written nothing yet."""
    return _text(site.queries[_starters(site)[0]])


def words(site: Site) -> Mapping[str, object]:
    """Return what the editor completes: prefixes, and the terms that the ontology declares."""
    declared = site.kept_rows("terms") if site.reader.edition else ()
    return {
        "prefixes": dict(PREFIXES),
        "classes": [row["term"] for row in declared if row["kind"] == "class"],
        "properties": [row["term"] for row in declared if row["kind"] == "property"],
    }


def _starters(site: Site) -> Sequence[str]:
    return sorted(name for name in site.queries if name.startswith(_STARTERS))


def _title(text: str) -> str:
    return text.partition("\n")[0].removeprefix(_TITLE)


def _text(text: str) -> str:
    lines = text.splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(_HEADER))
