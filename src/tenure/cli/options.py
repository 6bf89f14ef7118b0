"""The options that several commands share, said once."""

from typing import Annotated

import typer

from tenure.cli.words import _

Node = Annotated[
    str,
    typer.Argument(metavar="NODE", help=_("A client (cli_…) or a part of it: biz_…, loc_…, srv_…, sub_….")),
]
Person = Annotated[
    str,
    typer.Option("--as", metavar="EMAIL", help=_("Who acts: a member of the firm, or a user of the client.")),
]
Firm = Annotated[str, typer.Option("--firm", metavar="SLUG", help=_("The firm, by its short name."))]
Json = Annotated[bool, typer.Option("--json", help=_("Print one JSON document and nothing else."))]
Port = Annotated[int, typer.Option("--port", min=1, max=65535, help=_("The port to listen on."))]

Owner = Annotated[
    str | None,
    typer.Option("--owner", metavar="EMAIL", help=_("Who owns the account afterwards, by e-mail or id.")),
]
Notify = Annotated[bool | None, typer.Option("--notify/--no-notify", help=_("Tell the client by e-mail."))]
Reason = Annotated[
    str | None, typer.Option("--reason", metavar="CODE", help=_("Why, by a code from the policy's list."))
]
Comment = Annotated[str | None, typer.Option("--comment", metavar="TEXT", help=_("Why, in your own words."))]
Score = Annotated[
    int | None,
    typer.Option(
        "--score", min=0, max=10, metavar="0-10", help=_("How well it went with the client, from 0 to 10.")
    ),
]
AcknowledgeWait = Annotated[
    bool, typer.Option("--acknowledge-wait", help=_("Yes, there is no return before the wait is over."))
]
TypeName = Annotated[
    str | None,
    typer.Option("--type-name", metavar="NAME", help=_("The client's name, to erase it for good.")),
]
Restore = Annotated[
    str | None,
    typer.Option("--restore", metavar="own|as-it-was|all", help=_("How much comes back.")),
]
Documents = Annotated[
    str | None,
    typer.Option(
        "--documents", metavar="all|none|since:DATE", help=_("Which of the held documents are sent on.")
    ),
]
EndDate = Annotated[
    str | None,
    typer.Option(
        "--end-date",
        metavar="none|keep|DATE",
        help=_("The end date a service comes back with; removed unless you say otherwise."),
    ),
]
At = Annotated[
    str | None,
    typer.Option("--at", metavar="DATE", help=_("The first day of a suspension; today if not given.")),
]
Until = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help=_("The day a suspension ends by itself."))
]
Digest = Annotated[
    str | None,
    typer.Option(
        "--digest", metavar="D", help=_("The receipt of the plan you read; nothing else is performed.")
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help=_("Perform the plan. Without it the plan is only printed."))]
