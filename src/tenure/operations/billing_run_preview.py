"""What a bulk billing run would do, counted before anything is written; the run decides by the same rule (R42, R50)."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.billing import month_of
from tenure.core.billing_runs import Bill, LeftOutReason, Remark, RunRules, bill_customer
from tenure.core.wording import say
from tenure.operations.errors import Invalid
from tenure.operations.permission import firm_for
from tenure.records.billing_scope import CHUNK, Scope, chunk_after, customers_in, gathered
from tenure.records.buyers import buyers_of
from tenure.records.models import AccountGroup, BillingProfile, Firm
from tenure.records.policies import policy_of, today_of

DIGEST_CHARACTERS = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class RunWish:
    """A month and whom to bill: an account group, a billing profile (ids), or everybody.

    `zero_invoices` None is the policy's: whether invoices over nothing are made.
    """

    month: date
    group: str | None = None
    profile: str | None = None
    zero_invoices: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A wish that can be followed: the rules, and the customers they are for."""

    firm: Firm
    scope: Scope
    rules: RunRules


@dataclass(slots=True, kw_only=True)
class Sum:
    """Some invoices in one currency, in minor units."""

    invoices: int = 0
    net: int = 0
    tax: int = 0
    total: int = 0

    def add(self, bill: Bill) -> None:
        """One more."""
        self.invoices += 1
        self.net += bill.net
        self.tax += bill.tax
        self.total += bill.total


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the run makes for one customer: bills, or a reason why it makes none."""

    client: str
    name: str = ""
    bills: tuple[Bill, ...] = ()
    left_out: LeftOutReason | None = None
    email: bool = True

    @property
    def remarks(self) -> frozenset[Remark]:
        """What a person should know about its bills."""
        return frozenset(remark for bill in self.bills for remark in bill.remarks(email=self.email))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Which customers of a preview to name, behind the id `after`: with invoices, or those of a reason or a remark."""

    of: LeftOutReason | Remark | None = None
    after: str = ""
    limit: int = 0

    def takes(self, outcome: Outcome) -> bool:
        """Whether this customer is one of them."""
        if outcome.client <= self.after:
            return False
        if self.of is None:
            return outcome.left_out is None
        return self.of is outcome.left_out or self.of in outcome.remarks


NOBODY = Pick()


@dataclass(frozen=True, slots=True, kw_only=True)
class RunPreview:
    """Who would get an invoice and who not. `digest` is the receipt of all of it, customer by customer.

    `picked` are the customers that were asked for by name, up to a limit; `more` tells whether there are others.
    """

    run: Run
    picked: tuple[Outcome, ...] = ()
    more: bool = False
    customers: int
    sums: dict[str, Sum]
    left_out: Counter[LeftOutReason]
    remarks: Counter[Remark]
    digest: str

    @property
    def invoices(self) -> int:
        """How many invoices would be made."""
        return sum(one.invoices for one in self.sums.values())


def read_wish(wish: RunWish, *, actor: Actor, at: datetime) -> Run:
    """The wish with its scope looked up. Raises NotAllowed, and Invalid for a month or scope that cannot be billed."""
    firm = Firm.objects.get(pk=firm_for(actor, Right.BILLING, at=at))
    billing = policy_of(firm).billing
    period, now = month_of(wish.month), month_of(today_of(firm, at))
    # Some bill in advance; more than a month of it is a slip of the finger.
    if now.end is None or period.first > now.end:
        raise Invalid(say("Choose a month up to the next one."), "month")
    zero = billing.zero_invoices if wish.zero_invoices is None else wish.zero_invoices
    return Run(
        firm=firm,
        scope=_scope(wish, firm),
        rules=RunRules(period=period, billing=billing, zero_invoices=zero),
    )


def preview_run(
    wish: RunWish, *, pick: Pick = NOBODY, actor: Actor, at: datetime | None = None
) -> RunPreview:
    """Decides for every customer of the scope, some at a time; keeps counts, a receipt, and whom `pick` asks for."""
    at = at or timezone.now()
    run = read_wish(wish, actor=actor, at=at)
    counts = _Counts()
    picked: list[Outcome] = []
    for outcome in outcomes(run, at=at):
        counts.take(outcome)
        if 0 < pick.limit >= len(picked) and pick.takes(outcome):
            picked.append(outcome)
    return RunPreview(
        run=run,
        picked=tuple(picked[: pick.limit]),
        more=len(picked) > pick.limit,
        customers=counts.customers,
        sums=dict(sorted(counts.sums.items())),
        left_out=counts.left_out,
        remarks=counts.remarks,
        digest=counts.receipt.hexdigest()[:DIGEST_CHARACTERS],
    )


def outcomes(run: Run, *, at: datetime, after: str = "") -> Iterator[Outcome]:
    """What the run would make for each customer behind the id `after`, in the order of their ids."""
    customers, today = customers_in(run.scope), today_of(run.firm, at)
    while seen := chunk_after(customers, after, CHUNK):
        buyers = buyers_of(seen)
        for customer in gathered(seen, run.firm, run.rules.period, today):
            client = customer.account.client
            made = bill_customer(customer, run.rules)
            if isinstance(made, LeftOutReason):
                yield Outcome(client=client, name=buyers[client].name, left_out=made)
            else:
                buyer = buyers[client]
                yield Outcome(client=client, name=buyer.name, bills=made, email=bool(buyer.email))
        after = seen[-1]


def _scope(wish: RunWish, firm: Firm) -> Scope:
    if wish.group is not None:
        group = AccountGroup.objects.filter(pk=wish.group, firm=firm).first()
        if group is None:
            raise Invalid(say("There is no such account group."), "scope")
        return Scope(firm=firm.id, group=group.id, name=group.name)
    if wish.profile is not None:
        profile = BillingProfile.objects.filter(pk=wish.profile, firm=firm).first()
        if profile is None:
            raise Invalid(say("There is no such billing profile."), "scope")
        return Scope(firm=firm.id, profile=profile.id, name=profile.name)
    return Scope(firm=firm.id)


@dataclass(slots=True, kw_only=True)
class _Counts:
    customers: int = 0
    sums: dict[str, Sum] = field(default_factory=dict)
    left_out: Counter[LeftOutReason] = field(default_factory=Counter)
    remarks: Counter[Remark] = field(default_factory=Counter)
    receipt: "hashlib._Hash" = field(default_factory=hashlib.sha256)

    def take(self, outcome: Outcome) -> None:
        """Counts one customer."""
        self.customers += 1
        if outcome.left_out is not None:
            self.left_out[outcome.left_out] += 1
            self.receipt.update(f"{outcome.client} {outcome.left_out}\n".encode())
        self.remarks.update(outcome.remarks)
        for bill in outcome.bills:
            self.sums.setdefault(bill.currency, Sum()).add(bill)
            said = (outcome.client, bill.currency, len(bill.lines), bill.net, bill.tax)
            self.receipt.update(f"{said}\n".encode())
