"""Files that mean harm, and names that do, put into a running installation by every way in (R48)."""

import io
import json
import smtplib
import subprocess
import sys
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from tenure.outlets.extraction.troubles import Trouble
from tests.journeys.installation import Installation
from tests.outlets.extraction import papers
from tests.outlets.extraction.abuse import cases
from tests.outlets.extraction.test_archive import overlapping

SECONDS = 120
PREPARE = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client as Browser
from tenure.operations.clients import ClientDetails, add_client
from tenure.operations.mail_addresses import make_address
from tenure.records.models import Firm, Person
from tenure.records.people import actor_at_firm
firm, olive = Firm.objects.get(), Person.objects.get()
actor = actor_at_firm(olive.id, firm.id)
client = add_client(ClientDetails(name="Harmed"), products=["bookkeeping"], actor=actor).id
key = make_address(client, instead_of="", actor=actor).key
browser = Browser()
browser.force_login(olive)
cookies = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
cookies += f"; {settings.CSRF_COOKIE_NAME}={'a' * 32}"
print(json.dumps({"client": client, "key": key, "cookies": cookies}))
"""
LOOK = """
import json, django
django.setup()
from django.utils.translation import override
from tenure.records.models import Document, DoomedFile, IncomingMail
from tenure.operations.unpacking import left_of
from tenure.speech.speak import speak
from tenure.web.unread_words import unread_in_words
with override("en"):
    papers = [
        {"id": one.id, "client": one.client_id, "name": one.name, "state": one.state, "trouble": one.trouble,
         "file": one.file.name, "archive": one.archive_id, "said": str(unread_in_words(one).text),
         "left": [[name, failure.trouble.value, speak(failure.message)] for name, failure in left_of(one)]}
        for one in Document.objects.all()
    ]
mails = [{"subject": one.subject, "taken": one.taken, "left": one.left_out} for one in IncomingMail.objects.all()]
print(json.dumps({"papers": papers, "mails": mails, "doomed": DoomedFile.objects.count()}))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """One file: what makes it, and which answers are right; none if it may be read after all."""

    name: str
    content: bytes
    right: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """The client that harm is done to, and how to reach it: by its key, and with a session of somebody at its firm."""

    client: str
    key: str
    cookies: str


def harms(listener: int) -> Iterator[Harm]:
    """Every case of the reader's set, archives, and names; `listener` is a port that nobody may call."""
    for number, (name, made, right) in enumerate(cases()):
        if name != "a zip as a document":
            yield Harm(name=f"{number:02} {name}.pdf", content=made(), right=frozenset(right))
    call = f'<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:{listener}/x">]><Invoice>&a;</Invoice>'
    yield Harm(name="calls.xml", content=call.encode(), right=frozenset({Trouble.UNSAFE_XML}))
    yield from _archives()
    good = papers.pdf()
    for number, name in enumerate(
        (
            "../../../escape.pdf",
            "a\u202efdp.exe",
            "long" * 100 + ".pdf",
            "C:\\x\\y.pdf",
            "<script>.pdf",
            "\u200f..",
        )
    ):
        yield Harm(name=name, content=good + b"%" * (number + 1), right=frozenset())


def _archives() -> Iterator[Harm]:
    good = papers.pdf()
    nothing = frozenset({Trouble.NOTHING_TAKEN_OUT})
    zipped: Mapping[str, tuple[bytes, frozenset[str]]] = {
        "nested.zip": (papers.zipped({"inner.zip": papers.zipped({"a.pdf": good})}), nothing),
        "over each other.zip": (overlapping(300), frozenset({Trouble.OVERLAPPING})),
        "out of it.zip": (papers.zipped({"../../../../escape.pdf": good, "/escape.pdf": good}), nothing),
        "bomb.zip": (papers.zipped({"a.pdf": b"%PDF-1.4" + bytes(60_000_000)}), nothing),
        "cut off.zip": (papers.zipped({"a.pdf": good})[:-30], frozenset({Trouble.DAMAGED})),
        "empty.zip": (papers.zipped({"a/": b""}), frozenset({Trouble.ARCHIVE_EMPTY})),
        "with a password.zip": (_encrypted(good), nothing),
        "a link.zip": (_link(), nothing),
    }
    for name, (content, right) in zipped.items():
        yield Harm(name=name, content=content, right=right)


def _encrypted(content: bytes) -> bytes:
    whole = bytearray(papers.zipped({"a.pdf": content}))
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        whole[whole.index(sign) + flags] |= 1
    return bytes(whole)


def _link() -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("a.pdf")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return target.getvalue()


def inside(installation: Installation, program: str) -> dict[str, object]:
    """What a small program prints that runs in the installation's own environment."""
    environment = {**installation.environment, "DJANGO_SETTINGS_MODULE": "tenure.conf.settings"}
    done = subprocess.run(
        [sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True
    )
    found = json.loads(done.stdout.splitlines()[-1])
    assert isinstance(found, dict)
    return found


def uploaded(installation: Installation, ways: Ways, harm: Harm) -> tuple[int, str]:
    """Puts the file in by the page, as its script does; the status and what was said."""
    boundary, token = "b0undary", "a" * 32
    raw = harm.name.replace("\\", "\\\\").encode()
    head = b'--%s\r\nContent-Disposition: form-data; name="file"; filename="%s"\r\nContent-Type: application/pdf\r\n\r\n'
    content = head % (boundary.encode(), raw) + harm.content + f"\r\n--{boundary}--\r\n".encode()
    request = urllib.request.Request(  # noqa: S310 - our own address
        f"{installation.address}/clients/{ways.client}/documents/",
        data=content,
        headers={
            "Content-Type": f"multipart/form-data; boundary={boundary}",
            "Accept": "application/json",
            "Cookie": ways.cookies,
            "X-CSRFToken": token,
        },
    )
    try:
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:  # noqa: S310
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read().decode()


def mailed(port: int, to: str, harm: Harm) -> None:
    """Puts the file in by mail; its name as a sender may write it, raw."""
    letter = EmailMessage()
    letter["From"], letter["Subject"] = (
        "harm@b.example",
        f"harm {harm.name.encode('ascii', 'replace').decode()}"[:60],
    )
    letter["Message-ID"] = f"<{abs(hash(harm.content))}@b.example>"
    letter.set_content("Look at this")
    letter.add_attachment(harm.content, maintype="application", subtype="pdf", filename=harm.name)
    with smtplib.SMTP("127.0.0.1", port, timeout=SECONDS) as line:
        line.sendmail("harm@b.example", [to], letter.as_bytes())


def files_below(folder: Path) -> set[str]:
    """Every file there, by its path from there."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
