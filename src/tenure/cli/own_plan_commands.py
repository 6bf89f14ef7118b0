"""Plans that clients pay for themselves: try, take, leave; what there is to choose; what is to be paid."""

from typing import Annotated

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)

Client = Annotated[str, typer.Argument(metavar="CLIENT", help=_("A client (cli_…)."))]
User = Annotated[
    str, typer.Option("--as", metavar="EMAIL", help=_("Who acts: the client's owner or an administrator."))
]
Documents = Annotated[
    str | None,
    typer.Option("--documents", metavar="all|none", help=_("Whether documents that wait are extracted.")),
]


@commands.command(help=_("Start a client's free trial."))
def trial(
    client: Client,
    person: User,
    documents: Documents = None,
    digest: o.Digest = None,
    yes: o.Yes = False,
    as_json: o.Json = False,
) -> int:
    return _carry("trial", client, person, documents, digest, yes=yes, as_json=as_json)


@commands.command(help=_("Take, change or resume a plan that a client pays for itself."))
def subscribe(
    client: Client,
    person: User,
    plan: Annotated[str, typer.Option("--plan", metavar="CODE", help=_("Which plan; see tenure plans."))],
    documents: Documents = None,
    digest: o.Digest = None,
    yes: o.Yes = False,
    as_json: o.Json = False,
) -> int:
    return _carry("subscribe", client, person, documents, digest, plan=plan, yes=yes, as_json=as_json)


@commands.command(help=_("End a trial at once, or a paid plan with its month."))
def unsubscribe(
    client: Client, person: User, digest: o.Digest = None, yes: o.Yes = False, as_json: o.Json = False
) -> int:
    return _carry("cancel", client, person, None, digest, yes=yes, as_json=as_json)


@commands.command(help=_("List the plans that clients can take for themselves."))
def plans(as_json: o.Json = False) -> int:
    start()
    from tenure.cli.own_plans import list_plans

    return list_plans(as_json=as_json)


@commands.command(help=_("List what clients owe for their own plans, or say that one has been paid."))
def payments(
    state: Annotated[str | None, typer.Option("--state", metavar="due|overdue|paid|waived")] = None,
    paid: Annotated[
        str | None, typer.Option("--paid", metavar="REFERENCE", help=_("The money has come."))
    ] = None,
    waive: Annotated[
        str | None, typer.Option("--waive", metavar="REFERENCE", help=_("Nobody waits for it any longer."))
    ] = None,
    note: Annotated[str, typer.Option("--note", metavar="TEXT", help=_("A note for your books."))] = "",
    as_json: o.Json = False,
) -> int:
    start()
    from tenure.cli.plan_payments import list_payments, settle_payment

    if paid is not None:
        return settle_payment(paid, paid=True, note=note, as_json=as_json)
    if waive is not None:
        return settle_payment(waive, paid=False, note=note, as_json=as_json)
    return list_payments(state, as_json=as_json)


def _carry(
    wish: str,
    client: str,
    person: str,
    documents: str | None,
    digest: str | None,
    *,
    plan: str = "",
    yes: bool,
    as_json: bool,
) -> int:
    start()
    from tenure.cli.own_plans import Typed, carry
    from tenure.core.own_plans.facts import Wish
    from tenure.core.own_plans.propose import Question

    question = Question(wish=Wish(wish), tariff=plan)
    return carry(
        Typed(
            question=question, client=client, person=person, documents=documents, digest=digest, yes=yes,
            as_json=as_json,
        )
    )  # fmt: skip
