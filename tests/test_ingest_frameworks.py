"""Frameworks, elements and indicators of our own come from spreadsheets, or are refused."""

from pathlib import Path

import pytest

from ecograph.identifiers import DEFAULT_BASE
from ecograph.store import Register
from tests.results import OWN, load, own, register_with, seen, told

INDICATOR = f"{DEFAULT_BASE}indicator/served"
LOCKED = "a,served,2024,12,,,,,locked"


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let refused rows be written where nothing else is."""
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def own_indicators(tmp_path_factory: pytest.TempPathFactory) -> Register:
    """Give a register with our own framework; tests load into a copy of their own source."""
    return register_with(tmp_path_factory.mktemp("own"))


@pytest.mark.row("R084")
def test_a_framework_of_our_own_comes_from_a_spreadsheet(own_indicators: Register) -> None:
    found = seen(own_indicators)
    framework = found.frameworks[f"{DEFAULT_BASE}framework/own"]
    assert (framework.id, framework.type, framework.name) == ("own", "Logframe", "Our results")
    types = {each.id: each.type for each in framework.elements if each.type != "Indicator"}
    assert types == {
        "goal": "Impact",
        "change": "Outcome",
        "work": "Output",
        "visits": "Activity",
        "areas": "SurveyQuestion",
    }
    served = found.indicators[own(found, "served")]
    assert (served.unit, served.way, served.of) == ("organisations", "reported", own(found, "work"))
    assert [each.id for each in found.chain(served.of)] == ["work", "change", "goal"]
    ours = [
        each.id for each in found.indicators.values() if each.element.framework == framework.iri
    ]
    assert sorted(ours) == ["calls", "growth", "kept", "served", "spent"]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (
            "x,Companies,work,organisations,increase,computed,1,,our plan",
            (
                "computation: is missing: the indicator is computed. Name the computation, or "
                "write reported in way."
            ),
        ),
        (
            "x,Companies,work,organisations,increase,reported,1,,our plan",
            (
                "missing_fact: is missing: the indicator is not wholly computed. Write what the "
                "register does not hold."
            ),
        ),
        (
            "x,Companies,work,organisations,increase,reported,1,All of it.,",
            (
                "source: is missing, and so is evidence. Fill in source, as document and line, or "
                "evidence."
            ),
        ),
        (
            "x,Companies,work,organisations,increase,computed,1,,our plan,partys",
            "computation: “partys” is not a computation. Did you mean “parties”?",
        ),
        (
            "x,Companies,work,,increase,reported,1,All of it.,our plan",
            (
                "unit: is missing. A figure without unit cannot be read: give the indicator one "
                "unit, such as organisations."
            ),
        ),
        (
            "x,Companies,market,organisations,increase,reported,1,All of it.,our plan",
            (
                "element: “market” is a logframe, which cannot stand here. An indicator judges an "
                "element: name one that is loaded."
            ),
        ),
    ],
)
def test_an_indicator_that_nobody_could_know_is_refused(
    own_indicators: Register, tmp_path: Path, change: str, problem: str
) -> None:
    heading = f"{OWN['indicators'].splitlines()[0]},computation"
    padded = change + "," * (heading.count(",") - change.count(","))
    done = load(own_indicators, tmp_path / "more", indicators=f"{heading}\n{padded}\n")
    assert told(done) == [f"indicators.csv, row 2, {problem}"]


def test_an_own_framework_does_not_take_the_id_of_a_shipped_one(
    own_indicators: Register, tmp_path: Path
) -> None:
    sheet = "id,name\nmarket,Our market\n"
    assert told(load(own_indicators, tmp_path / "more", frameworks=sheet)) == [
        (
            "frameworks.csv, row 2, id: “market” is the id of a framework that ships with "
            "ecograph. Give yours another id."
        )
    ]


def test_an_internal_framework_keeps_what_refers_to_it_internal(tmp_path: Path) -> None:
    register = Register(tmp_path / "store", DEFAULT_BASE)
    hidden = dict(OWN) | {"frameworks": "id,name,kind,visibility\nown,Ours,logframe,internal\n"}
    load(register, tmp_path / "own", **hidden)
    assert "served" not in {each.id for each in seen(register).indicators.values()}
    assert "served" in {each.id for each in seen(register, internal=True).indicators.values()}


def test_the_computation_of_an_own_indicator_takes_its_parameters_from_columns(
    tmp_path: Path,
) -> None:
    register = Register(tmp_path / "store", DEFAULT_BASE)
    more = (
        "id,name,element,unit,way,definition_version,source,computation,of_kind,with_party_kind,"
        "party_place,within_months\n"
        "deals,Deals,work,relations,computed,1,our plan,records,licensing;event,university;"
        "industry,foreign,12\n"
    )
    own_sheets = {**OWN, "indicators": more}
    assert told(load(register, tmp_path / "own", **own_sheets)) == []
    found = seen(register)
    said = found.elements[own(found, "deals")].said
    assert {
        name: said[name] for name in ("ofKind", "withPartyKind", "partyPlace", "withinMonths")
    } == {
        "ofKind": ("event", "licensing"),
        "withPartyKind": ("industry", "university"),
        "partyPlace": ("foreign",),
        "withinMonths": ("12",),
    }


def test_an_element_and_an_indicator_do_not_share_an_id(
    own_indicators: Register, tmp_path: Path
) -> None:
    elements = "id,name,kind,framework\nsame,Same,output,own\n"
    heading = OWN["indicators"].splitlines()[0]
    row = "same,Same,work,organisations,increase,reported,1,All of it.,our plan"
    done = load(
        own_indicators, tmp_path / "more", elements=elements, indicators=f"{heading}\n{row}\n"
    )
    assert [(each.column, each.reason) for each in done.problems] == [
        ("id", f"is also the id of {tmp_path}/more/indicators.csv row 2."),
        ("id", f"is also the id of {tmp_path}/more/elements.csv row 2."),
    ]


@pytest.mark.parametrize(
    ("sheet", "text", "problem"),
    [
        (
            "choices",
            "id,element,state\na,market/outputs-1a,on\n",
            (
                "element: “market/outputs-1a” refers to nothing: no row and nothing in the "
                "register has this id. Did you mean “market/output-1a”?"
            ),
        ),
        (
            "choices",
            "id,element,state\na,market,yes\n",
            "state: “yes” is neither on nor off. Write on or off, or leave the cell empty.",
        ),
        (
            "choices",
            "id,element,interval\na,market,monthly\n",
            "interval: “monthly” is not in the list intervals.",
        ),
        (
            "exchange_rates",
            "id,year,currency,to,rate\na,2024,DKK,EUR,0\n",
            (
                "rate: “0” is less than 0.000001. Write the rate as a number above 0, with a "
                "decimal point."
            ),
        ),
        (
            "exchange_rates",
            "id,year,currency,to,rate\na,2024-H1,DKK,EUR,1\n",
            (
                "year: “2024-H1” is not written as this column asks. Write the year of the rate, "
                "such as 2024."
            ),
        ),
        (
            "exchange_rates",
            "id,year,currency,to,rate\na,2024,KRONER,EUR,1\n",
            "currency: “KRONER” is not a currency of ISO 4217.",
        ),
        (
            "contributions",
            "id,thing,element\na,served,market/output-1a\n",
            "thing: “served” is an indicator, which cannot stand here.",
        ),
        (
            "elements",
            "id,name,kind,framework\na,Fair,party,own\n",
            "kind: “party” is not in the list element-kinds.",
        ),
        (
            "indicators",
            (
                "id,name,element,unit,way,definition_version,source,missing_fact,of_kind\n"
                "a,A,work,days,reported,1,our plan,All.,partnerhip\n"
            ),
            (
                "of_kind: “partnerhip” is not in the list relation-kinds or programme-kinds or "
                "resource-kinds or organisation-kinds. Did you mean “partnership”?"
            ),
        ),
    ],
)
def test_a_bad_row_of_these_sheets_is_refused(
    own_indicators: Register, tmp_path: Path, sheet: str, text: str, problem: str
) -> None:
    (found,) = told(load(own_indicators, tmp_path / "more", **{sheet: text}))
    assert found.startswith(f"{sheet}.csv, row 2, {problem}")


def test_choices_rates_and_contributions_name_what_ships_by_its_id(
    own_indicators: Register, tmp_path: Path
) -> None:
    done = load(
        own_indicators,
        tmp_path / "more",
        organisations="id,name\nfair,Fair\n",
        contributions="id,thing,element\na,fair,market/output-1a\nb,fair,work\nc,fair,needs/market\n",
        choices=(
            "id,element,state,interval\na,market,on,\nb,market/output-1a.1,OFF,\n"
            "c,levels/output,,yearly\nd,served,,half-yearly\n"
        ),
        exchange_rates="id,year,currency,to,rate\na,2024,dkk,EUR,0.1341\n",
    )
    assert told(done) == []
    found = seen(own_indicators)
    shipped = "https://w3id.org/ecograph/framework"
    assert {(each.element, each.is_on, each.interval) for each in found.choices} == {
        (f"{shipped}/market", True, ""),
        (f"{shipped}/market/output-1a.1", False, ""),
        ("https://w3id.org/ecograph/scheme/levels/output", None, "yearly"),
        (own(found, "served"), None, "half-yearly"),
    }
    assert {each.element for each in found.contributions} == {
        f"{shipped}/market/output-1a",
        f"{shipped}/needs/market",
        own(found, "work"),
    }


def test_an_address_of_a_person_does_not_stand_in_a_public_value(
    own_indicators: Register, tmp_path: Path
) -> None:
    columns = "id,indicator,period,answer,visibility"
    text = (
        f"{columns}\na,served,2024,Ask jo@example.org,\nb,served,2023,Ask jo@example.org,internal\n"
    )
    done = load(own_indicators, tmp_path / "values", observations=text)
    assert [(each.line, each.value) for each in done.problems] == [(2, "jo@example.org")]
    assert seen(own_indicators).observations == ()
    assert len(seen(own_indicators, internal=True).observations) == 1
