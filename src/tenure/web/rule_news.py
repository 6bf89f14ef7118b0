"""Says at once what the rule of suspension did after money moved: a customer that paid runs again (R41)."""

from django.contrib import messages
from django.utils.translation import gettext as _

from tenure.core.stops import AUTOMATIC_TYPES
from tenure.records.credit_standing import placed_by_rule
from tenure.web.client_frame import Frame
from tenure.web.stop_words import type_in_words


def say_what_the_rule_did(frame: Frame) -> None:
    """`frame` was made before the money moved. Says nothing where the rule did nothing."""
    client = frame.facts.client
    before = any(stop.node.id == client.id and stop.type in AUTOMATIC_TYPES for stop in frame.facts.stops)
    after = placed_by_rule(client.id)
    if before and not after:
        messages.success(
            frame.request, _("The suspension of %(client)s is lifted.") % {"client": client.name}
        )
    elif after and not before:
        said = {"client": client.name, "type": type_in_words(after)}
        messages.warning(frame.request, _("%(client)s is suspended by the rule: %(type)s.") % said)
