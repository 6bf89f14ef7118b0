"""The addresses of billing: invoices, payments, runs, account groups, figures."""

from django.urls import URLPattern, path

from tenure.web.figures import figures, figures_export

urlpatterns: list[URLPattern] = [
    path("figures/", figures, name="figures"),
    path("figures/<slug:figure>.csv", figures_export, name="figures_export"),
]
