"""However a command ends, it ends with a promised exit code and one way of saying why."""

import os
import sys
import traceback
from collections.abc import Callable, Sequence

import typer
from typer.main import get_command

from tenure.cli import screen
from tenure.cli.ending import Ended, ExitCode, failed, wrong_usage
from tenure.cli.words import _

INTERRUPTED = 130


def run_command(app: typer.Typer, arguments: Sequence[str]) -> int:
    """Runs the command that `arguments` name; returns its exit code. With --json even a failure is one document."""
    try:
        code = _answered(lambda: _invoke(app, list(arguments)), as_json="--json" in arguments)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read has enough. What Python still wants to write at its end goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return ExitCode.FAILED
    return code


def _invoke(app: typer.Typer, arguments: list[str]) -> int:
    if any(not _readable(argument) for argument in arguments):
        raise wrong_usage(_("An argument is not written in UTF-8."))
    code = get_command(app).main(arguments, prog_name="tenure", standalone_mode=False)
    return ExitCode.FAILED if code == INTERRUPTED else int(code or ExitCode.DONE)


def _answered(invoke: Callable[[], int], *, as_json: bool) -> int:
    try:
        return invoke()
    except Ended as ended:
        return _say(ended, as_json=as_json)
    except typer.TyperException as wrong:
        return _say(_usage(wrong, as_json=as_json), as_json=as_json)
    except (typer.Abort, KeyboardInterrupt):
        return _say(failed("interrupted", _("Interrupted. Nothing more was done.")), as_json=as_json)
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001 - the last line before the terminal: never a bare traceback
        if os.environ.get("TENURE_DEBUG"):
            traceback.print_exc()
        return _say(_failure(error), as_json=as_json)


def _say(ended: Ended, *, as_json: bool) -> int:
    if as_json:
        screen.document(ended.document)
    else:
        screen.complain(*ended.sentences)
    return ended.code


def _usage(wrong: typer.TyperException, *, as_json: bool) -> Ended:
    context = getattr(wrong, "ctx", None)
    sentence = wrong.format_message()
    ended = failed("wrong_usage", sentence, code=ExitCode(wrong.exit_code))
    if as_json or context is None or sentence == context.get_help():
        return ended
    hint = _("Try '%(command)s --help' for help.") % {"command": context.command_path}
    return Ended(ended.code, ended.document, sentence, hint)


def _failure(error: Exception) -> Ended:
    name = type(error).__name__
    if name in {"OperationalError", "ProgrammingError"}:
        return failed(
            "database",
            _("The database cannot be used: %(problem)s. Is this installation set up? See tenure setup.")
            % {"problem": str(error).strip()},
        )
    return failed("failed", f"{name}: {error}")


def _readable(argument: str) -> bool:
    try:
        argument.encode()
    except UnicodeEncodeError:
        return False
    return True
