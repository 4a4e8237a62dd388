"""Find the files that ship with ecograph: the ontology, the questions and the examples."""

from importlib.resources import files
from pathlib import Path

_CHECKOUT = Path(__file__).parents[2]


def folder(name: str) -> Path:
    """Return the shipped folder of this name, in the installed package or else in the checkout."""
    installed = Path(str(files("ecograph"))) / name
    return installed if installed.is_dir() else _CHECKOUT / name
