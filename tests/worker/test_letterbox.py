"""Documents that come by mail, over real SMTP: taken for whoever lives here, refused for all others (R20, R48)."""

import smtplib
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import timezone
from pytest_django.fixtures import Settings

from tenure.core.actions import Answers, Verb
from tenure.demo.pdf import page
from tenure.operations import mail_taking
from tenure.operations.document_reading import read_due
from tenure.operations.log import verify
from tenure.operations.mail_addresses import make_address, stop_address
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.extraction.troubles import Trouble
from tenure.outlets.mail_in import letterbox as smtp
from tenure.outlets.mail_in.letterbox import Letterbox
from tenure.records.models import ClientUser, Document, DoomedFile, IncomingMail, MailAddress
from tests.operations.acting import do, product_of
from tests.operations.filing import files_in, keep_files_in
from tests.operations.mailing import DOMAIN, address_of, mail, open_letterbox, put_in
from tests.outlets.extraction import papers
from tests.worlds import World, fresh, practice_world

pytestmark = pytest.mark.django_db(transaction=True)

ONE, TWO = page(["Paper & Ink Ltd", "Invoice 1"]), page(["Paper & Ink Ltd", "Invoice 2"])


@pytest.fixture
def world(settings: Settings, tmp_path: Path) -> World:
    keep_files_in(tmp_path, settings)
    settings.TENURE_MAIL_IN_DOMAIN = DOMAIN
    return practice_world()


@pytest.fixture
def box(world: World) -> Iterator[Letterbox]:
    with open_letterbox() as letterbox:
        yield letterbox


@pytest.fixture
def to(world: World, settings: Settings) -> str:
    return address_of(world, world.birch, settings)


def codes(box: Letterbox, *receivers: str) -> list[int]:
    with smtplib.SMTP("127.0.0.1", box.port, timeout=30) as line:
        line.ehlo()
        line.mail("a@b.example")
        return [line.rcpt(receiver)[0] for receiver in receivers]


def test_what_is_attached_becomes_documents_and_is_read(world: World, box: Letterbox, to: str) -> None:
    letter = mail({"one.pdf": ONE, "march.zip": papers.zipped({"two.pdf": TWO}), "run.exe": b"MZ\x90"})
    assert put_in(box, letter, to.upper()) == {}
    came = IncomingMail.objects.get()
    assert (came.client_id, came.sender, came.subject) == (
        world.birch.id, "bills@supplier.example", "Your invoice",
    )  # fmt: skip
    assert (came.taken, came.left_out) == (2, [["run.exe", Trouble.PROGRAM]])
    one = Document.objects.get(name="one.pdf")
    assert (one.origin, one.mail_id, one.added_by_id, one.added_side, one.state) == (
        "mail", came.id, None, "system", "received",
    )  # fmt: skip
    assert one.subscription_id == product_of(world.birch, "bookkeeping")
    assert one.file.open("rb").read() == ONE
    with Reader() as reader:
        while read_due(timezone.now(), reader):
            pass
    two = Document.objects.get(name="two.pdf")
    assert (two.origin, two.mail_id, two.came_in) == ("mail", came.id, "march.zip")
    assert {fresh(one).state, two.state} <= {"ready", "review"}
    assert not DoomedFile.objects.exists()
    assert list(verify([world.birch.id])) == []


def test_the_same_mail_again_changes_nothing_and_the_same_file_is_kept_once(
    world: World, box: Letterbox, to: str, tmp_path: Path
) -> None:
    for _ in range(3):
        put_in(box, mail({"one.pdf": ONE}), to)
    assert (IncomingMail.objects.count(), Document.objects.count()) == (1, 1)
    put_in(box, mail({"again.pdf": ONE}, subject="Reminder"), to)
    reminder = IncomingMail.objects.get(subject="Reminder")
    assert (reminder.taken, reminder.left_out) == (0, [["again.pdf", Trouble.ALREADY_THERE]])
    assert Document.objects.count() == 1
    assert len(files_in(tmp_path)) == 1


def test_a_mail_without_a_document_is_kept_and_says_so(world: World, box: Letterbox, to: str) -> None:
    put_in(box, mail({}), to)
    came = IncomingMail.objects.get()
    assert (came.taken, came.left_out) == (0, [["", "text_of_mail"]])


def test_whose_address_it_is_tells_the_side_and_never_the_person(
    world: World, box: Letterbox, to: str
) -> None:
    for number, sender in enumerate((world.zoe.email, world.olive.email, world.stan.email)):
        put_in(box, mail({f"{number}.pdf": ONE + bytes([number])}, sender=f"Anybody <{sender}>"), to)
    documents = Document.objects.order_by("name")
    assert [document.added_side for document in documents] == ["client", "firm", "system"]
    assert not documents.filter(added_by__isnull=False).exists()


def test_nobody_else_takes_mail(world: World, box: Letterbox, to: str, settings: Settings) -> None:
    dune = address_of(world, world.dune, settings)
    key = to.partition("@")[0]
    strangers = [
        "nobody@documents.example",
        f"{key}@elsewhere.example",
        "zoe.birch@example.com",
        f"{key}x@{DOMAIN}",
    ]
    assert codes(box, *strangers, to) == [550, 550, 550, 550, 250]
    with pytest.raises(smtplib.SMTPRecipientsRefused):
        put_in(box, mail({"one.pdf": ONE}), "nobody@documents.example")
    assert not IncomingMail.objects.exists()
    # Nobody is left who could see what comes.
    do(world, world.olive, Verb.DISCONNECT, world.dune.id, Answers(owner=world.dora.id))
    assert codes(box, dune) == [250]
    ClientUser.objects.filter(client=world.dune).delete()
    assert codes(box, dune) == [550]


def test_an_address_that_was_replaced_or_stopped_is_refused_at_once(
    world: World, box: Letterbox, to: str
) -> None:
    olive, key = world.actor(world.olive), to.partition("@")[0]
    new = make_address(world.birch.id, instead_of=key, actor=olive).key
    assert codes(box, to, f"{new}@{DOMAIN}") == [550, 250]
    stop_address(world.birch.id, key=new, actor=olive)
    assert codes(box, f"{new}@{DOMAIN}") == [550]


def test_under_a_stop_mail_is_taken_and_its_documents_are_held(world: World, box: Letterbox, to: str) -> None:
    answers = Answers(acknowledged_wait=True, owner=world.zoe.id)
    do(world, world.olive, Verb.DEACTIVATE, product_of(world.birch, "bookkeeping"), answers)
    put_in(box, mail({"one.pdf": ONE}), to)
    assert Document.objects.get().state == "held"
    assert fresh(world.birch).documents_held == 1


def test_while_the_database_is_away_the_sender_is_asked_to_come_again(
    world: World, box: Letterbox, to: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise ConnectionError("the database is away")

    with monkeypatch.context() as broken:
        broken.setattr(mail_taking, "note", away)
        with pytest.raises(smtplib.SMTPDataError) as refused:
            put_in(box, mail({"one.pdf": ONE}), to)
    assert refused.value.smtp_code == 451
    assert not Document.objects.exists()
    assert files_in(tmp_path) == set()
    with monkeypatch.context() as broken:
        broken.setattr("tenure.worker.letterbox.client_at", away)
        assert codes(box, to) == [451]
    put_in(box, mail({"one.pdf": ONE}), to)
    assert Document.objects.count() == 1


def test_one_mail_to_two_clients_comes_to_both(
    world: World, box: Letterbox, to: str, settings: Settings
) -> None:
    put_in(box, mail({"one.pdf": ONE}), to, address_of(world, world.cedar, settings))
    assert set(Document.objects.values_list("client", flat=True)) == {world.birch.id, world.cedar.id}


def test_a_mail_that_is_too_large_is_refused_before_and_after_it_is_sent(
    world: World, box: Letterbox, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with smtplib.SMTP("127.0.0.1", box.port, timeout=30) as line:
        line.ehlo()
        assert line.esmtp_features["size"] == str(smtp.MOST_BYTES)
        assert line.mail("a@b.example", [f"SIZE={smtp.MOST_BYTES + 1}"])[0] == 552
    monkeypatch.setattr(smtp, "MOST_BYTES", 100_000)
    with smtplib.SMTP("127.0.0.1", box.port, timeout=30) as line:
        line.helo()  # it does not say how large the mail is
        with pytest.raises(smtplib.SMTPDataError) as refused:
            line.sendmail("a@b.example", [to], mail({"big.pdf": ONE + bytes(120_000)}).as_bytes())
        assert refused.value.smtp_code == 552
    put_in(box, mail({"one.pdf": ONE}), to)
    assert Document.objects.count() == 1


def test_a_line_without_an_end_is_broken_off(
    world: World, box: Letterbox, to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "MOST_BYTES", 100_000)
    with socket.create_connection(("127.0.0.1", box.port), timeout=30) as line:
        for command in ("", "EHLO a", "MAIL FROM:<a@b.example>", f"RCPT TO:<{to}>", "DATA"):
            line.sendall(f"{command}\r\n".encode() if command else b"")
            line.recv(4096)
        with pytest.raises((ConnectionError, TimeoutError)):
            line.sendall(b"x" * 10_000_000)
    put_in(box, mail({"one.pdf": ONE}), to)
    assert Document.objects.count() == 1


def test_it_tells_nothing_and_relays_nothing(world: World, box: Letterbox, to: str) -> None:
    with smtplib.SMTP("127.0.0.1", box.port, timeout=30) as line:
        line.ehlo()
        assert line.verify(to) == line.verify("nobody@documents.example")
        assert line.docmd("EXPN", to)[0] == 502
        assert "auth" not in line.esmtp_features
    many = [f"{number}@{DOMAIN}" for number in range(5)]
    assert set(codes(box, *many)) == {550}


def test_more_receivers_or_mails_than_anybody_needs_wait(
    world: World, box: Letterbox, to: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "MOST_RECEIVERS", 1)
    assert codes(box, to, address_of(world, world.cedar, settings)) == [250, 452]
    monkeypatch.setattr(mail_taking, "MOST_AN_HOUR", 1)
    put_in(box, mail({"one.pdf": ONE}), to)
    with pytest.raises(smtplib.SMTPDataError) as refused:
        put_in(box, mail({"two.pdf": TWO}, subject="Another"), to)
    assert refused.value.smtp_code == 451
    put_in(box, mail({"one.pdf": ONE}), to)


def test_too_many_connections_are_sent_away(
    world: World, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(smtp, "MOST_CONNECTIONS", 1)
    with smtplib.SMTP("127.0.0.1", box.port, timeout=30) as line:
        with pytest.raises(smtplib.SMTPConnectError) as refused:
            smtplib.SMTP("127.0.0.1", box.port, timeout=30)
        assert refused.value.smtp_code == 421
        assert line.noop()[0] == 250


def test_many_mails_at_once_are_each_kept_once(world: World, box: Letterbox, to: str) -> None:
    def send(number: int) -> None:
        letter = mail({f"{number}.pdf": ONE + bytes([number])}, subject=str(number))
        for _ in range(200):
            try:
                put_in(box, letter, to)
            except smtplib.SMTPDataError:
                continue  # asked to come back later
            return

    threads = [threading.Thread(target=send, args=(number % 4,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (IncomingMail.objects.count(), Document.objects.count()) == (4, 4)


def test_a_port_that_is_taken_leaves_the_worker_at_work(settings: Settings, world: World) -> None:
    from tenure.worker.letterbox import open_letterbox as of_the_worker  # noqa: PLC0415

    with open_letterbox() as first:
        settings.TENURE_MAIL_IN = ("127.0.0.1", first.port)
        with of_the_worker() as second:
            assert second is None
    with of_the_worker() as third:
        assert third is not None
    assert MailAddress.objects.count() == 0
