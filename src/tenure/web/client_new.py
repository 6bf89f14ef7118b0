"""Adding a client by hand, with its products and perhaps its first user."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenure.core.actions import Verb
from tenure.core.actor import Right
from tenure.core.policy import Policy
from tenure.operations.clients import add_client
from tenure.operations.errors import Invalid
from tenure.operations.invitations import invite_user
from tenure.records.firms import firm_of, whom_to_ask
from tenure.records.policies import policy_of
from tenure.speech.speak import speak
from tenure.web.client_forms import NewClientForm
from tenure.web.here import FirmRequest, firm_member
from tenure.web.links import link_to_invitation
from tenure.web.typed import typed_before


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def client_new(request: FirmRequest) -> HttpResponse:
    """The empty form, and the client that comes of it."""
    if not request.actor.may(Right.CLIENTS):
        why = _("You may not add clients. Ask an administrator of your account: %(names)s.")
        names = whom_to_ask(request.actor)
        return render(request, "clients/not_allowed.html", {"why": why % {"names": names}}, status=403)
    firm = firm_of(request.actor)
    policy = policy_of(firm)
    if request.method == "POST":
        form = NewClientForm(policy.products, request.POST)
        if form.is_valid() and (answer := _added(request, form)) is not None:
            return answer
        return _page(request, policy, form, status=422)
    form = NewClientForm(policy.products, typed_before(request), initial=_beginning(policy, firm.locale))
    return _page(request, policy, form)


def _page(request: FirmRequest, policy: Policy, form: NewClientForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "deletable": policy.verb(Verb.DELETE) is not None}
    return render(request, "clients/new.html", context, status=status)


def _beginning(policy: Policy, locale: str) -> dict[str, object]:
    return {"locale": locale, "products": [product.code for product in policy.products[:1]]}


def _added(request: FirmRequest, form: NewClientForm) -> HttpResponse | None:
    """The way to the new client; None if it was refused, with the reason in the form."""
    typed = form.cleaned_data
    try:
        client = add_client(form.details(), products=typed["products"], actor=request.actor)
    except Invalid as invalid:
        form.add_error(invalid.field if invalid.field in form.fields else None, speak(invalid.message))
        return None
    messages.success(request, _("%(name)s was added.") % {"name": client.name})
    if typed["user_email"]:
        invite_user(
            client.id,
            email=typed["user_email"],
            name=typed["user_name"],
            role="administrator",
            link_to=link_to_invitation,
            actor=request.actor,
        )
        messages.success(request, _("An invitation leaves for %(email)s.") % {"email": typed["user_email"]})
    return redirect("client", client.id)
