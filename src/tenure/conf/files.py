"""Where files are kept: a folder on this machine, or a bucket of any store that speaks S3."""

from importlib.util import find_spec
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

type Store = dict[str, object]

KNOWN = ("addressing", "region", "tls")
ADDRESSING = ("path", "virtual")
TLS = {"on": "https", "off": "http"}


def store_from_url(url: str) -> Store:
    """Django's storage for `file:///folder` or `s3://key:secret@host:port/bucket/folder?region=…&tls=on|off`.

    Raises ValueError with the end of a sentence when the address cannot be used.
    """
    parts = urlsplit(url)
    if parts.scheme == "file":
        return _folder(parts)
    if parts.scheme == "s3":
        return _bucket(parts)
    reason = f"must start with file:// or s3://, not {parts.scheme!r}"
    raise ValueError(reason)


def _folder(parts: SplitResult) -> Store:
    if parts.netloc or not parts.path.strip("/"):
        raise ValueError("must name a folder after three slashes, such as file:///srv/tenure/files")
    return {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": unquote(parts.path)},
    }


def _bucket(parts: SplitResult) -> Store:
    bucket, _slash, folder = unquote(parts.path).strip("/").partition("/")
    if not parts.hostname or not bucket:
        raise ValueError("must name the server and the bucket, such as s3://KEY:SECRET@s3.example.com/tenure")
    if bool(parts.username) is not bool(parts.password):
        raise ValueError("must have both a key and its secret, or neither where the machine has a role")
    if find_spec("storages") is None or find_spec("boto3") is None:
        raise ValueError('needs a part that is not installed: bin/setup --s3, or pip install "tenure[s3]"')
    options = _options(parts.query)
    port = f":{parts.port}" if parts.port is not None else ""
    return {
        "BACKEND": "tenure.outlets.bucket.Bucket",
        "OPTIONS": {
            "endpoint": f"{TLS[options['tls']]}://{parts.hostname}{port}",
            "bucket": bucket,
            "folder": folder,
            "key": unquote(parts.username or ""),
            "secret": unquote(parts.password or ""),
            "region": options["region"],
            "addressing": options["addressing"],
        },
    }


def _options(query: str) -> dict[str, str]:
    given = parse_qs(query, keep_blank_values=True)
    if unknown := sorted(set(given) - set(KNOWN)):
        reason = f"may carry the options {', '.join(KNOWN)}, not {', '.join(unknown)}"
        raise ValueError(reason)
    options = {"addressing": "path", "region": "us-east-1", "tls": "on"} | {
        name: values[-1] for name, values in given.items()
    }
    for name, known in (("tls", tuple(TLS)), ("addressing", ADDRESSING)):
        if options[name] not in known:
            reason = f"has {name}={options[name]!r}, which must be {' or '.join(known)}"
            raise ValueError(reason)
    if not options["region"]:
        raise ValueError("has an empty region; leave it out where the server has none")
    return options
