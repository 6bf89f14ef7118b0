"""Roughly how long reading some documents will take: said as "about", never promised (R24)."""

from dataclasses import dataclass

from tenure.core.wording import Message, say, say_many

A_MINUTE, AN_HOUR = 60, 3_600
MINUTES_AT_MOST = 90  # from there on hours say it better


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long one document takes, in milliseconds; taken from the `measured` latest readings, or assumed if 0.

    Other people's documents move it, so it stands beside a plan and is no part of its digest.
    """

    ms: int
    measured: int = 0

    def seconds(self, documents: int) -> int:
        """How long so many take one after the other, rounded up."""
        return -(-documents * self.ms // 1_000)


# Between a PDF with text (a tenth of a second) and a scan (two or three seconds).
ASSUMED = Pace(ms=2_000)


def reading_takes(documents: int, pace: Pace) -> Message:
    """In one sentence."""
    seconds = pace.seconds(documents)
    if seconds < A_MINUTE:
        return say("Reading takes less than a minute.")
    minutes = round(seconds / A_MINUTE)
    if minutes <= MINUTES_AT_MOST:
        return say_many(
            "Reading takes about %(count)d minute.", "Reading takes about %(count)d minutes.", count=minutes
        )
    return say_many(
        "Reading takes about %(count)d hour.",
        "Reading takes about %(count)d hours.",
        count=round(seconds / AN_HOUR),
    )
