"""`tenure bill`: what a month's run would do, or the run itself, followed to its end (R42)."""

import re
import time
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.actors import actor_in_firm
from tenure.cli.billing_json import Plain, preview_in_json, run_in_json
from tenure.cli.billing_text import print_preview, print_run
from tenure.cli.ending import Ended, ExitCode, failed, wrong_usage
from tenure.cli.progress import bar
from tenure.cli.refusing import not_allowed, refused_as
from tenure.core.actor import Actor
from tenure.core.billing_runs import TROUBLE_WORDS
from tenure.core.tree import Kind
from tenure.core.wording import say
from tenure.operations.billing_run_preview import RunPreview, RunWish, preview_run
from tenure.operations.billing_run_work import work_on
from tenure.operations.billing_runs import STOPPABLE, PreviewChanged, start_run
from tenure.operations.errors import Invalid, NotAllowed
from tenure.records.billing_runs import BillingRun, RunState, groups_of, trouble_of
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.speech.speak import speak

MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])", re.ASCII)
LOOK_AGAIN = 0.5  # seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """The options of `tenure bill`, as typed."""

    firm: str
    person: str
    period: str
    group: str | None
    zero: bool | None
    digest: str | None
    perform: bool
    as_json: bool


def carry_out(wish: Wish) -> ExitCode:
    """Previews, or performs and waits for the end; prints who was invoiced and who was left out."""
    if MONTH.fullmatch(wish.period) is None:
        raise wrong_usage(_("%(period)s is not a month. Write it as 2026-05.") % {"period": wish.period})
    actor = actor_in_firm(wish.person, wish.firm)
    if not policy_of(firm_of(actor)).has(Kind.SERVICE):
        raise refused_as("not_offered_by_policy", say("This firm does not bill services."))
    try:
        preview = preview_run(_asked(wish, actor), actor=actor)
        if wish.perform:
            return _perform(wish, actor, wish.digest or preview.digest)
    except PreviewChanged as changed:
        _show(wish, changed.preview, changed=True)
        return ExitCode.FACTS_CHANGED
    except NotAllowed as refused:
        raise not_allowed(refused.message) from refused
    except Invalid as wrong:
        raise refused_as("invalid", wrong.message) from wrong
    moved = wish.digest is not None and wish.digest != preview.digest
    _show(wish, preview, changed=moved)
    return ExitCode.FACTS_CHANGED if moved else ExitCode.DONE


def _asked(wish: Wish, actor: Actor) -> RunWish:
    month = date.fromisoformat(f"{wish.period}-01")
    if wish.group is None:
        return RunWish(month=month, zero_invoices=wish.zero)
    group = next((id_ for id_, name in groups_of(actor) if name == wish.group), None)
    if group is None:
        raise refused_as("no_such_group", say("Your firm has no account group with this name."))
    return RunWish(month=month, group=group, zero_invoices=wish.zero)


def _perform(wish: Wish, actor: Actor, digest: str) -> ExitCode:
    run = start_run(_asked(wish, actor), digest=digest, actor=actor)
    _follow(run)
    if run.state != RunState.DONE:
        raise _not_done(run)
    if wish.as_json:
        screen.document(run_in_json(run, wish.period))
    else:
        print_run(run, wish.period)
    return ExitCode.DONE


def _follow(run: BillingRun) -> None:
    """Does the work here. Where a worker has a piece in hand, waits for it."""
    with bar(_("Billing customers")) as tell:
        while run.state in STOPPABLE:
            if not work_on(run.id, tell=tell):
                time.sleep(LOOK_AGAIN)
            run.refresh_from_db()
            tell("billing", run.done, run.customers)


def _not_done(run: BillingRun) -> Ended:
    trouble = trouble_of(run)
    if trouble is None:
        return failed("stopped", _("The run %(id)s was stopped; it can be resumed.") % {"id": run.id})
    return failed(trouble.value, speak(TROUBLE_WORDS[trouble]))


def _show(wish: Wish, preview: RunPreview, *, changed: bool) -> None:
    if wish.as_json:
        document: Plain = preview_in_json(preview, wish.period, at=timezone.now())
        if changed:
            sentence = _("The facts have changed since the preview that was named. This is the new one.")
            document["refusals"] = [{"code": "facts_changed", "sentence": sentence, "way_out": ""}]
        screen.document(document)
    else:
        print_preview(preview, wish.period, changed=changed)
