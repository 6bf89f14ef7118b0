"""What was read on a document: its fields, how sure each is, and where it stands on the page (R20)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Field(StrEnum):
    """What may be read on a document."""

    SUPPLIER = "supplier"
    NUMBER = "number"
    DATE = "date"
    DUE_DATE = "due_date"
    CURRENCY = "currency"
    NET = "net"
    TAX = "tax"
    TOTAL = "total"
    IBAN = "iban"
    KIND = "kind"
    LANGUAGE = "language"


class DocumentKind(StrEnum):
    """The values of the field KIND."""

    INVOICE = "invoice"
    CREDIT_NOTE = "credit_note"
    RECEIPT = "receipt"


class Source(StrEnum):
    """What the words were read from: embedded e-invoice, the text of the file, or its picture."""

    XML = "xml"
    TEXT = "text"
    OCR = "ocr"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A box on page `page` (the first is 1), in fractions of the page from the top left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One field as it was read.

    `value` is canonical: dates as 2026-11-22, amounts as 1234.56, currency and IBAN in capitals without spaces.
    `confidence` is between 0 and 1; `place` is None for what stands nowhere (a language, an XML element).
    """

    value: str
    confidence: float
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxRate:
    """The tax at one rate, in percent: 20 is 20 %. `net` is what it is taken from, if the document says so."""

    rate: Decimal
    net: Decimal | None
    tax: Decimal


# Without these nobody can book a document. A receipt has a number where it has one.
KEY_FIELDS = (Field.SUPPLIER, Field.NUMBER, Field.DATE, Field.CURRENCY, Field.TOTAL)
KEY_FIELDS_OF_A_RECEIPT = (Field.SUPPLIER, Field.DATE, Field.CURRENCY, Field.TOTAL)
# Below this a person looks at it.
SURE = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that was read on one document.

    `adds_up` is the arithmetic: net and tax make the total, and each rate its tax; None where too little was read.
    `unread` are fields of which the document speaks ("due date:") though nothing could be read, and where it does so.
    """

    fields: Mapping[Field, Found]
    rates: tuple[TaxRate, ...]
    source: Source
    adds_up: bool | None
    unread: Mapping[Field, Place] = field(default_factory=dict)

    @property
    def uncertain(self) -> bool:
        """Whether a person has to look at it: a key field is missing or unsure, or it does not add up."""
        return bool(self.doubtful) or self.adds_up is False

    @property
    def doubtful(self) -> tuple[Field, ...]:
        """The fields that are missing though needed, or of which the machine is not sure."""
        needed = dict.fromkeys((*self._key_fields, *self.unread))
        missing = [field for field in needed if field not in self.fields]
        # The language helps to read the rest; nobody books it.
        booked = (field for field in self.fields if field is not Field.LANGUAGE)
        unsure = [field for field in booked if self.fields[field].confidence < SURE]
        return (*missing, *unsure)

    @property
    def _key_fields(self) -> tuple[Field, ...]:
        kind = self.fields.get(Field.KIND)
        receipt = kind is not None and kind.value == DocumentKind.RECEIPT
        return KEY_FIELDS_OF_A_RECEIPT if receipt else KEY_FIELDS
