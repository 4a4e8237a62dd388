"""The network as a file for other tools: GEXF and GraphML, by the writers of networkx."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from io import BytesIO
from itertools import combinations

import networkx as nx
from networkx.readwrite.gexf import GEXFWriter

from ecograph.network import Network, Organisation, Relation, Undertaking, graph

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def as_gexf(network: Network, loaded: datetime) -> bytes:
    """Return a network as GEXF, dated to when its register was last loaded."""
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    writer.add_graph(described(network))
    for about in writer.xml.iter("meta"):
        # Else it would bear the day of writing, and exports of two days would differ.
        about.set("lastmodifieddate", loaded.date().isoformat())
    output = BytesIO()
    writer.write(output)
    return output.getvalue()


def as_graphml(network: Network) -> bytes:
    """Return a network as GraphML."""
    output = BytesIO()
    # The other writer of networkx needs lxml, and writes other bytes.
    nx.write_graphml_xml(described(network), output, encoding="utf-8", prettyprint=True)
    return output.getvalue()


def described(network: Network) -> "nx.Graph[str]":
    """Return the graph of a network with what is known of organisations and ties as attributes.

    Years are those of the first start and the last end of the relations behind a tie, as
    2018-2020; an open or unknown one is left out.
    """
    found = graph(network)
    shared = _shared(network)
    for iri in found:
        found.nodes[iri].update(_of_organisation(network, network.organisations[iri]))
    for tie in network.ties:
        found.edges[tie.ends].update(_of_tie(network, shared[tie.ends], tie.ends))
    return found


def _shared(network: Network) -> Mapping[tuple[str, str], list[Undertaking]]:
    found: dict[tuple[str, str], list[Undertaking]] = defaultdict(list)
    for undertaking in network.undertakings:
        for first, second in combinations(sorted(undertaking.parties), 2):
            found[first, second].append(undertaking)
    return found


def _of_organisation(network: Network, each: Organisation) -> Mapping[str, str | bool]:
    return {
        "label": _legal(each.name),
        "name": _legal(each.name),
        "kind": each.kind.code if each.kind else "",
        "umbrella_kind": each.umbrella_kind,
        "helix": each.helix,
        "city": _legal(each.city),
        "region": _legal(each.region),
        "country": _legal(each.country),
        "is_outpost": each.is_outpost,
        "is_member": each.iri in network.members,
    }


def _of_tie(
    network: Network, shared: Iterable[Undertaking], ends: tuple[str, str]
) -> Mapping[str, str | int]:
    shared = tuple(shared)
    relations = sorted({iri for each in shared for end in ends for iri in each.parties[end]})
    return {
        "undertakings": len(shared),
        "rules": "; ".join(sorted({each.rule for each in shared})),
        "names": _legal("; ".join(sorted({each.name for each in shared}))),
        "relations": " ".join(relations),
        "years": _years([network.relations[iri] for iri in relations]),
    }


def _years(relations: Iterable[Relation]) -> str:
    spans = [(_year(each.start), _year(each.end)) for each in relations]
    first = min((start for start, _ in spans if start), default="")
    ends = [end for _, end in spans]
    last = "" if "" in ends else max(ends)
    if first == last:
        return first
    return f"{first}-{last}"


def _year(text: str) -> str:
    return text[:4]


def _legal(text: str) -> str:
    return _NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text)
