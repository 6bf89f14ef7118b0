"""To whom customers' invoices are made out, where they go, and when they are due: one query, however many (R42, R46)."""

from collections.abc import Sequence
from dataclasses import dataclass

from tenure.records.models import Client
from tenure.records.sql import listed


@dataclass(frozen=True, slots=True, kw_only=True)
class Buyer:
    """`name` is how the customer is billed; `shown` is what stands on an invoice as its buyer. `country` as it was typed.

    `due_days` None leaves the firm's policy. An empty `email` means that an invoice cannot be sent.
    """

    name: str
    street: str = ""
    postal_code: str = ""
    city: str = ""
    region: str = ""
    country: str = ""
    reference: str = ""
    email: str = ""
    locale: str
    due_days: int | None = None

    @property
    def shown(self) -> str:
        """The lines that an invoice keeps, also when the customer's record is erased."""
        place = " ".join(filter(None, [self.postal_code, self.city]))
        address = [*self.street.splitlines(), place, self.region, self.country]
        return "\n".join(filter(None, (" ".join(line.split()) for line in [self.name, *address])))


def buyers_of(clients: Sequence[str]) -> dict[str, Buyer]:
    """Each of these clients as a buyer: its billing details, and where these are empty its record."""
    rows = Client.objects.filter(id__in=listed(clients)).values_list(
        "id",
        "name",
        "street",
        "postal_code",
        "city",
        "region",
        "country",
        "reference",
        "email",
        "locale",
        "billing_details__name",
        "billing_details__email",
        "billing_details__profile__due_days",
    )
    return {
        client: Buyer(
            name=billed_as or name,
            street=street,
            postal_code=postal_code,
            city=city,
            region=region,
            country=country,
            reference=reference,
            email=billed_at or email,
            locale=locale,
            due_days=due_days,
        )
        for (
            client,
            name,
            street,
            postal_code,
            city,
            region,
            country,
            reference,
            email,
            locale,
            billed_as,
            billed_at,
            due_days,
        ) in rows
    }
