"""Where the values of an e-invoice stand, in the two languages they are written in."""

from collections.abc import Mapping
from dataclasses import dataclass

from tenure.core.reading.reading import Field

# UN/CEFACT 1001: the codes of documents that give money back.
CREDIT_NOTE_CODES = frozenset({"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "532"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One way to write an e-invoice. Paths are names without their namespaces; the first that leads somewhere wins."""

    roots: Mapping[str, tuple[str, ...]]  # the root's name, and what its namespace may begin with
    fields: Mapping[Field, tuple[str, ...]]
    type_codes: tuple[str, ...]
    tax_lines: tuple[str, ...]
    tax_rate: tuple[str, ...]
    tax_net: tuple[str, ...]
    tax_amount: tuple[str, ...]


_AGREEMENT = "SupplyChainTradeTransaction/ApplicableHeaderTradeAgreement"
_SETTLEMENT = "SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement"
_SUMS = f"{_SETTLEMENT}/SpecifiedTradeSettlementHeaderMonetarySummation"
# ZUGFeRD 1.0 had other names for the same things.
_OLD_AGREEMENT = "SpecifiedSupplyChainTradeTransaction/ApplicableSupplyChainTradeAgreement"
_OLD_SETTLEMENT = "SpecifiedSupplyChainTradeTransaction/ApplicableSupplyChainTradeSettlement"
_OLD_SUMS = f"{_OLD_SETTLEMENT}/SpecifiedTradeSettlementMonetarySummation"

CII = Language(
    roots={
        "CrossIndustryInvoice": ("urn:un:unece:uncefact:data:standard:CrossIndustryInvoice",),
        "CrossIndustryDocument": ("urn:ferd:CrossIndustryDocument:invoice", "urn:un:unece:uncefact:"),
    },
    fields={
        Field.SUPPLIER: (f"{_AGREEMENT}/SellerTradeParty/Name", f"{_OLD_AGREEMENT}/SellerTradeParty/Name"),
        Field.NUMBER: ("ExchangedDocument/ID", "HeaderExchangedDocument/ID"),
        Field.DATE: (
            "ExchangedDocument/IssueDateTime/DateTimeString",
            "HeaderExchangedDocument/IssueDateTime/DateTimeString",
        ),
        Field.DUE_DATE: (
            f"{_SETTLEMENT}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString",
            f"{_OLD_SETTLEMENT}/SpecifiedTradePaymentTerms/DueDateDateTime/DateTimeString",
        ),
        Field.CURRENCY: (f"{_SETTLEMENT}/InvoiceCurrencyCode", f"{_OLD_SETTLEMENT}/InvoiceCurrencyCode"),
        Field.NET: (f"{_SUMS}/TaxBasisTotalAmount", f"{_OLD_SUMS}/TaxBasisTotalAmount"),
        Field.TAX: (f"{_SUMS}/TaxTotalAmount", f"{_OLD_SUMS}/TaxTotalAmount"),
        Field.TOTAL: (f"{_SUMS}/GrandTotalAmount", f"{_OLD_SUMS}/GrandTotalAmount"),
        Field.IBAN: (
            f"{_SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID",
            f"{_OLD_SETTLEMENT}/SpecifiedTradeSettlementPaymentMeans/PayeePartyCreditorFinancialAccount/IBANID",
        ),
    },
    type_codes=("ExchangedDocument/TypeCode", "HeaderExchangedDocument/TypeCode"),
    tax_lines=(f"{_SETTLEMENT}/ApplicableTradeTax", f"{_OLD_SETTLEMENT}/ApplicableTradeTax"),
    tax_rate=("RateApplicablePercent", "ApplicablePercent"),
    tax_net=("BasisAmount",),
    tax_amount=("CalculatedAmount",),
)

_SUPPLIER = "AccountingSupplierParty/Party"

UBL = Language(
    roots={
        "Invoice": ("urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",),
        "CreditNote": ("urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",),
    },
    fields={
        Field.SUPPLIER: (f"{_SUPPLIER}/PartyLegalEntity/RegistrationName", f"{_SUPPLIER}/PartyName/Name"),
        Field.NUMBER: ("ID",),
        Field.DATE: ("IssueDate",),
        Field.DUE_DATE: ("DueDate", "PaymentMeans/PaymentDueDate"),
        Field.CURRENCY: ("DocumentCurrencyCode",),
        Field.NET: ("LegalMonetaryTotal/TaxExclusiveAmount",),
        Field.TAX: ("TaxTotal/TaxAmount",),
        Field.TOTAL: ("LegalMonetaryTotal/TaxInclusiveAmount",),
        Field.IBAN: ("PaymentMeans/PayeeFinancialAccount/ID",),
    },
    type_codes=("InvoiceTypeCode", "CreditNoteTypeCode"),
    tax_lines=("TaxTotal/TaxSubtotal",),
    tax_rate=("TaxCategory/Percent", "Percent"),
    tax_net=("TaxableAmount",),
    tax_amount=("TaxAmount",),
)

LANGUAGES = (CII, UBL)
