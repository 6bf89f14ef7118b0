"""The ways of deactivating many clients that are compared, and what is said of them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from bench.book import Shelf, fill_shelf, filling
from bench.deactivations_sql import write_by_hand
from bench.report import conditions, milliseconds, peak_megabytes, ratio, seconds, table
from bench.timing import medians
from tenure.core.actions import Action, Answers, Verb
from tenure.operations import lifecycle
from tenure.operations.lifecycle import Order, Outcome, perform, preview, preview_many
from tenure.records.models import Source, Subscription, Transition

AT = datetime(2026, 11, 2, 10, 15, tzinfo=UTC)
DOCUMENTS = 5
SAMPLE = 100


def measure(clients: int, times: int) -> None:
    """Fills a book, takes turns, prints. Every turn takes clients that nobody has touched yet."""
    count = 1 + (times + 1) * (2 * clients + SAMPLE)
    with filling():
        shelf = fill_shelf("northline", start=0, count=count, documents=DOCUMENTS)
    book = Book(shelf=shelf)
    model = book.one_by_one(1)[0]
    took = medians(
        {
            "preview": lambda: book.preview(clients),
            "perform": book.perform,
            "hand": lambda: write_by_hand(shelf, model, AT, first=book.take(clients), count=clients),
            "single": lambda: book.one_by_one(SAMPLE),
        },
        times=times,
    )
    _print(took, clients, times)


@dataclass(slots=True)
class Book:
    """The clients not touched yet, and what was confirmed last."""

    shelf: Shelf
    taken: int = 0
    orders: list[Order] = field(default_factory=list)

    def take(self, count: int) -> int:
        """Where `count` fresh clients begin."""
        start, self.taken = self.taken, self.taken + count
        return start

    def preview(self, count: int) -> None:
        """Looks at `count` clients and confirms what was seen."""
        actions = self._actions(count)
        bare = [Action(verb=action.verb, target=action.target) for action in actions]
        plans = preview_many(bare, self.shelf.olive, at=AT)
        self.orders = [
            Order(action=action, digest=plan.digest)
            for action, plan in zip(actions, plans, strict=True)
            if plan is not None
        ]
        assert len(self.orders) == count, "all of them are seen"

    def perform(self) -> list[Outcome]:
        """Performs what was confirmed."""
        outcomes = lifecycle.perform_many(self.orders, self.shelf.olive, source=Source.WEB, at=AT)
        assert not any(outcome.error for outcome in outcomes), "all of them are performed"
        return outcomes

    def one_by_one(self, count: int) -> list[Transition]:
        """The same for `count` clients, each by itself, as a loop over the single verb would do it."""
        return [
            perform(
                action,
                self.shelf.olive,
                digest=preview(
                    Action(verb=action.verb, target=action.target), self.shelf.olive, at=AT
                ).digest,
                source=Source.WEB,
                at=AT,
            )
            for action in self._actions(count)
        ]

    def _actions(self, count: int) -> list[Action]:
        """Deactivations whose questions are answered: the wait is known, the owner stays."""
        first, end = self.shelf.ids("cli", self.take(count), count)
        products = Subscription.objects.filter(client_id__gte=first, client_id__lt=end)
        return [
            Action(verb=Verb.DEACTIVATE, target=product, answers=Answers(acknowledged_wait=True, owner=owner))
            for product, owner in products.values_list("id", "client__owner_id")
        ]


def _print(took: dict[str, float], clients: int, times: int) -> None:
    many, hand, single = took["preview"] + took["perform"], took["hand"], took["single"] / SAMPLE * clients
    conditions(
        f"{clients:,} deactivations, {DOCUMENTS} documents and 4 letters each; medians of {times} turns"
    )
    table(
        ("way", "in all", "a client", "to hand-written"),
        [
            ("hand-written SQL", seconds(hand), milliseconds(hand / clients), ratio(1)),
            ("preview_many", seconds(took["preview"]), milliseconds(took["preview"] / clients), ""),
            ("perform_many", seconds(took["perform"]), milliseconds(took["perform"] / clients), ""),
            ("both", seconds(many), milliseconds(many / clients), ratio(many / hand)),
            (
                f"one by one (from {SAMPLE})",
                seconds(single),
                milliseconds(single / clients),
                ratio(single / hand),
            ),
        ],
    )
    print(
        f"\nMany at once against one by one: {ratio(single / many)} as fast. Memory at most: {peak_megabytes()} MB."
    )
