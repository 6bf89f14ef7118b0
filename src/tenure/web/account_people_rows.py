"""The people of an account as its own pages list them: what they are to it, and what the reader may do about them."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from tenure.core.account_roles import RIGHTS_OF, AccountRight
from tenure.records.client_people import UserRow, users_of
from tenure.records.queries import client_of_node
from tenure.web.account_frame import AccountRequest
from tenure.web.right_words import account_role_in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One entry of a row's menu: a page to open (`href`), or something done at once (`post`)."""

    text: str
    icon: str
    href: str = ""
    post: str = ""
    danger: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountPerson:
    """One user of the account. `you`: the reader; `deeds`: what the reader may do here."""

    user: UserRow
    role: str
    you: bool
    deeds: tuple[Deed, ...]


def people_of(request: AccountRequest) -> tuple[AccountPerson, ...]:
    """Everybody who uses the account: its owner first, then who joined, then who is invited."""
    account = client_of_node(request.actor, request.account.client)
    return tuple(_person(request, user) for user in users_of(account, at=timezone.now()))


def may(request: AccountRequest, right: AccountRight) -> bool:
    """Whether the reader holds a right in this account."""
    return right in RIGHTS_OF[request.account.account_role]


def _person(request: AccountRequest, user: UserRow) -> AccountPerson:
    return AccountPerson(
        user=user,
        role=account_role_in_words(user.account_role),
        you=user.person == request.actor.person,
        deeds=tuple(_deeds(request, user)),
    )


def _deeds(request: AccountRequest, user: UserRow) -> Iterator[Deed]:
    place = [request.account.client, user.id]
    manages = may(request, AccountRight.PEOPLE)
    if user.owner and may(request, AccountRight.OWNERSHIP):
        url = reverse("own_ownership", args=place[:1])
        yield Deed(text=_("Hand over the account"), icon="hand-over", href=url)
    elif user.person == request.actor.person and not user.owner:
        yield Deed(
            text=_("Leave the account"),
            icon="log-out",
            href=reverse("own_user_removal", args=place),
            danger=True,
        )
    elif manages and user.joined and not user.owner:
        yield Deed(text=_("Change the role"), icon="role", href=reverse("own_user_role", args=place))
        yield Deed(
            text=_("Remove from the account"),
            icon="x",
            href=reverse("own_user_removal", args=place),
            danger=True,
        )
    elif manages and not user.joined:
        yield Deed(text=_("Send again"), icon="send", post=reverse("own_user_letter", args=place))
        yield Deed(text=_("Withdraw"), icon="x", post=reverse("own_user_withdrawal", args=place), danger=True)
