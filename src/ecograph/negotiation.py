"""Read an Accept header: how much its sender likes each media type (RFC 9110, 12.5.1)."""

from collections.abc import Sequence


def best(accept: str, offered: Sequence[str]) -> str:
    """Return the media type that the header ranks top, the first of equals; "" if none fits."""
    top = max(offered, key=lambda media_type: quality(accept, media_type))
    return top if quality(accept, top) > 0 else ""


def quality(accept: str, media_type: str) -> float:
    """Return the weight of a media type: the most telling range decides, no header takes all."""
    if not accept.strip():
        return 1.0
    found = (-1, 0.0)
    for part in accept.lower().split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        found = max(found, (_precision(name, media_type), _weight(parameters)), key=_first)
    return found[1] if found[0] >= 0 else 0.0


def _first(pair: tuple[int, float]) -> int:
    return pair[0]


def _precision(asked: str, media_type: str) -> int:
    ranges = ("*/*", media_type.partition("/")[0] + "/*", media_type)
    return ranges.index(asked) if asked in ranges else -1


def _weight(parameters: Sequence[str]) -> float:
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(max(float(value), 0.0), 1.0)
            except ValueError:
                return 0.0
    return 1.0
