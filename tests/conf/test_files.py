"""Where files are kept, as operators write it."""

import pytest

from tenure.conf import files
from tenure.conf.files import store_from_url


def test_a_folder() -> None:
    store = store_from_url("file:///srv/tenure%20files")
    assert store["OPTIONS"] == {"location": "/srv/tenure files"}


def test_a_bucket_with_everything_in_it() -> None:
    store = store_from_url(
        "s3://me:se%2Fcret@store.example:9000/bucket/a/b?region=eu-west-3&tls=off&addressing=virtual"
    )
    assert store["OPTIONS"] == {
        "endpoint": "http://store.example:9000",
        "bucket": "bucket",
        "folder": "a/b",
        "key": "me",
        "secret": "se/cret",
        "region": "eu-west-3",
        "addressing": "virtual",
    }


def test_a_bucket_of_a_machine_that_has_a_role_needs_no_key() -> None:
    options = store_from_url("s3://s3.eu-west-3.amazonaws.com/bucket")["OPTIONS"]
    assert isinstance(options, dict)
    assert (options["key"], options["endpoint"], options["folder"]) == (
        "",
        "https://s3.eu-west-3.amazonaws.com",
        "",
    )


@pytest.mark.parametrize(
    "url",
    [
        "", "/srv/files", "file://srv/files", "file:///", "ftp://files.example/bucket", "s3://", "s3://store.example",
        "s3:///bucket", "s3://key@store.example/bucket", "s3://:secret@store.example/bucket",
        "s3://store.example/bucket?tls=perhaps", "s3://store.example/bucket?colour=red",
        "s3://store.example/bucket?region=", "s3://store.example/bucket?addressing=round",
        "s3://store.example:port/bucket",
    ],
)  # fmt: skip
def test_an_address_that_is_no_store_is_refused_with_a_reason(url: str) -> None:
    with pytest.raises(ValueError, match=r"must|may|has|Port"):
        store_from_url(url)


def test_without_the_extra_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "find_spec", lambda _name: None)
    with pytest.raises(ValueError, match="bin/setup --s3"):
        store_from_url("s3://store.example/bucket")
