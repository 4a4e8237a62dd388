"""Who governs the cluster: public authorities among them, and the board beside the members."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ecograph.metrics import evidence
from ecograph.metrics.figures import Basis, Finding, Key, Part, Reason, in_force
from ecograph.metrics.measure import Answers, Direction, Level, Measure
from ecograph.metrics.mixing import kind_names
from ecograph.network import Network, Organisation, Party
from ecograph.network.collaboration import by_name
from ecograph.network.ends import UNKNOWN
from ecograph.network.governing import BOARD, governs, holders

_AUTHORITY = "authority"


def _holders(network: Network) -> Iterator[Party]:
    """Yield who governs or owns the cluster or a body that runs it, in each role."""
    for relation in in_force(network):
        if network.profile and governs(relation, network.profile):
            yield from holders(relation)


def _is_holder(party: Party, key: Key) -> bool:
    return not key or key == (party.organisation, party.role)


def _authorities(network: Network) -> Finding:
    found = set(_holders(network))
    bodies = by_name({party.organisation: _body(network, party) for party in found})
    if not any(body.kind for body in bodies.values()):
        return Finding(reason=Reason.NO_SUCH_FACTS, unknown=len(bodies))
    parts = tuple(
        Part((iri, role), (body.name, network.codes.name("roles", role)), _is_authority(body))
        for iri, body in bodies.items()
        for role in sorted(party.role for party in found if party.organisation == iri)
    )
    unknown = sum(body.kind is None for body in bodies.values())
    return Finding(any(map(_is_authority, bodies.values())), parts, unknown=unknown)


def _body(network: Network, party: Party) -> Organisation:
    iri = party.organisation
    return network.outside.get(iri) or Organisation(iri, iri)


def _is_authority(body: Organisation) -> bool:
    return body.umbrella_kind == _AUTHORITY


def _on_board(network: Network) -> set[str]:
    return {party.organisation for party in _holders(network) if party.role == BOARD}


def _board(network: Network) -> Finding:
    seats = _on_board(network)
    if not seats:
        return Finding(reason=Reason.NO_SUCH_FACTS)
    board = Counter(_kinds(network, seats))
    members = Counter(_kinds(network, network.members))
    parts = tuple(
        Part((code, side), (name, side.title()), found[code] / found.total())
        for code, name in kind_names(network).items()
        if board[code] or members[code]
        for side, found in (("board", board), ("members", members))
        if found
    )
    return Finding(len(seats), parts, unknown=board[UNKNOWN] + members[UNKNOWN])


def _kinds(network: Network, organisations: Iterable[str]) -> Iterator[str]:
    for iri in sorted(organisations):
        body = network.outside.get(iri)
        yield body.umbrella_kind if body else UNKNOWN


def _evidence_of_board(network: Network, key: Key) -> tuple[str, ...]:
    """Return the relations that put somebody on the board, or make members of one kind members."""

    def is_seat(party: Party, key: Key) -> bool:
        kinds = _kinds(network, [party.organisation])
        return party.role == BOARD and (not key or key[0] in kinds)

    if key and key[1] == "members":
        return evidence.of_membership(lambda member, key: member.umbrella_kind == key[0])(
            network, key
        )
    return evidence.of_governance(is_seat)(network, key)


MEASURES = (
    Measure(
        id="public-authorities-in-governance",
        title="Public authorities in the governance",
        definition=(
            "Whether a public authority sits on the board of the cluster or of a body that runs "
            "it, or manages, founded or owns one, in the period; with each holder and role. "
            "Holders of unknown kind count as no authority and as unknown; no such facts if the "
            "kind of no holder is known. It needs a profile."
        ),
        formula="some holder is of the umbrella kind authority",
        source=(
            "The criterion of public-private management in a study of biomedical clusters (Higher "
            "School of Economics)"
        ),
        unit="yes or no",
        direction=Direction.UP,
        level=Level.TABLE,
        explanation="Whether the public hand helps to steer: a public-private partnership.",
        basis=Basis.GOVERNANCE,
        finding=_authorities,
        evidence=evidence.of_governance(_is_holder),
        answers=Answers(*[Reason.NO_SUCH_FACTS] * 4),
    ),
    Measure(
        id="board-composition",
        title="The board beside the members",
        definition=(
            "The organisations with a seat on the board of the cluster or of a body that runs it; "
            "and for each umbrella kind, unknown among them, its share of them and its share of "
            "the members. It needs a profile; no such facts without a board seat."
        ),
        formula="share of the board, share of the members",
        source="The register's governance and membership relations",
        unit="organisations",
        direction=Direction.NEITHER,
        level=Level.TABLE,
        explanation="Whether those who decide are like those who belong.",
        basis=Basis.GOVERNANCE,
        finding=_board,
        evidence=_evidence_of_board,
        answers=Answers(*[Reason.NO_SUCH_FACTS] * 4),
    ),
)
