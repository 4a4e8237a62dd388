"""What the register computes in part, and what is easily counted wrongly, against hand-made values.

Every name and figure of the register is invented.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml

from ecograph.frameworks import Outcome, Silence
from ecograph.identifiers import DEFAULT_BASE
from ecograph.periods import Period, period_span
from ecograph.store import Register
from tests.indicatoranswers import ANSWERS as ELSEWHERE
from tests.indicatoranswers import Entry, Reading, key, load, number, numbers, read
from tests.sheetfiles import write

SHEETS = Path(__file__).parent / "registers" / "in-part"
ANSWERS: dict[str, Entry] = yaml.safe_load(
    (Path(__file__).parent / "answers" / "indicators-in-part.yaml").read_text("utf-8")
)
YEAR = 2022
# Indicators of one's own, each for what no indicator that is shipped asks.
OWN = """
id,name,element,unit,way,definition_version,source,computation,of_kind,with_role,\
with_party_kind,party_place,other_place,by_attribute
abroad,A,market/activity-1a,organisations,computed,1,x:1,parties,investment,investor,,foreign,local,
any-kind,B,market/activity-1a,relations,computed,1,x:1,records,,,public-investor,,,
countries,C,market/activity-1a,index,computed,1,x:1,party-diversity,service-delivery,client,,,,country
sizes,D,market/activity-1a,index,computed,1,x:1,party-diversity,service-delivery,client,,,,size
invested,E,market/activity-1a,money,computed,1,x:1,amounts,investment,recipient,,local,,
served,F,market/activity-1a,things,computed,1,x:1,contributions,,,,,,
""".replace("\\\n", "").strip()
# What serves the element of these indicators in 2022: mi-22b, entered twice, and tr-22a.
SERVING = """
id,thing,element
c-1,mi-22b,market/activity-1a
c-2,mi-22b,market/output-1a
c-3,mi-22b,market/activity-1a
c-4,tr-22a,market/activity-1a
c-5,tr-21,market/activity-1a
""".strip()
RATES = "id,year,currency,to,rate\nrate-1,2022,USD,EUR,0.5\n"
# One closed in the course of 2022, one whose region is written otherwise and without its country.
MORE = """
id,name,kind,growth_stage,founded,closed,region,country
mint,Mint,biotech-company,scale-up,2010,2022,Valley,SE
moss,Moss,biotech-company,,2022-05,, valley ,
""".strip()


def reading_with(path: Path, **sheets: str) -> Reading:
    """Return what a register knows with the sheets of the answers and, besides, some more."""
    register = Register(path / "store", DEFAULT_BASE)
    load(register, SHEETS)
    (path / "more").mkdir()
    load(register, write(path / "more", **sheets), "more")
    return read(register)


@pytest.fixture(scope="module")
def reading(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Give what the register of the answers knows of indicators, some of one's own among them."""
    path = tmp_path_factory.mktemp("in-part")
    return reading_with(path, indicators=OWN, contributions=SERVING)


@pytest.fixture(scope="module")
def reading_of_more(tmp_path_factory: pytest.TempPathFactory) -> Reading:
    """Give what it knows with two companies more."""
    return reading_with(tmp_path_factory.mktemp("more"), organisations=MORE)


def having(name: str) -> list[str]:
    """Return the indicators of which the answers tell something."""
    return [indicator for indicator, entry in ANSWERS.items() if name in entry]


def left_out(found: Outcome) -> dict[str, str]:
    """Return the keys of the facts that were left out, with the reason."""
    return {key(fact): reason.value for fact, reason in found.left_out}


def test_the_tables_have_every_indicator_that_is_computed_in_part(reading: Reading) -> None:
    indicators = reading.frameworks.indicators.values()
    in_part = {each.id for each in indicators if each.way == "partly-computed"}
    wanted = {each for each in in_part if not each.startswith("cluster-scorecard/")}
    assert len(wanted) > 40
    assert wanted - set(ANSWERS) - set(ELSEWHERE) == set()


@pytest.mark.row("R074")
@pytest.mark.parametrize("name", ANSWERS)
def test_an_indicator_comes_to_what_was_worked_out_by_hand(reading: Reading, name: str) -> None:
    line, entry = reading.line(name, YEAR), ANSWERS[name]
    assert line.this.value == number(entry["value"])
    assert line.previous.value == number(entry["previous"])
    assert line.change == number(entry["change"])


@pytest.mark.parametrize("name", having("years"))
def test_a_first_year_and_a_gap_year_have_no_number(reading: Reading, name: str) -> None:
    for year, value in numbers(ANSWERS[name]["years"]).items():
        assert reading.outcome(name, int(year)).value == value, year


@pytest.mark.parametrize("name", having("facts"))
def test_an_indicator_rests_on_the_facts_counted_by_hand(reading: Reading, name: str) -> None:
    assert reading.facts(name, YEAR) == ANSWERS[name]["facts"]


@pytest.mark.parametrize("name", having("left_out"))
def test_what_could_have_counted_is_told_with_its_reason(reading: Reading, name: str) -> None:
    assert left_out(reading.outcome(name, YEAR)) == ANSWERS[name]["left_out"]


@pytest.mark.row("R082")
@pytest.mark.parametrize("name", having("before"))
def test_what_clients_had_before_stands_beside(reading: Reading, name: str) -> None:
    assert reading.outcome(name, YEAR).before == number(ANSWERS[name]["before"])


def test_only_clients_served_by_then_count_among_those_who_had_something_before(
    reading: Reading,
) -> None:
    # gbco was served in 2021, usco in 2022; both had an outpost here before that.
    found = [reading.outcome("market/outcome-2.1", year).before for year in (2021, 2022)]
    assert found == [1, 2]
    # alba and cora alone report sales abroad of 2024: 1000 and 300 before.
    assert reading.outcome("market/outcome-3.2", 2024).before == 1300


def test_a_year_without_a_figure_after_the_service_is_undated_not_nought(reading: Reading) -> None:
    found = reading.outcome("market/outcome-3.2", 2021)
    assert (found.value, found.reason) == (None, Silence.UNDATED)


@pytest.mark.row("R013")
def test_outposts_that_work_with_others_are_a_share_of_those_in_the_region(
    reading: Reading,
) -> None:
    # In 2021 out-usco and out-gbco are here, and out-usco works with alba: one of two. In 2022 came
    # out-deco, out-gbco-2 and out-vcus: one of five.
    name = "toronto-plan/long-term-outcome-3.1"
    shares = [reading.outcome(name, year).value for year in (2021, 2022)]
    assert shares == [Decimal("0.5"), Decimal("0.2")]


def half(reading: Reading, name: str, text: str) -> Outcome:
    """Return what an indicator comes to in a half-year."""
    span = period_span(text)
    indicator = reading.indicator(name)
    return reading.findings.outcome(indicator, Period(span.start, span.end, named=True))


def test_a_fact_dated_by_the_year_is_of_no_half_of_it(reading: Reading) -> None:
    # cora was founded in 2021-03, kite in 2021.
    first = half(reading, "market/outcome-2.3", "2021-H1")
    assert first.value == 1
    assert left_out(first)["kite"] == "undated"
    second = half(reading, "market/outcome-2.3", "2021-H2")
    assert (second.value, second.reason) == (None, Silence.UNDATED)


def test_what_is_closed_in_a_year_is_gone_at_its_end_and_unknown_at_its_half(
    reading_of_more: Reading,
) -> None:
    name = "market/outcome-1.3"
    assert [reading_of_more.outcome(name, year).value for year in (2021, 2022)] == [3, 2]
    assert left_out(half(reading_of_more, name, "2022-H1")) == {"mint": "undated"}


def test_the_name_of_a_region_is_compared_as_names_are(reading_of_more: Reading) -> None:
    assert reading_of_more.outcome("market/outcome-2.3", YEAR).value == 4
    assert "moss" in reading_of_more.facts("market/outcome-2.3", YEAR)


def test_what_lies_in_the_country_is_neither_local_nor_foreign(reading: Reading) -> None:
    # Investors from another country into somebody of here: vcus and vcde (fu-2, fu-3), deco (fu-8).
    # vcse of fu-2 and angel of fu-4 are of the same country.
    assert reading.outcome("abroad", YEAR).value == 3
    assert reading.facts("abroad", YEAR) == ["fu-2", "fu-3", "fu-8"]


def test_without_a_kind_every_relation_counts(reading: Reading) -> None:
    # pubf speaks at one event and is in nothing else.
    assert reading.facts("any-kind", YEAR) == ["pt-ie-22b-pubf"]


@pytest.mark.parametrize(("name", "value"), [("countries", "0.6"), ("sizes", "0.74")])
def test_parties_are_as_varied_as_their_attribute(reading: Reading, name: str, value: str) -> None:
    # Ten clients in 2022: alba, brio, cora, dune, uni, nova of SE, deco of DE, usco of US, unifr of
    # FR and ukno of nobody knows where: 6, 1, 1, 1, 1 of 10. By size alba and cora are micro, dune
    # and deco large, brio medium, usco multinational, the others unknown: 2, 2, 1, 1, 4.
    assert reading.outcome(name, YEAR).value == Decimal(value)


def test_a_sum_with_several_currencies_says_each(reading: Reading) -> None:
    # fu-2 2,000,000, fu-8 200,000, fu-21 30,000 EUR; fu-3 3,000,000 USD; fu-4 nobody knows.
    found = reading.outcome("invested", YEAR)
    assert found.value is None
    assert found.by_unit == {"EUR": 2_230_000, "USD": 3_000_000}
    assert left_out(found)["fu-4"] == "no-amount"


def test_sums_of_two_currencies_are_not_compared(reading: Reading) -> None:
    # Income from soft landing: 3500 EUR in 2021, 700 EUR and 900 USD in 2022. Where the year before
    # was all in dollars, the change is as unknown as where a year is in both.
    euros, dollars = (
        Outcome(Period(date(year, 1, 1), date(year, 12, 31), named=True), Decimal(10), unit)
        for year, unit in ((2022, "EUR"), (2021, "USD"))
    )
    line = reading.line("market/output-2a.1", YEAR)
    assert line.previous.value == 3500
    assert line.change is None
    assert replace(line, this=euros).change == 10 - 3500
    assert replace(line, this=euros, previous=dollars).change is None


def test_rates_make_one_sum_in_the_currency_of_the_profile(tmp_path: Path) -> None:
    # 2,230,000 EUR and 3,000,000 USD at 0.5.
    found = reading_with(tmp_path, indicators=OWN, exchange_rates=RATES).outcome("invested", YEAR)
    assert (str(found.value), found.unit) == ("3730000.0", "EUR")
    assert found.text == "At 1 USD = 0.5 EUR in 2022."


def test_what_contributes_counts_once_an_element(reading: Reading) -> None:
    # mi-22b is entered twice; tr-21 was the year before.
    assert reading.facts("served", YEAR) == ["mi-22b", "tr-22a"]
    assert [reading.outcome("served", year).value for year in (2021, YEAR)] == [1, 2]


def test_a_year_to_come_is_as_silent_as_a_gap(reading: Reading) -> None:
    assert reading.outcome("market/activity-1a.1", 2040).reason is Silence.NO_SUCH_FACTS
