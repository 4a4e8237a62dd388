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

# Sites, facilities, funds, platforms and support services.
CLASS_RESOURCE: Final = _eco("Resource")
CLASS_SITE: Final = _eco("Site")
CLASS_FACILITY: Final = _eco("Facility")
CLASS_FUND: Final = _eco("Fund")
CLASS_PLATFORM: Final = _eco("Platform")
CLASS_SUPPORT_SERVICE: Final = _eco("SupportService")
OPERATOR: Final = _eco("operator")
AUDIENCE: Final = _eco("audience")
STAGE: Final = _eco("stage")
NEED: Final = _eco("need")
PHYSICAL: Final = _eco("physical")
BENEFIT: Final = _eco("benefit")

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
CLASS_INVOLVEMENT: Final = _eco("Involvement")
INVOLVEMENT: Final = _eco("involvement")
ORGANISATION: Final = _eco("organisation")
ROLE: Final = _eco("role")
SHARE: Final = _eco("share")
CONTRIBUTION: Final = _eco("contribution")
END_OF_PARTICIPATION: Final = _eco("endOfParticipation")
CONCERNS: Final = _eco("concerns")
AMOUNT: Final = _eco("amount")
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
CLUSTER: Final = _eco("cluster")
CLUSTER_ORGANISATION: Final = _eco("clusterOrganisation")
LANGUAGE: Final = _eco("language")
TIME_ZONE: Final = _eco("timeZone")
FIRST_MONTH: Final = _eco("firstMonth")
BASELINE_YEAR: Final = _eco("baselineYear")
MINIMUM_GROUP_SIZE: Final = _eco("minimumGroupSize")

# Results frameworks: aims, logframes and their elements, indicators.
CLASS_FRAMEWORK: Final = _eco("Framework")
CLASS_ELEMENT: Final = _eco("Element")
CLASS_AIM: Final = _eco("Aim")
CLASS_NEED: Final = _eco("Need")
CLASS_LOGFRAME: Final = _eco("Logframe")
CLASS_IMPACT: Final = _eco("Impact")
CLASS_OUTCOME: Final = _eco("Outcome")
CLASS_OUTPUT: Final = _eco("Output")
CLASS_ACTIVITY: Final = _eco("Activity")
CLASS_INDICATOR: Final = _eco("Indicator")
CLASS_SUCCESS_FACTOR: Final = _eco("SuccessFactor")
CLASS_PRACTICE: Final = _eco("Practice")
CLASS_SCORECARD: Final = _eco("Scorecard")
CLASS_SCORECARD_CRITERION: Final = _eco("ScorecardCriterion")
CLASS_QUESTIONNAIRE: Final = _eco("Questionnaire")
CLASS_SURVEY_QUESTION: Final = _eco("SurveyQuestion")
CLASS_AREA: Final = _eco("Area")
CLASS_CONTRIBUTION: Final = _eco("Contribution")
FRAMEWORK: Final = _eco("framework")
CODE: Final = _eco("code")
LEADS_TO: Final = _eco("leadsTo")
CONTRIBUTES_TO: Final = _eco("contributesTo")
THING: Final = _eco("thing")
ELEMENT: Final = _eco("element")
PRECONDITION: Final = _eco("precondition")
ASSUMPTION: Final = _eco("assumption")
VERIFICATION_SOURCE: Final = _eco("verificationSource")
INDICATOR_OF: Final = _eco("indicatorOf")
LEVEL: Final = _eco("level")
DIRECTION: Final = _eco("direction")
COMPARISON: Final = _eco("comparison")
INTERVAL: Final = _eco("interval")
WAY_OF_KNOWING: Final = _eco("wayOfKnowing")
COMPUTED_BY: Final = _eco("computedBy")
DEFINITION_VERSION: Final = _eco("definitionVersion")
VALUE_KIND: Final = _eco("valueKind")
INDICATOR: Final = _eco("indicator")
PERIOD: Final = _eco("period")
LOCKED: Final = _eco("locked")
AREA: Final = _eco("area")
FACTOR: Final = _eco("factor")
CASE_OF: Final = _eco("caseOf")

# Plans: objectives, tactics and next steps, with leads and timescales.
CLASS_PLAN: Final = _eco("Plan")
CLASS_OBJECTIVE: Final = _eco("Objective")
CLASS_TACTIC: Final = _eco("Tactic")
CLASS_NEXT_STEP: Final = _eco("NextStep")
CLASS_MEASURE: Final = _eco("Measure")
CLASS_DEPENDENCY: Final = _eco("Dependency")
CLASS_GAP: Final = _eco("Gap")
LEAD: Final = _eco("lead")
LEAD_STATUS: Final = _eco("leadStatus")
TIMESCALE: Final = _eco("timescale")
DEPENDS_ON: Final = _eco("dependsOn")
PRIORITY: Final = _eco("priority")
FUNDED_FROM: Final = _eco("fundedFrom")

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
