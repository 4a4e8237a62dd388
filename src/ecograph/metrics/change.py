"""How a figure differs from that of another period."""

from ecograph.metrics.figures import Figure, Key, Number


def difference(now: Number | None, before: Number | None) -> Number | None:
    """Return by how much a number has grown, None where one of the two is missing."""
    return None if now is None or before is None else now - before


def changes(now: Figure, before: Figure) -> dict[Key, Number | None]:
    """Return the growth of each part of a table of counts; a part not named in one counts 0 there.

    Where one of the two figures has a reason instead of numbers, no growth is known.
    """
    parts = dict.fromkeys(part.key for figure in (now, before) for part in figure.parts)
    if now.reason or before.reason:
        return dict.fromkeys(parts)
    return {key: difference(_count(now, key), _count(before, key)) for key in parts}


def _count(figure: Figure, key: Key) -> Number | None:
    found = [part for part in figure.parts if part.key == key]
    return found[0].value if found else 0
