"""The command that takes documents out."""

from pathlib import Path
from typing import Annotated

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)


@commands.command(help=_("Count documents, or take them out: as a table, as JSON, or with their files."))
def documents(
    person: o.Person,
    client: Annotated[
        str | None,
        typer.Argument(metavar="[CLIENT]", help=_("A client (cli_…); or all of a firm with --firm.")),
    ] = None,
    firm: Annotated[
        str | None,
        typer.Option("--firm", metavar="SLUG", help=_("All clients of the firm, by its short name.")),
    ] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state",
            metavar="unread|review|ready|held|failed|unpacked",
            help=_("Only documents that have come so far; may be given several times."),
        ),
    ] = None,
    first: Annotated[
        str | None, typer.Option("--from", metavar="DATE", help=_("Added on this day or later."))
    ] = None,
    last: Annotated[
        str | None, typer.Option("--until", metavar="DATE", help=_("Added on this day or earlier."))
    ] = None,
    business: Annotated[
        str, typer.Option("--business", metavar="BIZ", help=_("Of one business of the client (biz_…)."))
    ] = "",
    as_csv: Annotated[bool, typer.Option("--csv", help=_("Write the table to standard output."))] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help=_("Write one JSON document to standard output, and nothing else."))
    ] = False,
    as_zip: Annotated[
        Path | None,
        typer.Option(
            "--zip", metavar="FILE", help=_("Write the files, the table and the JSON to a new ZIP file.")
        ),
    ] = None,
) -> int:
    """Ends with 3 where there is nothing to take out."""
    start()
    from tenure.cli.documents import Typed, take

    typed = Typed(
        client=client, firm=firm, person=person, states=tuple(state or ()), first=first, last=last, business=business,
        as_csv=as_csv, as_json=as_json, as_zip=as_zip,
    )  # fmt: skip
    return take(typed)
