"""The record of the run that made a review: for people, for programs, and for later reviews."""

import hashlib
import json
from collections.abc import Iterator

from ecograph.exports import Cell, DataTable
from ecograph.identifiers import fold
from ecograph.metrics import Comparison, Measure
from ecograph.network import Network, Rule
from ecograph.review.content import Review
from ecograph.review.record.runs import (
    BASELINE,
    BETWEEN_RULES,
    LAST_REVIEW,
    ONTOLOGY,
    READERS,
    RULES,
    YEAR,
    Run,
)


def run_of(review: Review) -> Run:
    """Return the run that made a review."""
    whence = review.provenance
    parameters = dict(_parameters(review))
    return Run(whence.edition, whence.loaded.isoformat(), parameters, review.libraries)


def run_json(review: Review) -> bytes:
    """Return the run as JSON: edition, sources, parameters, versions of all that counted."""
    run, whence = run_of(review), review.provenance
    document = {
        "edition": run.edition,
        "loaded": run.loaded,
        "sources": list(whence.sources),
        "address": review.address or None,
        "parameters": run.parameters,
        "rules": [
            {"code": rule.code, "name": rule.name, "version": rule_version(rule)}
            for rule in _in_force(review)
        ],
        "measures": [{"id": each.id, "version": each.version} for each in _measures(review)],
        "libraries": run.libraries,
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def run_table(review: Review) -> DataTable:
    """Return the run as rows of a name and a value."""
    return DataTable("run", ("name", "value"), tuple(_rows(review)))


def rule_version(rule: Rule) -> str:
    """Return a short name of what a rule says, which changes whenever that does."""
    says = (
        rule.applies_to,
        rule.is_through_parties,
        rule.concerns_class,
        sorted(rule.roles),
        rule.weight,
    )
    return hashlib.sha256(repr(says).encode("utf-8")).hexdigest()[:8]


def _rows(review: Review) -> Iterator[tuple[Cell, ...]]:
    run = run_of(review)
    yield "edition", run.edition
    yield "last loaded", run.loaded
    yield "address", review.address or None
    yield from run.parameters.items()
    yield from ((f"version of {each.id}", each.version) for each in _measures(review))
    yield from ((f"library {name}", version) for name, version in run.libraries.items())


def _measures(review: Review) -> list[Measure | Comparison]:
    used = [row.headline.measure for row in review.rows]
    used += [table.measure for table in review.tables]
    return sorted({each.id: each for each in used}.values(), key=lambda each: each.id)


def _in_force(review: Review) -> tuple[Rule, ...]:
    return tuple(use.rule for use in review.rules if use.is_on)


def _parameters(review: Review) -> Iterator[tuple[str, str]]:
    network, years, last = review.network, review.years, review.last_review
    yield YEAR, str(years.this)
    yield BASELINE, "none" if years.baseline is None else str(years.baseline)
    yield READERS, "staff" if network.is_internal else "public"
    yield from _view(network)
    versions = (f"{rule.code} {rule_version(rule)}" for rule in _in_force(review))
    yield RULES, BETWEEN_RULES.join(sorted(versions))
    if review.provenance.ontology:
        yield ONTOLOGY, review.provenance.ontology
    if last:
        yield LAST_REVIEW, last


def _view(network: Network) -> Iterator[tuple[str, str]]:
    """Yield how a network is looked at; what is not asked for is not told."""
    chosen = network.selection
    other = [use for use in network.rules if use.is_on != use.rule.is_default]
    put_in = sorted(use.rule.code for use in other if use.is_on)
    left_out = sorted(use.rule.code for use in other if not use.is_on)
    asked = {
        "within": network.within.value,
        "outposts": network.outposts.value,
        "cluster organisation": "with" if network.has_cluster_organisation else "without",
        "region": fold(chosen.region),
        "country": fold(chosen.country),
        "kind": chosen.kind,
        "subsector": chosen.subsector,
        "relation kind": network.relation_kind,
        "stated facts only": "yes" if network.is_stated_only else "",
        "rules put in force": BETWEEN_RULES.join(put_in),
        "rules left out": BETWEEN_RULES.join(left_out),
    }
    yield from ((name, text) for name, text in asked.items() if text)
