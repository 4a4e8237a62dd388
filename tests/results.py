"""A results framework of a few rows, and the register into which values of it are loaded."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from ecograph.frameworks import Frameworks, read_frameworks
from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, Load, load_files
from ecograph.store import EditionReader, Register

TODAY = date(2025, 6, 30)
FRAMEWORKS = "id,name,kind\nown,Our results,logframe\n"
ELEMENTS = (
    "id,name,kind,framework,leads_to\n"
    "goal,A larger sector,impact,own,\n"
    "change,More partnerships,outcome,own,goal\n"
    "work,Partnering events,output,own,change\n"
    "visits,Visits to partners,activity,own,work\n"
    "areas,Which areas do you serve?,survey-question,own,\n"
)
INDICATORS = (
    "id,name,element,unit,direction,way,definition_version,missing_fact,source\n"
    "served,Companies served,work,organisations,increase,reported,1,Who was served.,our plan: 3\n"
    "kept,Partners who stay,change,percent,increase,reported,1,Who stayed.,our plan: 4\n"
    "spent,Spending on events,work,money,maintain,reported,1,The bills.,our plan: 5\n"
    "growth,Size of the sector,goal,organisations,increase,reported,1,The sector.,our plan: 6\n"
    "calls,Calls to partners,visits,calls,increase,reported,1,The calls.,our plan: 7\n"
)
OWN: Mapping[str, str] = {
    "frameworks": FRAMEWORKS,
    "elements": ELEMENTS,
    "indicators": INDICATORS,
}
COLUMNS = "id,indicator,period,value,unit,group,answer,value_kind,status,supersedes,about"


def rows(*lines: str) -> str:
    """Return a sheet of observations; a line need not fill the last columns."""
    width = COLUMNS.count(",")
    return "\n".join([COLUMNS, *(line + "," * (width - line.count(",")) for line in lines), ""])


def sheets(folder: Path, **files: str) -> Path:
    """Write texts into a new folder as CSV files, named as they are given."""
    folder.mkdir(exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def load(register: Register, folder: Path, *, source: str | None = None, **files: str) -> Load:
    """Load texts as the sheets of a source, as of the day that these tests take for today."""
    path = sheets(folder, **files)
    return load_files(register, [path], source, Choices(today=TODAY))


def register_with(folder: Path, **files: str) -> Register:
    """Return a register with our own framework and these sheets beside it."""
    register = Register(folder / "store", DEFAULT_BASE)
    load(register, folder / "own", **OWN)
    if files:
        load(register, folder / "values", **files)
    return register


def seen(register: Register, *, internal: bool = False) -> Frameworks:
    """Return the results frameworks of a register."""
    return read_frameworks(EditionReader(register.path), internal=internal)


def told(done: Load) -> list[str]:
    """Return the problems of a load as a person reads them, files by name only."""
    return [re.sub(r"[^\s(]*/(?=\w+\.\w+)", "", str(problem)) for problem in done.problems]


def loaded(register: Register, folder: Path, *lines: str, source: str = "values") -> Load:
    """Load rows as the observations of a source."""
    return load(register, folder / source, source=source, observations=rows(*lines))


def facts(register: Register) -> dict[str, str]:
    """Return the value under each observation of the public part, by the end of its IRI."""
    return {
        each.iri.rpartition("/")[2]: f"{each.value} {each.status}"
        for each in seen(register).observations
    }


def own(frameworks: Frameworks, name: str) -> str:
    """Return the IRI of an element or indicator of ours."""
    return next(
        iri
        for iri in frameworks.elements
        if iri.endswith((f"/element/{name}", f"/indicator/{name}"))
    )
