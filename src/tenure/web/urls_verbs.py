"""The addresses of the verbs, of what they did, and of client books."""

from django.urls import URLPattern, path

from tenure.web.at_once import verb_at_once
from tenure.web.decision import decision_help
from tenure.web.exports import client_export
from tenure.web.import_columns import import_columns
from tenure.web.import_report import import_undo
from tenure.web.import_rows import import_rows
from tenure.web.imports import import_detail, import_progress, import_removal, imports
from tenure.web.suspension import suspension
from tenure.web.transitions import transition
from tenure.web.vacation_hold import vacation_hold
from tenure.web.waits import calendar_address, calendar_feed, early_return, early_returns
from tenure.web.why_page import why
from tenure.web.wizard import wizard

urlpatterns: list[URLPattern] = [
    # --- The verbs, what they did, and what they wait for -----------------------------------------------
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
    # --- Client books -----------------------------------------------------------------------------------
    path("imports/", imports, name="imports"),
    path("imports/<node_id:import_id>/", import_detail, name="import_detail"),
    path("imports/<node_id:import_id>/columns/", import_columns, name="import_columns"),
    path("imports/<node_id:import_id>/progress/", import_progress, name="import_progress"),
    path("imports/<node_id:import_id>/rows/", import_rows, name="import_rows"),
    path("imports/<node_id:import_id>/undo/", import_undo, name="import_undo"),
    path("imports/<node_id:import_id>/removal/", import_removal, name="import_removal"),
]
