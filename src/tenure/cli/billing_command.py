"""The command that bills a month for all customers at once."""

from typing import Annotated

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)


@commands.command(help=_("Show what a month's billing run would do, or perform it with --yes."))
def bill(
    firm: o.Firm,
    person: o.Person,
    period: Annotated[str, typer.Option("--period", metavar="YYYY-MM", help=_("The month to bill."))],
    group: Annotated[
        str | None, typer.Option("--group", metavar="NAME", help=_("Bill one account group only."))
    ] = None,
    zero: Annotated[
        bool | None,
        typer.Option(
            "--zero/--no-zero", help=_("Make invoices over nothing, or not; else as the policy says.")
        ),
    ] = None,
    preview: Annotated[bool, typer.Option("--preview", help=_("Only say what would be done."))] = False,
    digest: o.Digest = None,
    yes: o.Yes = False,
    as_json: o.Json = False,
) -> int:
    """Nothing is written without --yes."""
    start()
    from tenure.cli.billing import Wish, carry_out

    wish = Wish(
        firm=firm, person=person, period=period, group=group, zero=zero, digest=digest,
        perform=yes and not preview, as_json=as_json,
    )  # fmt: skip
    return carry_out(wish)
