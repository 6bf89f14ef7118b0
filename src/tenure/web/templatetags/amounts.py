"""Money in templates: {{ invoice.total|money:invoice.currency }}, whole minor units in, words of the reader out."""

from django import template

from tenure.speech.amounts import money_in_words

register = template.Library()


@register.filter
def money(units: int | None, currency: str) -> str:
    """The amount with its currency; a dash for none."""
    return "—" if units is None else money_in_words(units, currency)
