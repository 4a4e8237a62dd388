"""The network of real consortia has the size that was counted in the tables themselves."""

from datetime import date
from pathlib import Path
from time import perf_counter

import pytest

from ecograph.layout import layout
from ecograph.metrics import Reason, measures
from ecograph.network import (
    Affiliations,
    Network,
    affiliations,
    all_years,
    collaboration_network,
    two_mode,
)
from ecograph.periods import period
from ecograph.store import EditionReader, Register
from tests.independent.consortia import consortia
from tests.independent.figures_of_cordis import shape

TODAY = date(2025, 6, 30)


@pytest.fixture(scope="module")
def known(cordis_health: Register) -> Affiliations:
    return affiliations(EditionReader(cordis_health.path), internal=False)


@pytest.fixture(scope="module")
def network(known: Affiliations) -> Network:
    return collaboration_network(known, period(2018, None, TODAY))


def test_organisations_pairs_and_projects_of_a_year(network: Network) -> None:
    # Counted in organization.csv and project.csv: 225 projects run in 2018 with 1,357 participants;
    # in 196 of them two or more take part, in 193 three or more.
    projects = {iri for relation in network.relations.values() for iri in relation.concerns}
    assert (len(network.organisations), len(network.ties), len(projects)) == (1357, 20370, 225)
    assert len(network.undertakings) == 196


def test_what_is_measured_of_it_equals_what_a_script_of_its_own_works_out(
    network: Network, real_data: Path
) -> None:
    counted = shape(consortia(real_data / "cordis-h2020-health", 2018))
    found = {}
    for name, *part in counted:
        figure = measures()[name].of(network)
        found[name, *part] = figure.part(*part) if part else figure.value
    assert found == pytest.approx(counted, abs=1e-9)


def test_the_drawing_has_a_line_a_participation_and_not_a_line_a_pair(network: Network) -> None:
    drawing = two_mode(network)
    memberships = [line for line in drawing.lines if line.other in drawing.undertakings]
    assert (len(drawing.undertakings), len(memberships), len(drawing.lines)) == (193, 2572, 2575)


def test_without_a_profile_only_what_needs_one_is_empty(network: Network) -> None:
    reasons = {id_: measure.of(network).reason for id_, measure in measures().items()}
    assert {id_ for id_, reason in reasons.items() if reason is Reason.NO_PROFILE} == {
        "members",
        "member-groups",
        "member-kind-diversity",
        "public-authorities-in-governance",
        "board-composition",
        "loss-of-cluster-organisation",
    }
    assert reasons["density"] is None


def test_all_years_are_laid_out_once_with_room_for_every_disc(
    known: Affiliations, network: Network
) -> None:
    begun = perf_counter()
    found = layout(all_years(known))
    assert perf_counter() - begun < 120
    drawing = two_mode(network)
    assert {*drawing.organisations, *drawing.undertakings} <= found.positions.keys()
    assert len(set(found.positions.values())) == len(found.positions)
