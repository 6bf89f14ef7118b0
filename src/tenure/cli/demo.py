"""Tenure at work with invented firms: one command sets up, fills, serves, and says who can sign in."""

import os
import socket
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from subprocess import Popen

from tenure.cli import screen
from tenure.cli.awake import start
from tenure.cli.children import running, watch
from tenure.cli.demo_folder import built, folder_of, note_built, open_folder
from tenure.cli.ending import ExitCode, failed
from tenure.cli.words import _

HOST = "127.0.0.1"
FIRST_PORT, LAST_PORT = 8000, 8099
ANSWER_SECONDS = 60.0
DOCUMENTS_DOMAIN = "documents.tenure.example"


def run_demo(port: int | None, data: str | None, *, fresh: bool) -> ExitCode:
    """Runs the demo until it is interrupted."""
    chosen = _free_port(port)
    folder = folder_of(data)
    open_folder(folder, fresh=fresh)
    address, letterbox = f"http://{HOST}:{chosen}/", f"{HOST}:{_any_port()}"
    _keep_to_itself(folder, address, letterbox)
    start()
    _fill(folder)
    from tenure.cli.serving import web_command, worker_command

    with running([web_command(HOST, chosen), worker_command()]) as children:
        _wait_for_answer(address, children)
        _say_who(address, letterbox)
        watch(children)
    return ExitCode.DONE


def _keep_to_itself(folder: Path, address: str, letterbox: str) -> None:
    """Letters stay in the demo's own mailbox, which its pages show, and lead back to this demo; so do files."""
    for elsewhere in ("TENURE_SMTP_URL", "TENURE_FILES_URL"):
        os.environ.pop(elsewhere, None)
    os.environ |= {
        "TENURE_DATA": str(folder),
        "TENURE_DEMO": "1",
        "TENURE_URL": address,
        "TENURE_MAIL_IN": letterbox,
        "TENURE_MAIL_IN_DOMAIN": DOCUMENTS_DOMAIN,
    }


def _fill(folder: Path) -> None:
    from django.db import connections

    from tenure.cli.database import prepare
    from tenure.demo.build import build_demo

    screen.complain(_("Setting up in %(folder)s …") % {"folder": folder})
    prepare(static=True)
    if not built(folder):
        screen.complain(_("Inventing firms, clients and some months of history …"))
        build_demo()
        note_built(folder)
    connections.close_all()


def _say_who(address: str, letterbox: str) -> None:
    from tenure.demo.sign_ins import PASSWORD, sign_ins

    screen.line(address, style="bold")
    screen.line()
    screen.table(
        (_("Firm"), _("Short name"), _("Name"), _("Role"), _("E-mail")),
        [(one.firm, one.slug, one.name, one.role, one.email) for one in sign_ins()],
    )
    screen.line()
    screen.line(_("Password of everybody: %(password)s") % {"password": PASSWORD})
    screen.line(
        _("Documents come in by e-mail too, through SMTP at %(letterbox)s") % {"letterbox": letterbox}
    )
    screen.line(_("Stop with Ctrl-C."))
    sys.stdout.flush()


def _any_port() -> int:
    with socket.socket() as tried:
        tried.bind((HOST, 0))
        port: int = tried.getsockname()[1]
        return port


def _free_port(wanted: int | None) -> int:
    for port in (wanted,) if wanted is not None else range(FIRST_PORT, LAST_PORT + 1):
        with socket.socket() as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                tried.bind((HOST, port))
            except OSError:
                continue
            return port
    raise failed("port_in_use", _("The port is in use. Name another one with --port."))


def _wait_for_answer(address: str, children: Sequence[Popen[bytes]]) -> None:
    until = time.monotonic() + ANSWER_SECONDS
    while time.monotonic() < until and all(child.poll() is None for child in children):
        try:
            urllib.request.urlopen(address, timeout=10).close()  # noqa: S310 - our own address
        except urllib.error.HTTPError:
            return
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise failed("no_answer", _("The pages do not answer; see above why."))
