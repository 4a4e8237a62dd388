"""Check that the built wheel and source archive hold every shipped file, the wheel nothing else."""

import sys
import tarfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
# Where the checkout's folders lie in the wheel.
PLACES = {
    "src/ecograph": "ecograph",
    "api/ecograph_api": "ecograph_api",
    "viz/ecograph_viz": "ecograph_viz",
    "ontology": "ecograph/ontology",
    "queries": "ecograph/queries",
    "examples": "ecograph/examples",
}
BUILD_NEEDS = {"LICENSE", "README.md", "pyproject.toml"}


def files(folder: str) -> set[str]:
    """Return the files below a folder of the checkout, relative to it."""
    paths = (path for path in (ROOT / folder).rglob("*") if path.is_file())
    return {
        path.relative_to(ROOT / folder).as_posix()
        for path in paths
        if "__pycache__" not in path.parts
    }


def in_wheel(wheel: Path) -> set[str]:
    """Return the files of a wheel without its metadata."""
    with zipfile.ZipFile(wheel) as packed:
        return {name for name in packed.namelist() if ".dist-info/" not in name}


def in_archive(archive: Path) -> set[str]:
    """Return the files of a source archive, relative to its one folder."""
    with tarfile.open(archive) as packed:
        return {name.partition("/")[2] for name in packed.getnames()}


def faults(dist: Path) -> list[str]:
    """Return what is wrong with the one wheel and the one source archive in a folder."""
    (wheel,), (archive,) = dist.glob("*.whl"), dist.glob("*.tar.gz")
    sources = {f"{folder}/{name}" for folder in PLACES for name in files(folder)}
    shipped = {f"{place}/{name}" for folder, place in PLACES.items() for name in files(folder)}
    return [
        *(f"missing from the wheel: {name}" for name in sorted(shipped - in_wheel(wheel))),
        *(f"should not be in the wheel: {name}" for name in sorted(in_wheel(wheel) - shipped)),
        *(
            f"missing from the source archive: {name}"
            for name in sorted((sources | BUILD_NEEDS) - in_archive(archive))
        ),
    ]


def main() -> int:
    """Check the folder that the first argument names and return 1 if anything is wrong."""
    found = faults(Path(sys.argv[1]))
    print("\n".join(found) or "wheel and source archive hold every shipped file")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
