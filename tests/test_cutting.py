"""An answer that is cut has as many lines as it may have, wherever its pieces end."""

import io

import pytest
from pyoxigraph import RdfFormat, Store

from ecograph.store.queries.cutting import CutError, LineCutter


def cut(lines: list[bytes], most: int, size: int) -> tuple[bytes, bool]:
    """Return what is left of lines that are written in pieces of a size, and whether it was cut."""
    text, output = b"".join(lines), io.BytesIO()
    cutter = LineCutter(output, most)
    try:
        for start in range(0, len(text), size):
            cutter.write(text[start : start + size])
    except CutError:
        # Oxigraph writes what it still holds.
        cutter.write(b"more\n")
        return output.getvalue(), True
    return output.getvalue(), False


@pytest.mark.parametrize("size", [1, 3, 8, 16, 100])
@pytest.mark.parametrize("most", [1, 2, 3])
def test_lines_are_cut_at_their_number_and_nowhere_else(most: int, size: int) -> None:
    for number in range(5):
        lines = [b"line %d\n" % each for each in range(number)]
        assert cut(lines, most, size) == (b"".join(lines[:most]), number > most)


def test_a_graph_that_oxigraph_writes_is_cut_after_whole_facts() -> None:
    store, output = Store(), io.BytesIO()
    facts = "".join(f"<urn:{number}> <urn:p> <urn:o> .\n" for number in range(3_000))
    store.load(facts, RdfFormat.N_TRIPLES)
    found = store.query("CONSTRUCT WHERE { ?s ?p ?o }")
    with pytest.raises(CutError):
        found.serialize(LineCutter(output, 1_234), RdfFormat.N_TRIPLES)  # type: ignore[arg-type]  # it is written to
    assert len(set(output.getvalue().splitlines()) & set(facts.encode().splitlines())) == 1_234
