"""Reading a client book: a CSV file from any common tool, in any common encoding and dialect (R57)."""

from tenure.outlets.books.book import Book, SheetRow, open_book
from tenure.outlets.books.encoding import ENCODINGS
from tenure.outlets.books.errors import BookError
from tenure.outlets.books.foreign import refuse_too_large
from tenure.outlets.books.headers import Recognised, ignored, mapping_of, recognise
from tenure.outlets.books.layout import DELIMITERS
from tenure.outlets.books.overrides import parse_overrides, with_overrides
from tenure.outlets.books.source import stored

__all__ = [
    "DELIMITERS",
    "ENCODINGS",
    "Book",
    "BookError",
    "Recognised",
    "SheetRow",
    "ignored",
    "mapping_of",
    "open_book",
    "parse_overrides",
    "recognise",
    "refuse_too_large",
    "stored",
    "with_overrides",
]
