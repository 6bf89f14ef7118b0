"""The addresses of the firm itself: its people, its policy, its letters."""

from django.urls import URLPattern, path

from tenure.web.firm_settings import firm_settings
from tenure.web.firm_subscription import firm_subscription
from tenure.web.letterhead import letterhead, letterhead_specimen
from tenure.web.mailbox import mailbox, mailbox_letter, mailbox_paper
from tenure.web.outbox import letter, letter_again, letter_end, letter_paper, outbox
from tenure.web.policy import policy
from tenure.web.policy_edition import policy_edition, policy_profile
from tenure.web.roles import role, role_new, role_removal, roles
from tenure.web.surveys import surveys, surveys_export
from tenure.web.team import team, team_invitation_letter, team_invitation_withdrawal
from tenure.web.team_member import team_member, team_member_removal

urlpatterns: list[URLPattern] = [
    # --- The firm itself --------------------------------------------------------------------------------
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
    path("firm/subscription/", firm_subscription, name="firm_subscription"),
    path("firm/letterhead/", letterhead, name="letterhead"),
    path("firm/letterhead/specimen/", letterhead_specimen, name="letterhead_specimen"),
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
]
