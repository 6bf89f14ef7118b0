"""The addresses of billing: invoices, payments, runs, account groups, figures."""

from django.urls import URLPattern, path

from tenure.web.figures import figures, figures_export
from tenure.web.invoice_page import invoice
from tenure.web.invoice_regenerate import invoice_regenerate, invoice_restore

urlpatterns: list[URLPattern] = [
    path("invoices/<node_id:invoice_id>/", invoice, name="invoice"),
    path("invoices/<node_id:invoice_id>/regenerate/", invoice_regenerate, name="invoice_regenerate"),
    path(
        "invoices/<node_id:invoice_id>/versions/<node_id:version_id>/",
        invoice_restore,
        name="invoice_restore",
    ),
    path("figures/", figures, name="figures"),
    path("figures/<slug:figure>.csv", figures_export, name="figures_export"),
]
