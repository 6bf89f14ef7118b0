"""Days with the month in letters, abbreviated as French does it ("15 oct. 2026"); the rest is Django's own."""

SHORT_DATE_FORMAT = "j N Y"
DATETIME_FORMAT = r"j F Y \à H:i"
SHORT_DATETIME_FORMAT = r"j N Y \à H:i"
