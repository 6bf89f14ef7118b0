"""The command that adds documents to a client."""

from pathlib import Path
from typing import Annotated

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)


@commands.command("add-documents", help=_("Add documents to a client, as on its page."))
def add_documents(
    client: Annotated[str, typer.Argument(metavar="CLIENT", help=_("A client (cli_…)."))],
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help=_("PDF, PNG, JPEG, TIFF, HEIC, XML, or a ZIP of these.")),
    ],
    person: o.Person,
    business: Annotated[
        str | None,
        typer.Option("--business", metavar="NODE", help=_("The client's business they belong to (biz_…).")),
    ] = None,
    as_json: o.Json = False,
) -> int:
    """Ends with 1 if any of them was not taken."""
    start()
    from tenure.cli.adding import add_files

    return add_files(client, files, person, business=business, as_json=as_json)
