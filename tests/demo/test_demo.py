"""The demo is true: made through the operations, so that counters, lists and chains hold; and it shows everything."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.db.models import Count, F, Q
from django.test import TestCase

from tenure.core.actions import Verb
from tenure.core.facts import Payer
from tenure.core.profiles import NAMES
from tenure.core.stops import StopKind
from tenure.core.tree import Kind
from tenure.demo.build import DemoSummary, build_demo
from tenure.demo.scripts import SLUGS
from tenure.demo.sign_ins import PASSWORD
from tenure.operations.log import verify
from tenure.operations.outbox import deliver_due
from tenure.records.models import (
    BookImport,
    Client,
    Connection,
    CreditTerms,
    Document,
    DocumentReading,
    DocumentState,
    ErasureCertificate,
    Firm,
    ImportState,
    Invitation,
    Location,
    LogEntry,
    MailState,
    Member,
    OutboxMail,
    OwnerRequest,
    Person,
    Service,
    Stop,
    Subscription,
    SurveyAnswer,
    Transition,
    Wait,
)
from tenure.records.models.invitation import OPEN
from tenure.records.policies import policy_of
from tests.worlds import counted, shown

# Today: the deeper the past of a demo, the more there is to see, whatever day it is.
NOW = datetime.now(UTC)


class DemoTest(TestCase):
    """One demo for all tests here: each sees it as it was built."""

    demo: DemoSummary

    @classmethod
    def setUpTestData(cls) -> None:
        cls.demo = build_demo(NOW)

    def test_there_is_a_firm_for_each_profile_and_building_twice_does_nothing(self) -> None:
        assert self.demo.built
        assert self.demo.firms == SLUGS == (*NAMES, "mixed")
        before = LogEntry.objects.count()
        assert not build_demo(NOW).built
        assert LogEntry.objects.count() == before
        assert [Firm.objects.get(slug=slug).policy["origin"] for slug in NAMES] == list(NAMES)

    def test_everybody_named_can_sign_in(self) -> None:
        people = Person.objects.in_bulk([one.email for one in self.demo.sign_ins], field_name="email")
        assert {one.name for one in self.demo.sign_ins} == {person.name for person in people.values()}
        assert people["olive@practice.example"].check_password(PASSWORD)
        assert len({person.password for person in people.values()}) == 1, "all share one password"
        for slug in SLUGS:
            rights = Member.objects.filter(firm__slug=slug).values_list("role__rights", flat=True)
            assert [] in rights, "somebody has no rights"
            assert Invitation.objects.filter(OPEN, firm__slug=slug, client=None, expires_at__gt=NOW).exists()

    def test_lists_and_counters_say_what_the_rows_say(self) -> None:
        for client in Client.objects.select_related("firm"):
            expected = shown(client)
            assert {name: getattr(client, name) for name in expected} == expected, client.name
            if client.users_joined:
                assert client.owner_id is not None, client.name
        for firm in Firm.objects.all():
            numbers = counted(firm)
            assert {name: getattr(firm, name) for name in numbers} == numbers, firm.slug

    def test_no_chain_is_broken_and_nothing_is_of_tomorrow(self) -> None:
        assert list(verify()) == []
        assert not LogEntry.objects.filter(at__gt=NOW).exists()
        assert not Document.objects.filter(added_at__gt=NOW).exists()
        first = Transition.objects.order_by("at").first()
        assert first is not None
        assert first.at < NOW - timedelta(days=300)
        # Within each chain, time runs forward.
        ends: dict[str, datetime] = {}
        for chain, at in LogEntry.objects.order_by("chain", "seq").values_list("chain", "at"):
            assert ends.get(chain, at) <= at, chain
            ends[chain] = at

    def test_every_state_of_a_client_is_there(self) -> None:
        clients = Client.objects.filter(firm__slug="practice")
        today = NOW.date()
        states = {
            "two products": Q(standing="active", products_total=2, products_deactivated=0),
            "1 of 2 deactivated": Q(products_total=2, products_deactivated=1, standing="active"),
            "both deactivated": Q(products_total=2, products_deactivated=2, standing="deactivated"),
            "unlocked soon": Q(locked_until__range=(today, today + timedelta(days=8))),
            "unlocked in two months": Q(
                locked_until__range=(today + timedelta(days=45), today + timedelta(days=75))
            ),
            "unlocked already": Q(locked_until__lt=today, products_deactivated__gt=0),
            "self-paying": Q(payer="client", subscriptions__trial=False),
            "a trial beside a stop": Q(payer="client", subscriptions__trial=True, products_deactivated=1),
            "only invited": Q(invited=True),
            "nobody": Q(users_joined=0, users_invited=0),
            "papers held": Q(standing="deactivated", documents_held__gt=2),
            "owner asked for": Q(owner_requests__closed_at__isnull=True, owner_requests__isnull=False),
        }
        missing = [name for name, state in states.items() if not clients.filter(state).exists()]
        assert missing == []
        hauler = Client.objects.filter(firm__slug="hauler")
        assert hauler.filter(suspended=True, standing="deactivated").exists(), "both stops at once"
        assert hauler.filter(suspended=True, standing="active").exists()
        assert OwnerRequest.objects.filter(client__firm__slug="solo", closed_at=None).exists()

    def test_what_hangs_below_clients_stands_in_every_way_there_is(self) -> None:
        today, stops = NOW.date(), Stop.objects.filter(lifted_at=None)
        off = stops.filter(kind=StopKind.DEACTIVATION.value)
        solo, hauler = stops.filter(client__firm__slug="solo"), stops.filter(client__firm__slug="hauler")
        places = Location.objects.filter(client__firm__slug="hauler")
        services = Service.objects.filter(client__firm__slug="hauler")
        holidays = hauler.filter(type="vacation", node_kind="location")
        states = {
            "a business alone": solo.filter(node_kind="business", client__standing="active"),
            "a business before its client": solo.filter(node_kind="business", client__standing="deactivated"),
            "papers held for a business": Document.objects.filter(
                state="held", subscription__business__isnull=False
            ),
            "a location alone": off.filter(node_kind="location", client__standing="active"),
            "a service alone": off.filter(node_kind="service", cause__target__startswith="srv_"),
            "a service that ended itself": off.filter(node_kind="service", cause__source="worker"),
            "one on request that is off": off.filter(
                node__in=services.filter(recurring=False, end_date=None).values("id")
            ),
            "an end date ahead": services.filter(end_date__gt=today, deactivate_on_end_date=True),
            "a return half done": off.filter(node_kind="location", client__standing="active").exclude(
                cause__target_kind="location"
            ),
            "other hours": places.exclude(time_zone="America/New_York"),
            "a holiday now": holidays.filter(planned=False, since__lte=today, until__gt=today),
            "a holiday to come": holidays.filter(planned=True, since__gt=today, until__gt=today),
            "a holiday that is over": Stop.objects.filter(type="vacation", lifted_by=None, lifted_at__lt=NOW),
            "suspended by hand": hauler.filter(node_kind="client", type="unpaid", planned=False),
            "suspended and paid since": Stop.objects.filter(
                type="days_late", lifted_by__source="worker", cause__source="worker"
            ),
            "suspended by the rule and owing": hauler.filter(
                type__in=["days_late", "over_limit"], client__invoices__paid__lt=F("client__invoices__total")
            ),
            "deactivated and owing": off.filter(
                node_kind="client", client__invoices__paid__lt=F("client__invoices__total")
            ),
            "a suspension to come": hauler.filter(node_kind="client", planned=True),
            "other terms": CreditTerms.objects.filter(exempt=True),
        }
        assert [name for name, state in states.items() if not state.exists()] == []
        assert set(solo.values_list("client__firm__policy__origin", flat=True)) == {"solo"}
        for slug, part, most in (("solo", "businesses", 4), ("hauler", "locations", 5)):
            counts = (
                Client.objects.filter(firm__slug=slug)
                .annotate(parts=Count(part))
                .values_list("parts", flat=True)
            )
            assert (min(counts), max(counts)) == (1, most), slug

    def test_one_firm_combines_everything_by_a_policy_of_its_own(self) -> None:
        mixed = Firm.objects.get(slug="mixed")
        policy = policy_of(mixed)
        assert mixed.policy_version == 2, "the profile's first, then its own"
        assert all(policy.has(kind) for kind in Kind)
        verbs = (Verb.DEACTIVATE, Verb.REACTIVATE, Verb.SUSPEND, Verb.UNSUSPEND)
        assert all(policy.verbs[verb].on == set(Kind) for verb in verbs)
        kinds = Stop.objects.filter(client__firm=mixed).values_list("kind", "node_kind").distinct()
        assert set(kinds) == {(stop.value, node.value) for stop in StopKind for node in Kind}

    def test_what_is_over_left_its_proof(self) -> None:
        left = Connection.objects.exclude(until=None)
        assert left.filter(ended_by__verb="disconnect", client__firm=None).count() == left.count() >= 15
        assert ErasureCertificate.objects.filter(firm__slug="practice").count() == 2
        assert Stop.objects.filter(kind=StopKind.DEACTIVATION.value, lifted_by__verb="reactivate").exists()
        assert Wait.objects.exclude(asked_reason="").filter(approved_at=None, until__gt=NOW).exists()
        assert Wait.objects.filter(approved_at__isnull=False).exclude(approved_by=F("asked_by")).exists()
        assert LogEntry.objects.filter(event="refused").count() >= 10
        assert Subscription.objects.filter(payer=Payer.CLIENT.value).exists()
        imports = BookImport.objects.filter(state=ImportState.DONE.value)
        assert imports.count() == BookImport.objects.count()
        assert imports.filter(refused=1, created__gt=100).exists()

    def test_surveys_speak_over_many_months_in_the_language_of_the_firm(self) -> None:
        answers = SurveyAnswer.objects.filter(firm__slug="practice").exclude(comment="")
        assert len({(at.year, at.month) for at in answers.values_list("at", flat=True)}) >= 8
        assert len(set(answers.values_list("reason", flat=True))) >= 6
        shown_plan = Transition.objects.filter(firm__slug="cabinet", verb="deactivate").first()
        assert shown_plan is not None
        assert "documents" in str(shown_plan.plan["shown"])
        assert "Vous" in str(shown_plan.plan["shown"]) or "client" in str(shown_plan.plan["shown"])

    def test_every_paper_is_a_file_that_opens_as_pdf(self) -> None:
        document = Document.objects.filter(client__firm__slug="cabinet").first()
        assert document is not None
        content = Path(document.file.path).read_bytes()
        assert content.startswith(b"%PDF-1.4")
        assert content.endswith(b"%%EOF\n")
        assert len(content) == document.size
        start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
        assert content[start:].startswith(b"xref\n")

    def test_what_was_read_has_been_read_by_the_real_reader(self) -> None:
        read = Document.objects.filter(state=DocumentState.READY.value)
        assert read.exists()
        assert not read.filter(reading=None).exists()
        totals = DocumentReading.objects.filter(fields__has_key="total").count()
        assert totals > DocumentReading.objects.count() * 0.9
        assert Document.objects.filter(state=DocumentState.REVIEW.value).exists(), "some wait to be checked"
        torn = Document.objects.filter(state=DocumentState.FAILED.value)
        assert torn.exists()
        assert not torn.filter(trouble="").exists(), "each says why"

    def test_letters_of_the_past_have_left_and_the_newest_leave_when_the_worker_runs(self) -> None:
        states = set(OutboxMail.objects.filter(firm__slug="practice").values_list("state", flat=True))
        assert states == {
            state.value for state in (MailState.SENT, MailState.FAILED, MailState.UNKNOWN, MailState.WAITING)
        }
        assert not OutboxMail.objects.filter(sent_at__gt=NOW).exists()
        assert (
            not OutboxMail.objects.filter(kind="invite_user", state="sent").exclude(context__link="").exists()
        )
        waiting = OutboxMail.objects.filter(state=MailState.WAITING.value)
        assert 10 <= waiting.count() <= 30
        letters = waiting.count()
        assert deliver_due(NOW, 100).sent == letters
        assert not waiting.exists()
