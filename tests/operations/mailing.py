"""Mails with documents, as people's programs write them, and a letterbox to put them in."""

import hashlib
import smtplib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from email.message import EmailMessage

from pytest_django.fixtures import Settings

from tenure.operations.mail_addresses import make_address
from tenure.outlets.mail_in.letterbox import Letterbox
from tenure.records.models import Client
from tenure.worker.letterbox import the_house
from tests.worlds import World

DOMAIN = "documents.example"
SECONDS = 30


def address_of(world: World, client: Client, settings: Settings) -> str:
    """The client's own address, made by the firm."""
    settings.TENURE_MAIL_IN_DOMAIN = DOMAIN
    made = make_address(client.id, instead_of="", actor=world.actor(world.olive))
    return f"{made.key}@{DOMAIN}"


def mail(
    files: Mapping[str, bytes], *, sender: str = "bills@supplier.example", subject: str = "Your invoice"
) -> EmailMessage:
    """A mail with a text and these files attached."""
    letter = EmailMessage()
    letter["From"], letter["To"], letter["Subject"] = sender, "somebody@example.com", subject
    known = hashlib.sha256(repr((sender, subject, sorted(files.items()))).encode()).hexdigest()[:20]
    letter["Message-ID"] = f"<{known}@supplier.example>"
    letter.set_content("Dear customer, please find our invoice attached.")
    letter.add_alternative("<p>Dear customer</p>", subtype="html")
    for name, content in files.items():
        letter.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    # The same mail is the same bytes.
    for number, part in enumerate(letter.walk()):
        if part.is_multipart():
            part.set_boundary(f"={known}={number}")
    return letter


@contextmanager
def open_letterbox() -> Iterator[Letterbox]:
    """The worker's letterbox on a free port."""
    letterbox = Letterbox("127.0.0.1", 0, the_house(), name=DOMAIN)
    letterbox.open()
    try:
        yield letterbox
    finally:
        letterbox.close()


def put_in(
    letterbox: Letterbox, letter: EmailMessage | bytes, *receivers: str
) -> dict[str, tuple[int, bytes]]:
    """Sends a mail as a mail server would. Returns the receivers that were refused; raises if all were."""
    content = letter if isinstance(letter, bytes) else letter.as_bytes()
    with smtplib.SMTP("127.0.0.1", letterbox.port, timeout=SECONDS) as line:
        return line.sendmail("envelope@supplier.example", receivers, content.replace(b"\r\n", b"\n"))
