"""Commands about the people of one client: who uses the account, asking somebody in, handing the account over."""

from typing import Annotated

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)

Client = Annotated[str, typer.Argument(metavar="CLIENT", help=_("A client (cli_…)."))]


@commands.command(help=_("List who uses a client's account, with roles, and who is asked to own it."))
def users(client: Client, person: o.Person, as_json: o.Json = False) -> int:
    start()
    from tenure.cli.account_people import list_users

    return list_users(client, person, as_json=as_json)


@commands.command(help=_("Invite somebody to a client's account; a letter leaves."))
def invite(
    client: Client,
    email: Annotated[str, typer.Argument(metavar="EMAIL", help=_("Whom to invite."))],
    person: o.Person,
    role: Annotated[
        str, typer.Option("--role", metavar="standard|administrator", help=_("What they may do."))
    ] = "standard",
    name: Annotated[str, typer.Option("--name", metavar="NAME", help=_("Their name."))] = "",
    as_json: o.Json = False,
) -> int:
    start()
    from tenure.cli.account_people import invite_somebody

    return invite_somebody(client, email, person, role=role, name=name, as_json=as_json)


@commands.command(
    "hand-over", help=_("Offer a client's account to another of its users, or answer an offer.")
)
def hand_over(
    client: Client,
    person: Annotated[str, typer.Option("--as", metavar="EMAIL", help=_("Who acts: a user of the client."))],
    to: Annotated[
        str | None, typer.Option("--to", metavar="EMAIL", help=_("Who is asked to own the account."))
    ] = None,
    answer: Annotated[
        str | None,
        typer.Option(
            "--answer",
            metavar="accept|decline|cancel|again",
            help=_("Accept or decline as whoever is asked; cancel or send again as the owner."),
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do it. Without it nothing is done."))] = False,
    as_json: o.Json = False,
) -> int:
    start()
    from tenure.cli.account_hand_over import hand_over_account

    return hand_over_account(client, person, to, answer, yes=yes, as_json=as_json)
