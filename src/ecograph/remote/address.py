"""Where a SPARQL service answers queries, takes updates and keeps whole graphs."""

from dataclasses import dataclass, field

_QUERY = "/query"


@dataclass(frozen=True, slots=True)
class Address:
    """The addresses of one service, and who asks there; the password is never shown."""

    query: str
    update: str
    graphs: str = ""
    user: str = ""
    password: str = field(default="", repr=False)

    @classmethod
    def of(
        cls, query: str, update: str = "", graphs: str = "", user: str = "", password: str = ""
    ) -> "Address":
        """Return the addresses of a service; what is not given follows from where it is asked.

        Where that ends in /query, as with Oxigraph, the others end in /update and /store; else
        updates go to the same address, and graphs are written by updates.
        """
        if query.endswith(_QUERY):
            home = query.removesuffix(_QUERY)
            return cls(query, update or f"{home}/update", graphs or f"{home}/store", user, password)
        return cls(query, update or query, graphs, user, password)
