"""The addresses of billing: invoices, payments, runs, account groups, figures."""

from django.urls import URLPattern, path

from tenure.web.account_groups import (
    account_group,
    account_group_member_removal,
    account_group_members,
    account_group_removal,
    account_groups,
)
from tenure.web.billing_details import billing_details
from tenure.web.billing_profiles import billing_profile, billing_profile_removal, billing_profiles
from tenure.web.billing_run_file import billing_run_file
from tenure.web.billing_run_letters import billing_run_letters
from tenure.web.billing_run_new import billing_run_new
from tenure.web.billing_runs import (
    billing_run,
    billing_run_progress,
    billing_run_resume,
    billing_run_stop,
    billing_runs,
)
from tenure.web.figures import figures, figures_export
from tenure.web.group_sending import group_invoices, group_resend
from tenure.web.invoice_credit import invoice_credit
from tenure.web.invoice_drafts import invoice_edit, invoice_new
from tenure.web.invoice_ends import invoice_discard, invoice_issue, invoice_void
from tenure.web.invoice_file import invoice_pdf
from tenure.web.invoice_page import invoice
from tenure.web.invoice_regenerate import invoice_regenerate, invoice_restore
from tenure.web.invoice_send import invoice_send
from tenure.web.invoices import invoices
from tenure.web.payment_new import payment_new
from tenure.web.payment_page import payment, payment_reverse
from tenure.web.statement import statement, statement_export
from tenure.web.statement_file import statement_paper

urlpatterns: list[URLPattern] = [
    path("invoices/", invoices, name="invoices"),
    path("clients/<node_id:client_id>/invoices/new/", invoice_new, name="invoice_new"),
    path("invoices/<node_id:invoice_id>/", invoice, name="invoice"),
    path("invoices/<node_id:invoice_id>/pdf/", invoice_pdf, name="invoice_pdf"),
    path("invoices/<node_id:invoice_id>/send/", invoice_send, name="invoice_send"),
    path("invoices/<node_id:invoice_id>/edit/", invoice_edit, name="invoice_edit"),
    path("invoices/<node_id:invoice_id>/issue/", invoice_issue, name="invoice_issue"),
    path("invoices/<node_id:invoice_id>/discard/", invoice_discard, name="invoice_discard"),
    path("invoices/<node_id:invoice_id>/credit/", invoice_credit, name="invoice_credit"),
    path("invoices/<node_id:invoice_id>/void/", invoice_void, name="invoice_void"),
    path("invoices/<node_id:invoice_id>/regenerate/", invoice_regenerate, name="invoice_regenerate"),
    path(
        "invoices/<node_id:invoice_id>/versions/<node_id:version_id>/",
        invoice_restore,
        name="invoice_restore",
    ),
    path("clients/<node_id:client_id>/payments/new/", payment_new, name="payment_new"),
    path("clients/<node_id:client_id>/statement/", statement, name="statement"),
    path("clients/<node_id:client_id>/statement/pdf/", statement_paper, name="statement_pdf"),
    path("clients/<node_id:client_id>/statement/export/", statement_export, name="statement_export"),
    path("payments/<node_id:payment_id>/", payment, name="payment"),
    path("payments/<node_id:payment_id>/reversal/", payment_reverse, name="payment_reverse"),
    path("clients/<node_id:client_id>/billing/details/", billing_details, name="billing_details"),
    path("billing/profiles/", billing_profiles, name="billing_profiles"),
    path("billing/profiles/<node_id:profile_id>/", billing_profile, name="billing_profile"),
    path(
        "billing/profiles/<node_id:profile_id>/removal/",
        billing_profile_removal,
        name="billing_profile_removal",
    ),
    path("billing/", billing_runs, name="billing_runs"),
    path("billing/new/", billing_run_new, name="billing_run_new"),
    path("billing/runs/<node_id:run_id>/", billing_run, name="billing_run"),
    path("billing/runs/<node_id:run_id>/progress/", billing_run_progress, name="billing_run_progress"),
    path("billing/runs/<node_id:run_id>/stop/", billing_run_stop, name="billing_run_stop"),
    path("billing/runs/<node_id:run_id>/resumption/", billing_run_resume, name="billing_run_resume"),
    path("billing/runs/<node_id:run_id>/result.csv", billing_run_file, name="billing_run_file"),
    path("billing/runs/<node_id:run_id>/letters/", billing_run_letters, name="billing_run_letters"),
    path("groups/", account_groups, name="account_groups"),
    path("groups/<node_id:group_id>/", account_group, name="account_group"),
    path("groups/<node_id:group_id>/members/", account_group_members, name="account_group_members"),
    path(
        "groups/<node_id:group_id>/members/<node_id:client_id>/removal/",
        account_group_member_removal,
        name="account_group_member_removal",
    ),
    path("groups/<node_id:group_id>/removal/", account_group_removal, name="account_group_removal"),
    path("groups/<node_id:group_id>/resend/", group_resend, name="group_resend"),
    path("groups/<node_id:group_id>/invoices.zip", group_invoices, name="group_invoices"),
    path("figures/", figures, name="figures"),
    path("figures/<slug:figure>.csv", figures_export, name="figures_export"),
]
