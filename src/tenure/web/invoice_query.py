"""What somebody asked of a list of invoices, as the address says it: tab, search, month, page (R46)."""

from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from tenure.records.invoice_list import InvoiceQuery, InvoiceTab
from tenure.web.invoice_filling import month_named

LONGEST_SEARCH: Final = 200
LABELS: Final[dict[InvoiceTab, Promise]] = {
    InvoiceTab.ALL: pgettext_lazy("invoices", "All"),
    InvoiceTab.DRAFT: pgettext_lazy("invoices", "Drafts"),
    InvoiceTab.OPEN: pgettext_lazy("invoices", "Unpaid"),
    InvoiceTab.OVERDUE: pgettext_lazy("invoices", "Overdue"),
    InvoiceTab.PAID: pgettext_lazy("invoices", "Paid"),
    InvoiceTab.VOID: pgettext_lazy("invoices", "Void"),
    InvoiceTab.CREDIT_NOTES: pgettext_lazy("invoices", "Credit notes"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """A tab of the list; nobody counts what is under it."""

    label: str
    url: str
    active: bool
    count: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedInvoices:
    """The list as asked for. Anything odd in the address counts as not said."""

    tab: InvoiceTab = InvoiceTab.ALL
    search: str = ""
    month: str = ""
    cursor: str = ""

    @property
    def narrowed(self) -> bool:
        """Whether something may be left out of the tab."""
        return bool(self.search or self.month)

    def query(self, client: str = "") -> InvoiceQuery:
        """What to look for."""
        return InvoiceQuery(
            tab=self.tab,
            client=client,
            search=self.search,
            month=month_named(self.month),
            cursor=self.cursor,
        )

    def to(self, **changes: object) -> str:
        """The query of this list with `changes`, from its first page unless the cursor is among them."""
        changed = replace(self, **{"cursor": "", **changes})  # type: ignore[arg-type]
        said = {
            "tab": changed.tab.value if changed.tab is not InvoiceTab.ALL else "",
            "q": changed.search,
            "month": changed.month,
            "cursor": changed.cursor,
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})

    def tabs(self) -> list[Tab]:
        """All tabs, with the same search."""
        return [
            Tab(label=str(label), url=self.to(tab=tab), active=tab is self.tab)
            for tab, label in LABELS.items()
        ]


def asked_invoices(query: QueryDict) -> AskedInvoices:
    """What an address asks for."""
    tab, month = query.get("tab", ""), query.get("month", "")
    return AskedInvoices(
        tab=InvoiceTab(tab) if tab in set(InvoiceTab) else InvoiceTab.ALL,
        search=" ".join(query.get("q", "")[:LONGEST_SEARCH].replace("\0", " ").split()),
        month=month if month_named(month) is not None else "",
        cursor=query.get("cursor", ""),
    )
