"""What each kind of letter says, from what lies in the outbox: one author a kind, all in one table (R11, R19)."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from tenure.core.actions import Verb
from tenure.core.actor import Side
from tenure.core.describe import Line, Sign
from tenure.core.tree import Kind
from tenure.core.wording import message_from_json
from tenure.operations import connection_letters
from tenure.operations.connection_mail import CONNECTED, DECLINED, INVITE_FIRM
from tenure.operations.debt_letters import RULE_DONE, WARNED
from tenure.operations.debt_words import rule_words, warning_words
from tenure.operations.invitation_letters import colleague_invitation, user_invitation
from tenure.operations.invoice_letters import INVOICES, words_of_invoices
from tenure.operations.own_plan_words import LETTERS as OWN_PLAN_LETTERS
from tenure.operations.own_plan_words import words_of_own_plan
from tenure.operations.ownership_letters import WORDS as OWNERSHIP
from tenure.operations.ownership_letters import ownership_words
from tenure.operations.sign_in_letters import PASSWORD_RESET, password_reset
from tenure.operations.verb_letters import News, letter_of_verb
from tenure.operations.wait_letters import (
    EndingWait,
    early_return_approved,
    early_return_asked,
    waits_end,
    waits_ended,
)
from tenure.outlets.paper import Words
from tenure.records.models import ErasureCertificate, OutboxMail, Wait

ENDS_SOON, ENDED = "wait_ends_soon", "wait_ended"


class NothingToSay(Exception):
    """The letter has no words: what it was about is gone, or nobody knows its kind."""


def words_of(mail: OutboxMail) -> Words:
    """The words of a letter, in no language yet. Raises `NothingToSay`."""
    author = AUTHORS.get(mail.kind)
    if author is None:
        raise NothingToSay(f"no letter is called {mail.kind!r}")
    return author(mail)


def zone_of(mail: OutboxMail) -> ZoneInfo:
    """The time zone whose days a letter speaks of."""
    firm = mail.firm or (mail.client.firm if mail.client is not None else None)
    return ZoneInfo(firm.time_zone if firm is not None else "UTC")


def _of_verb(mail: OutboxMail) -> Words:
    told, side = mail.context, Side(mail.side)
    whole = told["target_kind"] == Kind.CLIENT.value
    news = News(
        verb=Verb(mail.kind),
        client=told["client_name"],
        client_id=told["client_id"],
        part="" if whole else told["target_name"],
        firm=told["firm_name"],
        actor=told["actor_name"],
        at=_day(told["at"], mail),
        lines=tuple(_line(one) for one in told["lines"]),
        certificate=_certificate(mail),
    )
    return letter_of_verb(news, side)


def _line(plain: Mapping[str, object]) -> Line:
    sentence, detail = plain["sentence"], plain.get("detail")
    assert isinstance(sentence, Mapping)
    return Line(
        code=str(plain["code"]),
        sign=Sign(str(plain["sign"])),
        side=Side(str(plain["side"])),
        sentence=message_from_json(sentence),
        detail=message_from_json(detail) if isinstance(detail, Mapping) else None,
        count=int(str(plain["count"])),
    )


def _certificate(mail: OutboxMail) -> str:
    if mail.kind != Verb.DELETE.value:
        return ""
    certificate = ErasureCertificate.objects.filter(transition=mail.transition_id).first()
    return certificate.hash if certificate is not None else ""


def _user_invitation(mail: OutboxMail) -> Words:
    told = mail.context
    return user_invitation(
        actor=told["actor_name"],
        firm=told["firm_name"],
        client=told["client_name"],
        link=told["link"],
        expires=_day(told["expires_at"], mail),
    )


def _colleague_invitation(mail: OutboxMail) -> Words:
    told = mail.context
    return colleague_invitation(
        actor=told["actor_name"],
        firm=told["firm_name"],
        link=told["link"],
        expires=_day(told["expires_at"], mail),
    )


def _firm_invitation(mail: OutboxMail) -> Words:
    told = mail.context
    return connection_letters.firm_invitation(
        actor=told["actor_name"],
        client=told["client_name"],
        message=told["message"],
        link=told["link"],
        expires=_day(told["expires_at"], mail),
    )


def _connected(mail: OutboxMail) -> Words:
    told = mail.context
    return connection_letters.connected(
        Side(mail.side),
        client=told["client_name"],
        client_id=told["client_id"],
        firm=told["firm_name"],
        actor=told["actor_name"],
        at=_day(told["at"], mail),
    )


def _declined(mail: OutboxMail) -> Words:
    told = mail.context
    return connection_letters.declined(
        client=told["client_name"],
        client_id=told["client_id"],
        firm=told["firm_name"],
        message=told["message"],
    )


def _ending_waits(mail: OutboxMail) -> Words:
    # Only ids lie in the outbox, so that a client that is erased or has left is named nowhere.
    told = mail.context
    rows = (
        Wait.objects.filter(id__in=told["waits"], client__firm=F("firm"))
        .select_related("client")
        .order_by("client__sort_name", "id")
    )
    waits = tuple(EndingWait(client=row.client.name, product=told["products"][row.product]) for row in rows)
    if not waits:
        raise NothingToSay("the clients of this reminder are erased, or gone")
    author = waits_end if mail.kind == ENDS_SOON else waits_ended
    return author(waits, firm=told["firm_name"], until=date.fromisoformat(told["until"]))


def _early_return(mail: OutboxMail) -> Words:
    told = mail.context
    author = early_return_asked if mail.kind == "early_return_asked" else early_return_approved
    return author(
        actor=told["actor_name"],
        client=told["client_name"],
        product=told["product_name"],
        firm=told["firm_name"],
        reason=told.get("reason", ""),
        until=date.fromisoformat(told["until"]),
    )


def _ownership(mail: OutboxMail) -> Words:
    told = mail.context
    return ownership_words(
        mail.kind,
        other=told["actor_name"],
        client=told["client_name"],
        client_id=told["client_id"],
        expires=_day(told["expires_at"], mail) if told["expires_at"] else None,
    )


def _day(moment: str, mail: OutboxMail) -> date:
    return datetime.fromisoformat(moment).astimezone(zone_of(mail)).date()


def _invoices(mail: OutboxMail) -> Words:
    words = words_of_invoices(mail)
    if words is None:
        raise NothingToSay("the invoices of this letter are void, or their customer is gone")
    return words


AUTHORS: dict[str, Callable[[OutboxMail], Words]] = {
    **dict.fromkeys((verb.value for verb in Verb), _of_verb),
    "invite_user": _user_invitation,
    "invite_colleague": _colleague_invitation,
    **dict.fromkeys(OWNERSHIP, _ownership),
    INVITE_FIRM: _firm_invitation,
    INVOICES: _invoices,
    CONNECTED: _connected,
    DECLINED: _declined,
    PASSWORD_RESET: lambda mail: password_reset(mail.context["link"]),
    **dict.fromkeys(OWN_PLAN_LETTERS, words_of_own_plan),
    ENDS_SOON: _ending_waits,
    ENDED: _ending_waits,
    "early_return_asked": _early_return,
    "early_return_approved": _early_return,
    WARNED: warning_words,
    RULE_DONE: lambda mail: rule_words(mail, NothingToSay),
}
