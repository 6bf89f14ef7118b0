"""Why something cannot be done, and the way out. Codes never change their meaning; see `docs/profiles.md`."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from tenure.core.wording import Message


class RefusalCode(StrEnum):
    """The stable names of all refusals."""

    NOT_PERMITTED = "not_permitted"
    NOT_CONNECTED = "not_connected"
    NOT_FOUND = "not_found"
    NO_USERS = "no_users"
    HAS_USERS = "has_users"
    SELF_PAYING = "self_paying"
    ALREADY_STOPPED = "already_stopped"
    NOT_STOPPED = "not_stopped"
    PARENT_STOPPED = "parent_stopped"
    WAIT_NOT_OVER = "wait_not_over"
    OWNER_REQUIRED = "owner_required"
    OWNER_UNKNOWN = "owner_unknown"
    ACKNOWLEDGEMENT_REQUIRED = "acknowledgement_required"
    NAME_REQUIRED = "name_required"
    NAME_DOES_NOT_MATCH = "name_does_not_match"
    SURVEY_NOT_VALID = "survey_not_valid"
    CHOICE_NOT_OFFERED = "choice_not_offered"
    NOT_OFFERED_BY_POLICY = "not_offered_by_policy"
    END_DATE_IN_PAST = "end_date_in_past"
    DATES_NOT_VALID = "dates_not_valid"
    TYPE_NOT_OFFERED = "type_not_offered"
    FACTS_CHANGED = "facts_changed"


class WayOutAction(StrEnum):
    """Where a way out leads; the doors know the address."""

    ASK_ADMINISTRATOR = "ask_administrator"
    INVITE_USER = "invite_user"
    EXPORT = "export"
    DISCONNECT = "disconnect"
    DELETE = "delete"
    SUBSCRIPTION = "subscription"
    RETURN_PARENT = "return_parent"
    WAIT = "wait"
    ANSWER = "answer"
    REVIEW_AGAIN = "review_again"
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """What to do instead; action NONE says honestly that there is no way."""

    sentence: Message
    action: WayOutAction
    node: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """One reason why nothing happens; `until` is the first day on which it no longer holds."""

    code: RefusalCode
    sentence: Message
    way_out: WayOut
    until: date | None = None
