"""The client's own plan beside the firm's products: who may do what, and what is read, as a table (R12, R15, R20, R47)."""

import re
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenure.core.actions import Action, Verb
from tenure.core.decide import decide
from tenure.core.facts import Branch, Papers, Payer
from tenure.core.months import add_months
from tenure.core.offers import offers
from tenure.core.own_plans import effects as e
from tenure.core.own_plans.deeds import deed_of
from tenure.core.own_plans.deeds import offers as own_offers
from tenure.core.own_plans.describe import lines
from tenure.core.own_plans.exits import exits_shrink
from tenure.core.own_plans.facts import FirmProduct, OwnFacts, OwnPlan, Terms, Wish
from tenure.core.own_plans.propose import Question, propose
from tenure.core.profiles import NAMES, profile
from tenure.core.standing import is_read, reading_product
from tenure.core.stops import StopKind
from tenure.core.tariffs import built_in, catalogue_of
from tenure.core.tree import Kind, Node
from tests.core.arbitrary import CLIENT, EVERYBODY, TODAY, person
from tests.core.test_verbs import BIRCH, PRODUCT, stop

OWN = Node(id="sub_2", kind=Kind.PRODUCT, name="Business")
OWN_BRANCH = Branch(node=OWN, parent=CLIENT.id, code="business", payer=Payer.CLIENT, extraction=True)
STOPPED = replace(BIRCH, stops=(stop(StopKind.DEACTIVATION, PRODUCT),))
PAUSE, BACK, PART = Verb.DEACTIVATE, Verb.REACTIVATE, Verb.DISCONNECT

# The firm's product, the client's own plan -> the verbs the firm is offered, and what reads a new document.
TABLE = [
    ("runs", "none", {PART, PAUSE}, PRODUCT),
    ("runs", "trial or paid", {PART}, PRODUCT),
    ("runs", "ended", {PART, PAUSE}, PRODUCT),
    ("stopped", "none", {PART, BACK}, None),
    ("stopped", "trial or paid", {PART}, OWN),
    ("stopped", "ended", {PART, BACK}, None),
    ("none", "none", {PART}, None),
    ("none", "trial or paid", {PART}, OWN),
    ("none", "ended", {PART}, None),
]


@pytest.mark.parametrize(("firm", "own", "verbs", "reader"), TABLE)
def test_exits_shrink_with_an_own_plan_and_come_back_after_it_r15_r20(
    firm: str, own: str, verbs: set[Verb], reader: Node | None
) -> None:
    facts = {"runs": BIRCH, "stopped": STOPPED, "none": replace(BIRCH, branches=())}[firm]
    if own == "trial or paid":
        facts = replace(facts, branches=(*facts.branches, OWN_BRANCH))
    assert {offer.verb for offer in offers(facts, profile("practice"), EVERYBODY)} == verbs
    found = reading_product(facts, CLIENT)
    reads = found is not None and (found.payer is Payer.CLIENT or not facts.stops)
    assert (found.node if found is not None and reads else None) == reader


def test_which_profiles_leave_only_the_disconnect_to_the_firm_r15() -> None:
    left = {name: exits_shrink(profile(name)) for name in NAMES}
    assert left == {
        "practice": True, "practice-classic": True, "solo": False, "cabinet": True, "hauler": False,
    }  # fmt: skip


def test_an_own_plan_reads_the_papers_of_a_business_too_r30() -> None:
    bakery = Node(id="biz_1", kind=Kind.BUSINESS, name="Bakery")
    facts = replace(
        BIRCH,
        branches=(
            Branch(node=bakery, parent=CLIENT.id),
            Branch(node=PRODUCT, parent=bakery.id, payer=Payer.FIRM, extraction=True),
            OWN_BRANCH,
        ),
        stops=(stop(StopKind.DEACTIVATION, bakery),),
    )
    found = reading_product(facts, bakery)
    assert found is not None
    assert found.node == PRODUCT, "the business keeps its papers"
    assert is_read(facts, found)
    assert not is_read(replace(facts, branches=facts.branches[:2]), found)
    empty = replace(facts, branches=(facts.branches[0], OWN_BRANCH))
    assert reading_product(empty, bakery) == OWN_BRANCH


# --- What a wish would do -----------------------------------------------------------------------------------

CATALOGUE = built_in()
BUSINESS, RECORDS = CATALOGUE.tariffs[1], CATALOGUE.tariffs[0]
ALONE = OwnFacts(
    client=CLIENT,
    today=TODAY,
    catalogue=CATALOGUE,
    currency="EUR",
    trial_days=14,
    trial_used=False,
    told=(person(0),),
)


def plan(**changes: object) -> OwnPlan:
    whole = OwnPlan(
        node=OWN,
        terms=ALONE.terms_of(BUSINESS),
        trial=False,
        began_on=TODAY - timedelta(days=10),
        months=1,
        ends_on=add_months(TODAY - timedelta(days=10), 1),
    )
    return replace(whole, **changes)  # type: ignore[arg-type]


TRYING = plan(trial=True, ends_on=TODAY + timedelta(days=4), months=0)
SITUATIONS = {
    "alone": ALONE,
    "has tried": replace(ALONE, trial_used=True),
    "trying": replace(ALONE, plan=TRYING, trial_used=True),
    "will stay": replace(ALONE, plan=replace(TRYING, ordered=ALONE.terms_of(BUSINESS)), trial_used=True),
    "paying": replace(ALONE, plan=plan()),
    "changing": replace(ALONE, plan=plan(ordered=ALONE.terms_of(RECORDS))),
    "leaving": replace(ALONE, plan=plan(cancelled=True)),
    "from elsewhere": replace(ALONE, plan=plan(ends_on=None)),
}
OFFERED = {
    "alone": {"own_trial_started", "own_plan_started business", "own_plan_started records"},
    "has tried": {"own_plan_started business", "own_plan_started records"},
    "trying": {"own_plan_ordered business", "own_plan_ordered records", "own_trial_ended"},
    "will stay": {"own_plan_ordered records", "own_plan_taken_back"},
    "paying": {"own_plan_changed records", "own_plan_cancelled"},
    "changing": {"own_plan_taken_back business", "own_plan_cancelled"},
    "leaving": {"own_plan_resumed business", "own_plan_changed records"},
    "from elsewhere": {"own_plan_started business", "own_plan_started records", "own_plan_ended"},
}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_can_be_done_follows_from_how_it_stands(situation: str) -> None:
    facts = SITUATIONS[situation]
    found = {
        f"{deed_of(one.question, facts.plan).value} {one.question.tariff}".strip()
        for one in own_offers(facts)
    }
    assert found == OFFERED[situation]


@pytest.mark.parametrize("situation", SITUATIONS)
def test_it_acts_or_it_refuses_and_says_so(situation: str) -> None:
    facts = SITUATIONS[situation]
    questions = [Question(wish=wish) for wish in (Wish.TRIAL, Wish.CANCEL)]
    questions += [Question(wish=Wish.SUBSCRIBE, tariff=code) for code in ("business", "records", "nonsense")]
    for question in questions:
        proposal = propose(question, facts)
        assert bool(proposal.effects) is not proposal.refused
        assert bool(lines(proposal, "en")) is not proposal.refused


def test_the_answer_about_documents_does_not_change_the_receipt() -> None:
    facts = replace(ALONE, resting=3)
    yes, no = (propose(Question(wish=Wish.TRIAL, read=read), facts) for read in (True, False))
    assert yes.digest == no.digest
    assert (yes.documents, no.documents) == (3, 3)
    assert [type(one) for one in yes.effects if one not in no.effects] == [e.ReadDocuments]
    assert propose(Question(wish=Wish.TRIAL), replace(facts, resting=4)).digest != yes.digest
    assert (
        propose(Question(wish=Wish.TRIAL), replace(facts, today=TODAY + timedelta(days=1))).digest
        != yes.digest
    )


def test_what_the_firm_has_stopped_is_not_read_any_more_after_the_trial_r20() -> None:
    over = replace(ALONE, plan=replace(TRYING, ends_on=TODAY), waiting_there=3, stopped_products=(PRODUCT,))
    effects = propose(Question(wish=Wish.TURN), over).effects
    assert e.StopReading(count=3, nodes=(PRODUCT,)) in effects


def test_a_stop_beside_an_own_plan_holds_nothing_r20() -> None:
    beside = replace(
        BIRCH, branches=(*BIRCH.branches, OWN_BRANCH), papers=(Papers(node=PRODUCT.id, waiting=4),)
    )
    action = Action(verb=PAUSE, target=CLIENT.id)
    for facts, held in ((replace(beside, branches=BIRCH.branches), 1), (beside, 0)):
        effects = decide(action, facts, profile("solo"), EVERYBODY).effects
        assert sum(type(one).__name__ == "HoldDocuments" for one in effects) == held


@pytest.mark.parametrize(
    ("firm", "expected"),
    [
        (None, e.RestDocuments(count=2)),
        (FirmProduct(node=PRODUCT, runs=False), e.RestDocuments(count=2, product=PRODUCT)),
        (FirmProduct(node=PRODUCT, runs=True), e.PassDocuments(count=2, product=PRODUCT)),
    ],
)
def test_after_the_trial_what_waits_goes_where_it_belongs_r20(
    firm: FirmProduct | None, expected: e.OwnEffect
) -> None:
    over = replace(TRYING, ends_on=TODAY)
    proposal = propose(
        Question(wish=Wish.TURN),
        replace(ALONE, plan=over, waiting=2, firm_product=firm, firm_name="Northline"),
    )
    assert expected in proposal.effects


@given(began=st.dates(date(2024, 1, 1), date(2030, 12, 31)), months=st.integers(1, 60))
def test_months_follow_one_another_without_a_gap_or_drift(began: date, months: int) -> None:
    ends = add_months(began, months)
    facts = replace(ALONE, today=ends, plan=plan(began_on=began, months=months, ends_on=ends))
    effects = propose(Question(wish=Wish.TURN), facts).effects
    [after] = [one for one in effects if isinstance(one, e.NextMonth)]
    [owed] = [one for one in effects if isinstance(one, e.Owe)]
    assert (owed.begins_on, owed.ends_on) == (ends, after.ends_on)
    assert after.ends_on == add_months(began, months + 1) > ends


def test_a_plan_that_costs_nothing_is_not_owed() -> None:
    free = Terms(
        code="free", name=BUSINESS.name, extraction=True, price=replace(BUSINESS.prices[0], amount=Decimal(0))
    )
    facts = replace(ALONE, plan=plan(terms=free, ends_on=TODAY))
    assert not any(isinstance(one, e.Owe) for one in propose(Question(wish=Wish.TURN), facts).effects)


# --- The catalogue ------------------------------------------------------------------------------------------

GOOD = """
trial = "a"
currency = "EUR"
[[plans]]
code = "a"
extraction = true
name = { en = "A", fr = "A" }
summary = { en = "Some", fr = "Un peu" }
prices = { EUR = "5.00" }
"""


def test_a_catalogue_is_read_with_its_money_as_decimals() -> None:
    found = catalogue_of(GOOD.replace('"5.00"', "5.10"))
    [tariff] = found.tariffs
    price = tariff.price_in("EUR")
    assert price is not None
    assert price.amount == Decimal("5.10")
    assert found.currency_for("GBP") == "EUR"
    assert found.pay_within_days == 14


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('trial = "a"', 'trial = "b"', "trial names no plan: 'b'"),
        ('currency = "EUR"', 'currency = "euro"', "currency must be three capitals"),
        ('code = "a"', 'code = "A plan"', "code must be small letters"),
        ("extraction = true", 'extraction = "yes"', "extraction must be true or false"),
        ('fr = "Un peu"', 'de = "Etwas"', "summary must have en and fr"),
        ('EUR = "5.00"', 'EUR = "5.001"', "prices must look like"),
        ('EUR = "5.00"', 'GBP = "5.00"', "there is no price in EUR"),
        ('EUR = "5.00"', 'EUR = "-1"', "prices must look like"),
        ('currency = "EUR"', 'currency = "EUR"\npay_within_days = "soon"', "pay_within_days must be"),
        ('currency = "EUR"', 'currency = "EUR"\ncolour = "red"', "nobody knows 'colour'"),
        ("[[plans]]", "[[plan]]", "there is no [[plans]]"),
    ],
)
def test_a_wrong_catalogue_is_named(old: str, new: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        catalogue_of(GOOD.replace(old, new))
