"""The command that reads documents and stores nothing."""

from pathlib import Path
from typing import Annotated

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)


@commands.command(help=_("Say what the machine reads on documents; nothing is stored."))
def extract(
    files: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help=_("PDF, PNG, JPEG, TIFF, HEIC, XML, or a ZIP of these.")),
    ],
    country: Annotated[
        str, typer.Option("--country", metavar="FR", help=_("The client's country, to tell dates apart."))
    ] = "",
    language: Annotated[
        str, typer.Option("--language", metavar="fr", help=_("The client's language, to tell dates apart."))
    ] = "",
    as_json: o.Json = False,
) -> int:
    """Ends with 1 if any of them could not be read."""
    start()
    from tenure.cli.extracting import extract_files

    return extract_files(files, country=country.upper(), language=language.lower(), as_json=as_json)
