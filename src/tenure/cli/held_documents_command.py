"""The command that sends held documents for extraction."""

from typing import Annotated

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)


@commands.command("send-documents", help=_("Send held documents of a client for extraction."))
def send_documents(
    client: Annotated[str, typer.Argument(metavar="CLIENT", help=_("A client (cli_…)."))],
    person: o.Person,
    documents: Annotated[
        str,
        typer.Option(
            "--documents",
            metavar="all|since:DATE|DOC,DOC",
            help=_("Which of the held documents: all, those of a day and later, or some by id (doc_…)."),
        ),
    ] = "all",
    digest: o.Digest = None,
    yes: o.Yes = False,
    as_json: o.Json = False,
) -> int:
    """Ends with 3 where nothing can be sent now, with 4 where it is no longer as it was looked at."""
    start()
    from tenure.cli.held_documents import Typed, carry

    return carry(
        Typed(client=client, person=person, documents=documents, digest=digest, yes=yes, as_json=as_json)
    )
