"""Commands that look and change nothing: clients, people, one node and why it is stopped, letters, the log."""

from typing import Annotated

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)

audit = typer.Typer(
    help=_("The log of everything that was done."), rich_markup_mode=None, no_args_is_help=True
)
commands.add_typer(audit, name="audit")


@commands.command(help=_("List a firm's clients."))
def clients(
    firm: o.Firm,
    person: o.Person,
    standing: Annotated[
        str,
        typer.Option(
            "--standing", metavar="active|deactivated|suspended|invited|all", help=_("Which tab of the list.")
        ),
    ] = "all",
    search: Annotated[
        str, typer.Option("--search", metavar="TEXT", help=_("Part of a name or address."))
    ] = "",
    as_json: o.Json = False,
) -> int:
    start()
    from tenure.cli.clients import list_clients

    return list_clients(firm, person, standing, search, as_json=as_json)


@commands.command(help=_("List who works in a firm, with roles and rights."))
def people(firm: o.Firm, as_json: o.Json = False) -> int:
    start()
    from tenure.cli.people import list_people

    return list_people(firm, as_json=as_json)


@commands.command(help=_("Show a client or a part of it, today or on a day."))
def show(
    node: o.Node,
    person: o.Person,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("As it stood or will stand on YYYY-MM-DD."))
    ] = None,
    as_json: o.Json = False,
) -> int:
    start()
    from tenure.cli import nodes

    return nodes.show(node, person, on, as_json=as_json)


@commands.command(help=_("Say why something is stopped, since when, until when, and who may lift it."))
def why(node: o.Node, person: o.Person, as_json: o.Json = False) -> int:
    start()
    from tenure.cli.nodes import tell_why

    return tell_why(node, person, as_json=as_json)


@commands.command(help=_("List the letters that wait, left, failed, or nobody knows of."))
def outbox(
    state: Annotated[
        str | None, typer.Option("--state", metavar="waiting|sending|sent|failed|unknown")
    ] = None,
    as_json: o.Json = False,
) -> int:
    start()
    from tenure.cli.letters import list_letters

    return list_letters(state, as_json=as_json)


@audit.command(help=_("Check that nothing in the log was changed."))
def verify(as_json: o.Json = False) -> int:
    start()
    from tenure.cli.audit import verify_log

    return verify_log(as_json=as_json)


@audit.callback()
def _audit() -> None:
    """A group of its own, although it has one command today."""
