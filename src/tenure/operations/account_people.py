"""Who uses an account, changed by its own administrators: another role, an end; and leaving oneself (R48, R49)."""

from datetime import datetime

from django.utils import timezone

from tenure.core.account_roles import RIGHTS_OF, AccountRight, AccountRole
from tenure.core.actor import Actor, Side
from tenure.core.facts import UserState
from tenure.core.wording import Message, say
from tenure.operations.account_permission import account_for, account_not_allowed, still_may
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.inviting import about, close
from tenure.operations.ownership_letters import write_farewell
from tenure.records.models import Client, ClientRole, ClientUser, OfferOutcome, OwnerRequest, Person
from tenure.records.scope import clients_of

OWNER_STAYS = say("The owner of an account cannot leave it or lose the role. Hand over the ownership first.")


def change_user_role(
    client_id: str, user_id: str, role: str, *, actor: Actor, at: datetime | None = None
) -> ClientUser:
    """Makes somebody who joined an administrator or a standard user.

    Raises `NotAllowed`, `Missing`, and `Invalid` for the owner and for what is no such role.
    """
    at = at or timezone.now()
    account_for(actor, client_id, AccountRight.PEOPLE, at=at)
    if role not in set(ClientRole):
        raise Invalid(say("Choose a role."), field="role")
    with changing(client_id, among=clients_of(actor), at=at) as client:
        user = _joined(client, user_id)
        held = still_may(actor, client_id, AccountRight.PEOPLE)
        if not RIGHTS_OF[AccountRole(role)] | RIGHTS_OF[AccountRole(user.role)] <= RIGHTS_OF[held]:
            raise account_not_allowed(client_id)
        _not_the_owner(client, user)
        before, user.role = user.role, role
        if before != role:
            user.save(update_fields=["role"])
            note_on(client, "user_role_given", {**about(user), "before": before}, by=actor.person, at=at)
    return user


def remove_user(client_id: str, user_id: str, *, actor: Actor, at: datetime | None = None) -> Person:
    """Ends somebody's use of the account, with all access at once. Everybody but the owner may leave by themselves.

    Raises `NotAllowed`, `Missing`, and `Invalid` for the owner. Returns who is gone.
    """
    at = at or timezone.now()
    own = client_id in actor.clients and _is_own(client_id, user_id, actor)
    if not own:
        account_for(actor, client_id, AccountRight.PEOPLE, at=at)
    with changing(client_id, among=clients_of(actor), at=at) as client:
        user = _joined(client, user_id)
        if not own:
            still_may(actor, client_id, AccountRight.PEOPLE)
        _not_the_owner(client, user)
        close(client, user.person, at)
        offers = OwnerRequest.objects.filter(client=client, person=user.person, closed_at__isnull=True)
        offers.update(closed_at=at, outcome=OfferOutcome.CANCELLED.value)
        event = "user_left" if own else "user_removed"
        note_on(client, event, about(user), by=actor.person, at=at)
        if not own:
            write_farewell(client, user.person, actor, at)
        ClientUser.objects.filter(pk=user.pk).delete()
    return user.person


def why_owner_stays(client: Client, person: str) -> Message | None:
    """Why somebody can neither leave nor be given another role; None for everybody but the owner (R49)."""
    return OWNER_STAYS if client.owner_id == person else None


def _is_own(client_id: str, user_id: str, actor: Actor) -> bool:
    mine = ClientUser.objects.filter(pk=user_id, client_id=client_id, person_id=actor.person)
    return actor.side is Side.CLIENT and mine.exists()


def _joined(client: Client, user_id: str) -> ClientUser:
    joined = client.users.filter(pk=user_id, state=UserState.JOINED.value)
    user = joined.select_related("person").first()
    if user is None:
        raise Missing(user_id)
    return user


def _not_the_owner(client: Client, user: ClientUser) -> None:
    if (why := why_owner_stays(client, user.person_id)) is not None:
        raise Invalid(why)
