"""What the core says to people: an English sentence with values, left for the doors to translate.

The English sentence is the message id of the catalogue. `say` and `say_many` are also the markers
that the catalogue tool looks for, so a sentence is written once, where it is meant.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

type Value = str | int | Decimal | date | datetime | Message


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence: `text` (and `plural`, chosen by the value `count`) filled with `values`."""

    text: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None

    def value(self, name: str) -> Value:
        """The value called `name`; KeyError if the sentence has none."""
        return dict(self.values)[name]


def say(text: str, **values: Value) -> Message:
    """A sentence whose form does not depend on a number."""
    return Message(text, tuple(sorted(values.items())))


def say_many(singular: str, plural: str, *, count: int, **values: Value) -> Message:
    """A sentence whose form follows `count`."""
    return Message(singular, tuple(sorted({**values, "count": count}.items())), plural)


def message_to_json(message: Message) -> dict[str, object]:
    """A message as plain data, so that a stored plan can be read again in any language."""
    plain: dict[str, object] = {"text": message.text}
    if message.values:
        plain["values"] = {name: _value_to_json(value) for name, value in message.values}
    if message.plural is not None:
        plain["plural"] = message.plural
    return plain


def message_from_json(plain: Mapping[str, object]) -> Message:
    """The message that `message_to_json` wrote."""
    values = plain.get("values", {})
    assert isinstance(values, Mapping)
    plural = plain.get("plural")
    return Message(
        str(plain["text"]),
        tuple(sorted((str(name), _value_from_json(value)) for name, value in values.items())),
        None if plural is None else str(plural),
    )


def _value_to_json(value: Value) -> object:
    match value:
        case Message():
            return {"message": message_to_json(value)}
        case datetime():
            return {"datetime": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
        case Decimal():
            return {"decimal": str(value)}
        case str() | int():
            return value


def _value_from_json(plain: object) -> Value:
    match plain:
        case {"message": Mapping() as inner}:
            return message_from_json(inner)
        case {"datetime": str(text)}:
            return datetime.fromisoformat(text)
        case {"date": str(text)}:
            return date.fromisoformat(text)
        case {"decimal": str(text)}:
            return Decimal(text)
        case str() | int():
            return plain
        case _:
            raise TypeError(f"not a stored value: {plain!r}")
