"""A firm changes the policy it lives by, or starts again from a profile."""

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from tenure.core.actor import Actor, Right
from tenure.core.policy_check import checked_policy
from tenure.core.profiles import NAMES, profile_document
from tenure.core.wording import say
from tenure.operations.errors import Invalid
from tenure.operations.locks import lock_firm
from tenure.operations.log import Event, commitments, note
from tenure.operations.permission import firm_for
from tenure.records.models import Firm

LONGEST_DOCUMENT = 100_000


def change_policy(
    document: Mapping[str, object], *, actor: Actor, at: datetime | None = None, version: int | None = None
) -> Firm:
    """The actor's firm lives by `document` from now on; open waits and stops stay as they are.

    `version` is the one the person read: if the firm's policy moved on since, Invalid. Raises NotAllowed,
    and `core.policy_check.ContradictoryPolicy` with every reason if the document does not hold together.
    """
    at = at or timezone.now()
    firm_id = firm_for(actor, Right.POLICY, at=at)
    text = _as_text(document)
    checked_policy(document)
    with transaction.atomic():
        firm = lock_firm(firm_id)
        if version is not None and version != firm.policy_version:
            raise Invalid(say("Somebody else has changed the policy since you read it. Read it again first."))
        firm.policy = json.loads(text)
        firm.policy_version += 1
        firm.save(update_fields=["policy", "policy_version"])
        content = {
            "policy_version": firm.policy_version,
            "origin": firm.policy["origin"],
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "by": commitments([actor.person])[actor.person],
        }
        note([Event(chain=firm_id, event="policy_changed", content=content)], at=at)
        return firm


def start_again_from(
    profile: str, *, actor: Actor, at: datetime | None = None, version: int | None = None
) -> Firm:
    """`change_policy` to a profile as it ships; the firm's roles stay. Invalid for no profile."""
    if profile not in NAMES:
        raise Invalid(say("The profile is one of: %(names)s.", names=", ".join(NAMES)), "profile")
    return change_policy(profile_document(profile), actor=actor, at=at, version=version)


def _as_text(document: Mapping[str, object]) -> str:
    try:
        text = json.dumps(
            document, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
        )
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        raise Invalid(
            say("The policy cannot be read: %(problem)s", problem=str(error)), "document"
        ) from error
    if len(text) > LONGEST_DOCUMENT:
        raise Invalid(
            say("The policy is too long; at most %(most)d characters.", most=LONGEST_DOCUMENT), "document"
        )
    return text
