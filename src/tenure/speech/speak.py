"""Says a message of the core in the active language, or in a reader's own."""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext, ngettext, override

from tenure.core.wording import Message, Value


def speak(message: Message) -> str:
    """`message` in the language that is active now."""
    template = (
        gettext(message.text)
        if message.plural is None
        else ngettext(message.text, message.plural, _count(message))
    )
    return template % {name: _said(value) for name, value in message.values} if message.values else template


def speak_in(locale: str, message: Message) -> str:
    """`message` in the language `locale` (en or fr), whatever is active."""
    with override(locale):
        return speak(message)


def _count(message: Message) -> int:
    count = message.value("count")
    assert isinstance(count, int), f"a count is a whole number: {message.text!r}"
    return count


def _said(value: Value) -> str | int:
    match value:
        case Message():
            return speak(value)
        case datetime():
            return date_format(timezone.localtime(value), "DATETIME_FORMAT")
        case date():
            return date_format(value, "DATE_FORMAT")
        case Decimal():
            return number_format(value)
        case str() | int():
            return value
