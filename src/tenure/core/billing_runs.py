"""What a bulk billing run makes for one customer: an invoice per currency, or the reason why there is none (R42)."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from tenure.core.billing import Days
from tenure.core.billing_policy import BillingPolicy
from tenure.core.invoicing import tax_on
from tenure.core.service_lines import BilledAccount, ServiceBill, ServiceLine, Unbilled, bill_services
from tenure.core.wording import say


class LeftOutReason(StrEnum):
    """Why a customer gets no invoice of a run. The codes are stored and keep their meaning."""

    DEACTIVATED = "deactivated"
    NO_SERVICES = "no_services"
    BILLED_ALREADY = "billed_already"
    STOPPED = "stopped"
    IN_PART = "in_part"
    NOT_YET = "not_yet"
    ENDED = "ended"
    NO_VISIT = "no_visit"
    NOTHING_TO_PAY = "nothing_to_pay"


LEFT_OUT_WORDS: Final = MappingProxyType(
    {
        LeftOutReason.DEACTIVATED: say("The account is deactivated."),
        LeftOutReason.NO_SERVICES: say("The account has no services."),
        LeftOutReason.BILLED_ALREADY: say("An earlier run has billed this period."),
        LeftOutReason.STOPPED: say("All services were stopped for the whole period."),
        LeftOutReason.IN_PART: say("Services ran on some days only, and the policy bills whole periods."),
        LeftOutReason.NOT_YET: say("The services begin after the period."),
        LeftOutReason.ENDED: say("The services ended before the period."),
        LeftOutReason.NO_VISIT: say("The services are on request, and no visit is left to bill."),
        LeftOutReason.NOTHING_TO_PAY: say("The invoice would come to zero."),
    }
)


class Remark(StrEnum):
    """What a person should know about an invoice before it is made."""

    IN_PART = "billed_in_part"
    WITHOUT_SOME = "without_some"
    ZERO = "zero"
    NO_EMAIL = "no_email"


REMARK_WORDS: Final = MappingProxyType(
    {
        Remark.IN_PART: say("A service is billed for some days of the period only."),
        Remark.WITHOUT_SOME: say("A service did not run and is not on the invoice."),
        Remark.ZERO: say("The invoice comes to zero."),
        Remark.NO_EMAIL: say("There is no e-mail address to send the invoice to."),
    }
)


class Trouble(StrEnum):
    """Why a run failed. Nothing that it had billed is undone, and it can be resumed."""

    NOT_ALLOWED = "not_allowed"
    SCOPE_GONE = "scope_gone"
    BROKEN = "broken"


TROUBLE_WORDS: Final = MappingProxyType(
    {
        Trouble.NOT_ALLOWED: say(
            "Whoever started the run may no longer bill. Somebody who may can resume it."
        ),
        Trouble.SCOPE_GONE: say(
            "The group or billing profile was removed. Start a new run for whom is left."
        ),
        Trouble.BROKEN: say("Something went wrong that nobody foresaw; the worker's log says why."),
    }
)

# If nothing ran, the first of these that is true of a service is told.
_WHY: Final = (
    (Unbilled.STOPPED, LeftOutReason.STOPPED),
    (Unbilled.STOPPED_NOW, LeftOutReason.STOPPED),
    (Unbilled.IN_PART, LeftOutReason.IN_PART),
    (Unbilled.NOT_YET, LeftOutReason.NOT_YET),
    (Unbilled.ENDED, LeftOutReason.ENDED),
    (Unbilled.NO_VISIT, LeftOutReason.NO_VISIT),
)
_NOT_RUN: Final = frozenset({Unbilled.STOPPED, Unbilled.STOPPED_NOW, Unbilled.IN_PART})


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRules:
    """What is the same for every customer of a run."""

    period: Days
    billing: BillingPolicy
    zero_invoices: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Customer:
    """One customer of a run; `billed` are the currencies in which an earlier run has billed the period."""

    account: BilledAccount
    deactivated: bool
    billed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bill:
    """An invoice to be, in minor units: `nets` are its lines', in their order."""

    currency: str
    lines: tuple[ServiceLine, ...]
    nets: tuple[int, ...]
    net: int
    tax: int
    without_some: bool

    @property
    def total(self) -> int:
        """What is to be paid."""
        return self.net + self.tax

    def remarks(self, *, email: bool) -> Iterator[Remark]:
        """What a person should know about it."""
        if any(line.in_part for line in self.lines):
            yield Remark.IN_PART
        if self.without_some:
            yield Remark.WITHOUT_SOME
        if self.total == 0:
            yield Remark.ZERO
        if not email:
            yield Remark.NO_EMAIL


def bill_customer(customer: Customer, rules: RunRules) -> tuple[Bill, ...] | LeftOutReason:
    """The invoices of one customer by currency, or why there is none. Active customers only (R42)."""
    if customer.deactivated:
        return LeftOutReason.DEACTIVATED
    if not customer.account.services:
        return LeftOutReason.NO_SERVICES
    services = bill_services(customer.account, rules.period, rules.billing)
    bills = tuple(_bills(services, customer.billed))
    if not bills:
        return LeftOutReason.BILLED_ALREADY if customer.billed else _why(services)
    if rules.zero_invoices:
        return bills
    return tuple(bill for bill in bills if bill.total) or LeftOutReason.NOTHING_TO_PAY


def _bills(services: ServiceBill, billed: frozenset[str]) -> Iterator[Bill]:
    by_currency: dict[str, list[ServiceLine]] = {}
    for line in services.lines:
        by_currency.setdefault(line.service.currency, []).append(line)
    without = {service.currency for service, reason in services.unbilled if reason in _NOT_RUN}
    for currency, lines in sorted(by_currency.items()):
        if currency not in billed:
            yield _bill(currency, lines, without_some=currency in without)


def _bill(currency: str, lines: list[ServiceLine], *, without_some: bool) -> Bill:
    nets = tuple([line.net for line in lines])
    taxed: dict[Decimal, int] = {}
    for line, net in zip(lines, nets, strict=True):
        rate = line.item.tax_rate
        taxed[rate] = taxed.get(rate, 0) + net
    return Bill(
        currency=currency,
        lines=tuple(lines),
        nets=nets,
        net=sum(nets),
        tax=sum([tax_on(net, rate, currency) for rate, net in taxed.items()]),
        without_some=without_some,
    )


def _why(services: ServiceBill) -> LeftOutReason:
    reasons = {reason for _service, reason in services.unbilled}
    return next(told for unbilled, told in _WHY if unbilled in reasons)
