"""How clients pay for their own plans: the ways of collecting money that there are, by code."""

from typing import Final

from tenure.outlets.payments.invoice import InvoiceProvider
from tenure.outlets.payments.provider import PaymentProvider

BY_INVOICE: Final[PaymentProvider] = InvoiceProvider()
PROVIDERS: Final[dict[str, PaymentProvider]] = {provider.code: provider for provider in (BY_INVOICE,)}
