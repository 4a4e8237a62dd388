"""Plots as files of their own: SVG that needs nothing around it, and PNG with letters of ours."""

from importlib.resources import as_file, files

import resvg_py

_LETTERS = "Source Sans 3"
# Blue and near-black of the palette of Okabe and Ito, which colour-blind people can tell apart.
_MARK, _INK = "#0072b2", "#1a1a1a"
_INLINE = '<svg class="plot"'
_FONT = 'font-family="inherit"'
_PIXELS = 1280


def as_svg(plot: str) -> bytes:
    """Return a plot of a page as a file that has its colours and letters with it."""
    alone = plot.replace(
        _INLINE, f'<svg xmlns="http://www.w3.org/2000/svg" class="plot" color="{_INK}"', 1
    ).replace(_FONT, f'font-family="{_LETTERS}, sans-serif"', 1)
    start = alone.index(">") + 1
    return f"{alone[:start]}<style>.mark{{color:{_MARK}}}</style>{alone[start:]}\n".encode()


def as_png(plot: str) -> bytes:
    """Return a plot of a page as a picture, 1,280 pixels wide, on white."""
    found = files("ecograph.review") / "vendor/source-sans/SourceSans3_400Regular.ttf"
    with as_file(found) as letters:
        picture = resvg_py.svg_to_bytes(
            svg_string=as_svg(plot).decode("utf-8"),
            background="#ffffff",
            width=_PIXELS,
            skip_system_fonts=True,
            font_files=[str(letters)],
            font_family=_LETTERS,
            sans_serif_family=_LETTERS,
        )
    return bytes(picture)
