"""What the codes of the lists are called in English."""

from collections.abc import Callable

from ecograph_api.site import Site

Labels = Callable[[str, str], str]


def labels(site: Site) -> Labels:
    """Return a function from a list and a code of it to its label; the code if it has none."""
    found = {(row["list"], row["code"]): row["label"] for row in site.kept_rows("lists")}
    return lambda name, code: found.get((name, code), code.replace("-", " "))
