"""The rows of a billing run, written by hand: one INSERT ... SELECT for the invoices, one for their lines.

What the product works out is taken as known here: that every customer is active, was not billed before, has no credit
and no visit, and that every service ran all of the month. It is a floor, not a rival.
"""

from datetime import date

from django.db import connection, transaction

from bench.book import Shelf
from tenure.records.models import BillingRun

NET = "CAST(round(s.price * s.quantity * 100) AS BIGINT)"
INVOICES = f"""
INSERT INTO records_invoice (id, firm_id, client_id, kind, origin, run_id, currency, series_id, number, period_first,
                             period_end, issued_on, due_on, net, tax, total, paid, buyer, note, created_at, void_reason)
SELECT 'inv' || substr(c.id, 4) || %(mark)s, c.firm_id, c.id, 'invoice', 'run', %(run)s, sums.currency, n.id,
       n.following - 1 + row_number() OVER (ORDER BY c.id), %(first)s, %(end)s, %(today)s, %(due)s,
       sums.net, sums.tax, sums.net + sums.tax, 0, {{buyer}}, '', %(at)s, ''
FROM records_client c
JOIN records_numberseries n ON n.firm_id = c.firm_id AND n.code = 'INV'
JOIN (SELECT s.client_id, s.currency, sum({NET}) AS net,
             CAST(round(sum({NET}) * max(s.tax_rate) / 100) AS BIGINT) AS tax
      FROM records_service s GROUP BY s.client_id, s.currency) AS sums ON sums.client_id = c.id
WHERE c.firm_id = %(firm)s
"""
LINES = f"""
INSERT INTO records_invoiceline (invoice_id, position, service_id, description, quantity, unit_price, tax_rate, net,
                                 "first", "end")
SELECT 'inv' || substr(s.client_id, 4) || %(mark)s, row_number() OVER (PARTITION BY s.client_id ORDER BY s.name), s.id,
       s.name || ', ' || l.name, s.quantity, s.price, s.tax_rate, {NET}, %(first)s, %(end)s
FROM records_service s JOIN records_location l ON l.id = s.location_id
ORDER BY s.client_id, s.name
"""
NUMBERS = "UPDATE records_numberseries SET following = following + %(count)s WHERE firm_id = %(firm)s"
BREAK = {"sqlite": "char(10)", "postgresql": "chr(10)"}


def write_by_hand(shelf: Shelf, run: BillingRun, issued: date, due: date) -> None:
    """One invoice with two lines for each customer of the shelf; all in one transaction."""
    adapt = connection.ops.adapt_datefield_value
    values = {
        "mark": f"{run.period_first:%m}",
        "run": run.id,
        "firm": shelf.firm.id,
        "first": adapt(run.period_first),
        "end": adapt(run.period_end),
        "today": adapt(issued),
        "due": adapt(due),
        "at": connection.ops.adapt_datetimefield_value(run.created_at),
        "count": shelf.count,
    }
    line = BREAK[connection.vendor]
    buyer = f"c.name || {line} || c.street || {line} || c.postal_code || ' ' || c.city"
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in (INVOICES, LINES, NUMBERS):
            cursor.execute(statement.format(buyer=buyer), values)
