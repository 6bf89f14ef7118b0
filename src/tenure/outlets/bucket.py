"""Files in a bucket of any store that speaks S3, for installations on several machines; read through Tenure only.

Needs the extra `s3`. Whatever goes wrong on the way is an OSError, as on a disk: those who use files know no other.
"""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final, NoReturn

from boto3.exceptions import Boto3Error
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError
from django.core.files.base import File
from storages.backends.s3 import S3Storage

from tenure.outlets.store_away import StoreAway

GONE: Final = frozenset({"404", "NoSuchKey", "NotFound"})
AHEAD: Final = 64 * 1024
SECONDS_TO_CONNECT, SECONDS_TO_ANSWER, TRIES = 5, 30, 3
# Whoever might get at an object without Tenure is to save it, never to open it in place.
SAVED_NOT_SHOWN: Final = {
    "ContentType": "application/octet-stream",
    "ContentDisposition": "attachment",
    "CacheControl": "private, no-store",
}


class Bucket(S3Storage):  # type: ignore[misc]  # it has no types
    """One folder of one bucket. What is stored there has no address that anybody else could open."""

    def __init__(
        self, *, endpoint: str, bucket: str, folder: str, key: str, secret: str, region: str, addressing: str
    ) -> None:
        super().__init__(
            endpoint_url=endpoint,
            bucket_name=bucket,
            location=folder,
            access_key=key or None,
            secret_key=secret or None,
            region_name=region,
            file_overwrite=False,
            default_acl=None,
            object_parameters=SAVED_NOT_SHOWN,
            client_config=Config(
                s3={"addressing_style": addressing},
                signature_version="s3v4",
                connect_timeout=SECONDS_TO_CONNECT,
                read_timeout=SECONDS_TO_ANSWER,
                retries={"total_max_attempts": TRIES, "mode": "standard"},
                # Sums that only the newest stores understand.
                request_checksum_calculation="when_required",
                response_checksum_validation="when_required",
            ),
        )

    def deconstruct(self) -> NoReturn:
        """No migration names where the files of one installation lie."""
        raise TypeError("A bucket belongs into the settings, not into a migration.")

    def url(self, name: str, *_args: object, **_options: object) -> NoReturn:
        """Nobody gets past the rights that Tenure asks for."""
        reason = f"{name} is read through Tenure only"
        raise ValueError(reason)

    def exists(self, name: str) -> bool:
        """Whether there is such an object."""
        with _as_on_a_disk(name):
            return bool(super().exists(name))

    def size(self, name: str) -> int:
        """In bytes. Raises FileNotFoundError and StoreAway."""
        with _as_on_a_disk(name):
            return int(super().size(name))

    def delete(self, name: str) -> None:
        """Takes an object away; one that is gone already is as good as removed."""
        with _as_on_a_disk(name):
            super().delete(name)

    def _save(self, name: str, content: "File[bytes]") -> str:
        # A store keeps an object whole or not at all: parts of a broken upload are taken back.
        with _as_on_a_disk(name):
            return str(super()._save(name, content))

    def _open(self, name: str, mode: str = "rb") -> "StoredObject":
        if mode != "rb":
            reason = f"{name} can be opened for reading only, as bytes"
            raise ValueError(reason)
        return StoredObject(self, name)

    def part(self, name: str, start: int) -> dict[str, Any]:
        """The store's answer with the object's bytes from `start` on. Raises FileNotFoundError and StoreAway."""
        wanted = {"Range": f"bytes={start}-"} if start else {}
        with _as_on_a_disk(name):
            client = self.connection.meta.client
            answer: dict[str, Any] = client.get_object(
                Bucket=self.bucket_name, Key=self._normalize_name(name), **wanted
            )
            return answer


if TYPE_CHECKING:
    ByteFile = File[bytes]
else:
    ByteFile = File


class StoredObject(ByteFile):
    """An object as a file: read as it comes, never kept whole in memory or on this machine's disk."""

    def __init__(self, bucket: Bucket, name: str) -> None:
        self._bucket = bucket
        super().__init__(_opened(bucket, name), name)

    def open(self, *_mode: object, **_options: object) -> "StoredObject":
        """From its first byte, also after it was closed."""
        if self.closed:
            self.file = _opened(self._bucket, str(self.name))
        else:
            self.seek(0)
        return self

    @property
    def size(self) -> int:
        """In bytes."""
        stream = self.file
        assert isinstance(stream, io.BufferedReader)
        raw = stream.raw
        assert isinstance(raw, _Stream)
        return raw.size


class _Stream(io.RawIOBase):
    """The bytes of one object. Going to another place asks the store for the rest from there, when it is read."""

    def __init__(self, bucket: Bucket, name: str, answer: dict[str, Any]) -> None:
        super().__init__()
        self._bucket, self._name = bucket, name
        self.size: int = answer["ContentLength"]
        self._body, self._body_at, self._at = answer["Body"], 0, 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._at

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        start = {io.SEEK_SET: 0, io.SEEK_CUR: self._at, io.SEEK_END: self.size}[whence]
        self._at = max(0, start + offset)
        return self._at

    def readinto(self, into: Any, /) -> int:  # noqa: ANN401 - any buffer
        if self._at >= self.size:
            return 0
        with _as_on_a_disk(self._name):
            if self._at != self._body_at:
                self._body.close()
                self._body, self._body_at = self._bucket.part(self._name, self._at)["Body"], self._at
            got = self._body.read(len(into))
        if not got:
            reason = f"{self._name} ends {self.size - self._at} bytes too early"
            raise StoreAway(reason)
        into[: len(got)] = got
        self._at = self._body_at = self._at + len(got)
        return len(got)

    def close(self) -> None:
        if not self.closed:
            self._body.close()
        super().close()


def _opened(bucket: Bucket, name: str) -> io.BufferedReader:
    return io.BufferedReader(_Stream(bucket, name, bucket.part(name, 0)), AHEAD)


@contextmanager
def _as_on_a_disk(name: str) -> Iterator[None]:
    try:
        yield
    except ClientError as refused:
        if refused.response.get("Error", {}).get("Code") in GONE:
            raise FileNotFoundError(name) from refused
        raise StoreAway(_why(name, refused)) from refused
    except (BotoCoreError, Boto3Error) as away:
        raise StoreAway(_why(name, away)) from away


def _why(name: str, error: Exception) -> str:
    return f"{name}: {' '.join(str(error).split())}"
