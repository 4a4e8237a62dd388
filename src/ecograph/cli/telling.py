"""Figures on a terminal: as tables that people read, as CSV and as JSON."""

from collections.abc import Iterator

import click
from tabulate import tabulate

from ecograph.exports import as_csv
from ecograph.metrics import Comparison, Figure, Level, Measure, Part, comparisons
from ecograph.network import Network
from ecograph.review import (
    Explanation,
    Figures,
    any_measure,
    facts_table,
    figures_table,
    part_id,
)
from ecograph.review.words import (
    coverage_words,
    estimated,
    omissions,
    parameters,
    period_words,
    readers,
    rules_in_force,
    whose,
)
from ecograph.review.written.documents import as_bytes, explanation_document, figures_document

_WIDTH = 90
_OMITTED = 20
_FIGURES = ("measure", "title", "value", "unit", "how well it is known")


def figures(found: Figures, form: str) -> None:
    """Print every figure; in a table those of single organisations are left to CSV and JSON."""
    if form == "json":
        _bytes(as_bytes(figures_document(found)))
    elif form == "csv":
        _bytes(as_csv(figures_table(found)))
    else:
        lines = [
            line
            for name, figure in (*found.by_measure.items(), *found.changes.items())
            for line in _lines(any_measure(name), figure)
        ]
        click.echo(tabulate(lines, headers=_FIGURES, disable_numparse=True))
        click.echo(
            "Organisation by organisation: --explain MEASURE, --format csv or json.", err=True
        )
        if not found.changes:
            what = ", ".join(comparisons())
            click.echo(f"Changes since the year before ({what}): with --year.", err=True)


def explanation(found: Explanation, form: str) -> None:
    """Print a figure with its definition and the relations behind it."""
    if form == "json":
        _bytes(as_bytes(explanation_document(found)))
    elif form == "csv":
        _bytes(as_csv(facts_table(found)))
    else:
        click.echo(
            tabulate(
                _about(found), tablefmt="plain", disable_numparse=True, maxcolwidths=[None, _WIDTH]
            )
        )
        click.echo()
        if found.figure.parts and not found.part:
            click.echo(tabulate(_parts(found), headers=("part", "", "value")))
            click.echo()
        for each in found.named:
            names = " – ".join(name for _, name in each.organisations)
            click.echo(f"{each.part}: {names} ({len(each.facts)} facts)")
        facts = facts_table(found)
        click.echo(tabulate(facts.rows, headers=facts.columns, disable_numparse=True))
        for why, relations in found.left_out:
            click.echo(f"\nLeft out, {why}:")
            for fact in relations[:_OMITTED]:
                click.echo(f"  {fact.what}: {fact.parties} ({fact.basis})")
        click.echo(f"\n{found.internal}")
        click.echo(f"\nThe query for these facts, to be run at /sparql:\n\n{found.query}")


def remarks(network: Network) -> None:
    """Print on the error stream what figures are about, by which rules, and what was left out."""
    click.echo(f"{period_words(network.period)} {whose(network)}", err=True)
    click.echo(f"{readers(internal=network.is_internal)} Edition {network.edition}.", err=True)
    click.echo(f"Rules in force: {rules_in_force(network.rules)}.", err=True)
    left_out = "; ".join(omissions(network.left_out)) or "nothing"
    click.echo(f"Left out: {left_out}.", err=True)


def _lines(measure: Measure | Comparison, figure: Figure) -> Iterator[tuple[str, ...]]:
    if measure.level is Level.ORGANISATION:
        return
    value = _value(measure, figure)
    known = coverage_words(figure.coverage)
    yield measure.id, measure.title, value, measure.unit, known
    if measure.level is Level.TABLE:
        for part in figure.parts:
            yield "", f"  {' – '.join(part.names)}", _value(measure, part), "", ""


def _about(found: Explanation) -> Iterator[tuple[str, str]]:
    measure, figure = found.measure, found.figure
    yield "measure", f"{measure.title} ({measure.id}, version {measure.version})"
    if found.part:
        yield "part", " – ".join(found.part.names)
        yield "value", _value(measure, found.part)
    elif figure.reason or figure.value is not None:
        unit = "" if figure.reason else f" ({measure.unit})"
        yield "value", f"{_value(measure, figure)}{unit}"
    yield "definition", measure.definition
    yield "formula", measure.formula
    yield "reference", measure.source
    yield "wanted", measure.direction.value
    yield "in words", measure.explanation
    if figure.caveat:
        yield "mind", figure.caveat
    yield from parameters(found.network)
    yield "known", coverage_words(figure.coverage)
    yield "rests on", f"{len(found.facts)} relations"


def _parts(found: Explanation) -> Iterator[tuple[str, str, str]]:
    for part in found.figure.parts:
        yield part_id(part.key), " – ".join(part.names), _value(found.measure, part)


def _value(measure: Measure | Comparison, found: Figure | Part) -> str:
    return estimated(found.value, found.reason, found.error, measure.unit)


def _bytes(content: bytes) -> None:
    click.echo(content.decode("utf-8"), nl=False)
