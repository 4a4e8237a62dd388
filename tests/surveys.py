"""A small register with a survey of which every figure can be worked out by hand."""

from pathlib import Path

from ecograph.identifiers import DEFAULT_BASE
from ecograph.loading import Choices, load_files
from ecograph.store import Register
from tests.sheetfiles import write

HOME = f"{DEFAULT_BASE}organisation/home"
# Number of employees (18), geographical scope (2, one of a list), target groups (5, several of a
# list and other words), money from investors (26a), comments (30).
ANSWERS = """cluster,period,currency,q18,q2,q5,q26a,q30
home,2024,EUR,100,region,universities; large-companies,10,Write to jane@example.org
Alpha,2024,EUR,200,region,universities,20,Call +49 30 1234567
Beta,2024,EUR,300,region,universities,30,secret of Beta
Gamma,2024,EUR,400,region,universities; robots,40,
Delta,2024,EUR,500,region,universities,50,
Epsilon,2024,GBP,600,city,large-companies,60,
Zeta,2024,GBP,1000,country,,,
Eta,2023,EUR,9999,city,universities,1,
"""
PROFILE = (
    "cluster,cluster_organisation,country,currency,minimum_group_size\nhome,office,DE,EUR,{}\n"
)
ORGANISATIONS = (
    "id,name,form,kind,country,identifiers\n"
    "home,Home Cluster,cluster,,DE,\n"
    "office,Home Office,,cluster-organisation,DE,iati:XM-TEST-1\n"
)


def surveyed(folder: Path, minimum: str = "5", answers: str = ANSWERS) -> Register:
    """Return a register with a profile and the answers of its cluster and of others."""
    register = Register(folder / "register", DEFAULT_BASE)
    sheets, survey = folder / "home", folder / "survey"
    sheets.mkdir()
    survey.mkdir()
    write(sheets, profile=PROFILE.format(minimum), organisations=ORGANISATIONS)
    write(survey, answers=answers)
    for source in (sheets, survey):
        done = load_files(register, [source], None, Choices())
        assert not done.problems, done.problems
    return register
