"""Put new editions in the place of old ones, all together: after a crash it is not done, or ends.

The file `replacing.json` is the turn: before it is there the register is as it was; once it is, who
writes next ends what it says.
"""

import json
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ecograph.store.editions import edition as editions
from ecograph.store.editions.edition import editions_folder

_FILE = "replacing.json"
_TRAIL = "audit.jsonl"


@dataclass(frozen=True, slots=True)
class Replacement:
    """Finished drafts with the names that they get, the editions that go, and what is current."""

    drafts: Mapping[str, str]
    old: tuple[str, ...]
    current: str
    trail: str


def replace(register: Path, replacement: Replacement) -> None:
    """Put drafts that are on the disk in the place of editions."""
    editions.replace_file(register / _FILE, json.dumps(asdict(replacement)))
    finish(register)


def finish(register: Path) -> None:
    """End what a writer that was killed has begun, if there is such a thing."""
    path = register / _FILE
    if not path.is_file():
        return
    said = Replacement(**json.loads(path.read_text("utf-8")))
    home = editions_folder(register)
    for draft, name in said.drafts.items():
        if (home / draft).is_dir():
            (home / draft).rename(home / name)
    editions.replace_file(register / _TRAIL, said.trail)
    editions.point_to(register, said.current)
    for name in said.old:
        if (home / name).is_dir():
            shutil.rmtree(home / name)
    editions.sync_folder_tree(home)
    path.unlink()
