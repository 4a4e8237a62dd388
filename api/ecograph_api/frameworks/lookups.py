"""Find what an address names among the elements of results frameworks, or say what comes near."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Protocol, TypeVar

from fastapi import HTTPException


class Named(Protocol):
    """What has an id, by which addresses name it."""

    @property
    def id(self) -> str:
        """Return the id."""
        ...


Item = TypeVar("Item", bound=Named)


def found_item(items: Mapping[str, Item], key: str, what: str) -> Item:
    """Return the item with this IRI or id; 404 with the ids that come near for one that is not."""
    if key in items:
        return items[key]
    for item in items.values():
        if item.id == key:
            return item
    raise HTTPException(404, f"There is no {what} “{key}”.{_near(items.values(), key)}")


def _near(items: Iterable[Named], key: str) -> str:
    ids = [item.id for item in items]
    near = get_close_matches(key, ids, n=5, cutoff=0.6)
    return f" Did you mean {' or '.join(near)}?" if near else ""
