"""What the layouts write beside their values: several ways in each language, chosen by the paper."""

from bench.documents_papers import Paper

SET_A: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "invoice": ("Invoice", "INVOICE", "Tax Invoice"), "credit_note": ("Credit Note", "CREDIT NOTE"), "receipt": ("Receipt", "SALES RECEIPT"),
        "invoice_no": ("Invoice No.", "Invoice number", "Invoice #"), "credit_note_no": ("Credit note no.", "Credit Note Number"), "receipt_no": ("Receipt no.", "Receipt #"),
        "date": ("Invoice date", "Date", "Issue date"), "due": ("Due date", "Payment due", "Due"), "to": ("Bill to", "Invoice to", "Customer"), "from": ("From", "Seller"),
        "order": ("Your order", "PO number"), "customer_no": ("Customer no.", "Account no."), "net": ("Subtotal", "Net total", "Total excl. VAT"), "tax": ("VAT", "VAT"),
        "total": ("Total", "Total incl. VAT", "Grand total"), "items": ("Description", "Qty", "Unit price", "VAT", "Amount"), "tax_number": ("VAT no.", "VAT Reg. No."), "account": ("IBAN",),
        "original": ("Original invoice",), "thanks": ("Thank you for your business.",), "card": ("Card payment",), "phone": ("Phone",), "page": ("Page 1 of 1",), "rate": ("Rate", "Net", "VAT"),
    },
    "fr": {
        "invoice": ("Facture", "FACTURE"), "credit_note": ("Avoir", "NOTE DE CRÉDIT", "Facture d'avoir"), "receipt": ("Ticket de caisse", "Reçu"),
        "invoice_no": ("Facture n°", "N° de facture", "Numéro de facture"), "credit_note_no": ("Avoir n°", "Numéro d'avoir"), "receipt_no": ("Ticket n°",),
        "date": ("Date de facture", "Date", "Date d'émission"), "due": ("Échéance", "Date d'échéance", "À payer avant le"), "to": ("Facturé à", "Client", "Destinataire"), "from": ("Émetteur",),
        "order": ("Votre commande", "N° de commande"), "customer_no": ("N° client", "Code client"), "net": ("Total HT", "Montant HT", "Sous-total"), "tax": ("TVA", "Montant TVA"),
        "total": ("Total TTC", "Net à payer", "Montant TTC"), "items": ("Désignation", "Qté", "Prix unitaire", "TVA", "Montant HT"), "tax_number": ("N° TVA", "TVA intracommunautaire"), "account": ("IBAN",),
        "original": ("Facture d'origine",), "thanks": ("Merci de votre confiance.",), "card": ("Carte bancaire",), "phone": ("Tél.",), "page": ("Page 1/1",), "rate": ("Taux", "Base HT", "TVA"),
    },
    "de": {
        "invoice": ("Rechnung", "RECHNUNG"), "credit_note": ("Gutschrift", "Rechnungskorrektur"), "receipt": ("Quittung", "Kassenbeleg"),
        "invoice_no": ("Rechnungsnummer", "Rechnungs-Nr.", "Rechnung Nr."), "credit_note_no": ("Gutschrift Nr.", "Belegnummer"), "receipt_no": ("Beleg-Nr.", "Bon-Nr."),
        "date": ("Rechnungsdatum", "Datum"), "due": ("Fällig am", "Zahlbar bis", "Fälligkeitsdatum"), "to": ("Rechnung an", "Kunde", "Rechnungsempfänger"), "from": ("Absender",),
        "order": ("Bestellnummer", "Ihre Bestellung"), "customer_no": ("Kundennummer", "Kunden-Nr."), "net": ("Nettobetrag", "Zwischensumme", "Summe netto"), "tax": ("MwSt.", "USt.", "zzgl. MwSt."),
        "total": ("Gesamtbetrag", "Rechnungsbetrag", "Bruttobetrag"), "items": ("Bezeichnung", "Menge", "Einzelpreis", "MwSt.", "Betrag"), "tax_number": ("USt-IdNr.", "USt-ID"), "account": ("IBAN",),
        "original": ("Zu Rechnung Nr.",), "thanks": ("Vielen Dank für Ihren Auftrag.",), "card": ("Kartenzahlung",), "phone": ("Telefon",), "page": ("Seite 1 von 1",), "rate": ("Satz", "Netto", "MwSt."),
    },
    "nl": {
        "invoice": ("Factuur", "FACTUUR"), "credit_note": ("Creditnota", "CREDITFACTUUR"), "receipt": ("Kassabon", "Bon"),
        "invoice_no": ("Factuurnummer", "Factuurnr.", "Factuur nr."), "credit_note_no": ("Creditnota nr.", "Creditnummer"), "receipt_no": ("Bonnummer", "Bonnr."),
        "date": ("Factuurdatum", "Datum"), "due": ("Vervaldatum", "Te betalen voor", "Uiterste betaaldatum"), "to": ("Factuur aan", "Klant", "Factuuradres"), "from": ("Afzender",),
        "order": ("Ordernummer", "Uw referentie"), "customer_no": ("Klantnummer", "Debiteurnummer"), "net": ("Subtotaal", "Totaal excl. btw", "Netto"), "tax": ("Btw", "BTW"),
        "total": ("Totaal", "Totaal incl. btw", "Te betalen"), "items": ("Omschrijving", "Aantal", "Prijs", "Btw", "Bedrag"), "tax_number": ("Btw-nummer", "BTW nr."), "account": ("IBAN",),
        "original": ("Betreft factuur",), "thanks": ("Bedankt voor uw opdracht.",), "card": ("Pin",), "phone": ("Telefoon",), "page": ("Pagina 1 van 1",), "rate": ("Tarief", "Grondslag", "Btw"),
    },
    "es": {
        "invoice": ("Factura", "FACTURA"), "credit_note": ("Factura rectificativa", "Abono"), "receipt": ("Factura simplificada", "Ticket"),
        "invoice_no": ("Nº de factura", "Número de factura", "Factura nº"), "credit_note_no": ("Nº de abono", "Número de factura"), "receipt_no": ("Nº ticket", "Ticket nº"),
        "date": ("Fecha de factura", "Fecha", "Fecha de emisión"), "due": ("Vencimiento", "Fecha de vencimiento"), "to": ("Cliente", "Facturar a", "Datos del cliente"), "from": ("Emisor",),
        "order": ("Su pedido", "Nº pedido"), "customer_no": ("Nº cliente", "Código cliente"), "net": ("Base imponible", "Subtotal"), "tax": ("IVA", "Cuota IVA"),
        "total": ("Total factura", "Total", "Importe total"), "items": ("Descripción", "Cantidad", "Precio", "IVA", "Importe"), "tax_number": ("NIF", "CIF"), "account": ("IBAN",),
        "original": ("Factura rectificada",), "thanks": ("Gracias por su confianza.",), "card": ("Tarjeta",), "phone": ("Tel.",), "page": ("Página 1 de 1",), "rate": ("Tipo", "Base", "Cuota"),
    },
}  # fmt: skip


class Wording:
    """The words one paper uses."""

    def __init__(self, paper: Paper, words: dict[str, dict[str, tuple[str, ...]]]) -> None:
        self._words = words[paper.land.language]
        self._choice = paper.choice

    def __call__(self, key: str) -> str:
        """One of the ways to say it, the same each time on one paper."""
        ways = self._words[key]
        return ways[(self._choice + len(key)) % len(ways)]

    def all(self, key: str) -> tuple[str, ...]:
        """All words under a key: the headings of a table."""
        return self._words[key]
