"""What is in a mail, whoever wrote it: files with their names, and why the rest is left (R20)."""

from email.message import EmailMessage
from email.policy import SMTP as ON_THE_WIRE

import pytest

from tenure.outlets.mail_in.letter import MOST_PARTS, LeftOut, letter_of
from tests.operations.mailing import mail

PDF = b"%PDF-1.4 enough"


def left(content: bytes) -> list[LeftOut]:
    return [one.why for one in letter_of(content).left]


def test_attached_files_come_with_their_names_and_the_text_is_not_spoken_of() -> None:
    letter = letter_of(mail({"März – 1.pdf": PDF, "two.pdf": PDF + b"2"}).as_bytes())
    assert [(file.name, file.content) for file in letter.files] == [
        ("März – 1.pdf", PDF),
        ("two.pdf", PDF + b"2"),
    ]
    assert (letter.sender, letter.subject, letter.left) == ("bills@supplier.example", "Your invoice", ())


def test_a_mail_of_text_alone_says_so_once() -> None:
    assert left(mail({}).as_bytes()) == [LeftOut.TEXT_OF_MAIL]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (b'attachment; filename="=?utf-8?B?UsOpY2VwLnBkZg==?="', "Récep.pdf"),
        (b"attachment; filename*=utf-8''R%C3%A9cep.pdf", "Récep.pdf"),
        (b'attachment; filename*0="Re"; filename*1="cep.pdf"', "Recep.pdf"),
        (b'attachment; filename="../../etc/cron.d/x.pdf"', "x.pdf"),
        (b'attachment; filename="a\xe2\x80\xaefdp.exe"', "afdp.exe"),
        (b'attachment; filename="=?x-none?Q?what?="', "=?x-none?Q?what?="),
        (b'attachment; filename="' + b"a" * 500 + b'.pdf"', "a" * 115 + "….pdf"),
        (b"attachment", "document"),
    ],
)  # fmt: skip
def test_a_name_is_shown_and_never_trusted(header: bytes, name: str) -> None:
    content = (
        b"From: a@b.example\r\nContent-Type: application/pdf\r\nContent-Disposition: " + header + b"\r\n\r\n"
    )
    assert [file.name for file in letter_of(content + PDF).files] == [name]


def test_a_forwarded_mail_is_looked_into_and_its_own_subject_counts() -> None:
    outer = mail({}, sender="Zoe <zoe@bakery.example>", subject="Fwd: invoice")
    outer.add_attachment(mail({"inner.pdf": PDF}))
    letter = letter_of(outer.as_bytes())
    assert [file.name for file in letter.files] == ["inner.pdf"]
    assert (letter.sender, letter.subject) == ("zoe@bakery.example", "Fwd: invoice")


def test_mails_in_mails_without_an_end_are_not_followed() -> None:
    inner = mail({"deep.pdf": PDF})
    for _ in range(12):
        outer = mail({})
        outer.add_attachment(inner)
        inner = outer
    letter = letter_of(inner.as_bytes())
    assert letter.files == ()
    assert LeftOut.TOO_DEEP in [one.why for one in letter.left]


def test_logos_invitations_and_signatures_are_left_and_a_photo_in_the_text_is_taken() -> None:
    letter = EmailMessage()
    letter.set_content("<p>Hello</p>", subtype="html")
    letter.add_related(b"\x89PNG small", maintype="image", subtype="png", cid="<logo>")
    letter.add_related(b"\xff\xd8\xff" + bytes(30_000), maintype="image", subtype="jpeg", cid="<photo>")
    letter.add_attachment(b"BEGIN:VCALENDAR", maintype="text", subtype="calendar", filename="when.ics")
    letter.add_attachment(b"x", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    found = letter_of(letter.as_bytes())
    assert [file.content_type for file in found.files] == ["image/jpeg"]
    assert sorted(one.why for one in found.left) == [
        LeftOut.NO_DOCUMENT,
        LeftOut.NO_DOCUMENT,
        LeftOut.SMALL_PICTURE,
    ]


def test_an_e_invoice_without_a_name_is_a_file() -> None:
    letter = EmailMessage()
    letter["From"] = "a@b.example"
    letter.set_content(b"<Invoice/>", maintype="application", subtype="xml")
    assert [file.content for file in letter_of(letter.as_bytes()).files] == [b"<Invoice/>"]


def test_the_same_mail_has_the_same_key_whichever_way_it_came() -> None:
    content = mail({"one.pdf": PDF}).as_bytes(policy=ON_THE_WIRE)
    by_another_way = b"Received: from somewhere.example\r\nX-Spam: no\r\n" + content
    assert letter_of(content).key == letter_of(by_another_way).key
    assert letter_of(content).key != letter_of(mail({"one.pdf": PDF + b"2"}).as_bytes(policy=ON_THE_WIRE)).key


def harm() -> dict[str, bytes]:
    nest = b"".join(
        b'Content-Type: multipart/mixed; boundary="%d"\r\n\r\n--%d\r\n' % (n, n)
        for n in range(MOST_PARTS + 5)
    )
    shallow = b'Content-Type: multipart/mixed; boundary="a"\r\n\r\n' + b"--a\r\n\r\nx\r\n" * 5000
    return {
        "nothing": b"",
        "noise": bytes(range(256)) * 100,
        "a head without an end": b"From: " + b"a" * 1_000_000,
        "parts in parts": nest,
        "a crowd of parts": shallow,
        "lines without words": b"From: a@b.example\r\n\r\n" + b"\r\n" * 1_100_000,
        "a boundary of nothing": b'Content-Type: multipart/mixed; boundary=""\r\n\r\n----\r\n',
        "an encoding of nothing": b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: x\r\n\r\n%PDF",
        "broken base64": b"Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n=A=B%%",
        "a broken subject": b"Subject: =?utf-8?B?/w=?= =?utf-8?Q?=ff?=\r\nFrom: \xff\xfe <@@>\r\n\r\n",
        "a mail inside base64": b"Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nQQ==",
        "a file elsewhere": b"Content-Type: message/external-body; access-type=local-file;"
        b' name="/etc/passwd"\r\n\r\nContent-Type: application/pdf\r\n\r\n',
    }


@pytest.mark.parametrize("content", harm().values(), ids=harm())
def test_a_mail_that_means_harm_gets_an_answer(content: bytes) -> None:
    letter = letter_of(content, sender="envelope@b.example")
    assert len(letter.files) + len(letter.left) <= MOST_PARTS + 1
    assert letter.subject.isprintable()
    assert not any(b"root:" in file.content for file in letter.files)
