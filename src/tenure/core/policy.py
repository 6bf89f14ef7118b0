"""A firm's policy: which verbs exist, on what, in which steps, told to whom. Data, read from a document."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum

from tenure.core.actions import Verb
from tenure.core.actor import Right
from tenure.core.billing_policy import BillingPolicy, read_billing
from tenure.core.facts import Payer
from tenure.core.stops import Restore
from tenure.core.tree import Kind


class Step(StrEnum):
    """One page of a wizard, in the words of `interfaces.md`."""

    SURVEY = "survey"
    MEANING = "meaning"
    ACKNOWLEDGE_WAIT = "acknowledge_wait"
    REVIEW = "review"
    OWNER = "owner"
    NOTIFY = "notify"
    TYPE_NAME = "type_name"
    DOCUMENTS = "documents"
    RESTORE = "restore"
    REASON = "reason"
    END_DATE = "end_date"
    DATES = "dates"


class UsersRule(StrEnum):
    """Whether a verb wants users on the account, wants none, or does not mind (R14, R25)."""

    SOME = "some"
    NONE = "none"
    ANY = "any"


class Reach(StrEnum):
    """Where a stop is placed: on the node alone, or on every node below it too."""

    OWN = "own"
    EACH = "each"


class Notice(StrEnum):
    """Whether one side is told by e-mail: always, never, or as the person chooses."""

    ALWAYS = "always"
    ASKED = "asked"
    NEVER = "never"


class Place(StrEnum):
    """Where a verb's button stands."""

    LIST = "list"
    SETTINGS = "settings"
    SUBSCRIPTION = "subscription"
    PROFILE = "profile"


class Party(StrEnum):
    """What the firm calls those it looks after (R29, R34); the doors have the words."""

    CLIENT = "client"
    SOLO_CLIENT = "solo_client"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True, kw_only=True)
class VerbPolicy:
    """How one verb works in this firm."""

    verb: Verb
    on: frozenset[Kind]
    places: frozenset[Place]
    payers: frozenset[Payer]
    users: UsersRule
    steps: tuple[Step, ...]
    self_paying_steps: tuple[Step, ...]
    wait_months: int
    reach: Reach
    restore: tuple[Restore, ...]
    owner_administers: bool
    firm_notice: Notice
    client_notice: Notice

    def steps_for(self, payer: Payer) -> tuple[Step, ...]:
        """The wizard's pages in order; a self-paying client may have fewer (R10)."""
        return self.self_paying_steps if payer is Payer.CLIENT else self.steps


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """A product the firm offers; `extraction` says whether it reads documents."""

    code: str
    name: str
    extraction: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RolePolicy:
    """A role a new firm starts with."""

    key: str
    name: str
    rights: frozenset[Right]


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendRule:
    """When a customer is suspended by itself: a bill so many days late, or a balance over a limit; None for never (R41).

    A balance may stand over the limit for `grace_days`; the days late are a grace themselves. The customer is warned
    by e-mail `warn_days` before, 0 for no warning.
    """

    days_late: int | None = None
    credit_limit: Decimal | None = None
    grace_days: int = 0
    warn_days: int = 0

    @property
    def on(self) -> bool:
        """Whether the rule can ever suspend anybody."""
        return self.days_late is not None or self.credit_limit is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The whole policy of a firm. `origin` names the profile it started from; no rule reads it."""

    origin: str
    title: str
    party: Party
    products: tuple[Product, ...]
    roles: tuple[RolePolicy, ...]
    survey_reasons: tuple[str, ...]
    verbs: Mapping[Verb, VerbPolicy]
    suspension_types: tuple[str, ...] = ()
    suspend_rule: SuspendRule = field(default_factory=SuspendRule)
    billing: BillingPolicy = field(default_factory=BillingPolicy)

    def verb(self, verb: Verb) -> VerbPolicy | None:
        """How `verb` works here; None where the policy does not offer it."""
        return self.verbs.get(verb)

    def has(self, kind: Kind) -> bool:
        """Whether clients here have parts of this kind: a verb works on it, or the firm sells it."""
        sold = kind is Kind.PRODUCT and bool(self.products)
        return sold or any(kind in rules.on for rules in self.verbs.values())

    @property
    def waits(self) -> bool:
        """Whether a deactivation here has to rest for months before it can be lifted (R22)."""
        return any(rules.wait_months for rules in self.verbs.values())

    def product(self, code: str) -> Product | None:
        """The product with this code; None if the firm does not offer it."""
        return next((product for product in self.products if product.code == code), None)


def read_policy(document: Mapping[str, object]) -> Policy:
    """The policy a document describes. Raises ValueError or KeyError on a word it does not know.

    `policy_check.checked_policy` is the door for documents that people wrote: it explains.
    """
    verbs = _table(document["verbs"])
    return Policy(
        origin=str(document["origin"]),
        title=str(document["title"]),
        party=Party(str(document.get("party", "client"))),
        products=tuple(_product(_table(row)) for row in _rows(document.get("products", ()))),
        roles=tuple(_role(_table(row)) for row in _rows(document["roles"])),
        survey_reasons=tuple(str(reason) for reason in _rows(document.get("survey_reasons", ()))),
        verbs={Verb(name): _verb(Verb(name), _table(row)) for name, row in verbs.items()},
        suspension_types=tuple(str(one) for one in _rows(document.get("suspension_types", ()))),
        suspend_rule=_suspend_rule(_table(document.get("suspend_rule", {}))),
        billing=read_billing(_table(document.get("billing", {}))),
    )


def _suspend_rule(row: Mapping[str, object]) -> SuspendRule:
    days, limit = row.get("days_late"), row.get("credit_limit")
    return SuspendRule(
        days_late=None if days is None else _whole(days),
        credit_limit=None if limit is None else _money(limit),
        grace_days=_whole(row.get("grace_days", 0)),
        warn_days=_whole(row.get("warn_days", 0)),
    )


def _verb(verb: Verb, row: Mapping[str, object]) -> VerbPolicy:
    steps = tuple(Step(str(step)) for step in _rows(row.get("steps", ())))
    own = row.get("self_paying_steps")
    return VerbPolicy(
        verb=verb,
        on=frozenset(Kind(str(kind)) for kind in _rows(row["on"])),
        places=frozenset(Place(str(place)) for place in _rows(row.get("places", ()))),
        payers=frozenset(Payer(str(payer)) for payer in _rows(row.get("payers", ("firm", "client")))),
        users=UsersRule(str(row.get("users", "any"))),
        steps=steps,
        self_paying_steps=steps if own is None else tuple(Step(str(step)) for step in _rows(own)),
        wait_months=_whole(row.get("wait_months", 0)),
        reach=Reach(str(row.get("reach", "own"))),
        restore=tuple(Restore(str(one)) for one in _rows(row.get("restore", ("own",)))),
        owner_administers=bool(row.get("owner_administers", False)),
        firm_notice=Notice(str(row.get("firm_notice", "never"))),
        client_notice=Notice(str(row.get("client_notice", "never"))),
    )


def _product(row: Mapping[str, object]) -> Product:
    return Product(
        code=str(row["code"]), name=str(row["name"]), extraction=bool(row.get("extraction", False))
    )


def _role(row: Mapping[str, object]) -> RolePolicy:
    rights = _rows(row["rights"])
    granted = frozenset(Right) if "all" in rights else frozenset(Right(str(right)) for right in rights)
    return RolePolicy(key=str(row["key"]), name=str(row["name"]), rights=granted)


def _table(value: object) -> Mapping[str, object]:
    if not isinstance(value, Mapping):
        raise ValueError(f"a table is expected, not {value!r}")
    return value


def _rows(value: object) -> Sequence[object]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise ValueError(f"a list is expected, not {value!r}")
    return value


def _money(value: object) -> Decimal:
    try:
        amount = Decimal(str(value))
    except InvalidOperation as error:
        raise ValueError(f"an amount is expected, not {value!r}") from error
    if not amount.is_finite():
        raise ValueError(f"an amount is expected, not {value!r}")
    return amount


def _whole(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError(f"a whole number is expected, not {value!r}")
    return value
