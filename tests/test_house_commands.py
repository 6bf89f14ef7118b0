"""The commands of the house say how they are used, and doing set-up twice costs nothing."""

import subprocess
import time
from pathlib import Path

import pytest

BIN = Path(__file__).resolve().parent.parent / "bin"
SECONDS_FOR_NOTHING = 2


@pytest.mark.parametrize("name", ["setup", "check"])
def test_an_unknown_option_is_answered_with_the_usage(name: str) -> None:
    answer = subprocess.run([BIN / name, "--colour"], capture_output=True, text=True, check=False)
    assert answer.returncode == 2
    assert answer.stderr.startswith(f"usage: bin/{name}")


def test_setting_up_a_second_time_is_quick() -> None:
    subprocess.run([BIN / "setup"], check=True, capture_output=True)
    began = time.monotonic()
    subprocess.run([BIN / "setup"], check=True, capture_output=True)
    assert time.monotonic() - began < SECONDS_FOR_NOTHING
