"""How one customer is billed, and the profiles of customers that are billed alike (R42, R46)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.billing_policy import LONGEST_DUE_DAYS
from tenure.core.wording import say
from tenure.operations.client_change import changing, note_on
from tenure.operations.errors import Invalid, Missing
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.operations.writing import write_changed
from tenure.records.models import BillingDetails, BillingProfile
from tenure.records.scope import clients_of

LONGEST_NAME: Final = 200
LONGEST_PROFILE: Final = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class BilledAs:
    """What a person writes: empty leaves the customer's record, and `profile` (its id) may be none."""

    name: str = ""
    email: str = ""
    profile: str = ""


def edit_billing_details(
    client_id: str, details: BilledAs, *, actor: Actor, at: datetime | None = None
) -> tuple[str, ...]:
    """Writes how a customer is billed; returns what changed. Invoices that exist stay as they were made out.

    Raises NotAllowed, Missing, and Invalid with the field.
    """
    at = at or timezone.now()
    firm = firm_for(actor, Right.BILLING, at=at)
    name, email = " ".join(details.name.split()), details.email.strip()
    if len(name) > LONGEST_NAME:
        raise Invalid(say("That is too long."), "name")
    if email:
        try:
            validate_email(email)
        except ValidationError as error:
            raise Invalid(say("This is no e-mail address."), "email") from error
    with changing(client_id, among=clients_of(actor), at=at) as client:
        # Only a profile of the own firm; a stranger's looks like none.
        if details.profile and not BillingProfile.objects.filter(pk=details.profile, firm_id=firm).exists():
            raise Invalid(say("There is no such billing profile."), "profile")
        row, _fresh = BillingDetails.objects.get_or_create(client=client)
        changed = write_changed(row, {"name": name, "email": email, "profile_id": details.profile or None})
        if changed:
            note_on(client, "billing_details_edited", {"fields": list(changed)}, by=actor.person, at=at)
    return changed


def add_profile(
    name: str, due_days: int | None = None, *, actor: Actor, at: datetime | None = None
) -> BillingProfile:
    """A new profile. Raises NotAllowed, and Invalid for a name that is taken or empty, or too many days."""
    at = at or timezone.now()
    firm = firm_for(actor, Right.BILLING, at=at)
    with transaction.atomic():
        lock_firm(firm)
        wanted = _checked(name, due_days, firm)
        profile = BillingProfile.objects.create(firm_id=firm, name=wanted, due_days=due_days)
        _note(firm, "billing_profile_added", profile.id, actor, at)
    return profile


def edit_profile(
    profile_id: str, name: str, due_days: int | None, *, actor: Actor, at: datetime | None = None
) -> tuple[str, ...]:
    """Renames a profile or gives it other days; invoices that exist keep theirs. Raises as adding, and Missing."""
    at = at or timezone.now()
    firm = firm_for(actor, Right.BILLING, at=at)
    with transaction.atomic():
        lock_firm(firm)
        profile = _found(profile_id, firm)
        wanted = _checked(name, due_days, firm, but=profile_id)
        changed = write_changed(profile, {"name": wanted, "due_days": due_days})
        if changed:
            _note(firm, "billing_profile_edited", profile_id, actor, at)
    return changed


def remove_profile(profile_id: str, *, actor: Actor, at: datetime | None = None) -> int:
    """Removes a profile; its customers stay and are in none. Returns how many. Raises NotAllowed, Missing."""
    at = at or timezone.now()
    firm = firm_for(actor, Right.BILLING, at=at)
    with transaction.atomic():
        lock_firm(firm)
        profile = _found(profile_id, firm)
        members = profile.members.update(profile=None)
        profile.delete()
        _note(firm, "billing_profile_removed", profile_id, actor, at)
    return members


def _found(profile_id: str, firm: str) -> BillingProfile:
    profile = BillingProfile.objects.filter(pk=profile_id, firm_id=firm).first()
    if profile is None:
        raise Missing(profile_id)
    return profile


def _checked(name: str, due_days: int | None, firm: str, *, but: str = "") -> str:
    wanted = " ".join(name.split())
    if not wanted:
        raise Invalid(say("A billing profile needs a name."), "name")
    if len(wanted) > LONGEST_PROFILE:
        raise Invalid(say("That is too long."), "name")
    if BillingProfile.objects.filter(firm_id=firm, name__iexact=wanted).exclude(pk=but).exists():
        raise Invalid(say("There is a billing profile called %(name)s already.", name=wanted), "name")
    if due_days is not None and not 0 <= due_days <= LONGEST_DUE_DAYS:
        raise Invalid(say("Invoices are due after 0 to %(most)d days.", most=LONGEST_DUE_DAYS), "due_days")
    return wanted


def _note(firm: str, event: str, profile: str, actor: Actor, at: datetime) -> None:
    by = commitments([actor.person]).get(actor.person, "")
    note([Event(chain=firm, event=event, content={"profile": profile, "by": by})], at=at)
