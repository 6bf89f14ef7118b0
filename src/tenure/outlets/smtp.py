"""Mail by SMTP that knows when it does not know: a connection lost while handing over is said apart.

Before the letter's text leaves, a lost connection means "not sent". After, nobody can tell: the server may
have taken the letter and its answer got lost. `smtplib` raises the same error for both.
"""

import smtplib

from django.core.mail.backends.smtp import EmailBackend


class LostWhileSending(Exception):
    """The connection broke after the letter's text began to leave: it may or may not have arrived."""


class _Connection(smtplib.SMTP):
    def data(self, msg: object) -> tuple[int, bytes]:
        try:
            return super().data(msg)  # type: ignore[arg-type]
        except smtplib.SMTPDataError:
            raise
        except OSError as lost:
            raise LostWhileSending(str(lost)) from lost


class _TlsConnection(_Connection, smtplib.SMTP_SSL):
    pass


class SmtpBackend(EmailBackend):
    """Django's SMTP mailer; raises `LostWhileSending` where a second try could send a letter twice."""

    @property
    def connection_class(self) -> type[smtplib.SMTP_SSL | smtplib.SMTP]:
        """The kind of connection the settings ask for."""
        return _TlsConnection if self.use_ssl else _Connection
