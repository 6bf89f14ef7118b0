"""What a spreadsheet makes of a CSV file: which bytes it takes for UTF-8, and which cells it would run."""

from typing import Final

# Spreadsheets take a file for UTF-8 only if it begins like this.
BYTE_ORDER_MARK: Final = "\ufeff"
# What a spreadsheet takes for a formula.
FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def never_run(cell: str) -> str:
    """The cell as text that no spreadsheet runs: a leading apostrophe makes a formula text again."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell
