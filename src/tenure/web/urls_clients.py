"""The addresses of a firm's clients: who they are, their parts, and what they ask for."""

from django.urls import URLPattern, path

from tenure.web.business import business_products, client_business
from tenure.web.business_edit import business_edition, business_new
from tenure.web.businesses import client_businesses
from tenure.web.client_activity import client_activity
from tenure.web.client_billing import client_billing
from tenure.web.client_day import client_day
from tenure.web.client_documents import client_documents, document
from tenure.web.client_export import clients_export
from tenure.web.client_new import client_new
from tenure.web.client_page import client
from tenure.web.client_returns import client_returns
from tenure.web.client_settings import client_settings
from tenure.web.client_subscription import client_products, client_subscription
from tenure.web.client_users import client_user_letter, client_user_withdrawal, client_users
from tenure.web.clients import clients
from tenure.web.connection import connection
from tenure.web.connection_requests import connection_refusal, connection_request, connection_requests
from tenure.web.document_export import documents_export, documents_export_all
from tenure.web.document_page import document_page
from tenure.web.document_reading import document_again, document_reading
from tenure.web.documents_review import documents_review
from tenure.web.held_documents import documents_send
from tenure.web.location import location, location_details, location_new
from tenure.web.mail_address import mail_address
from tenure.web.service_new import service_new, service_new_preview
from tenure.web.service_page import service, service_preview
from tenure.web.services import client_services
from tenure.web.suspensions import client_suspensions
from tenure.web.visits import visit_removal, visits

urlpatterns: list[URLPattern] = [
    # --- A firm's clients -------------------------------------------------------------------------------
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
    path("services/<node_id:service_id>/visits/", visits, name="visits"),
    path("visits/<node_id:visit_id>/removal/", visit_removal, name="visit_removal"),
    path("clients/<node_id:client_id>/documents/", client_documents, name="client_documents"),
    path("clients/<node_id:client_id>/documents/address/", mail_address, name="mail_address"),
    path("clients/<node_id:client_id>/documents/send/", documents_send, name="documents_send"),
    path("clients/<node_id:client_id>/documents/export/", documents_export, name="documents_export"),
    path("clients/<node_id:client_id>/days/", client_day, name="client_day"),
    path("clients/<node_id:client_id>/billing/", client_billing, name="client_billing"),
    path("clients/<node_id:client_id>/suspensions/", client_suspensions, name="client_suspensions"),
    path("clients/<node_id:client_id>/activity/", client_activity, name="client_activity"),
    path("clients/<node_id:client_id>/settings/", client_settings, name="client_settings"),
    path("clients/<node_id:client_id>/returns/", client_returns, name="client_returns"),
    path("clients/<node_id:client_id>/locations/new/", location_new, name="location_new"),
    path("locations/<node_id:location_id>/", location, name="location"),
    path("locations/<node_id:location_id>/details/", location_details, name="location_details"),
    path("documents/export/", documents_export_all, name="documents_export_all"),
    path("documents/review/", documents_review, name="documents_review"),
    path("documents/<node_id:document_id>/", document, name="document"),
    path("documents/<node_id:document_id>/reading/", document_reading, name="document_reading"),
    path("documents/<node_id:document_id>/pages/<int:number>/", document_page, name="document_page"),
    path("documents/<node_id:document_id>/again/", document_again, name="document_again"),
    # --- Clients that ask the firm to look after them ---------------------------------------------------
    path("requests/", connection_requests, name="connection_requests"),
    path("requests/<node_id:request_id>/", connection_request, name="connection_request"),
    path("requests/<node_id:request_id>/refusal/", connection_refusal, name="connection_refusal"),
    path("connections/<token>/", connection, name="connection"),
]
