"""A plan's receipt: the same facts give the same digest, any other fact another one."""

import hashlib
import json
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal

from tenure.core.plan import Plan
from tenure.core.wording import Message, message_to_json

DIGEST_CHARACTERS = 32
_FIELDS: dict[type[object], tuple[str, ...]] = {}


def digest(plan: Plan) -> str:
    """The receipt of an unanswered plan, as lower-case hex."""
    return hashlib.sha256(canonical(plan).encode()).hexdigest()[:DIGEST_CHARACTERS]


def canonical(value: object) -> str:
    """Any value of the core as one line of JSON that two processes write alike."""
    return json.dumps(plain(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def plain(value: object) -> object:
    """A value of the core as plain JSON data; each dataclass carries its name, so that types stay apart."""
    # The most frequent first: a plan has a hundred texts and numbers, and a thousand plans are hashed at once.
    match value:
        case None | str() | int():
            return value
        case tuple():
            return [plain(item) for item in value]
        case Message():
            return message_to_json(value)
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case frozenset():
            return sorted(str(plain(item)) for item in value)
        case _:
            kind = type(value)
            if kind not in _FIELDS:
                _FIELDS[kind] = _fields_of(kind)
            return {"type": kind.__name__, **{name: plain(getattr(value, name)) for name in _FIELDS[kind]}}


def _fields_of(kind: type[object]) -> tuple[str, ...]:
    if not is_dataclass(kind):
        raise TypeError(f"not a value of the core: {kind.__name__}")
    return tuple(field.name for field in fields(kind))
