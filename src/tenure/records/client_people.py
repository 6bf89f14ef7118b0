"""The people of one client, and the letters that asked them in (R14, R49)."""

from dataclasses import dataclass
from datetime import datetime

from tenure.core.account_roles import AccountRole
from tenure.core.facts import UserState
from tenure.records.models import Client, ClientUser, Invitation, OwnerRequest, People
from tenure.records.models.invitation import OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class UserRow:
    """One user of a client. `expires_at` is the end of the open letter; `asked_to_own` waits for acceptance.

    `last_seen` is when they last signed in, where that is known.
    """

    id: str
    person: str
    name: str
    email: str
    role: str
    joined: bool
    owner: bool
    asked_to_own: bool
    invited_at: datetime
    joined_at: datetime | None
    last_seen: datetime | None
    expires_at: datetime | None
    expired: bool

    @property
    def account_role(self) -> AccountRole:
        """What they are to the account, or will be once they join."""
        return AccountRole.OWNER if self.owner else AccountRole(self.role)


def users_of(client: Client, *, at: datetime) -> tuple[UserRow, ...]:
    """The users of a client: who owns it first, then those who joined, then the invited, by name."""
    letters = {
        letter.person_id: letter.expires_at
        for letter in Invitation.objects.filter(OPEN, client=client).order_by("created_at", "id")
    }
    asked = set(
        OwnerRequest.objects.filter(client=client, closed_at__isnull=True).values_list("person_id", flat=True)
    )
    users = ClientUser.objects.filter(client=client).select_related("person")
    rows = [_row(user, client, letters.get(user.person_id), user.person_id in asked, at) for user in users]
    return tuple(sorted(rows, key=lambda row: (not row.owner, not row.joined, row.name.casefold(), row.id)))


def user_at(client: str, email: str) -> str:
    """The id of the place that whoever has this address has at a client; empty where nobody has one."""
    rows = ClientUser.objects.filter(client_id=client, person__email=People.spelled(email))
    return rows.values_list("id", flat=True).first() or ""


def _row(user: ClientUser, client: Client, expires: datetime | None, asked: bool, at: datetime) -> UserRow:  # noqa: FBT001 - one fact of a row
    joined = user.state == UserState.JOINED.value
    return UserRow(
        id=user.id,
        person=user.person_id,
        name=str(user.person),
        email=user.person.email,
        role=user.role,
        joined=joined,
        owner=client.owner_id == user.person_id,
        asked_to_own=asked,
        invited_at=user.invited_at,
        joined_at=user.joined_at,
        last_seen=user.person.last_login if joined else None,
        expires_at=None if joined else expires,
        expired=not joined and expires is not None and expires <= at,
    )
