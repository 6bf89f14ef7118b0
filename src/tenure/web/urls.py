"""The addresses of the pages. Nouns: what a page is about, not what it does."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, path, register_converter

from tenure.web import gallery
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
from tenure.web.appearance import theme
from tenure.web.at_once import verb_at_once
from tenure.web.business import business_products, client_business
from tenure.web.business_edit import business_edition, business_new
from tenure.web.businesses import client_businesses
from tenure.web.client_activity import client_activity
from tenure.web.client_billing import client_billing
from tenure.web.client_day import client_day
from tenure.web.client_documents import client_documents, document
from tenure.web.client_export import clients_export
from tenure.web.client_home import client_home
from tenure.web.client_new import client_new
from tenure.web.client_page import client
from tenure.web.client_returns import client_returns
from tenure.web.client_settings import client_settings
from tenure.web.client_subscription import client_products, client_subscription
from tenure.web.client_users import client_user_letter, client_user_withdrawal, client_users
from tenure.web.clients import clients
from tenure.web.connection import connection
from tenure.web.connection_requests import connection_refusal, connection_request, connection_requests
from tenure.web.decision import decision_help
from tenure.web.exports import client_export
from tenure.web.firm_settings import firm_settings
from tenure.web.help import help_page
from tenure.web.here import place
from tenure.web.home import home
from tenure.web.import_columns import import_columns
from tenure.web.import_report import import_undo
from tenure.web.import_rows import import_rows
from tenure.web.imports import import_detail, import_progress, import_removal, imports
from tenure.web.invitation import invitation
from tenure.web.language import language
from tenure.web.location import location, location_details, location_new
from tenure.web.mailbox import mailbox, mailbox_letter, mailbox_paper
from tenure.web.outbox import letter, letter_again, letter_end, letter_paper, outbox
from tenure.web.policy import policy
from tenure.web.policy_edition import policy_edition, policy_profile
from tenure.web.preferences import preferences
from tenure.web.roles import role, role_new, role_removal, roles
from tenure.web.service_new import service_new, service_new_preview
from tenure.web.service_page import service, service_preview
from tenure.web.services import client_services
from tenure.web.set_up import first_steps
from tenure.web.surveys import surveys, surveys_export
from tenure.web.suspension import suspension
from tenure.web.suspensions import client_suspensions
from tenure.web.team import team, team_invitation_letter, team_invitation_withdrawal
from tenure.web.team_member import team_member, team_member_removal
from tenure.web.transitions import transition
from tenure.web.vacation_hold import vacation_hold
from tenure.web.verb_nouns import NodeId, VerbNoun
from tenure.web.waits import calendar_address, calendar_feed, early_return, early_returns
from tenure.web.why_page import why
from tenure.web.wizard import wizard

register_converter(VerbNoun, "verb_noun")
register_converter(NodeId, "node_id")

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home, name="home"),
    path("place/", place, name="place"),
    path("theme/", theme, name="theme"),
    path("language/", language, name="set_language"),
    # --- A firm's clients ---------------------------------------------------------------------------------
    path("clients/", clients, name="clients"),
    path("clients/export/", clients_export, name="clients_export"),
    path("clients/new/", client_new, name="client_new"),
    path("clients/<node_id:client_id>/", client, name="client"),
    path("clients/<node_id:client_id>/users/", client_users, name="client_users"),
    path(
        "clients/<node_id:client_id>/users/<node_id:user_id>/letter/",
        client_user_letter,
        name="client_user_letter",
    ),
    path(
        "clients/<node_id:client_id>/users/<node_id:user_id>/withdrawal/",
        client_user_withdrawal,
        name="client_user_withdrawal",
    ),
    path("clients/<node_id:client_id>/subscription/", client_subscription, name="client_subscription"),
    path("clients/<node_id:client_id>/products/", client_products, name="client_products"),
    path("clients/<node_id:client_id>/businesses/", client_businesses, name="client_businesses"),
    path("clients/<node_id:client_id>/businesses/new/", business_new, name="business_new"),
    path(
        "clients/<node_id:client_id>/businesses/<node_id:business_id>/",
        client_business,
        name="client_business",
    ),
    path(
        "clients/<node_id:client_id>/businesses/<node_id:business_id>/edition/",
        business_edition,
        name="business_edition",
    ),
    path(
        "clients/<node_id:client_id>/businesses/<node_id:business_id>/products/",
        business_products,
        name="business_products",
    ),
    path("clients/<node_id:client_id>/services/", client_services, name="client_services"),
    path("clients/<node_id:client_id>/services/new/", service_new, name="service_new"),
    path(
        "clients/<node_id:client_id>/services/new/preview/", service_new_preview, name="service_new_preview"
    ),
    path("services/<node_id:service_id>/", service, name="service"),
    path("services/<node_id:service_id>/preview/", service_preview, name="service_preview"),
    path("clients/<node_id:client_id>/documents/", client_documents, name="client_documents"),
    path("clients/<node_id:client_id>/days/", client_day, name="client_day"),
    path("clients/<node_id:client_id>/billing/", client_billing, name="client_billing"),
    path("clients/<node_id:client_id>/suspensions/", client_suspensions, name="client_suspensions"),
    path("clients/<node_id:client_id>/activity/", client_activity, name="client_activity"),
    path("clients/<node_id:client_id>/settings/", client_settings, name="client_settings"),
    path("clients/<node_id:client_id>/returns/", client_returns, name="client_returns"),
    path("clients/<node_id:client_id>/locations/new/", location_new, name="location_new"),
    path("locations/<node_id:location_id>/", location, name="location"),
    path("locations/<node_id:location_id>/details/", location_details, name="location_details"),
    path("documents/<node_id:document_id>/", document, name="document"),
    # --- Clients that ask the firm to look after them -----------------------------------------------------
    path("requests/", connection_requests, name="connection_requests"),
    path("requests/<node_id:request_id>/", connection_request, name="connection_request"),
    path("requests/<node_id:request_id>/refusal/", connection_refusal, name="connection_refusal"),
    path("connections/<token>/", connection, name="connection"),
    # --- Client books -------------------------------------------------------------------------------------
    path("imports/", imports, name="imports"),
    path("imports/<node_id:import_id>/", import_detail, name="import_detail"),
    path("imports/<node_id:import_id>/columns/", import_columns, name="import_columns"),
    path("imports/<node_id:import_id>/progress/", import_progress, name="import_progress"),
    path("imports/<node_id:import_id>/rows/", import_rows, name="import_rows"),
    path("imports/<node_id:import_id>/undo/", import_undo, name="import_undo"),
    path("imports/<node_id:import_id>/removal/", import_removal, name="import_removal"),
    # --- The verbs, what they did, and what they wait for ------------------------------------------------
    path("<verb_noun:verb>/<node_id:node>/", wizard, name="verb"),
    path("<verb_noun:verb>/<node_id:node>/at-once/", verb_at_once, name="verb_at_once"),
    path("clients/<node_id:client>/decision/", decision_help, name="decision_help"),
    path("decision/", decision_help, name="decision"),
    path("clients/<node_id:client>/export/", client_export, name="client_export"),
    path("why/<node_id:node>/", why, name="why"),
    path("suspensions/<node_id:stop_id>/", suspension, name="suspension"),
    path("vacations/<node_id:location_id>/", vacation_hold, name="vacation_hold"),
    path("transitions/<node_id:transition>/", transition, name="transition"),
    path("waits/", early_returns, name="early_returns"),
    path("waits/calendar/", calendar_address, name="calendar_address"),
    path("waits/<node_id:wait>/", early_return, name="early_return"),
    path("calendar/<token>.ics", calendar_feed, name="calendar_feed"),
    # --- The firm itself ----------------------------------------------------------------------------------
    path("team/", team, name="team"),
    path("team/<node_id:member_id>/role/", team_member, name="team_member"),
    path("team/<node_id:member_id>/removal/", team_member_removal, name="team_member_removal"),
    path(
        "team/invitations/<node_id:invitation_id>/letter/",
        team_invitation_letter,
        name="team_invitation_letter",
    ),
    path(
        "team/invitations/<node_id:invitation_id>/withdrawal/",
        team_invitation_withdrawal,
        name="team_invitation_withdrawal",
    ),
    path("team/roles/", roles, name="roles"),
    path("team/roles/new/", role_new, name="role_new"),
    path("team/roles/<node_id:role_id>/", role, name="role"),
    path("team/roles/<node_id:role_id>/removal/", role_removal, name="role_removal"),
    path("firm/", firm_settings, name="firm_settings"),
    path("policy/", policy, name="policy"),
    path("policy/edition/", policy_edition, name="policy_edition"),
    path("policy/profiles/<slug:name>/", policy_profile, name="policy_profile"),
    path("surveys/", surveys, name="surveys"),
    path("surveys/export/", surveys_export, name="surveys_export"),
    path("outbox/", outbox, name="outbox"),
    path("outbox/<node_id:letter_id>/", letter, name="letter"),
    path("outbox/<node_id:letter_id>/paper/", letter_paper, name="letter_paper"),
    path("outbox/<node_id:letter_id>/again/", letter_again, name="letter_again"),
    path("outbox/<node_id:letter_id>/end/", letter_end, name="letter_end"),
    path("mailbox/", mailbox, name="mailbox"),
    path("mailbox/<key>/", mailbox_letter, name="mailbox_letter"),
    path("mailbox/<key>/paper/", mailbox_paper, name="mailbox_paper"),
    # --- The first firm, and what is each person's own ----------------------------------------------------
    path("set-up/", first_steps, name="set_up"),
    path("preferences/", preferences, name="preferences"),
    path("help/", help_page, name="help"),
    # --- A client's own side ------------------------------------------------------------------------------
    path("account/", client_home, name="client_home"),
    path("account/<node_id:client_id>/", client_account, name="client_account"),
    path("account/<node_id:client_id>/documents/", account_documents, name="own_documents"),
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
    path("account/<node_id:client_id>/activity/", account_activity, name="own_activity"),
    path("account/<node_id:client_id>/settings/", account_settings, name="own_settings"),
    path("account/<node_id:client_id>/export/", account_export, name="own_export"),
    path("invitations/<token>/", invitation, name="invitation"),
]

if settings.DEBUG:
    urlpatterns += gallery.urlpatterns
