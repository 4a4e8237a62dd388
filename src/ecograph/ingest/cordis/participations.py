"""The participations of CORDIS: each named participant of a project is a party in its role."""

from collections import Counter
from collections.abc import Iterable, Iterator

from ecograph import vocabulary
from ecograph.definitions import Model
from ecograph.ingest.cordis.doubts import Doubts
from ecograph.ingest.cordis.organisations import Participation, organisation_key, translated
from ecograph.ingest.cordis.projects import Projects, project_key
from ecograph.records import Row

_ROLES = "cordis-roles"


def relation_rows(
    participations: Iterable[Participation],
    projects: Projects,
    model: Model,
    doubts: Doubts,
    evidence: str,
) -> Iterator[Row]:
    """Yield a relation a participation, with the dates and the status of its project.

    Its key holds the place in the project's order, because an organisation can stand there twice.
    """
    seen: Counter[str] = Counter()
    for each in participations:
        project = projects.of(each["projectID"])
        key = _key(each, seen)
        role = translated(model, _ROLES, each["role"], vocabulary.ROLE.value)
        contribution = doubts.number("ecContribution", each["ecContribution"])
        cells = {
            "id": key,
            "kind": "participation",
            "organisation": organisation_key(each["organisationID"]),
            "role": role,
            "contribution": contribution,
            "end_of_participation": doubts.yes_no("endOfParticipation", each["endOfParticipation"]),
            "concerns": project_key(each["projectID"]),
            "currency": "EUR" if contribution else "",
            "start": project.get("start", ""),
            "end": project.get("end", ""),
            "status": project.get("status", ""),
            "evidence": evidence,
            "basis": "stated",
        }
        yield Row("relations", cells, each.file, each.line)


def _key(participation: Participation, seen: Counter[str]) -> str:
    """Return the key of a participation, "" without a project; a repeated one is numbered."""
    if not participation["projectID"]:
        return ""
    parts = ["cordis", participation["projectID"], participation["organisationID"]]
    key = "-".join([*parts, participation["order"]]).rstrip("-")
    seen[key] += 1
    return key if seen[key] == 1 else f"{key}-again-{seen[key]}"
