"""What the pages about billing runs share: who may open them, and the lists that can be chosen (R42)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tenure.core.actor import Right
from tenure.core.billing_runs import LEFT_OUT_WORDS, REMARK_WORDS, LeftOutReason, Remark
from tenure.core.tree import Kind
from tenure.operations.errors import Missing
from tenure.records.firms import firm_of
from tenure.records.policies import policy_of
from tenure.speech.speak import speak
from tenure.web.billing_run_words import REASONS, REMARKS
from tenure.web.here import FirmRequest
from tenure.web.rights import needs

type Choice = LeftOutReason | Remark | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One list that can be chosen: how many customers or invoices, and what it means."""

    label: str
    count: int
    url: str
    active: bool
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """The lists of a run: its invoices, whom it leaves out by reason, what is worth a look. `title` is the chosen one's."""

    invoices: Listed
    left_out: tuple[Listed, ...]
    remarks: tuple[Listed, ...]
    title: str
    text: str


def may_bill(request: FirmRequest) -> None:
    """Raises Missing where the reader's firm bills no services, NotAllowed without the right."""
    if not policy_of(firm_of(request.actor)).has(Kind.SERVICE):
        raise Missing("billing")
    needs(request.actor, Right.BILLING)


def listing_of(
    *,
    invoices: int,
    left_out: Sequence[tuple[LeftOutReason, int]],
    remarks: Sequence[tuple[Remark, int]],
    chosen: Choice,
    address: Callable[[Choice], str],
) -> Listing:
    """The lists with their addresses."""
    own = Listed(label=_("Invoices"), count=invoices, url=address(None), active=chosen is None)
    reasons = tuple(
        Listed(
            label=str(REASONS[reason]),
            count=count,
            url=address(reason),
            active=reason is chosen,
            text=speak(LEFT_OUT_WORDS[reason]),
        )
        for reason, count in left_out
    )
    looks = tuple(
        Listed(
            label=str(REMARKS[remark]),
            count=count,
            url=address(remark),
            active=remark is chosen,
            text=speak(REMARK_WORDS[remark]),
        )
        for remark, count in remarks
    )
    active = next((one for one in (own, *reasons, *looks) if one.active), own)
    return Listing(invoices=own, left_out=reasons, remarks=looks, title=active.label, text=active.text)
