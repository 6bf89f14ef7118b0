"""Every line of the requirements that this product claims is named by at least one test."""

import re
from pathlib import Path

CLAIMED = {*range(1, 50), 50, 57}
NAMED = re.compile(r"(?:\bR|_r)(\d{1,2})(?=\b|_)")
RANGES = re.compile(r"\bR(\d{1,2})-R?(\d{1,2})\b")
HERE = Path(__file__).resolve()


def test_every_claimed_requirement_is_named_by_a_test() -> None:
    tests = [file.read_text(encoding="utf-8") for file in HERE.parent.rglob("test_*.py") if file != HERE]
    named = {int(number) for text in tests for number in NAMED.findall(RANGES.sub("", text))}
    assert CLAIMED - named == set()
