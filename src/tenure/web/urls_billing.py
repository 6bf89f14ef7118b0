"""The addresses of billing: invoices, payments, runs, account groups, figures."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
