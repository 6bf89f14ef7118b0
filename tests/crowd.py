"""Many clients at once, for tests that count queries: each with a product, two documents, and a user of its own."""

from tenure.core.facts import UserState
from tenure.records.models import (
    Client,
    ClientRole,
    ClientUser,
    Document,
    DocumentState,
    Firm,
    Person,
    Subscription,
)
from tests.worlds import BOOKKEEPING, LONG_AGO

DOCUMENTS = 2


def crowd(firm: Firm, count: int, *, start: int = 0, used: bool = True) -> list[Client]:
    """`count` clients of a firm under the profile `practice`, numbered from `start`; nobody uses them if not `used`."""
    numbers = range(start, start + count)
    people = Person.objects.bulk_create(
        Person(email=f"user{number}@crowd.example", name=f"User {number}", password="!") for number in numbers
    )
    clients = Client.objects.bulk_create(
        Client(
            firm=firm,
            owner=person if used else None,
            name=f"Client {number}",
            sort_name=f"client {number:06}",
            search=f"client {number} office{number}@crowd.example",
            products_total=1,
            users_joined=int(used),
            payer="firm",
            connected_since=LONG_AGO,
        )
        for number, person in zip(numbers, people, strict=True)
    )
    ClientUser.objects.bulk_create(
        ClientUser(
            client=client,
            person=person,
            role=ClientRole.ADMINISTRATOR.value,
            state=UserState.JOINED.value,
            joined_at=LONG_AGO,
        )
        for client, person in zip(clients, people, strict=True)
        if used
    )
    products = Subscription.objects.bulk_create(
        Subscription(
            client=client,
            product=BOOKKEEPING.code,
            product_name=BOOKKEEPING.name,
            payer="firm",
            extraction=True,
            since=LONG_AGO,
        )
        for client in clients
    )
    Document.objects.bulk_create(
        Document(
            client=client,
            subscription=product,
            name="scan.pdf",
            state=DocumentState.WAITING.value,
            added_side="client",
        )
        for client, product in zip(clients, products, strict=True)
        for _ in range(DOCUMENTS)
    )
    Firm.objects.filter(pk=firm.pk).update(clients_active=Client.objects.filter(firm=firm).count())
    return clients
