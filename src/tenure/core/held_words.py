"""What sending held documents does, in words: one place for page, terminal and program (R24)."""

from collections.abc import Iterator

from tenure.core.actor import Side
from tenure.core.held_documents import Sending, SendScope
from tenure.core.line import Line, Sign, names_of
from tenure.core.reading_time import reading_takes
from tenure.core.wording import Message, say, say_many


def lines(plan: Sending) -> tuple[Line, ...]:
    """What is sent, then what stays held and why."""
    return tuple(_lines(plan)) if plan.sent else ()


def _lines(plan: Sending) -> Iterator[Line]:
    yield Line(
        code="release_documents",
        sign=Sign.CHANGED,
        side=Side.CLIENT,
        count=plan.count,
        sentence=say_many(
            "%(count)d of %(held)d held documents is sent for extraction.",
            "%(count)d of %(held)d held documents are sent for extraction.",
            count=plan.count,
            held=plan.held,
        ),
        detail=_under_and_how_long(plan),
    )
    for one in plan.stays:
        if one.product is not None:
            yield _stays(
                one.count,
                say_many(
                    "%(count)d document stays held, because %(product)s is stopped.",
                    "%(count)d documents stay held, because %(product)s is stopped.",
                    count=one.count,
                    product=one.product.name,
                ),
            )
        else:
            yield _stays(
                one.count,
                say_many(
                    "%(count)d document stays held, because no product reads it.",
                    "%(count)d documents stay held, because no product reads them.",
                    count=one.count,
                ),
            )
    if plan.unchosen:
        yield _stays(
            plan.unchosen,
            say_many(
                "%(count)d document stays held; it can be sent later or keyed by hand.",
                "%(count)d documents stay held; they can be sent later or keyed by hand.",
                count=plan.unchosen,
            ),
        )


def _under_and_how_long(plan: Sending) -> Message:
    products = names_of(tuple(one.product for one in plan.sent))
    since = plan.choice.since if plan.choice.scope is SendScope.SINCE else None
    said = (
        say("Those added since %(since)s, under %(products)s.", since=since, products=products)
        if since is not None
        else say("Under %(products)s.", products=products)
    )
    if plan.pace is None:
        return said
    return say("%(said)s %(time)s", said=said, time=reading_takes(plan.count, plan.pace))


def _stays(count: int, sentence: Message) -> Line:
    return Line(code="documents_wait", sign=Sign.KEPT, side=Side.CLIENT, count=count, sentence=sentence)
