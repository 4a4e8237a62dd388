"""Write one edition: its graphs as files and as an Oxigraph store, complete before it is named."""

import gzip
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from pyoxigraph import NamedNode, RdfFormat, Store

from ecograph.store.editions.edition import (
    Edition,
    GraphFile,
    current_id,
    editions_folder,
    point_to,
    replace_file,
    sync_folder_tree,
)

BUILDING = ".building-"
_PUBLISHING = "publishing"
_HASH_SIZE = 1 << 256


def content_hash(graph: str, lines: frozenset[str]) -> str:
    """Return the sum of the hashes of a graph's quads, which no order of the facts changes."""
    total = 0
    for line in lines:
        digest = hashlib.sha256(f"{line[:-1]}<{graph}> .".encode()).digest()
        total += int.from_bytes(digest, "big")
    return f"{total % _HASH_SIZE:064x}"


def content_digest(graphs: Mapping[str, GraphFile]) -> str:
    """Return the content hash of all that the sources say in an edition of these graphs."""
    own = [int(graph.hash, 16) for name, graph in graphs.items() if "/source/" in name]
    return f"{sum(own) % _HASH_SIZE:064x}"


@contextmanager
def draft(register: Path) -> Iterator[Path]:
    """Give a folder for a new edition that nothing points to; a failure inside removes it."""
    folder = Path(tempfile.mkdtemp(prefix=BUILDING, dir=editions_folder(register)))
    try:
        yield folder
    finally:
        discard(folder)


def write_graphs(
    folder: Path,
    graphs: Mapping[str, frozenset[str] | GraphFile],
    names: Mapping[str, str],
    earlier: Edition | None,
) -> dict[str, GraphFile]:
    """Write the graphs of a new edition as files and as a store, and return what was written.

    A graph given as the GraphFile of the earlier edition is unchanged and shares its file. Names
    are those that queries have for graphs, where they differ.
    """
    (folder / "graphs").mkdir()
    written = {}
    for name, graph in graphs.items():
        if isinstance(graph, frozenset):
            written[name] = _write_graph(folder / "graphs", name, graph)
        elif earlier:
            os.link(earlier.graphs / graph.file, folder / "graphs" / graph.file)
            written[name] = graph
    write_store(folder, written, names)
    return written


def recounted(folder: Path, graphs: Mapping[str, GraphFile]) -> str:
    """Return the content hash of an edition by what its files say, whatever its manifest tells."""
    counted = {}
    for name, graph in graphs.items():
        lines = frozenset((folder / "graphs" / graph.file).read_text("utf-8").splitlines())
        counted[name] = GraphFile(graph.file, content_hash(name, lines), len(lines))
    return content_digest(counted)


def write_changes(
    folder: Path, added: Mapping[str, set[str]], removed: Mapping[str, set[str]]
) -> None:
    """Write the quads added and taken away since the edition before, as compressed N-Quads."""
    for name, changes in (("added", added), ("removed", removed)):
        with gzip.open(folder / f"{name}.nq.gz", "wt", encoding="utf-8", compresslevel=3) as file:
            for graph in sorted(changes):
                file.writelines(f"{line[:-1]}<{graph}> .\n" for line in sorted(changes[graph]))


def publish(folder: Path, register: Path, edition_id: str) -> None:
    """Give a finished edition its name and make it the current one, once it is on the disk.

    Who fails in between leaves its name behind, so that it is swept away.
    """
    settle(folder)
    replace_file(register / _PUBLISHING, edition_id)
    folder.rename(editions_folder(register) / edition_id)
    point_to(register, edition_id)
    (register / _PUBLISHING).unlink()


def settle(folder: Path) -> None:
    """Bring a finished edition down to the disk, for everybody to read."""
    sync_folder_tree(folder)
    folder.chmod(0o755)


def discard(folder: Path) -> None:
    """Remove an edition's folder, if it is there."""
    shutil.rmtree(folder, ignore_errors=True)


def sweep(register: Path) -> None:
    """Remove what a writer that was killed has left unfinished; call it holding the lock only."""
    for leftover in editions_folder(register).glob(f"{BUILDING}*"):
        discard(leftover)
    if (register / _PUBLISHING).is_file():
        name = (register / _PUBLISHING).read_text("utf-8")
        if name and name != current_id(register):
            discard(editions_folder(register) / name)
        (register / _PUBLISHING).unlink()


def _write_graph(folder: Path, name: str, lines: frozenset[str]) -> GraphFile:
    digest = content_hash(name, lines)
    file = f"{hashlib.sha256(name.encode()).hexdigest()[:12]}-{digest[:16]}.nt"
    with (folder / file).open("w", encoding="utf-8") as output:
        output.writelines(f"{line}\n" for line in sorted(lines))
    return GraphFile(file, digest, len(lines))


def write_store(folder: Path, graphs: Mapping[str, GraphFile], names: Mapping[str, str]) -> None:
    """Write the store of an edition from the files of its graphs."""
    store = Store(str(folder / "store"))
    for name, graph in graphs.items():
        path = str(folder / "graphs" / graph.file)
        graph_name = NamedNode(names.get(name, name))
        store.bulk_load(path=path, format=RdfFormat.N_TRIPLES, to_graph=graph_name)
    store.flush()
    del store
