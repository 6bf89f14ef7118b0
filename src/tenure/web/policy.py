"""The firm's policy: to be read by everybody who works here, in plain sentences (R5, R7)."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from tenure.core.actor import Actor, Right
from tenure.operations.policy_history import last_change
from tenure.operations.roles import roles_of
from tenure.records.firms import firm_of, whom_to_ask
from tenure.records.policies import policy_of
from tenure.web.here import FirmRequest, firm_member
from tenure.web.policy_words import Roles, chapters
from tenure.web.profile_words import origin_in_words
from tenure.web.right_words import role_in_words


@require_safe
@firm_member
def policy(request: FirmRequest) -> HttpResponse:
    """Chapter by chapter, with its version and who made it."""
    firm = firm_of(request.actor)
    rules = policy_of(firm)
    may = request.actor.may(Right.POLICY)
    context = {
        "chapters": chapters(rules, roles_to_say(request.actor)),
        "version": firm.policy_version,
        "change": last_change(firm),
        "origin": origin_in_words(rules.origin),
        "may": may,
        "administrators": "" if may else whom_to_ask(request.actor),
    }
    return render(request, "policy/policy.html", context)


def roles_to_say(actor: Actor) -> Roles:
    """The firm's roles, as the chapters name them."""
    return tuple((role_in_words(role.name), frozenset(role.rights)) for role in roles_of(actor))
