"""Payment by invoice: the client transfers the amount and gives a reference; a person says that it has come."""

from tenure.outlets.payments.provider import Agreement, Charge, Claim

REFERENCE_SYMBOLS = 16


class InvoiceProvider:
    """Nothing is collected by itself: each charge is a claim with a creditor reference (ISO 11649)."""

    code = "invoice"

    def begin(self, agreement: Agreement) -> None:
        """Nothing to arrange: the first charge says all."""

    def charge(self, charge: Charge) -> Claim:
        """The charge is open under a reference made from its key."""
        return Claim(reference=creditor_reference(charge.key))

    def cancel(self, agreement: str) -> None:
        """Nothing to take back: no further charge will come."""


def creditor_reference(key: str) -> str:
    """`RF`, two check digits and the last letters and digits of `key`: banks refuse one with a slip in it."""
    body = "".join(symbol for symbol in key.upper() if symbol.isalnum())[-REFERENCE_SYMBOLS:]
    number = int("".join(str(int(symbol, 36)) for symbol in f"{body}RF00"))
    return f"RF{98 - number % 97:02d}{body}"
