"""The letter that brings invoices: what it says, and the papers with it, made when it leaves (R45, R46)."""

from collections.abc import Sequence
from typing import Final

from django.db.models import QuerySet

from tenure.core.invoicing import InvoiceKind
from tenure.core.money import from_minor
from tenure.core.wording import Message, say, say_many
from tenure.operations.invoice_paper import papers_of
from tenure.outlets.mail import Attachment
from tenure.outlets.paper import Passage, Words
from tenure.records.models import Invoice, OutboxMail

INVOICES: Final = "invoices"
MOST_NAMED: Final = 20


def subject_of_invoices(numbers: Sequence[str], firm: str) -> Message:
    """What the letter is about."""
    if len(numbers) == 1:
        return say("%(number)s from %(firm)s", number=numbers[0], firm=firm)
    return say_many(
        "%(count)d invoice from %(firm)s", "%(count)d invoices from %(firm)s", count=len(numbers), firm=firm
    )


def words_of_invoices(mail: OutboxMail) -> Words | None:
    """What the letter says; None where nothing of what it was to bring can be sent any more."""
    rows = list(_still_valid(mail).select_related("series"))
    if not rows or mail.firm is None:
        return None
    firm, to_pay = mail.firm.name, [row for row in rows if _owed(row)]
    named = tuple((_named(row), _pay_by(row)) for row in rows[:MOST_NAMED])
    more = len(rows) - len(named)
    rest = (say_many("and %(count)d more", "and %(count)d more", count=more),) if more else ()
    return Words(
        subject=subject_of_invoices([row.shown_number for row in rows], firm),
        paragraphs=(
            say_many(
                "With this e-mail you receive a document from %(firm)s as PDF.",
                "With this e-mail you receive %(count)d documents from %(firm)s as PDF.",
                count=len(rows),
                firm=firm,
            ),
        ),
        passages=(Passage(heading=say("Attached"), points=(*named, *((one, None) for one in rest))),),
        ending=(say("Where to pay stands on each invoice."),) if to_pay else (),
        reason=say("This e-mail goes to the address to which %(firm)s sends your invoices.", firm=firm),
    )


def papers_with(mail: OutboxMail) -> tuple[Attachment, ...]:
    """The invoices of a letter as PDF; nothing for a letter of another kind."""
    if mail.kind != INVOICES:
        return ()
    ids = list(_still_valid(mail).values_list("id", flat=True))
    return tuple(
        Attachment(name=paper.name, kind="application/pdf", content=paper.pdf()) for paper in papers_of(ids)
    )


def names_of_papers(mail: OutboxMail) -> list[str]:
    """What the files with a letter are called, without making them."""
    if mail.kind != INVOICES:
        return []
    return [f"{row.shown_number}.pdf" for row in _still_valid(mail).select_related("series")]


def _still_valid(mail: OutboxMail) -> QuerySet[Invoice]:
    """Those of its invoices that were not voided since, of a customer that is not erased."""
    rows = Invoice.objects.filter(
        pk__in=mail.context["invoices"],
        firm_id=mail.firm_id,
        client__isnull=False,
        client_id=mail.client_id,
        voided_at__isnull=True,
        number__isnull=False,
    )
    return rows.order_by("issued_on", "number", "id")


def _owed(row: Invoice) -> int:
    return row.total - row.paid if row.kind == InvoiceKind.INVOICE.value else 0


def _named(row: Invoice) -> Message:
    amount = from_minor(row.total, row.currency)
    if row.kind == InvoiceKind.CREDIT_NOTE.value:
        return say(
            "Credit note %(number)s: %(amount)s %(currency)s",
            number=row.shown_number,
            amount=amount,
            currency=row.currency,
        )
    return say(
        "Invoice %(number)s: %(amount)s %(currency)s",
        number=row.shown_number,
        amount=amount,
        currency=row.currency,
    )


def _pay_by(row: Invoice) -> Message | None:
    if row.kind == InvoiceKind.CREDIT_NOTE.value:
        return None
    owed = _owed(row)
    if not owed or row.due_on is None:
        return say("Nothing is to be paid any more.")
    return say(
        "To be paid: %(amount)s %(currency)s by %(day)s",
        amount=from_minor(owed, row.currency),
        currency=row.currency,
        day=row.due_on,
    )
