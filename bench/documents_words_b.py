"""What the layouts of set B write: other words than those of set A, chosen after the rules were done."""

SET_B: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "invoice": ("Sales Invoice", "Invoice"), "credit_note": ("Credit Memo", "Credit Note"), "receipt": ("VAT receipt", "Receipt"),
        "invoice_no": ("Document no", "Invoice ref", "Number"), "credit_note_no": ("Credit memo no", "Document no"), "receipt_no": ("Transaction", "Receipt"),
        "date": ("Dated", "Tax point", "Issued"), "due": ("Please pay by", "Payable by", "Payment due by"), "to": ("Sold to", "For the attention of", "Client"),
        "net": ("Total before tax", "Goods value", "Net amount"), "tax": ("VAT", "Value Added Tax"), "total": ("Amount payable", "Invoice total", "Total to pay"),
        "included": ("includes VAT", "of which VAT"), "currency": ("Currency",), "deposit": ("Deposit received",), "rest": ("Balance outstanding",), "items": ("Item", "Units", "Each", "Net", "VAT", "Gross"),
        "tax_number": ("VAT registration number",), "bank": ("Please transfer to",), "reg": ("Registered in England No.",), "original": ("Refers to invoice",), "cash": ("Paid by card",), "account_name": ("Account name",),
        "delivered": ("Delivered on",),
    },
    "fr": {
        "invoice": ("Facture de vente", "Facture"), "credit_note": ("Note de crédit", "Avoir"), "receipt": ("Reçu de paiement", "Ticket"),
        "invoice_no": ("Réf. facture", "Document n°", "Numéro"), "credit_note_no": ("Document n°", "Numéro"), "receipt_no": ("Transaction", "Ticket"),
        "date": ("Établie le", "Date d'édition", "En date du"), "due": ("À régler au plus tard le", "Date limite de règlement", "Payable le"), "to": ("Vendu à", "À l'attention de", "Acheteur"),
        "net": ("Montant hors taxes", "Total net HT", "Valeur HT"), "tax": ("T.V.A.", "TVA"), "total": ("Total général TTC", "Somme à payer", "Montant total TTC"),
        "included": ("dont TVA", "TVA incluse"), "currency": ("Devise",), "deposit": ("Acompte reçu",), "rest": ("Reste dû",), "items": ("Libellé", "Nbre", "P.U.", "HT", "TVA", "TTC"),
        "tax_number": ("Identifiant TVA",), "bank": ("Virement sur le compte",), "reg": ("RCS Lyon",), "original": ("Concerne la facture",), "cash": ("Payé par carte",), "account_name": ("Titulaire du compte",),
        "delivered": ("Livré le",),
    },
    "de": {
        "invoice": ("Faktura", "Rechnung"), "credit_note": ("Stornorechnung", "Gutschrift"), "receipt": ("Kassenbon", "Quittung"),
        "invoice_no": ("Dokument-Nr.", "Re.-Nr.", "Nummer"), "credit_note_no": ("Dokument-Nr.", "Nummer"), "receipt_no": ("Vorgang", "Bon"),
        "date": ("Ausgestellt am", "Belegdatum", "vom"), "due": ("Bitte zahlen bis", "Zahlbar bis spätestens", "Zahlungsfrist"), "to": ("Auftraggeber", "Leistungsempfänger", "Käufer"),
        "net": ("Summe ohne MwSt.", "Warenwert", "Entgelt netto"), "tax": ("Umsatzsteuer", "USt"), "total": ("Zu zahlender Betrag", "Endsumme", "Summe brutto"),
        "included": ("darin MwSt.", "enth. MwSt."), "currency": ("Währung",), "deposit": ("Anzahlung erhalten",), "rest": ("Offener Rest",), "items": ("Leistung", "Anz.", "Preis", "Netto", "USt", "Brutto"),
        "tax_number": ("USt-Identnr.",), "bank": ("Überweisung auf",), "reg": ("Handelsregister HRB",), "original": ("Bezug: Rechnung",), "cash": ("Karte",), "account_name": ("Kontoinhaber",),
        "delivered": ("Geliefert am",),
    },
    "nl": {
        "invoice": ("Verkoopfactuur", "Factuur"), "credit_note": ("Creditfactuur", "Creditnota"), "receipt": ("Kasticket", "Kassabon"),
        "invoice_no": ("Documentnr.", "Ref. factuur", "Nummer"), "credit_note_no": ("Documentnr.", "Nummer"), "receipt_no": ("Transactie", "Bon"),
        "date": ("Opgemaakt op", "Datum factuur", "d.d."), "due": ("Te voldoen vóór", "Uiterlijk te betalen op", "Betalen voor"), "to": ("Verkocht aan", "Ter attentie van", "Opdrachtgever"),
        "net": ("Bedrag zonder btw", "Totaal exclusief btw", "Netto bedrag"), "tax": ("Omzetbelasting", "BTW"), "total": ("Te voldoen", "Eindtotaal", "Totaal inclusief btw"),
        "included": ("waarvan btw", "incl. btw"), "currency": ("Valuta",), "deposit": ("Aanbetaling ontvangen",), "rest": ("Resterend",), "items": ("Artikel", "Stuks", "Per stuk", "Netto", "Btw", "Bruto"),
        "tax_number": ("Btw-id",), "bank": ("Overmaken naar",), "reg": ("KvK",), "original": ("Betreft factuur",), "cash": ("Betaald met pin",), "account_name": ("Ten name van",),
        "delivered": ("Geleverd op",),
    },
    "es": {
        "invoice": ("Factura de venta", "Factura"), "credit_note": ("Nota de crédito", "Factura de abono"), "receipt": ("Recibo", "Tique"),
        "invoice_no": ("Documento nº", "Ref. factura", "Número"), "credit_note_no": ("Documento nº", "Número"), "receipt_no": ("Operación", "Tique"),
        "date": ("Expedida el", "Fecha de expedición", "Fecha documento"), "due": ("Pagar antes del", "Fecha límite de pago", "Vence el"), "to": ("Vendido a", "A la atención de", "Comprador"),
        "net": ("Importe sin IVA", "Total bases", "Suma neta"), "tax": ("Impuesto (IVA)", "I.V.A."), "total": ("Total a pagar", "Total IVA incluido", "Importe total factura"),
        "included": ("IVA incluido", "incluye IVA"), "currency": ("Moneda",), "deposit": ("Anticipo recibido",), "rest": ("Resto pendiente",), "items": ("Artículo", "Uds.", "P. unit.", "Neto", "IVA", "Bruto"),
        "tax_number": ("NIF-IVA",), "bank": ("Transferencia a la cuenta",), "reg": ("Registro Mercantil de Madrid, tomo",), "original": ("Rectifica a la factura",), "cash": ("Pagado con tarjeta",), "account_name": ("Titular",),
        "delivered": ("Entregado el",),
    },
}  # fmt: skip

# How the dates of set B are written, by language and country.
DATES_B = {
    "GB": ("{d:02}/{m:02}/{yy:02}", "{d} {mon} {y}"), "US": ("{m}/{d}/{y}", "{mon} {d}, {y}"), "FR": ("{d:02}.{m:02}.{y}", "{d:02}/{m:02}/{yy:02}"), "DE": ("{d}.{m}.{yy:02}", "{d:02}. {mon} {y}"),
    "CH": ("{d}.{m}.{y}", "{d}. {month} {y}"), "NL": ("{d}-{m}-{y}", "{d} {mon} {y}"), "BE": ("{d:02}-{m:02}-{y}", "{y}-{m:02}-{d:02}"), "ES": ("{d}/{m}/{y}", "{d:02}-{mon}-{y}"),
}  # fmt: skip
