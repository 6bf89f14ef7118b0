"""What an operator types: set up, serve, work, migrate."""

import signal
import sys
from typing import Annotated

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)


@commands.command(help=_("Create the first firm and its administrator. Asks for what is not given."))
def setup(
    firm: Annotated[str | None, typer.Option("--firm", metavar="NAME", help=_("The firm's name."))] = None,
    slug: Annotated[
        str, typer.Option("--slug", help=_("Its short name; made from the name if not given."))
    ] = "",
    profile: Annotated[
        str | None,
        typer.Option(
            "--profile",
            metavar="practice|practice-classic|solo|cabinet|hauler",
            help=_("The rules it starts with."),
        ),
    ] = None,
    email: Annotated[str | None, typer.Option("--email", help=_("The administrator's address."))] = None,
    name: Annotated[str | None, typer.Option("--name", help=_("The administrator's name."))] = None,
    password_file: Annotated[
        str | None, typer.Option("--password-file", help=_("A file whose first line is the password, or -."))
    ] = None,
    locale: Annotated[str | None, typer.Option("--locale", metavar="en|fr", help=_("The language."))] = None,
    time_zone: Annotated[
        str | None, typer.Option("--time-zone", help=_("Such as Europe/Paris; days are counted in it."))
    ] = None,
    country: Annotated[str, typer.Option("--country", help=_("Two letters, such as FR."))] = "",
    currency: Annotated[str, typer.Option("--currency", help=_("Three letters, such as EUR."))] = "",
    another: Annotated[bool, typer.Option("--another", help=_("Add a firm to those that exist."))] = False,
    as_json: o.Json = False,
) -> int:
    start()
    from tenure.cli.setting_up import Told, carry_out

    told = Told(
        firm=firm, slug=slug, profile=profile, email=email, name=name, password_file=password_file,
        locale=locale, time_zone=time_zone, country=country, currency=currency, another=another,
    )  # fmt: skip
    return carry_out(told, as_json=as_json)


@commands.command(help=_("Show Tenure at work: invented firms, pages and worker, on this machine only."))
def demo(
    port: Annotated[
        int | None,
        typer.Option("--port", min=1, max=65535, help=_("The port; a free one from 8000 on if not given.")),
    ] = None,
    data: Annotated[str | None, typer.Option("--data", metavar="DIR", help=_("The demo's folder."))] = None,
    fresh: Annotated[
        bool, typer.Option("--fresh", help=_("Forget what was done in the demo before."))
    ] = False,
) -> int:
    from tenure.cli.demo import run_demo

    return run_demo(port, data, fresh=fresh)


@commands.command(help=_("Answer web requests. Brings the database up to date first."))
def serve(
    port: o.Port = 8000,
    host: Annotated[str, typer.Option("--host", help=_("The address to listen on."))] = "127.0.0.1",
    workers: Annotated[int, typer.Option("--workers", min=1, help=_("Processes."))] = 2,
    threads: Annotated[int, typer.Option("--threads", min=1, help=_("Threads in each."))] = 8,
) -> int:
    start()
    from tenure.cli import serving

    serving.serve(host, port, workers, threads)


@commands.command(help=_("Send letters and do what is due. Runs beside tenure serve."))
def worker() -> int:
    # Asked to stop before it began, it leaves as regularly as it does later.
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit(0))
    start()
    from tenure.cli import serving

    serving.work()


@commands.command(help=_("Bring the database up to date. Done by serve, worker and setup as well."))
def migrate() -> int:
    start()
    from tenure.cli.database import prepare

    prepare(static=True)
    return 0
