"""The statements that write a judged book, or take it back, as a whole: thousands of rows in one go (R57).

Row by row through models, 100,000 clients kept everybody else waiting for 90 seconds; this takes a tenth.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import connection
from django.db.models import (
    Expression,
    F,
    Field,
    ForeignKey,
    Func,
    Model,
    OuterRef,
    Q,
    Subquery,
    TextField,
    Value,
)
from django.db.models.fields import NOT_PROVIDED
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from tenure.core.books import STORED_FIELDS
from tenure.core.facts import Payer
from tenure.core.policy import Product
from tenure.records.counts import COUNTED
from tenure.records.ids import ALPHABET
from tenure.records.models import (
    BookImport,
    Client,
    Connection,
    Draft,
    Firm,
    ImportRow,
    LogEntry,
    PaidBy,
    RowResult,
    Subscription,
    UndoResult,
)

_BODY = 5  # where an id goes on after its prefix of three letters and a line
_CHANCE = 22  # symbols of it that a product's id shares with its client's; two more tell the products apart


class Said(Func):
    """One value of a JSON column, as text; NULL where it says nothing. The same on both databases."""

    output_field = TextField()

    def __init__(self, column: str, name: str) -> None:
        # The name is one of ours, never a person's.
        super().__init__(F(column), template=f"(%(expressions)s ->> '{name}')")


def insert_clients(book_import: BookImport, firm: Firm, products: int, at: datetime) -> None:
    """The new clients; each one's chain in the log has begun already."""
    head = LogEntry.objects.filter(chain=OuterRef("client_id"), seq=1).values("hash")[:1]
    _insert(
        Client,
        book_import,
        {
            **{field.value: _said_or(field.value, "") for field in STORED_FIELDS},
            "id": F("client_id"),
            "locale": _said_or("locale", firm.locale),
            "sort_name": Said("after", "sort_name"),
            "search": Said("after", "search"),
            "search_row": Cast(Said("after", "search_row"), Client.search_row.field),
            "firm": firm.pk,
            "connected_since": at,
            "created_at": at,
            "last_activity_at": at,
            "payer": (PaidBy.FIRM if products else PaidBy.NONE).value,
            "products_total": products,
            "log_seq": 1,
            "log_head": Subquery(head),
        },
    )


def insert_connections(book_import: BookImport, firm: Firm, at: datetime) -> None:
    """The link of each new client to the firm."""
    link = Concat(Value("con_"), Substr("client_id", _BODY))
    _insert(Connection, book_import, {"id": link, "client": F("client_id"), "firm": firm.pk, "since": at})


def insert_product(book_import: BookImport, product: Product, place: int, at: datetime) -> None:
    """One product of each new client; `place` is the product's among those of the import."""
    own = ALPHABET[place // len(ALPHABET)] + ALPHABET[place % len(ALPHABET)]
    subscription = Concat(Value("sub_"), Substr("client_id", _BODY, _CHANCE), Value(own))
    _insert(
        Subscription,
        book_import,
        {
            "id": subscription,
            "client": F("client_id"),
            "product": product.code,
            "product_name": product.name,
            "payer": Payer.FIRM.value,
            "extraction": product.extraction,
            "since": at,
        },
    )


def update_clients(book_import: BookImport, at: datetime) -> None:
    """The new values of the clients that the book changes."""
    _update("after", {"book_import_id": book_import.pk, "result": RowResult.UPDATED.value}, at)


def restore_clients(book_import: BookImport, at: datetime) -> None:
    """The old values of the clients whose rows are marked as restored."""
    _update("before", {"book_import_id": book_import.pk, "undone": UndoResult.RESTORED.value}, at)


def erase_clients(book_import: BookImport) -> dict[str, int]:
    """Erases the clients whose rows are marked so; returns how many of them stood under each tab."""
    ids = ImportRow.objects.filter(book_import=book_import, undone=UndoResult.ERASED.value).values(
        "client_id"
    )
    gone = Client.objects.filter(id__in=ids)
    counted: dict[str, int] = gone.aggregate(**COUNTED)
    products = Subscription.objects.filter(client__in=ids)
    drafts = Draft.objects.filter(Q(target__in=ids) | Q(target__in=products.values("id")))
    for rows in (drafts, products, Connection.objects.filter(client__in=ids), gone):
        # Django's delete would first load all there is. What hangs on them was looked for; the database
        # itself refuses should anything be left.
        rows._raw_delete(rows.db)  # noqa: SLF001
    return counted


def _said_or(name: str, otherwise: str) -> Coalesce:
    return Coalesce(Said("after", name), Value(otherwise), output_field=TextField())


def _insert(model: type[Model], book_import: BookImport, given: Mapping[str, object]) -> None:
    """One row of `model` for each client that the import creates; columns not given have their default."""
    columns = {
        str(field.column): _expression(field, given.get(field.name, field.default))
        for field in model._meta.concrete_fields  # noqa: SLF001 - Django's public name for it
        if field.name in given or not field.null
    }
    created = ImportRow.objects.filter(book_import=book_import, result=RowResult.CREATED.value)
    # A rising number keeps the search index from being written out again and again.
    rows = created.order_by("number").values_list(*columns.values())
    select, parameters = rows.query.sql_with_params()
    names = ", ".join(map(_quoted, columns))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {_table(model)} ({names}) {select}", parameters)


def _expression(field: "Field[object, object]", value: object) -> Expression | Subquery | F:
    # A subquery is no Expression to Django, and would be written as the text of its name.
    if isinstance(value, Expression | Subquery | F):
        return value
    if value is NOT_PROVIDED:
        value = ""
    if callable(value):
        raise TypeError(f"{field} needs another value in each row")
    return Value(value, output_field=field.target_field if isinstance(field, ForeignKey) else field)


def _update(side: str, which: Mapping[str, str], at: datetime) -> None:
    """Writes one side of the rows into their clients: the columns it names, the others stay."""
    client, row = _table(Client), _table(ImportRow)
    texts = [*(field.value for field in STORED_FIELDS), "sort_name", "search"]
    values = [
        f"{_quoted(name)} = coalesce(r.{_quoted(side)} ->> '{name}', {client}.{_quoted(name)})"
        for name in texts
    ]
    chosen = " AND ".join(f"r.{_quoted(name)} = %s" for name in which)
    statement = (
        f"UPDATE {client} SET {', '.join(values)}, last_activity_at = %s "  # noqa: S608 - our own names
        f"FROM {row} r WHERE r.client_id = {client}.id AND {chosen}"
    )
    moment = connection.ops.adapt_datetimefield_value(at)
    with connection.cursor() as cursor:
        cursor.execute(statement, [moment, *which.values()])


def _table(model: type[Model]) -> str:
    return _quoted(model._meta.db_table)  # noqa: SLF001 - Django's public name for it


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
