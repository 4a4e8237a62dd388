"""Cells that stand for one value: what is understood, and what to write instead of the rest."""

import pytest
from pyoxigraph import Literal, NamedNode

from ecograph.countries import country_code, country_like
from ecograph.definitions import Column, shipped_model
from ecograph.ingest.contacts import contact_in
from ecograph.ingest.identifierforms import identifier_fault
from ecograph.ingest.interpret import Interpreter
from ecograph.ingest.meaning import Meaning

MODEL = shipped_model()


def meaning(sheet: str, column: str, text: str) -> Meaning:
    found = MODEL.sheets[sheet].column(column)
    assert isinstance(found, Column)
    return Interpreter(MODEL).meaning(found, text)


def fault(sheet: str, column: str, text: str) -> str:
    (found,) = meaning(sheet, column, text).faults
    return f"{found.reason} {found.remedy}"


@pytest.mark.parametrize(
    ("text", "kind"), [("2018", "gYear"), ("2018-05", "gYearMonth"), ("2018-05-03", "date")]
)
def test_a_date_keeps_its_precision(text: str, kind: str) -> None:
    xsd = NamedNode(f"http://www.w3.org/2001/XMLSchema#{kind}")
    assert meaning("relations", "start", text).terms == (Literal(text, datatype=xsd),)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("20199", "is not a year: it has too many digits. Write a year of four digits."),
        ("218", "is not a year: it has too few digits. Write a year of four digits."),
        ("2018-13", "has no such month: 13. Write a month from 01 to 12."),
        ("2018-02-30", "is a day that does not exist."),
        ("0999", "is not a date. Write it as 2018, 2018-05 or 2018-05-03."),
        ("31/12/2018", "is not a date as it is written here. Write 2018-12-31."),
        ("12/31/2018", "Write 2018-12-31."),
        ("03.04.2018", "Write 2018-04-03 or 2018-03-04, whichever is meant."),
        ("04.04.2018", "Write 2018-04-04."),
        ("31/31/2018", "Write it as 2018, 2018-05 or 2018-05-03."),
        ("2018/5/3", "Write 2018-05-03."),
        ("2018-5", "Write 2018-05."),
        ("2018-05-03 21:15:00", "is a time of day. Write the day only: 2018-05-03."),
        ("May 2018", "is not a date. Write it as 2018, 2018-05 or 2018-05-03."),
    ],
)
def test_what_is_no_date_is_told_how_to_be_written(text: str, told: str) -> None:
    assert told in fault("relations", "start", text)


def test_the_day_of_a_check_is_a_day() -> None:
    assert "Write the day of the check" in fault("organisations", "verified", "2018-05")


@pytest.mark.parametrize(
    ("text", "number"), [("50000.0", "50000"), ("-0", "0"), ("12.50", "12.5"), ("7", "7")]
)
def test_a_number_is_one_value_however_it_is_written(text: str, number: str) -> None:
    assert [term.value for term in meaning("relations", "contribution", text).terms] == [number]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("1,5", "Write 1.5 or 15, whichever is meant."),
        ("1 200 000", "without signs or spaces between the thousands"),
        ("1e6", "is not a number."),
        ("more than 60", "is not a number."),
    ],
)
def test_what_is_no_number_is_told_how_to_be_written(text: str, told: str) -> None:
    assert told in fault("observations", "value", text)


@pytest.mark.parametrize(
    ("sheet", "column", "text", "told"),
    [
        ("relations", "share", "101", "is more than 100."),
        ("relations", "share", "-1", "is less than 0."),
        ("organisations", "latitude", "91", "is more than 90."),
        ("programmes", "attendance", "12.5", "is not a whole number."),
        ("profile", "first_month", "13", "is more than 12."),
        ("relations", "end_of_participation", "perhaps", "is neither yes nor no."),
        ("organisations", "website", "example", "is not a web address."),
        ("organisations", "website", "javascript:alert(1)", "is not a web address."),
        ("organisations", "website", "http://a.org; http://b.org", "is not a web address."),
        ("relations", "currency", "Euro", "is not a currency of ISO 4217."),
        ("evidence", "language", "English", "is not a language."),
        ("evidence", "language", "xx", "is not a language."),
        ("organisations", "name", "Eurasanté@xx", "which is no language."),
        ("organisations", "id", "two words", "is not written as this column asks."),
        ("relations", "role", "partnr", "Did you mean “partner”?"),
        ("organisations", "kind", "Universität", ""),
        ("organisations", "identifiers", "999978530", "is not an identifier with its scheme."),
        ("organisations", "identifiers", "pic:12", "A PIC has nine digits"),
        ("relations", "organisation", "http://a b", "is not an IRI that can be used."),
        ("relations", "evidence", "https://a b", "is not an IRI that can be used."),
    ],
)
def test_what_cannot_be_understood_is_told(sheet: str, column: str, text: str, told: str) -> None:
    if told:
        assert told in fault(sheet, column, text)
    else:
        assert meaning(sheet, column, text).terms


def test_only_the_wrong_item_of_a_list_is_told() -> None:
    (found,) = meaning("organisations", "functions", "research; nonsens").faults
    assert found.value == "nonsens"


@pytest.mark.parametrize("text", ["university", "University", "UNIVERSITÄT", "université"])
def test_a_code_is_found_by_its_label_in_any_language(text: str) -> None:
    (term,) = meaning("organisations", "kind", text).terms
    assert term.value.endswith("/organisation-kinds/university")


@pytest.mark.parametrize(
    ("text", "answer"), [("yes", "true"), ("Ja", "true"), ("non", "false"), ("0", "false")]
)
def test_yes_and_no_are_understood_in_three_languages(text: str, answer: str) -> None:
    assert [term.value for term in meaning("outposts", "anchored", text).terms] == [answer]


def test_a_web_address_without_its_beginning_gets_it() -> None:
    (term,) = meaning("organisations", "website", "www.chuliege.be").terms
    assert term.value == "http://www.chuliege.be"


def test_a_name_with_its_language_is_a_text_of_that_language() -> None:
    assert meaning("organisations", "name", "Eurasanté@fr").terms == (
        Literal("Eurasanté", language="fr"),
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("DE", "DE"),
        ("de", "DE"),
        ("DEU", "DE"),
        ("UK", "GB"),
        ("EL", "GR"),
        ("XK", "XK"),
        ("Kosovo", "XK"),
        ("Deutschland", "DE"),
        ("Allemagne", "DE"),
        ("The Netherlands", "NL"),
        ("Turkey", "TR"),
        ("Türkiye", "TR"),
        ("China (People's Republic of)", "CN"),
        ("Congo (Democratic Republic of)", "CD"),
        ("Congo", "CG"),
        ("Tanzania (United Republic of)", "TZ"),
        ("South Korea", "KR"),
        ("North Korea", "KP"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_a_country_is_its_two_letters(text: str, code: str) -> None:
    assert country_code(text) == code


@pytest.mark.parametrize(("text", "near"), [("Germny", "DE (Germany)"), ("Qqqqq", ""), ("QQ", "")])
def test_a_misspelt_country_suggests_the_right_one(text: str, near: str) -> None:
    assert country_like(text) == near


@pytest.mark.parametrize(
    ("scheme", "value"),
    [
        ("pic", "999978530"),
        ("vat", "GB132423649"),
        ("vat", "CHE116075613TVA"),
        ("ror", "056d84691"),
        ("lei", "5493001KJTIIGC8Y1R12"),
        ("isni", "000000012146438X"),
        ("wikidata", "Q219563"),
        ("grid", "grid.4714.6"),
        ("cordis", "101031543"),
        ("registry", "HRB 123"),
    ],
)
def test_identifiers_in_their_form_are_taken(scheme: str, value: str) -> None:
    assert identifier_fault(scheme, value) is None


@pytest.mark.parametrize(
    ("scheme", "value", "told"),
    [
        ("pic", "99997853", "nine digits"),
        ("vat", "MISSING", "two letters"),
        ("ror", "156d84691", "ROR id"),
        ("lei", "5493001KJTIIGC8Y1R13", "Copy the LEI again"),
        ("isni", "0000000121464381", "Copy the ISNI again"),
        ("wikidata", "219563", "Wikidata id"),
        ("registry", "", "after its scheme"),
    ],
)
def test_identifiers_out_of_form_are_told(scheme: str, value: str, told: str) -> None:
    found = identifier_fault(scheme, value)
    assert found
    assert told in found.remedy


@pytest.mark.parametrize(
    "text",
    [
        "jane.doe@example.org",
        "write to info@müller.de please",
        "+49 30 1234567",
        "+493012345678",
        "+46 (0)8 123 456 78",
        "0049 30 1234567",
        "0049301234567",
        "Tel. 030 123456",
        "phone: 4155550123",
        "(415) 555-0123",
        "415-555-0123",
        "030/1234567",
        "(030) 123 45 67",
        "01 23 45 67 89",
        "020 7946 0018",
    ],
)
def test_contact_data_is_recognised(text: str) -> None:
    assert contact_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "999978530",
        "GB132423649",
        "101031543",
        "2018-05-03",
        "31/12/2018",
        "2014-2020",
        "05508-000 São Paulo",
        "02138-1234",
        "075 22 Uppsala",
        "00-950 Warszawa",
        "48.1271844, 11.3656471",
        "1 500 000 EUR",
        "H2020-SC1-BHC-2018-2020",
        "10.3030/101000318",
        "978-3-16-148410-0",
        "0.001-0.0001",
        "Eurasanté@fr",
        "https://medium.com/@user.name",
        "01 BP 1325 ABIDJAN 01",
        "Horizon 2020 (2014–2020)",
        "C++ 1234567",
        "24/7",
    ],
)
def test_other_numbers_are_no_contact_data(text: str) -> None:
    assert contact_in(text) == ""


def test_an_address_may_hold_a_postcode_that_looks_like_a_telephone_number() -> None:
    assert contact_in("05508 900") == "05508 900"
    assert contact_in("Av. Prof. Almeida Prado 532, 05508 900", address=True) == ""
