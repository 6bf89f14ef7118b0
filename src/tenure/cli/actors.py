"""Who acts: `--as EMAIL` becomes that person in one of its places, with the rights of today (R7, R8)."""

import re

from django.utils.translation import activate
from django.utils.translation import gettext as _

from tenure.cli.ending import wrong_usage
from tenure.cli.refusing import no_such_client, no_such_firm
from tenure.core.actor import Actor
from tenure.records.people import actor_at_firm, actor_near, person_of

TYPED_ID = re.compile(r"[a-z]{2,8}_[0-9a-z]{1,40}")


def actor_near_node(email: str, node: str, **more: object) -> Actor:
    """The person towards a node: a member of its firm, or a user of its client. Their language is spoken now.

    Ends the command for a malformed id, and where the person has no business with the node.
    """
    if TYPED_ID.fullmatch(node) is None:
        raise wrong_usage(_("%(id)s is not an id. Ids look like cli_… or sub_….") % {"id": node})
    person = person_of(email)
    actor = actor_near(person.id, node) if person is not None else None
    if actor is None:
        raise no_such_client(**more)
    activate(actor.locale)
    return actor


def actor_in_firm(email: str, slug: str) -> Actor:
    """The person as a member of the firm with this short name; ends the command where it is none."""
    person = person_of(email)
    actor = actor_at_firm(person.id, slug) if person is not None else None
    if actor is None:
        raise no_such_firm()
    activate(actor.locale)
    return actor
