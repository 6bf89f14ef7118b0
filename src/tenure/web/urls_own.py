"""The addresses of a client's own side."""

from django.urls import URLPattern, path

from tenure.web.account_accountant import (
    account_accountant,
    account_invitation_letter,
    account_invitation_withdrawal,
)
from tenure.web.account_activity import account_activity
from tenure.web.account_documents import account_documents
from tenure.web.account_export import account_export
from tenure.web.account_home import client_account
from tenure.web.account_invitation import account_invitation_new
from tenure.web.account_invoices import (
    account_invoice,
    account_invoices,
    account_statement,
    account_statement_export,
)
from tenure.web.account_ownership import (
    account_ownership,
    account_ownership_answer,
    account_ownership_letter,
    account_ownership_withdrawal,
)
from tenure.web.account_people import account_people, account_user_letter, account_user_withdrawal
from tenure.web.account_plans import own_cancellation, own_plan, own_trial
from tenure.web.account_settings import account_settings
from tenure.web.account_subscription import account_subscription
from tenure.web.account_user import account_user_removal, account_user_role
from tenure.web.client_home import client_home
from tenure.web.document_export import own_documents_export
from tenure.web.held_documents import own_documents_send
from tenure.web.invitation import invitation
from tenure.web.invoice_file import own_invoice_pdf
from tenure.web.mail_address import own_mail_address
from tenure.web.statement_file import own_statement_paper

urlpatterns: list[URLPattern] = [
    # --- A client's own side ----------------------------------------------------------------------------
    path("account/", client_home, name="client_home"),
    path("account/<node_id:client_id>/", client_account, name="client_account"),
    path("account/<node_id:client_id>/documents/", account_documents, name="own_documents"),
    path("account/<node_id:client_id>/documents/address/", own_mail_address, name="own_mail_address"),
    path("account/<node_id:client_id>/documents/send/", own_documents_send, name="own_documents_send"),
    path("account/<node_id:client_id>/documents/export/", own_documents_export, name="own_documents_export"),
    path("account/<node_id:client_id>/accountant/", account_accountant, name="own_accountant"),
    path(
        "account/<node_id:client_id>/accountant/invitation/",
        account_invitation_new,
        name="own_invitation_new",
    ),
    path(
        "account/<node_id:client_id>/accountant/<node_id:invitation_id>/letter/",
        account_invitation_letter,
        name="own_invitation_letter",
    ),
    path(
        "account/<node_id:client_id>/accountant/<node_id:invitation_id>/withdrawal/",
        account_invitation_withdrawal,
        name="own_invitation_withdrawal",
    ),
    path("account/<node_id:client_id>/people/", account_people, name="own_people"),
    path(
        "account/<node_id:client_id>/people/<node_id:user_id>/role/", account_user_role, name="own_user_role"
    ),
    path(
        "account/<node_id:client_id>/people/<node_id:user_id>/removal/",
        account_user_removal,
        name="own_user_removal",
    ),
    path(
        "account/<node_id:client_id>/people/<node_id:user_id>/letter/",
        account_user_letter,
        name="own_user_letter",
    ),
    path(
        "account/<node_id:client_id>/people/<node_id:user_id>/withdrawal/",
        account_user_withdrawal,
        name="own_user_withdrawal",
    ),
    path("account/<node_id:client_id>/people/ownership/", account_ownership, name="own_ownership"),
    path(
        "account/<node_id:client_id>/people/ownership/answer/",
        account_ownership_answer,
        name="own_ownership_answer",
    ),
    path(
        "account/<node_id:client_id>/people/ownership/letter/",
        account_ownership_letter,
        name="own_ownership_letter",
    ),
    path(
        "account/<node_id:client_id>/people/ownership/withdrawal/",
        account_ownership_withdrawal,
        name="own_ownership_withdrawal",
    ),
    path("account/<node_id:client_id>/subscription/", account_subscription, name="own_subscription"),
    path("account/<node_id:client_id>/subscription/trial/", own_trial, name="own_trial"),
    path("account/<node_id:client_id>/subscription/plans/<slug:code>/", own_plan, name="own_plan"),
    path("account/<node_id:client_id>/subscription/cancellation/", own_cancellation, name="own_cancellation"),
    path("account/<node_id:client_id>/invoices/", account_invoices, name="own_invoices"),
    path("account/<node_id:client_id>/invoices/<node_id:invoice_id>/", account_invoice, name="own_invoice"),
    path("account/<node_id:client_id>/statement/", account_statement, name="own_statement"),
    path("account/<node_id:client_id>/statement/pdf/", own_statement_paper, name="own_statement_pdf"),
    path(
        "account/<node_id:client_id>/statement/export/", account_statement_export, name="own_statement_export"
    ),
    path("account/<node_id:client_id>/activity/", account_activity, name="own_activity"),
    path(
        "account/<node_id:client_id>/invoices/<node_id:invoice_id>/pdf/",
        own_invoice_pdf,
        name="own_invoice_pdf",
    ),
    path("account/<node_id:client_id>/settings/", account_settings, name="own_settings"),
    path("account/<node_id:client_id>/export/", account_export, name="own_export"),
    path("invitations/<token>/", invitation, name="invitation"),
]
