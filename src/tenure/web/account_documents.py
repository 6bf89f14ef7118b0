"""A client's documents on its own side: listed, and added by whoever uses the account (R20, R48)."""

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from tenure.outlets.extraction.limits import MAX_FILE_BYTES, MEBIBYTE
from tenure.records.businesses import reading_businesses
from tenure.records.client_papers import papers_of
from tenure.records.queries import client_of_node
from tenure.web.account_frame import AccountRequest, account_member, show_account
from tenure.web.client_documents import say_stored
from tenure.web.client_forms import DocumentForm


@require_http_methods(["GET", "HEAD", "POST"])
@account_member
def account_documents(request: AccountRequest) -> HttpResponse:
    """The documents, page by page, and the form that adds one."""
    businesses = reading_businesses(request.actor, request.account.client)
    if request.method != "POST":
        return _page(request, DocumentForm(businesses=businesses))
    form = DocumentForm(request.POST, request.FILES, businesses=businesses)
    if form.is_valid():
        say_stored(request, request.actor, request.account.client, form)
        return redirect("own_documents", request.account.client)
    return _page(request, form, status=422)


def _page(request: AccountRequest, form: DocumentForm, status: int = 200) -> HttpResponse:
    row = client_of_node(request.actor, request.account.client)
    number = request.GET.get("page", "1")
    page = int(number) if number.isdecimal() and len(number) < len("10000") else 1
    papers, more = papers_of(row, page=page)
    context = {
        "client": row,
        "papers": papers,
        "previous": f"?page={page - 1}" if page > 1 else "",
        "next": f"?page={page + 1}" if more else "",
        "form": form,
        "most": MAX_FILE_BYTES // MEBIBYTE,
    }
    return show_account(request, "documents.html", "own_documents", context, status=status)
