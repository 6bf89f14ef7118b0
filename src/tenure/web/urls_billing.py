"""The addresses of billing: invoices, payments, runs, account groups, figures."""

from django.urls import URLPattern, path

from tenure.web.figures import figures, figures_export
from tenure.web.invoice_page import invoice
from tenure.web.invoice_regenerate import invoice_regenerate, invoice_restore
from tenure.web.payment_new import payment_new
from tenure.web.payment_page import payment, payment_reverse
from tenure.web.statement import statement, statement_export

urlpatterns: list[URLPattern] = [
    path("invoices/<node_id:invoice_id>/", invoice, name="invoice"),
    path("invoices/<node_id:invoice_id>/regenerate/", invoice_regenerate, name="invoice_regenerate"),
    path(
        "invoices/<node_id:invoice_id>/versions/<node_id:version_id>/",
        invoice_restore,
        name="invoice_restore",
    ),
    path("clients/<node_id:client_id>/payments/new/", payment_new, name="payment_new"),
    path("clients/<node_id:client_id>/statement/", statement, name="statement"),
    path("clients/<node_id:client_id>/statement/export/", statement_export, name="statement_export"),
    path("payments/<node_id:payment_id>/", payment, name="payment"),
    path("payments/<node_id:payment_id>/reversal/", payment_reverse, name="payment_reverse"),
    path("figures/", figures, name="figures"),
    path("figures/<slug:figure>.csv", figures_export, name="figures_export"),
]
