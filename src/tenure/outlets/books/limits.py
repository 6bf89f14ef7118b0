"""How large a client book may be. Beyond this, somebody chose the wrong file, or means harm (R57)."""

MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_ROWS = 250_000
MAX_COLUMNS = 200
MAX_RECORD_CHARS = 100_000  # below the limit of Python's csv module for one cell, 131,072
SAMPLE_LINES = 20  # from which the layout is found
