"""A real server that speaks S3, on this machine only, for as long as a test needs it."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest import mock
from urllib.parse import quote

import boto3
from django.test import override_settings
from moto.server import ThreadedMotoServer

from tenure.conf.files import store_from_url

FOLDER = "tenure"
KEY, SECRET = "key-of-tests", "secret/of+tests"
SIGN_IN = f"{KEY}:{quote(SECRET, safe='')}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectStore:
    """The server, and its bucket as whoever runs it sees it."""

    url: str
    server: ThreadedMotoServer
    bucket: Any

    @property
    def keys(self) -> list[str]:
        """The names of all objects."""
        return sorted(one.key for one in self.bucket.objects.all())


@contextmanager
def object_store() -> Iterator[ObjectStore]:
    """A server with one empty bucket, in which the files of Tenure lie meanwhile."""
    # Whoever runs the tests may have keys of their own in the environment.
    clean = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    with mock.patch.dict(os.environ, clean, clear=True):
        server.start()
        try:
            host, port = server.get_host_and_port()
            resource = boto3.resource(
                "s3",
                endpoint_url=f"http://{host}:{port}",
                aws_access_key_id=KEY,
                aws_secret_access_key=SECRET,
                region_name="us-east-1",
            )
            # What the server keeps outlives it in this process: each store is a bucket of its own.
            bucket = resource.create_bucket(Bucket=f"northline-{secrets.token_hex(4)}")
            url = f"s3://{SIGN_IN}@{host}:{port}/{bucket.name}/{FOLDER}?tls=off"
            with kept_in(url):
                yield ObjectStore(url=url, server=server, bucket=bucket)
        finally:
            server.stop()


@contextmanager
def kept_in(url: str) -> Iterator[None]:
    """Files lie where this setting says."""
    from django.conf import settings  # noqa: PLC0415 - the settings of this moment

    with override_settings(STORAGES={**settings.STORAGES, "default": store_from_url(url)}):
        yield
