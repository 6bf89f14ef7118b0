"""An invented invoice, so that a firm sees its letterhead on paper before a customer does."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from tenure.core.actor import Actor, Right
from tenure.core.invoicing import InvoiceKind, LineItem, totals_of
from tenure.operations.invoice_paper import sender_of
from tenure.operations.permission import firm_for
from tenure.outlets.pdf.invoice import invoice_pdf
from tenure.outlets.pdf.papers import InvoicePaper, PaperLine
from tenure.records.models import Firm
from tenure.records.policies import policy_of, today_of

QUANTITY: Final = Decimal(2)
PRICE: Final = Decimal("49.50")


def specimen(*, actor: Actor, at: datetime | None = None) -> bytes:
    """The PDF, in the actor's language and the firm's currency. Raises NotAllowed."""
    at = at or timezone.now()
    firm = Firm.objects.get(pk=firm_for(actor, Right.POLICY, at=at))
    billing, today = policy_of(firm).billing, today_of(firm, at)
    item = LineItem(quantity=QUANTITY, unit_price=PRICE, tax_rate=billing.tax_rate)
    totals = totals_of([item], firm.currency or "EUR")
    with override(actor.locale):
        paper = InvoicePaper(
            kind=InvoiceKind.INVOICE,
            number=_("SPECIMEN"),
            currency=totals.currency,
            buyer=(_("Invented Customer"), _("1 Example Street"), _("12345 Anywhere")),
            lines=(
                PaperLine(
                    description=_("A service, as an example"),
                    quantity=QUANTITY,
                    unit_price=PRICE,
                    tax_rate=billing.tax_rate,
                    net=totals.net,
                ),
            ),
            rates=totals.rates,
            net=totals.net,
            tax=totals.tax,
            total=totals.total,
            paid=0,
            sender=sender_of(firm, actor.locale),
            locale=actor.locale,
            issued_on=today,
            due_on=today + timedelta(days=billing.due_days),
        )
    return invoice_pdf(paper)
