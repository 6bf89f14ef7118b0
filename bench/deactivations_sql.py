"""The rows of many deactivations, written by hand: ten statements, whatever the number of clients.

What the product works out is taken as known here: the sentences are those of one client with names exchanged, nothing
is checked, and the hashes of the log are 64 characters that chain nothing. It is a floor, not a rival.
"""

import json
from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction

from bench.book import Shelf
from tenure.records.models import LogEntry, OutboxMail, Stop, Transition

THESE = "client_id >= %(first)s AND client_id < %(end)s"
CLIENTS = """
SELECT c.id, c.name, c.firm_id, c.log_seq, c.log_head, s.id AS product, s.product AS code, s.product_name
FROM records_client c JOIN records_subscription s ON s.client_id = c.id
WHERE c.id >= %(first)s AND c.id < %(end)s
"""
ADMINISTRATORS = """
SELECT p.email, p.name, p.locale, row_number() OVER (ORDER BY m.id) AS place
FROM records_member m JOIN records_role r ON r.id = m.role_id JOIN records_person p ON p.id = m.person_id
WHERE m.firm_id = %(firm)s AND r.key = 'administrator'
"""
LETTER = """
INSERT INTO records_outboxmail (id, firm_id, client_id, transition_id, kind, to_address, to_name, locale, side,
                                context, state, attempts, next_at, lease_key, last_error, message_id, created_at)
"""
STATEMENTS = (
    f"""
    INSERT INTO records_transition (id, client_id, firm_id, actor_id, actor_name, verb, target, target_kind,
                                    target_name, at, digest, source, plan)
    SELECT 'trn' || substr(id, 4), id, firm_id, %(actor)s, %(actor_name)s, 'deactivate', product, 'product',
           product_name, %(at)s, substr({{hash}}, 1, 32), 'web', {{plan}}
    FROM ({CLIENTS}) AS these
    """,
    f"""
    INSERT INTO records_logentry (chain, seq, at, event, content, previous, hash)
    SELECT id, log_seq + 1, %(at)s, 'deactivate', {{content}}, log_head, {{hash}} FROM ({CLIENTS}) AS these
    """,
    f"""
    INSERT INTO records_logentry (chain, seq, at, event, content, previous, hash)
    SELECT f.id, f.log_seq + row_number() OVER (ORDER BY these.id), %(at)s, 'deactivate', {{content}}, f.log_head, {{hash}}
    FROM ({CLIENTS}) AS these JOIN records_firm f ON f.id = these.firm_id
    """,
    f"""
    INSERT INTO records_stop (id, client_id, node, node_kind, kind, since, locked_until, reason, cause_id)
    SELECT 'stp' || substr(id, 4), id, product, 'product', 'deactivation', %(today)s, %(until)s, '',
           'trn' || substr(id, 4)
    FROM ({CLIENTS}) AS these
    """,
    f"""
    INSERT INTO records_wait (id, firm_id, client_id, product, until, asked_reason, cause_id)
    SELECT 'wai' || substr(id, 4), firm_id, id, code, %(until)s, '', 'trn' || substr(id, 4)
    FROM ({CLIENTS}) AS these
    """,
    f"""
    UPDATE records_document SET state = 'held', held_since = %(at)s
    WHERE {THESE} AND state IN ('received', 'waiting', 'processing')
    """,
    f"""{LETTER}
    SELECT 'obx' || substr(these.id, 4) || 'f' || place, these.firm_id, these.id, 'trn' || substr(these.id, 4),
           'deactivate', boss.email, boss.name, boss.locale, 'firm', {{context}}, 'waiting', 0, %(at)s, '', '', '', %(at)s
    FROM ({CLIENTS}) AS these CROSS JOIN ({ADMINISTRATORS}) AS boss
    """,
    f"""{LETTER}
    SELECT 'obx' || substr(these.id, 4) || 'c' || substr(u.id, 28), these.firm_id, these.id,
           'trn' || substr(these.id, 4), 'deactivate', p.email, p.name, p.locale, 'client', {{context}}, 'waiting', 0,
           %(at)s, '', '', '', %(at)s
    FROM ({CLIENTS}) AS these JOIN records_clientuser u ON u.client_id = these.id
    JOIN records_person p ON p.id = u.person_id
    """,
    """
    UPDATE records_client SET standing = 'deactivated', products_deactivated = 1, documents_held = %(documents)s,
           locked_until = %(until)s, last_activity_at = %(at)s, log_seq = log_seq + 1, log_head = {hash}
    WHERE id >= %(first)s AND id < %(end)s
    """,
    """
    UPDATE records_firm SET clients_active = clients_active - %(count)s, log_seq = log_seq + %(count)s,
           clients_deactivated = clients_deactivated + %(count)s, log_head = {hash}
    WHERE id = %(firm)s
    """,
)
WORDS = {
    "sqlite": {"hash": "lower(hex(randomblob(32)))", "json": "{}"},
    "postgresql": {"hash": "encode(sha256(random()::text::bytea), 'hex')", "json": "({})::jsonb"},
}


def write_by_hand(shelf: Shelf, model: Transition, at: datetime, *, first: int, count: int) -> None:
    """Deactivates the product of `count` clients, as `model` did for one; all in one transaction."""
    stop = Stop.objects.get(cause=model)
    letter = OutboxMail.objects.filter(transition=model).order_by("id")[0]
    entry = LogEntry.objects.get(chain=model.client_id)
    start, end = shelf.ids("cli", first, count)
    values = {
        "first": start,
        "end": end,
        "firm": shelf.firm.id,
        "actor": shelf.olive.person,
        "actor_name": shelf.olive.name,
        "at": connection.ops.adapt_datetimefield_value(at),
        "today": connection.ops.adapt_datefield_value(stop.since),
        "until": connection.ops.adapt_datefield_value(stop.locked_until),
        "documents": shelf.documents,
        "count": count,
        "plan": json.dumps(model.plan),
        "context": json.dumps(letter.context),
        "content": json.dumps(entry.content),
        "model_client": model.client_id,
        "model_name": letter.context["client_name"],
        "model_product": model.target,
    }
    words = _words()
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in STATEMENTS:
            cursor.execute(statement.format(**words), values)


def _words() -> Mapping[str, str]:
    """What the statements spell differently on each database, and the JSON of one client made another's."""
    words = WORDS[connection.vendor]
    exchanged = {
        name: words["json"].format(
            f"replace(replace(replace(%({name})s, %(model_client)s, these.id), %(model_name)s, these.name),"
            " %(model_product)s, these.product)"
        )
        for name in ("plan", "context", "content")
    }
    return {"hash": words["hash"], **exchanged}
