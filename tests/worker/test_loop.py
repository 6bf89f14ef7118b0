"""The loop: works on while there is work, rests when there is none, and outlives a duty that fails."""

import threading
from datetime import datetime, timedelta

import pytest

from tenure.worker import loop
from tenure.worker.duties import DUTIES, Duty, Stopping

pytestmark = pytest.mark.django_db


def test_work_is_done_at_once_as_long_as_there_is_some_and_then_rests() -> None:
    stop, left, calls = threading.Event(), [3, 2, 1, 0], []

    def perform(_at: datetime, _stopping: Stopping) -> int:
        calls.append(left[0])
        if len(left) == 1:
            stop.set()
        return left.pop(0)

    loop.run(stop, [Duty(name="work", every=timedelta(hours=1), perform=perform)])
    assert calls == [3, 2, 1, 0]


def test_a_duty_that_fails_stops_neither_the_loop_nor_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(loop, "LOOK_AGAIN", 0.01)
    stop, done = threading.Event(), []

    def fail(_at: datetime, _stopping: Stopping) -> int:
        raise ConnectionError("the database is away")

    def work(_at: datetime, _stopping: Stopping) -> int:
        done.append(1)
        if len(done) > 1:
            stop.set()
        return 0

    always = timedelta(0)
    loop.run(
        stop,
        [Duty(name="broken", every=always, perform=fail), Duty(name="sound", every=always, perform=work)],
    )
    assert len(done) == 2
    assert caplog.text.count("broken: failed") == 1, "and it rests before it is tried again"


def test_every_duty_of_the_worker_runs_on_an_empty_installation() -> None:
    stop = threading.Event()
    for duty in DUTIES:
        assert duty.perform(datetime.now().astimezone(), stop.is_set) == 0, duty.name
