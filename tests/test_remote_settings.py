"""A service as the store: its address in the settings, and what follows from it."""

from pathlib import Path

import pytest

from ecograph.errors import SettingError
from ecograph.remote import Address
from ecograph.settings import Settings, settings

PLACE = "https://data.example.org/repository"


def test_an_address_as_store_is_a_service_and_anything_else_a_folder() -> None:
    assert settings({"ECOGRAPH_STORE": f"{PLACE}/query"}).store == f"{PLACE}/query"
    assert settings({"ECOGRAPH_STORE": "https"}).store == Path("https")


def test_what_belongs_to_a_service_is_read_from_its_variables() -> None:
    found = settings(
        {
            "ECOGRAPH_STORE": PLACE,
            "ECOGRAPH_STORE_UPDATE": f"{PLACE}/statements",
            "ECOGRAPH_STORE_GRAPHS": f"{PLACE}/graphs",
            "ECOGRAPH_STORE_USER": "ada",
            "ECOGRAPH_STORE_PASSWORD": "engine",
        }
    )
    assert found == Settings(
        store=PLACE,
        store_update=f"{PLACE}/statements",
        store_graphs=f"{PLACE}/graphs",
        store_user="ada",
        store_password="engine",  # noqa: S106  # an invented one
    )
    assert "engine" not in repr(found)


@pytest.mark.parametrize("name", ["STORE", "STORE_UPDATE", "STORE_GRAPHS"])
@pytest.mark.parametrize(
    "address",
    ["https://", "https://ada:engine@data.example.org/query", "https://data.example.org/q?a=b"],
)
def test_an_address_that_cannot_be_used_is_refused_without_its_password(
    name: str, address: str
) -> None:
    with pytest.raises(SettingError, match=f"ECOGRAPH_{name} is") as error:
        settings({f"ECOGRAPH_{name}": address})
    assert "engine" not in str(error.value)


def test_the_other_addresses_follow_from_the_one_of_queries() -> None:
    assert Address.of(f"{PLACE}/query") == Address(
        f"{PLACE}/query", f"{PLACE}/update", f"{PLACE}/store"
    )
    assert Address.of(f"{PLACE}/sparql") == Address(f"{PLACE}/sparql", f"{PLACE}/sparql")
    given = Address.of(f"{PLACE}/query", f"{PLACE}/u", f"{PLACE}/g", "ada", "engine")
    assert given == Address(f"{PLACE}/query", f"{PLACE}/u", f"{PLACE}/g", "ada", "engine")
    assert "engine" not in repr(given)
