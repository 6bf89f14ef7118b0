"""The letters that leave, left, or got stuck, for the operator (R11)."""

from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.days import moment_in_words
from tenure.cli.ending import ExitCode, wrong_usage
from tenure.records.outbox import MailState, letters


def list_letters(state: str | None, *, as_json: bool) -> ExitCode:
    """The letters in a state, or all of them, newest first. What they say is not shown: links are secrets."""
    rows = letters(_state(state)).iterator(chunk_size=1_000)
    if as_json:
        screen.document(
            {
                "letters": [
                    {
                        "id": row.id,
                        "state": row.state,
                        "kind": row.kind,
                        "for": row.side,
                        "to": row.to_address,
                        "to_name": row.to_name,
                        "locale": row.locale,
                        "firm": row.firm.slug if row.firm is not None else None,
                        "client": row.client_id,
                        "transition": row.transition_id,
                        "attempts": row.attempts,
                        "last_error": row.last_error,
                        "created_at": row.created_at.isoformat(),
                        "sent_at": row.sent_at.isoformat() if row.sent_at is not None else None,
                    }
                    for row in rows
                ]
            }
        )
        return ExitCode.DONE
    headers = (_("State"), _("Letter"), _("To"), _("Written"), _("Sent"), _("Attempts"), _("Problem"))
    screen.table(
        headers,
        (
            (
                row.state,
                row.kind,
                row.to_address,
                moment_in_words(row.created_at),
                moment_in_words(row.sent_at),
                str(row.attempts),
                row.last_error,
            )
            for row in rows
        ),
    )
    return ExitCode.DONE


def _state(state: str | None) -> MailState | None:
    try:
        return MailState(state) if state is not None else None
    except ValueError as error:
        known = ", ".join(MailState)
        raise wrong_usage(_("--state is one of: %(known)s.") % {"known": known}) from error
