"""Papers for customers as PDF: invoices, credit notes, statements of account (R46)."""
