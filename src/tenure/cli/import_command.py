"""The command that brings a client book in, or takes an import back."""

from typing import Annotated

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)


@commands.command(name="import", help=_("Bring in a client book from a CSV file, or undo an import."))
def import_(
    firm: o.Firm,
    person: o.Person,
    file: Annotated[str | None, typer.Argument(metavar="FILE", help=_("The client book."))] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="HEADER=FIELD", help=_("What a column means; =ignore leaves it out.")),
    ] = None,
    product: Annotated[
        list[str] | None,
        typer.Option(
            "--product", metavar="CODE", help=_("What new clients get; the policy's first if not said.")
        ),
    ] = None,
    no_products: Annotated[
        bool, typer.Option("--no-products", help=_("New clients get no product."))
    ] = False,
    preview: Annotated[bool, typer.Option("--preview", help=_("Only say what would be done."))] = False,
    undo: Annotated[
        str | None, typer.Option("--undo", metavar="ID", help=_("Take this import back."))
    ] = None,
    as_json: o.Json = False,
) -> int:
    """Everything about a file is decided before the first row is written."""
    start()
    from tenure.cli.books import Wish, carry_out

    products = [] if no_products else product or None
    wish = Wish(
        file=file, firm=firm, person=person, columns=columns or [], products=products, preview=preview,
        undo=undo, as_json=as_json,
    )  # fmt: skip
    return carry_out(wish)
