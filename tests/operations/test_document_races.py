"""Documents come in and are read while their product is stopped and comes back: each lands on one side (R20, R24, R50)."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from tenure.core.actions import Action, Answers, DocumentChoice, DocumentScope, Verb
from tenure.core.held_documents import SendChoice
from tenure.core.reading.corrected import Correctable
from tenure.operations.document_checks import ChangedMeanwhile, check_document, receipt_of
from tenure.operations.document_reading import read_due
from tenure.operations.document_turns import store, take_in_hand
from tenure.operations.documents import add_document
from tenure.operations.errors import FactsChanged, Invalid
from tenure.operations.held_documents import NotSentAsShown, foresee_sending, send_held
from tenure.operations.lifecycle import perform, preview
from tenure.operations.log import verify
from tenure.outlets.extraction.extracted import Extracted
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.extraction.troubles import Failure
from tenure.records.document_values import values_of
from tenure.records.models import Document, DocumentReading, DocumentState, LogEntry, Person, Source
from tests.operations.acting import product_of
from tests.operations.racing import ROUNDS, racers
from tests.operations.reading_documents import SURE_BILL
from tests.worlds import World, fresh, practice_world, shown

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

HELD, PROCESSING = DocumentState.HELD.value, DocumentState.PROCESSING.value
READ = {DocumentState.READY.value, DocumentState.REVIEW.value}
UNREAD = {DocumentState.RECEIVED.value, DocumentState.WAITING.value}
# How long a verb takes, in seconds: somewhere in it the other one comes.
A_VERB = 0.12
LONG_AGO = datetime(2026, 1, 5, tzinfo=UTC)
CHOICES = (
    DocumentChoice(scope=DocumentScope.ALL),
    DocumentChoice(scope=DocumentScope.NONE),
    DocumentChoice(scope=DocumentScope.SINCE, since=LONG_AGO.date() + timedelta(days=30)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """Birch & Sons with one product that reads, its people, and a worker's reader."""

    world: World
    product: str
    reader: Reader
    numbers: Iterator[int]

    def upload(self, person: Person) -> Document:
        """Somebody adds a document with bytes of its own."""
        number = next(self.numbers)
        return add_document(
            self.world.birch.id,
            ContentFile(SURE_BILL + b"%%%d" % number),
            name=f"{number}.pdf",
            actor=self.world.actor(person),
        ).document

    def turn(self, verb: Verb, choice: DocumentChoice | None = None) -> None:
        """Looks and confirms until the facts stay put in between."""
        action = Action(verb=verb, target=self.product, answers=Answers(documents=choice))
        actor = self.world.actor(self.world.olive)
        while True:
            try:
                perform(action, actor, digest=preview(action, actor).digest, source=Source.WEB)
            except FactsChanged:
                continue
            return

    def read(self) -> int:
        """One turn of the worker."""
        return read_due(timezone.now(), self.reader)

    def story(self) -> list[LogEntry]:
        """What happened to the client, in the one order in which it happened."""
        return list(LogEntry.objects.filter(chain=self.world.birch.id).order_by("seq"))


@pytest.fixture
def office() -> Iterator[Office]:
    world = practice_world("practice-classic")
    with Reader() as reader:
        yield Office(world=world, product=product_of(world.birch), reader=reader, numbers=count())


def test_nothing_is_read_under_a_stop_and_nothing_is_lost_or_left_between(office: Office) -> None:
    """Two uploads, a worker that reads, and the stop; then two uploads, the worker, and the return, all at once."""
    world, cut = office.world, 0
    people = (world.zoe, world.mina)
    with racers(4) as race:
        for number in range(ROUNDS):
            office.upload(world.zoe)  # something for the worker to have in hand
            before = _read_so_far()
            uploads: list[Callable[[], object]] = [lambda one=one: office.upload(one) for one in people]  # type: ignore[misc]
            added = race([*uploads, office.read, lambda: office.turn(Verb.DEACTIVATE)])[:2]
            _everything_is_there(office, added)
            _stopped_means_stopped(office)
            cut += Document.objects.filter(state=HELD, attempts__gt=0).exists()
            assert office.read() == 0, "what is held is not even looked at"
            _age_some_of_them()
            choice = CHOICES[number % len(CHOICES)]
            held = set(Document.objects.filter(state=HELD).values_list("id", flat=True))
            added = race([*uploads, office.read, lambda: office.turn(Verb.REACTIVATE, choice)])[:2]  # noqa: B023 - runs within the round
            _everything_is_there(office, added)
            _as_chosen(held, choice)
            _sent_later(office)
            while office.read():
                pass
            assert _read_so_far() == before + 5, "each of the round once"
    _read_between_the_stops_only(office)
    assert list(verify([world.birch.id])) == []
    print(f"{ROUNDS} rounds, the stop came in mid-document in {cut}")  # noqa: T201 - the figure that is published


def test_a_result_that_is_stored_as_the_stop_comes_is_kept_before_it_or_not_at_all(office: Office) -> None:
    first, kept = office.upload(office.world.zoe), 0
    chance = random.Random(42)  # noqa: S311 - the same moments each time
    found = _found(office, first)
    assert isinstance(found, Extracted)
    while office.read():
        pass
    with racers(2) as race:
        for number in range(ROUNDS):
            document, key = office.upload(office.world.mina), f"worker {number}"
            assert take_in_hand(document, key, timezone.now())

            def keep() -> None:
                time.sleep(chance.uniform(0, A_VERB))
                store(document, key, found, at=timezone.now())  # noqa: B023 - runs within the round

            race([keep, lambda: office.turn(Verb.DEACTIVATE)])
            state, reading = fresh(document).state, DocumentReading.objects.filter(document=document).exists()
            assert (state in READ) == reading
            assert state == HELD or state in READ
            kept += reading
            office.turn(Verb.REACTIVATE, CHOICES[0])
            while office.read():
                pass
            assert DocumentReading.objects.filter(document=document).count() == 1
    _read_between_the_stops_only(office)
    print(f"{ROUNDS} rounds, kept before the stop in {kept}")  # noqa: T201 - the figure that is published


def test_keyed_by_hand_and_sent_to_be_read_at_once_is_one_of_the_two(office: Office) -> None:
    world, keyed = office.world, 0
    mina = world.actor(world.mina)
    chance = random.Random(42)  # noqa: S311 - the same moments each time
    with racers(3) as race:
        for _round in range(ROUNDS):
            office.turn(Verb.DEACTIVATE)
            document = office.upload(world.zoe)
            office.turn(Verb.REACTIVATE, CHOICES[1])
            seen = receipt_of(fresh(document), values_of([document.id])[document.id])

            def send() -> None:
                plan = foresee_sending(world.birch.id, SendChoice(), actor=mina)
                send_held(world.birch.id, SendChoice(), digest=plan.digest, actor=mina)

            def key() -> None:
                time.sleep(chance.uniform(0, A_VERB))
                told = {Correctable.NUMBER: "4711", Correctable.TOTAL: "1200.00", Correctable.CURRENCY: "GBP"}
                check_document(document.id, told, seen=seen, actor=mina)  # noqa: B023 - runs within the round

            ended = race([send, key, office.read])
            assert all(
                isinstance(one, ChangedMeanwhile | Invalid | NotSentAsShown | int | None) for one in ended
            )
            while office.read():
                pass
            by_hand, read = (
                fresh(document).confirmed_at is not None,
                DocumentReading.objects.filter(document=document),
            )
            assert document.state in READ
            assert by_hand != read.exists(), "one of the two, never both"
            assert document.corrections.exists() == by_hand
            keyed += by_hand
    print(f"{ROUNDS} rounds, keyed by hand in {keyed}")  # noqa: T201 - the figure that is published


def _found(office: Office, document: Document) -> Extracted | Failure:
    with document.file.open("rb") as content:
        return office.reader.read(content.file)


def _read_so_far() -> int:
    return DocumentReading.objects.count()


def _everything_is_there(office: Office, added: list[object]) -> None:
    """Both uploads are stored, with their bytes, and the list counts what is held."""
    for one in added:
        assert isinstance(one, Document), one
        assert fresh(one).file.storage.exists(str(one.file.name))
    birch = fresh(office.world.birch)
    assert birch.documents_held == shown(birch)["documents_held"]


def _stopped_means_stopped(office: Office) -> None:
    states = set(Document.objects.values_list("state", flat=True))
    assert states <= {HELD, *READ}, "after the stop nothing waits and nothing is in hand"
    for held in Document.objects.filter(state=HELD):
        assert (held.lease_key, held.lease_until) == ("", None)
        assert held.held_since is not None
        assert not DocumentReading.objects.filter(document=held).exists()


def _age_some_of_them() -> None:
    """Half of what is held came long ago, so that a day tells them apart."""
    held = list(Document.objects.filter(state=HELD).order_by("id").values_list("id", flat=True))
    Document.objects.filter(id__in=held[::2]).update(added_at=LONG_AGO)


def _as_chosen(held: set[str], choice: DocumentChoice) -> None:
    """Of what was held those that were chosen go on, the others stay; what came meanwhile may have been held too."""
    chosen = Document.objects.filter(id__in=held)
    match choice.scope:
        case DocumentScope.NONE:
            chosen = chosen.none()
        case DocumentScope.SINCE:
            chosen = chosen.exclude(added_at=LONG_AGO)
        case DocumentScope.ALL:
            pass
    assert set(chosen.values_list("state", flat=True)) <= UNREAD | READ
    left = Document.objects.filter(id__in=held).exclude(id__in=chosen.values("id"))
    assert set(left.values_list("state", flat=True)) <= {HELD}
    assert not Document.objects.filter(state=PROCESSING).exists(), "the worker has ended its turn"


def _sent_later(office: Office) -> None:
    """What was not chosen is sent now."""
    mina = office.world.actor(office.world.mina)
    plan = foresee_sending(office.world.birch.id, SendChoice(), actor=mina)
    if plan.held:
        send_held(office.world.birch.id, SendChoice(), digest=plan.digest, actor=mina)
    assert not Document.objects.filter(state=HELD).exists()


def _read_between_the_stops_only(office: Office) -> None:
    """By the one order of the log: no result between a stop and its return, and held means added in between."""
    stopped, added = False, 0
    for entry in office.story():
        if entry.event == "deactivate":
            stopped = True
        elif entry.event == "reactivate":
            stopped = False
        elif entry.event == "document_read":
            assert not stopped, "read after the stop"
        elif entry.event == "document_added":
            added += 1
            assert (entry.content["state"] == HELD) == stopped
    assert added == Document.objects.count()
