"""A client's documents on its own side: listed, and added by whoever uses the account (R20, R48)."""

from collections.abc import Mapping, Sequence

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from tenure.core.account_roles import RIGHTS_OF, AccountRight
from tenure.records.businesses import reading_businesses
from tenure.web.account_frame import AccountRequest, account_facts, account_member, show_account
from tenure.web.document_adding import Told, adding, posted
from tenure.web.document_form import DocumentForm
from tenure.web.document_list import document_list, rows_answer, wants_rows
from tenure.web.upload_counting import counting_uploads

ADDRESS = "own_documents"


@require_http_methods(["GET", "HEAD", "POST"])
@counting_uploads
@account_member
def account_documents(request: AccountRequest) -> HttpResponse:
    """The documents, page by page, and the form that adds some."""
    client_id = request.account.client
    if wants_rows(request):
        shown = document_list(request, request.actor, client_id, address=ADDRESS)
        return rows_answer(request, shown, lambda: _beside(request))
    businesses = reading_businesses(request.actor, client_id)
    if request.method != "POST":
        chosen = {"business": request.GET.get("business", "")}
        return _page(request, DocumentForm(businesses=businesses, initial=chosen))
    return posted(
        request,
        DocumentForm(request.POST, request.FILES, businesses=businesses),
        client_id=client_id,
        actor=request.actor,
        again=lambda form, told: _page(request, form, told),
        done=lambda: redirect(ADDRESS, client_id),
    )


def _page(request: AccountRequest, form: DocumentForm, told: Sequence[Told] = ()) -> HttpResponse:
    shown = document_list(request, request.actor, request.account.client, address=ADDRESS)
    context = {"list": shown, **_beside(request), **adding(form, told)}
    return show_account(
        request, "documents.html", ADDRESS, context, status=422 if form.errors or told else 200
    )


def _beside(request: AccountRequest) -> Mapping[str, object]:
    """What the list needs besides itself: why documents are held, where they are taken out (R53), whether mail comes in."""
    account = request.account
    may_take = AccountRight.TAKE_OUT in RIGHTS_OF[account.account_role]
    return {
        "facts": account_facts(request),
        "account_role": account.account_role.value,
        "take_out": reverse("own_documents_export", args=[account.client]) if may_take else "",
        "by_mail": bool(settings.TENURE_MAIL_IN_DOMAIN),
    }
