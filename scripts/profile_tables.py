"""Writes docs/profiles.md from the policies themselves: `python scripts/profile_tables.py`."""

from collections.abc import Callable, Iterator
from pathlib import Path

from tenure.core.actions import Verb
from tenure.core.billing import PartPeriod, Regenerate
from tenure.core.billing_policy import BillingPolicy
from tenure.core.facts import Payer
from tenure.core.policy import Notice, Step, UsersRule, VerbPolicy
from tenure.core.profiles import NAMES, profile
from tenure.core.refusals import RefusalCode
from tenure.core.tree import Kind

TARGET = Path(__file__).resolve().parent.parent / "docs" / "profiles.md"

INTRODUCTION = """\
# The profiles

Made from the policies by `python scripts/profile_tables.py`; a test compares. A firm starts from one of these and may
change its own copy; a policy that contradicts itself is refused with every reason.

A policy may combine what the profiles have: clients with businesses and locations, products and services, each verb on
every kind of node. No code belongs to it. The demo's sixth firm, Tidewell Property & Books, is such a one:
[mixed.toml](../src/tenure/demo/policies/mixed.toml).
"""

MEANINGS = {
    RefusalCode.NOT_PERMITTED: "the actor lacks the right of this verb",
    RefusalCode.NOT_CONNECTED: "no such client is connected to the firm; foreign looks like missing",
    RefusalCode.NOT_FOUND: "there is no such thing",
    RefusalCode.NO_USERS: "nobody uses the account who could keep it",
    RefusalCode.HAS_USERS: "somebody uses the account, so it cannot be deleted",
    RefusalCode.SELF_PAYING: "the client pays for itself and can only be disconnected",
    RefusalCode.ALREADY_STOPPED: "it carries this stop already",
    RefusalCode.NOT_STOPPED: "there is no such stop to lift",
    RefusalCode.PARENT_STOPPED: "something above it is stopped and has to come back first",
    RefusalCode.WAIT_NOT_OVER: "the wait before a return runs; `until` is the first day on which it is over",
    RefusalCode.OWNER_REQUIRED: "several users, and none was chosen as owner",
    RefusalCode.OWNER_UNKNOWN: "the chosen owner is no user of the client",
    RefusalCode.ACKNOWLEDGEMENT_REQUIRED: "the wait has not been acknowledged",
    RefusalCode.NAME_REQUIRED: "the client's name has not been typed",
    RefusalCode.NAME_DOES_NOT_MATCH: "the name typed is not the client's",
    RefusalCode.SURVEY_NOT_VALID: "the survey's answer was not offered, or is too long",
    RefusalCode.CHOICE_NOT_OFFERED: "the policy does not offer this kind of return",
    RefusalCode.NOT_OFFERED_BY_POLICY: "the firm's policy does not offer this verb here",
    RefusalCode.END_DATE_IN_PAST: "an end date lies in the past, or would stop a service that returns today at once",
    RefusalCode.DATES_NOT_VALID: "a suspension would begin in the past, or end before it begins",
    RefusalCode.TYPE_NOT_OFFERED: "the policy does not know this type of suspension",
    RefusalCode.FACTS_CHANGED: "the plan that was confirmed rested on other facts; the new one is shown",
}

STEPS = {
    Step.SURVEY: "survey (optional)",
    Step.MEANING: "what it means",
    Step.ACKNOWLEDGE_WAIT: "acknowledge the wait",
    Step.REVIEW: "summary",
    Step.OWNER: "choose the owner",
    Step.NOTIFY: "notify the client?",
    Step.TYPE_NAME: "type the name",
    Step.DOCUMENTS: "documents that waited",
    Step.RESTORE: "how much comes back",
    Step.REASON: "reason",
    Step.END_DATE: "end date of the schedule",
    Step.DATES: "from when, until when",
}
NOTICES = {Notice.ALWAYS: "always", Notice.ASKED: "as chosen", Notice.NEVER: "never"}
USERS = {UsersRule.SOME: "at least one", UsersRule.NONE: "none", UsersRule.ANY: "any"}

BILLING = (
    "Where a firm sells services. A policy that does not say lets regenerate what was neither sent nor paid."
)
PART_PERIODS = {
    PartPeriod.WHOLE: "the whole price",
    PartPeriod.NONE: "nothing",
    PartPeriod.BY_DAY: "by day",
}
REGENERATES = {
    Regenerate.NEVER: "none",
    Regenerate.UNSENT: "neither sent nor paid",
    Regenerate.UNPAID: "nothing paid",
    Regenerate.ANY: "any",
}


def page() -> str:
    """The whole page."""
    parts = [INTRODUCTION, *(_verb_table(verb) for verb in Verb), _billing_table(), _refusals()]
    return "\n".join(parts)


def _verb_table(verb: Verb) -> str:
    columns = [(name, profile(name).verb(verb)) for name in NAMES]
    head = f"## {verb.value}\n\n| | {' | '.join(f'`{name}`' for name, _rules in columns)} |"
    rule = "|---" * (len(columns) + 1) + "|"
    rows = [f"| {label} | {' | '.join(cells)} |" for label, cells in _rows(columns)]
    return "\n".join([head, rule, *rows, ""])


def _billing_table() -> str:
    columns = [(name, policy.billing) for name in NAMES if (policy := profile(name)).has(Kind.SERVICE)]
    head = f"## billing\n\n{BILLING}\n\n| | {' | '.join(f'`{name}`' for name, _rules in columns)} |"
    rule = "|---" * (len(columns) + 1) + "|"
    rows = [
        f"| {label} | {' | '.join(cell(rules) for _name, rules in columns)} |"
        for label, cell in BILLING_CELLS
    ]
    return "\n".join([head, rule, *rows, ""])


def _rows(columns: list[tuple[str, VerbPolicy | None]]) -> Iterator[tuple[str, list[str]]]:
    for label, cell in CELLS:
        yield label, [cell(rules) if rules is not None else "not offered" for _name, rules in columns]


def _own_steps(verb: VerbPolicy) -> str:
    if Payer.CLIENT not in verb.payers:
        return "not offered"
    return " > ".join(STEPS[step] for step in verb.steps_for(Payer.CLIENT)) or "confirm"


CELLS: tuple[tuple[str, Callable[[VerbPolicy], str]], ...] = (
    ("on", lambda v: ", ".join(sorted(v.on))),
    ("button", lambda v: ", ".join(sorted(v.places))),
    ("who pays", lambda v: ", ".join(sorted(v.payers))),
    ("users", lambda v: USERS[v.users]),
    ("steps", lambda v: " > ".join(STEPS[s] for s in v.steps_for(Payer.FIRM)) or "confirm"),
    ("steps, self-paying", _own_steps),
    ("wait", lambda v: f"{v.wait_months} months" if v.wait_months else "none"),
    ("placed on", lambda v: "the node" if v.reach == "own" else "the node and each below"),
    ("brings back", lambda v: ", ".join(v.restore) if v.verb in {Verb.REACTIVATE, Verb.UNSUSPEND} else "-"),
    ("e-mail to the firm", lambda v: NOTICES[v.firm_notice]),
    ("e-mail to the client", lambda v: NOTICES[v.client_notice]),
)

BILLING_CELLS: tuple[tuple[str, Callable[[BillingPolicy], str]], ...] = (
    ("a service that ran on some days of the period", lambda b: PART_PERIODS[b.part_period]),
    ("days to pay", lambda b: str(b.due_days)),
    ("tax rate, unless the service has its own", lambda b: f"{b.tax_rate}%"),
    ("invoices over 0 from bulk runs", lambda b: "yes" if b.zero_invoices else "no"),
    ("issued invoices that may be regenerated", lambda b: REGENERATES[b.regenerate]),
)


def _refusals() -> str:
    rows = [f"| `{code.value}` | {MEANINGS[code]} |" for code in RefusalCode]
    return "\n".join(
        [
            "## Refusal codes",
            "",
            "Their meaning never changes.",
            "",
            "| code | means |",
            "|---|---|",
            *rows,
            "",
        ]
    )


if __name__ == "__main__":
    TARGET.write_text(page(), encoding="utf-8")
