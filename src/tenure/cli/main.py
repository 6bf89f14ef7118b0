"""The command `tenure`: its parts put together. What a command does is read when it is used."""

import sys
from collections.abc import Sequence

import typer

from tenure.cli import (
    add_documents_command,
    billing_command,
    documents_command,
    extract_command,
    held_documents_command,
    import_command,
    installation_commands,
    looking_commands,
    own_plan_commands,
    people_commands,
    verb_commands,
)
from tenure.cli.running import run_command
from tenure.cli.words import _

app = typer.Typer(
    help=_("End, pause and resume client relationships without harm."),
    # Help drawn with rich takes half a second to import; plain help a tenth.
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
)
for part in (
    looking_commands,
    verb_commands,
    own_plan_commands,
    people_commands,
    import_command,
    billing_command,
    extract_command,
    add_documents_command,
    documents_command,
    held_documents_command,
    installation_commands,
):
    app.add_typer(part.commands)


def main() -> None:
    """Runs the command that was typed and leaves with its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs one command; returns its exit code."""
    return run_command(app, arguments)
