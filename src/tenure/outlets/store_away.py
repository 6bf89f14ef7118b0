"""When the store of files does not answer: an error of its own, known also where no part for such stores is installed."""


class StoreAway(OSError):
    """The store does not answer, or refuses: nothing was stored, read or removed."""
