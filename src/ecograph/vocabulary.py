"""The terms of the ontology, as Python names.

A term is named after its local name; a class begins with CLASS_, because a property
may have the same name.
"""

from typing import Final

from pyoxigraph import NamedNode

ECO: Final = "https://w3id.org/ecograph/ns#"
ONTOLOGY: Final = NamedNode("https://w3id.org/ecograph/ns")
SCHEMES: Final = "https://w3id.org/ecograph/scheme/"
SHAPES: Final = "https://w3id.org/ecograph/shape/"
FRAMEWORKS: Final = "https://w3id.org/ecograph/framework/"


def scheme(name: str) -> NamedNode:
    """Return the scheme of this name."""
    return NamedNode(SCHEMES + name)


def concept(scheme_name: str, code: str) -> NamedNode:
    """Return the concept that has this code in a scheme that ships with ecograph."""
    return NamedNode(f"{SCHEMES}{scheme_name}/{code}")


def _eco(name: str) -> NamedNode:
    return NamedNode(ECO + name)


# Organisations, clusters and outposts, and what is said of them.
CLASS_CLUSTER: Final = _eco("Cluster")
CLASS_OUTPOST: Final = _eco("Outpost")
FORM: Final = _eco("form")
FUNCTION: Final = _eco("function")
SUBSECTOR: Final = _eco("subsector")
SIZE: Final = _eco("size")
AWARD: Final = _eco("award")
PRODUCT: Final = _eco("product")
PARENT: Final = _eco("parent")
PARENT_BASIS: Final = _eco("parentBasis")
MANDATE: Final = _eco("mandate")
FOCUS: Final = _eco("focus")
ANCHORED: Final = _eco("anchored")
ANCHORED_REASON: Final = _eco("anchoredReason")
UNIT: Final = _eco("unit")
TARGET_MODEL: Final = _eco("targetModel")
CLUSTER_GROUP: Final = _eco("clusterGroup")
GROWTH_STAGE: Final = _eco("growthStage")
SPIN_OFF_OF: Final = _eco("spinOffOf")

# What can be said of things of every family: kind, place, time and belonging.
KIND: Final = _eco("kind")
TOPIC: Final = _eco("topic")
START: Final = _eco("start")
END: Final = _eco("end")
STATUS: Final = _eco("status")
BASIS: Final = _eco("basis")
CITY: Final = _eco("city")
REGION: Final = _eco("region")
COUNTRY: Final = _eco("country")
ADDRESS: Final = _eco("address")
WEBSITE: Final = _eco("website")
PART_OF: Final = _eco("partOf")
COUNTED_IN: Final = _eco("countedIn")
NOTE: Final = _eco("note")
VERIFIED: Final = _eco("verified")
CURRENCY: Final = _eco("currency")
SCOPE: Final = _eco("scope")

# Programmes, projects, events, networks and working groups.
CLASS_PROGRAMME: Final = _eco("Programme")
CLASS_PROJECT: Final = _eco("Project")
CLASS_EVENT_SERIES: Final = _eco("EventSeries")
CLASS_EVENT: Final = _eco("Event")
CLASS_NETWORK: Final = _eco("Network")
CLASS_WORKING_GROUP: Final = _eco("WorkingGroup")
CATEGORY: Final = _eco("category")
ATTENDANCE: Final = _eco("attendance")
BUDGET: Final = _eco("budget")
HOURS: Final = _eco("hours")

# Sites, facilities, funds, platforms and support services.
CLASS_RESOURCE: Final = _eco("Resource")
CLASS_SITE: Final = _eco("Site")
CLASS_FACILITY: Final = _eco("Facility")
CLASS_FUND: Final = _eco("Fund")
CLASS_PLATFORM: Final = _eco("Platform")
CLASS_SUPPORT_SERVICE: Final = _eco("SupportService")
CLASS_INNOVATION: Final = _eco("Innovation")
CLASS_SYSTEM_NEED: Final = _eco("SystemNeed")
CLASS_LABEL: Final = _eco("Label")
OPERATOR: Final = _eco("operator")
AUDIENCE: Final = _eco("audience")
STAGE: Final = _eco("stage")
NEED: Final = _eco("need")
PHYSICAL: Final = _eco("physical")
BENEFIT: Final = _eco("benefit")
MEETS: Final = _eco("meets")

# Relations as things of their own: parties in roles, kind, time and evidence.
CLASS_RELATION: Final = _eco("Relation")
CLASS_PARTNERSHIP: Final = _eco("Partnership")
CLASS_PARTICIPATION: Final = _eco("Participation")
CLASS_MEMBERSHIP: Final = _eco("Membership")
CLASS_GOVERNANCE: Final = _eco("Governance")
CLASS_OWNERSHIP: Final = _eco("Ownership")
CLASS_FUNDING: Final = _eco("Funding")
CLASS_SERVICE_DELIVERY: Final = _eco("ServiceDelivery")
CLASS_PROCUREMENT: Final = _eco("Procurement")
CLASS_CLUSTER_LINK: Final = _eco("ClusterLink")
CLASS_BID: Final = _eco("Bid")
CLASS_PRESENCE: Final = _eco("Presence")
CLASS_POLICY_CHANGE: Final = _eco("PolicyChange")
CLASS_LABEL_AWARD: Final = _eco("LabelAward")
CLASS_INVOLVEMENT: Final = _eco("Involvement")
INVOLVEMENT: Final = _eco("involvement")
ORGANISATION: Final = _eco("organisation")
ROLE: Final = _eco("role")
SHARE: Final = _eco("share")
CONTRIBUTION: Final = _eco("contribution")
END_OF_PARTICIPATION: Final = _eco("endOfParticipation")
CONCERNS: Final = _eco("concerns")
AMOUNT: Final = _eco("amount")
BID_STATE: Final = _eco("bidState")
LABEL_LEVEL: Final = _eco("labelLevel")
FOLLOWS: Final = _eco("follows")
RESULTED_FROM: Final = _eco("resultedFrom")
CORRECTS: Final = _eco("corrects")
DATE: Final = _eco("date")

# Projection rules: which relations count as collaboration, and with what weight.
CLASS_PROJECTION_RULE: Final = _eco("ProjectionRule")
APPLIES_TO: Final = _eco("appliesTo")
THROUGH: Final = _eco("through")
CLASS_CONNECTION: Final = _eco("Connection")
PARTIES: Final = _eco("parties")
CONCERNED: Final = _eco("concerned")
CONCERNS_CLASS: Final = _eco("concernsClass")
WEIGHT: Final = _eco("weight")
ON_BY_DEFAULT: Final = _eco("onByDefault")

# Evidence, sources, observations and the profile.
CLASS_EVIDENCE: Final = _eco("Evidence")
CLASS_SOURCE: Final = _eco("Source")
CLASS_OBSERVATION: Final = _eco("Observation")
CLASS_PROFILE: Final = _eco("Profile")
EVIDENCE: Final = _eco("evidence")
PLACE: Final = _eco("place")
PRACTICE: Final = _eco("practice")
INFORMS: Final = _eco("informs")
ABOUT: Final = _eco("about")
MEASURE: Final = _eco("measure")
COUNT_OF: Final = _eco("countOf")
VALUE: Final = _eco("value")
COMPARATOR: Final = _eco("comparator")
GROUP: Final = _eco("group")
CLUSTER: Final = _eco("cluster")
CLUSTER_ORGANISATION: Final = _eco("clusterOrganisation")
LANGUAGE: Final = _eco("language")
TIME_ZONE: Final = _eco("timeZone")
FIRST_MONTH: Final = _eco("firstMonth")
BASELINE_YEAR: Final = _eco("baselineYear")
MINIMUM_GROUP_SIZE: Final = _eco("minimumGroupSize")

# What can be said of the codes in the lists.
CORE: Final = _eco("core")
UMBRELLA: Final = _eco("umbrella")
UMBRELLA_KIND: Final = _eco("umbrellaKind")
HELIX: Final = _eco("helix")
HELIX_UNKNOWN: Final = _eco("helixUnknown")
DIVERSITY_GROUP: Final = _eco("diversityGroup")
RELATION_CLASS: Final = _eco("relationClass")
CLASS: Final = _eco("class")
IDENTIFYING: Final = _eco("identifying")
ORDER: Final = _eco("order")

# How the shapes describe the sheets in which data is kept.
CLASS_SHEET_COLUMN: Final = _eco("SheetColumn")
SHEET: Final = _eco("sheet")
FAMILY: Final = _eco("family")
ROW_CLASS: Final = _eco("rowClass")
SHEET_COLUMN: Final = _eco("sheetColumn")
COLUMN: Final = _eco("column")
VALUE_TYPE: Final = _eco("valueType")
SCHEME: Final = _eco("scheme")
REQUIRED: Final = _eco("required")
PARTY_COLUMN: Final = _eco("partyColumn")

# What is computed when an edition is published; it stands in no source.
IN_FORCE_FROM: Final = _eco("inForceFrom")
IN_FORCE_UNTIL: Final = _eco("inForceUntil")
UNDATED: Final = _eco("undated")
MISSING_DATE: Final = _eco("missingDate")
PARTY: Final = _eco("party")
SEARCH_NAME: Final = _eco("searchName")
LAYOUT: Final = _eco("layout")
LOADED: Final = _eco("loaded")
DERIVED: Final = _eco("derived")
NONE: Final = _eco("none")
ANY: Final = _eco("any")
