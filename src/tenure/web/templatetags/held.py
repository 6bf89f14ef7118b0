"""In lists of documents: {% why_held paper %}, since when and why one is held, in the reader's own words."""

from typing import Any

from django import template

from tenure.core.facts import Facts
from tenure.records.client_papers import Document
from tenure.web import held_words

register = template.Library()


@register.simple_tag(takes_context=True)
def why_held(context: dict[str, Any], paper: Document) -> str:
    """Empty for a document that is not held. The page knows the client's facts, and whose side it is on."""
    facts = context.get("facts")
    if not isinstance(facts, Facts):
        return ""
    return held_words.why_held(paper, facts, by_client="account_role" in context)


@register.simple_tag(takes_context=True)
def held_notice(context: dict[str, Any]) -> held_words.HeldNotice | None:
    """What stands above the list; None where no document is held."""
    facts = context.get("facts")
    if not isinstance(facts, Facts):
        return None
    return held_words.held_notice(facts, by_client="account_role" in context)
