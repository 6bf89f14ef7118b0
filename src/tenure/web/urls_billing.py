"""The addresses of billing: invoices, payments, runs, account groups, figures."""

from django.urls import URLPattern, path

from tenure.web.figures import figures, figures_export
from tenure.web.invoice_page import invoice

urlpatterns: list[URLPattern] = [
    path("invoices/<node_id:invoice_id>/", invoice, name="invoice"),
    path("figures/", figures, name="figures"),
    path("figures/<slug:figure>.csv", figures_export, name="figures_export"),
]
