"""Where e-mails leave: an SMTP server, or a folder of messages on this machine; and where documents come in by mail."""

import re
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

type Mailer = dict[str, object]

SECONDS_TO_ANSWER = 20
TLS = {"starttls": {"use_tls": True}, "ssl": {"use_ssl": True}, "none": {}}


def mailer_from_url(url: str) -> Mailer:
    """Django's mailer for `smtp://user:password@host:port?tls=starttls|ssl|none` or `maildir:///folder`.

    Raises ValueError with the end of a sentence when the address cannot be used.
    """
    parts = urlsplit(url)
    if parts.scheme == "smtp":
        return _smtp(parts)
    if parts.scheme == "maildir":
        return _maildir(parts)
    reason = f"must start with smtp:// or maildir://, not {parts.scheme!r}"
    raise ValueError(reason)


def _smtp(parts: SplitResult) -> Mailer:
    if not parts.hostname:
        reason = "must name the mail server, such as smtp://mail.example.com:587?tls=starttls"
        raise ValueError(reason)
    return {
        "BACKEND": "tenure.outlets.smtp.SmtpBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port,
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "timeout": SECONDS_TO_ANSWER,
            **_tls(parts.query),
        },
    }


def _tls(query: str) -> dict[str, bool]:
    options = parse_qs(query, keep_blank_values=True)
    unknown = sorted(set(options) - {"tls"})
    if unknown:
        reason = f"may carry the option tls only, not {', '.join(unknown)}"
        raise ValueError(reason)
    choice = options.get("tls", ["none"])[-1]
    if choice not in TLS:
        reason = f"has tls={choice!r}, which must be starttls, ssl or none"
        raise ValueError(reason)
    return TLS[choice]


def _maildir(parts: SplitResult) -> Mailer:
    if parts.netloc or not parts.path.strip("/"):
        reason = "must name a folder after three slashes, such as maildir:///srv/tenure/mailbox"
        raise ValueError(reason)
    return {
        "BACKEND": "tenure.outlets.mailbox.MaildirBackend",
        "OPTIONS": {"folder": unquote(parts.path)},
    }


HIGHEST_PORT = 65_535
LONGEST_DOMAIN = 180
_DOMAIN = re.compile(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*")


def host_and_port(text: str) -> tuple[str, int]:
    """What to listen on, of `127.0.0.1:2525` or `[::1]:2525`. Raises ValueError with the end of a sentence."""
    host, colon, port = text.rpartition(":")
    host = host.removeprefix("[").removesuffix("]")
    if not (colon and host and port.isdecimal() and 0 < int(port) <= HIGHEST_PORT) or set(host) & set("/@ "):
        reason = f"must be an address and a port to listen on, such as 127.0.0.1:2525, not {text!r}"
        raise ValueError(reason)
    return host, int(port)


def mail_domain(text: str) -> str:
    """The part behind the @. Raises ValueError with the end of a sentence."""
    domain = text.lower()
    if not _DOMAIN.fullmatch(domain) or len(domain) > LONGEST_DOMAIN:
        reason = f"must be a domain such as documents.example.com, without an @, not {text!r}"
        raise ValueError(reason)
    return domain
