"""The options of how a network is looked at, given to each command that measures one."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

import click

from ecograph.network import Outposts, Selection, Within
from ecograph.review import View

Result = TypeVar("Result")
_OPTIONS = (
    click.option(
        "--within",
        type=click.Choice([each.value for each in Within]),
        help="Which organisations it is about (default: the home region, if there is one).",
    ),
    click.option(
        "--outposts",
        type=click.Choice([each.value for each in Outposts]),
        default=Outposts.OWN.value,
        help="Whether outposts count for themselves or as their parents.",
    ),
    click.option("--with-rule", multiple=True, help="A rule of collaboration to put in force."),
    click.option("--without-rule", multiple=True, help="A rule of collaboration to leave out."),
    click.option("--cluster", help="Look from another cluster: its name or id."),
    click.option("--without-cluster-organisation", is_flag=True, help="Leave out who runs it."),
    click.option("--region", default="", help="Only organisations of this region."),
    click.option("--country", default="", help="Only organisations of this country, as DK."),
    click.option("--kind", default="", help="Only organisations of this kind, by its code."),
    click.option("--subsector", default="", help="Only organisations of this subsector."),
    click.option("--relation-kind", default="", help="Only ties by relations of this kind."),
    click.option("--stated-only", is_flag=True, help="Leave out what no source states."),
)


def a_view(function: Callable[..., Result]) -> Callable[..., Result]:
    """Give a command these options; it gets them as one view."""

    @wraps(function)
    def command(
        *args: object,
        within: str | None,
        outposts: str,
        with_rule: tuple[str, ...],
        without_rule: tuple[str, ...],
        cluster: str | None,
        without_cluster_organisation: bool,
        region: str,
        country: str,
        kind: str,
        subsector: str,
        relation_kind: str,
        stated_only: bool,
        **kwargs: object,
    ) -> Result:
        view = View(
            Within(within) if within else None,
            Outposts(outposts),
            frozenset(with_rule),
            frozenset(without_rule),
            cluster,
            not without_cluster_organisation,
            Selection(region, country, kind, subsector),
            relation_kind,
            stated_only,
        )
        return function(*args, view=view, **kwargs)

    given: Callable[..., Result] = command
    for option in reversed(_OPTIONS):
        given = option(given)
    return given
