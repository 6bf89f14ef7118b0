"""What nobody needs any more goes: old drafts, ended sessions, files of erased clients (R27)."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from tenure.core.actions import Verb
from tenure.operations.sign_in_letters import write_password_reset
from tenure.operations.tidying import remove_doomed_files, tidy
from tenure.records.models import DoomedFile, Draft, MailState, OutboxMail
from tests.worlds import new_person

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 12, 30, tzinfo=UTC)


def test_a_draft_is_kept_for_thirty_days() -> None:
    olive = new_person("Olive Reed")
    for age, target in ((29, "cli_young"), (31, "cli_old")):
        Draft.objects.create(
            person=olive, verb=Verb.DELETE.value, target=target, updated_at=AT - timedelta(days=age)
        )
    assert tidy(AT) == 1
    assert Draft.objects.get().target == "cli_young"


def test_a_letter_of_no_firm_is_forgotten_thirty_days_after_it_left() -> None:
    olive = new_person("Olive Reed")
    write_password_reset(olive.id, link="https://tenure.example/key/", at=AT)
    OutboxMail.objects.update(state=MailState.SENT.value, sent_at=AT)
    assert tidy(AT + timedelta(days=29)) == 0
    assert tidy(AT + timedelta(days=31)) == 1


def test_files_of_erased_clients_go_and_what_is_gone_already_counts_as_gone() -> None:
    path = default_storage.save("documents/doomed.pdf", ContentFile(b"%PDF"))
    DoomedFile.objects.create(path=path)
    DoomedFile.objects.create(path="documents/never-there.pdf")
    assert remove_doomed_files() == 2
    assert not default_storage.exists(path)
    assert not DoomedFile.objects.exists()


def test_a_file_that_cannot_be_removed_stays_noted_and_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def locked(path: str) -> None:
        if path == "locked":
            raise PermissionError(path)

    monkeypatch.setattr(default_storage, "delete", locked)
    DoomedFile.objects.create(path="locked")
    DoomedFile.objects.create(path="free")
    assert remove_doomed_files() == 1
    assert DoomedFile.objects.get().path == "locked"
