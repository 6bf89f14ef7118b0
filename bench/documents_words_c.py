"""What the layouts of set C write: other words than those of A and B, chosen after the rules were done a second time."""

SET_C: dict[str, dict[str, tuple[str, ...]]] = {
    "en": {
        "invoice": ("Invoice", "TAX INVOICE", "Bill"), "credit_note": ("Credit note", "CREDIT"), "receipt": ("Receipt", "Customer copy"),
        "invoice_no": ("Invoice", "Inv. no", "Invoice code"), "credit_note_no": ("Credit note ref", "Credit no."), "receipt_no": ("Receipt", "Check no."),
        "date": ("Date raised", "Date of invoice", "Date"), "due": ("Settlement due", "Due by", "Last day of payment"), "terms": ("Terms: {days} days net", "Please pay within {days} days", "{days} days net"), "to": ("Account of", "Invoice address", "Customer details"),
        "net": ("Net", "Total (ex VAT)", "Goods"), "tax": ("VAT @", "VAT"), "total": ("Total", "Total inc. VAT", "Invoice value"), "of": ("of",),
        "included": ("VAT content", "Includes VAT"), "amount": ("Amount",), "items": ("Details", "Quantity", "Price each", "Line total"), "tax_number": ("VAT Reg", "VAT number"), "bank": ("Bank details: IBAN", "Pay into"), "original": ("Against invoice",), "cash": ("Visa", "Cash"),
    },
    "fr": {
        "invoice": ("Facture", "FACTURE DE PRESTATION"), "credit_note": ("Avoir", "AVOIR CLIENT"), "receipt": ("Ticket", "Facturette"),
        "invoice_no": ("Facture no", "N° pièce", "Facture numéro"), "credit_note_no": ("Avoir no", "N° d'avoir"), "receipt_no": ("Ticket no", "N°"),
        "date": ("Le", "Date d'émission", "Date facture"), "due": ("Règlement avant le", "Échéance", "À payer pour le"), "terms": ("Paiement à {days} jours", "{days} jours net", "Règlement sous {days} jours"), "to": ("Adresse de facturation", "Client", "Pour"),
        "net": ("Total H.T.", "Base HT", "Montant net HT"), "tax": ("T.V.A. à", "TVA"), "total": ("Total T.T.C.", "Net à payer TTC", "À régler"), "of": ("du",),
        "included": ("TVA comprise", "Dont TVA"), "amount": ("Montant",), "items": ("Prestation", "Quantité", "Tarif HT", "Total HT"), "tax_number": ("N° TVA intracom.", "TVA"), "bank": ("RIB : IBAN", "Compte bancaire"), "original": ("Annule la facture",), "cash": ("CB", "Espèces"),
    },
    "de": {
        "invoice": ("Rechnung", "Handwerkerrechnung"), "credit_note": ("Gutschrift", "Korrekturbeleg"), "receipt": ("Bon", "Kassenquittung"),
        "invoice_no": ("Rechnung", "Rech.-Nr.", "Rechnungs-Nummer"), "credit_note_no": ("Gutschrift-Nummer", "Gutschriftsnr."), "receipt_no": ("Bon", "Beleg"),
        "date": ("Datum", "Rechn.-Datum", "Datum der Ausstellung"), "due": ("Fällig", "Zahlung erbeten bis", "Zahlungsziel"), "terms": ("Zahlbar innerhalb {days} Tagen", "{days} Tage netto", "Zahlung binnen {days} Tagen rein netto"), "to": ("Rechnungsanschrift", "Besteller", "Kundenadresse"),
        "net": ("Netto", "Summe (netto)", "Gesamt netto"), "tax": ("+ MwSt.", "Umsatzsteuer"), "total": ("Gesamt", "Rechnungssumme", "Summe inkl. MwSt."), "of": ("vom",),
        "included": ("inkl. MwSt.", "enthaltene MwSt."), "amount": ("Betrag",), "items": ("Text", "Menge", "E-Preis", "G-Preis"), "tax_number": ("USt-Id", "Umsatzsteuer-ID"), "bank": ("Bankverbindung: IBAN", "Konto"), "original": ("Zur Rechnung",), "cash": ("EC-Zahlung", "Bar"),
    },
    "nl": {
        "invoice": ("Factuur", "REKENING"), "credit_note": ("Creditnota", "CREDITERING"), "receipt": ("Bon", "Kassabon"),
        "invoice_no": ("Factuur", "Fact.nr.", "Nr. factuur"), "credit_note_no": ("Creditnota", "Credit nr."), "receipt_no": ("Bon", "Bonnummer"),
        "date": ("Datum", "Factuur datum", "Datum van uitgifte"), "due": ("Uiterlijk betalen", "Vervaldatum", "Te betalen vóór"), "terms": ("Betaling binnen {days} dagen", "{days} dagen netto", "Betalingstermijn {days} dagen"), "to": ("Factuuradres", "Klantgegevens", "Aan"),
        "net": ("Netto", "Subtotaal excl. btw", "Excl. btw"), "tax": ("Btw", "BTW"), "total": ("Totaalbedrag", "Totaal incl. btw", "Te betalen"), "of": ("van",),
        "included": ("incl. btw", "Btw inbegrepen"), "amount": ("Bedrag",), "items": ("Omschrijving", "Aantal", "Stukprijs", "Regeltotaal"), "tax_number": ("Btw nr.", "BTW-nummer"), "bank": ("Bank: IBAN", "Rekening"), "original": ("Bij factuur",), "cash": ("Pin", "Contant"),
    },
    "es": {
        "invoice": ("Factura", "FACTURA DE SERVICIOS"), "credit_note": ("Factura rectificativa", "ABONO"), "receipt": ("Ticket", "Recibo de compra"),
        "invoice_no": ("Factura", "N.º factura", "Núm. factura"), "credit_note_no": ("Rectificativa nº", "Abono nº"), "receipt_no": ("Ticket", "Nº"),
        "date": ("Fecha", "Fecha de la factura", "Fecha emisión"), "due": ("Vto.", "A pagar antes del", "Fecha de vencimiento"), "terms": ("Pago a {days} días", "{days} días neto", "Vencimiento a {days} días"), "to": ("Facturado a", "Cliente", "Datos de facturación"),
        "net": ("Base", "Subtotal sin IVA", "Total neto"), "tax": ("IVA", "I.V.A. al"), "total": ("TOTAL", "Total con IVA", "Importe total"), "of": ("de",),
        "included": ("IVA incl.", "IVA"), "amount": ("Importe",), "items": ("Servicio", "Cantidad", "Precio ud.", "Total"), "tax_number": ("CIF/NIF", "N.I.F."), "bank": ("Cuenta: IBAN", "Ingresar en"), "original": ("Rectifica la factura",), "cash": ("Efectivo", "Tarjeta"),
    },
}  # fmt: skip

# How the dates of set C are written, by country.
DATES_C = {
    "GB": ("{d} {month} {y}", "{d:02}-{mon}-{yy:02}"), "US": ("{month} {d:02}, {y}", "{m:02}-{d:02}-{y}"), "FR": ("{d} {mon} {y}", "{d:02}-{m:02}-{y}"), "DE": ("{d:02}.{m:02}.{yy:02}", "{y}-{m:02}-{d:02}"),
    "CH": ("{d:02}.{m:02}.{y}", "{d}. {mon} {y}"), "NL": ("{d:02}-{m:02}-{yy:02}", "{d} {month} {y}"), "BE": ("{d}/{m}/{y}", "{d} {month} {y}"), "ES": ("{d:02}/{m:02}/{yy:02}", "{d} {mon} {y}"),
}  # fmt: skip
