"""A group's invoices together: who gets what is shown before it leaves, or all of them as one ZIP (R45)."""

from django.contrib import messages
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from tenure.core.actor import Right
from tenure.operations.group_sending import GroupSending, SendingChanged, preview_group_sending, send_to_group
from tenure.operations.invoice_paper import zipped
from tenure.records.account_groups import AccountGroup, invoices_together
from tenure.speech.speak import speak
from tenure.web.account_groups import group_found
from tenure.web.group_batches import Chosen, batch_named, batches
from tenure.web.here import FirmRequest, firm_member
from tenure.web.rights import needs

MOST_SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@firm_member
def group_resend(request: FirmRequest, group_id: str) -> HttpResponse:
    """Who gets which invoices, and who nothing and why; POST sends just that."""
    group, chosen = _asked(request, group_id)
    if request.method != "POST":
        shown = preview_group_sending(group_id, chosen.batch, chosen.month, actor=request.actor)
        return _page(request, group, chosen, shown)
    try:
        sent = send_to_group(
            group_id,
            chosen.batch,
            chosen.month,
            digest=request.POST.get("digest", ""),
            actor=request.actor,
        )
    except SendingChanged as changed:
        return _page(request, group, chosen, changed.sending, status=409)
    count = len(sent.letters)
    words = ngettext(
        "%(count)d letter is in the outbox and leaves now.",
        "%(count)d letters are in the outbox and leave now.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("account_group", group.id)


@require_safe
@firm_member
def group_invoices(request: FirmRequest, group_id: str) -> StreamingHttpResponse | HttpResponse:
    """All invoices of a batch as one ZIP of PDFs, made while it is read."""
    group, chosen = _asked(request, group_id)
    together = invoices_together(request.actor, group, chosen.batch, chosen.month)
    if not together:
        return _page(request, group, chosen, None)
    answer = StreamingHttpResponse(zipped(together, at=timezone.now()), content_type="application/zip")
    name = f"{slugify(group.name) or group.id}-{chosen.code}.zip"
    answer.headers["Content-Disposition"] = content_disposition_header(True, name) or "attachment"  # noqa: FBT003 - Django's own signature
    return answer


def _asked(request: FirmRequest, group_id: str) -> tuple[AccountGroup, Chosen]:
    group = group_found(request, group_id)
    needs(request.actor, Right.BILLING)
    asked = request.POST if request.method == "POST" else request.GET
    return group, batch_named(asked.get("invoices", ""))


def _page(
    request: FirmRequest, group: AccountGroup, chosen: Chosen, sending: GroupSending | None, status: int = 200
) -> HttpResponse:
    reached = sending.reached if sending is not None else ()
    left = sending.left if sending is not None else ()
    context = {
        "group": group,
        "chosen": chosen,
        "batches": batches(request.actor),
        "sending": sending,
        "changed": request.method == "POST",
        "reached": [(one, speak(one.why) if one.why else "") for one in reached[:MOST_SHOWN]],
        "reached_more": max(len(reached) - MOST_SHOWN, 0),
        "left": [(one, speak(one.why)) for one in left[:MOST_SHOWN]],
        "left_more": max(len(left) - MOST_SHOWN, 0),
        "letters": len(reached),
        "nothing": len(left),
        "nothing_to_fetch": sending is None,
    }
    return render(request, "groups/sending.html", context, status=status)
