"""What the operator set in the environment, checked at once; every wrong setting is named in a sentence.

Reads a mapping and nothing else, so that the whole table can be tried out in a test.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote, urlsplit

from tenure.conf.database import Database, database_from_url
from tenure.conf.files import Store, store_from_url
from tenure.conf.mail import Mailer, host_and_port, mail_domain, mailer_from_url
from tenure.core.tariffs import built_in, catalogue_of
from tenure.core.tariffs.tariff import Catalogue

LOCAL_HOSTS = ("localhost", "127.0.0.1", "[::1]")
SHORTEST_KEY = 32
USUAL_PORT = 8000
LONGEST_TRIAL_DAYS = 366
MOST_DAYS, LONGEST_NUMBER = 365, 3
SAYS_YES = frozenset({"1", "true", "yes", "on"})
SAYS_NO = frozenset({"0", "false", "no", "off", ""})


class WrongSettings(ValueError):
    """One or more settings cannot be used. `sentences` has one for each, with its name."""

    def __init__(self, sentences: tuple[str, ...]) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """Everything an installation can be told from outside, in the form the settings use."""

    debug: bool
    demo: bool
    https: bool
    proxies: int
    data_folder: Path
    database: Database
    files: Store
    hosts: tuple[str, ...]
    url: str
    secret_key: str | None
    secret_key_file: Path | None
    mailer: Mailer
    mail_from: str
    invitation_days: int
    hand_over_days: int
    catalogue: Catalogue
    trial_days: int
    mail_in: tuple[str, int] | None
    mail_in_domain: str


def read(environ: Mapping[str, str]) -> Environment:
    """The settings in `environ`, with defaults for what is not set.

    Raises `WrongSettings` with a sentence for every setting that cannot be used, not only the first.
    """
    settings = _Reader(environ)
    folder = settings.read("TENURE_DATA", "var", _folder)
    https = settings.read("TENURE_HTTPS", "0", _flag)
    hosts = settings.read("TENURE_HOSTS", ",".join(LOCAL_HOSTS), _hosts)
    environment = Environment(
        debug=settings.read("TENURE_DEBUG", "0", _flag),
        demo=settings.read("TENURE_DEMO", "0", _flag),
        https=https,
        proxies=settings.read("TENURE_PROXIES", "0", _count),
        data_folder=folder,
        database=settings.read(
            "DATABASE_URL", f"sqlite:///{quote(str(folder))}/tenure.sqlite3", database_from_url
        ),
        files=settings.read("TENURE_FILES_URL", f"file://{quote(str(folder))}/files", store_from_url),
        hosts=hosts,
        url=settings.read("TENURE_URL", _reached_at(hosts[0], https=https), _url),
        secret_key=settings.read_if_set("TENURE_SECRET_KEY", _secret_key),
        secret_key_file=settings.read_if_set("TENURE_SECRET_KEY_FILE", _existing_file),
        mailer=settings.read("TENURE_SMTP_URL", f"maildir://{quote(str(folder))}/mailbox", mailer_from_url),
        mail_from=settings.read("TENURE_MAIL_FROM", "Tenure <tenure@localhost>", _address),
        invitation_days=settings.read("TENURE_INVITATION_DAYS", "7", _days),
        hand_over_days=settings.read("TENURE_HAND_OVER_DAYS", "7", _days),
        catalogue=settings.read_if_set("TENURE_PLANS", _catalogue) or built_in(),
        trial_days=settings.read("TENURE_TRIAL_DAYS", "14", _trial_days),
        mail_in=settings.read_if_set("TENURE_MAIL_IN", host_and_port),
        mail_in_domain=settings.read_if_set("TENURE_MAIL_IN_DOMAIN", mail_domain) or "",
    )
    if settings.environ.get("TENURE_MAIL_IN", "").strip() and not environment.mail_in_domain:
        settings.wrong.append(
            "TENURE_MAIL_IN is set without TENURE_MAIL_IN_DOMAIN, the part behind the @ of the addresses it takes mail for."
        )
    if environment.secret_key and environment.secret_key_file:
        settings.wrong.append(
            "TENURE_SECRET_KEY and TENURE_SECRET_KEY_FILE are both set; keep only one of them."
        )
    if settings.wrong:
        raise WrongSettings(tuple(settings.wrong))
    return environment


class _Reader:
    """Takes settings one by one and remembers the sentence of each that is wrong."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self.environ = environ
        self.wrong: list[str] = []

    def read[T](self, name: str, default: str, parse: Callable[[str], T]) -> T:
        """The parsed setting; a wrong one is noted and its default stands in until the end of the reading."""
        try:
            return parse(self.environ.get(name, "").strip() or default)
        except ValueError as reason:
            self.wrong.append(f"{name} {reason}.")
            return parse(default)

    def read_if_set[T](self, name: str, parse: Callable[[str], T]) -> T | None:
        """The parsed setting, or None where it is missing, empty or wrong (and then noted)."""
        text = self.environ.get(name, "").strip()
        if not text:
            return None
        try:
            return parse(text)
        except ValueError as reason:
            self.wrong.append(f"{name} {reason}.")
            return None


def _flag(text: str) -> bool:
    if text.lower() in SAYS_YES:
        return True
    if text.lower() in SAYS_NO:
        return False
    reason = f"must be 1 or 0, not {text!r}"
    raise ValueError(reason)


def _count(text: str) -> int:
    if not text.isdecimal():
        reason = f"must be a whole number of proxies such as 0 or 1, not {text!r}"
        raise ValueError(reason)
    return int(text)


def _days(text: str) -> int:
    if not (text.isdecimal() and len(text) <= LONGEST_NUMBER and 1 <= int(text) <= MOST_DAYS):
        reason = f"must be a whole number of days from 1 to {MOST_DAYS}, not {text!r}"
        raise ValueError(reason)
    return int(text)


def _folder(text: str) -> Path:
    folder = Path(text).expanduser().absolute()
    if folder.exists() and not folder.is_dir():
        reason = f"must name a folder, but {folder} is a file"
        raise ValueError(reason)
    return folder


def _existing_file(text: str) -> Path:
    file = Path(text).expanduser().absolute()
    if not file.is_file():
        reason = f"must name a file that exists, but there is no file {file}"
        raise ValueError(reason)
    return file


def _catalogue(text: str) -> Catalogue:
    file = _existing_file(text)
    try:
        return catalogue_of(file.read_text(encoding="utf-8"))
    except (ValueError, OSError) as wrong:
        reason = f"names {file}, which is no catalogue of plans: {wrong}"
        raise ValueError(reason) from wrong


def _trial_days(text: str) -> int:
    if not text.isdecimal() or int(text) > LONGEST_TRIAL_DAYS:
        reason = f"must be a whole number of days from 0 (no trial) to {LONGEST_TRIAL_DAYS}, not {text!r}"
        raise ValueError(reason)
    return int(text)


def _secret_key(text: str) -> str:
    if len(text) < SHORTEST_KEY:
        reason = f"must have at least {SHORTEST_KEY} characters, this one has {len(text)}"
        raise ValueError(reason)
    return text


def _hosts(text: str) -> tuple[str, ...]:
    hosts = tuple(host.strip() for host in text.split(",") if host.strip())
    if not hosts:
        raise ValueError("must have at least one host name")
    for host in hosts:
        if "/" in host or " " in host:
            reason = (
                f"must be host names with commas between them, without https:// or paths; {host!r} is not one"
            )
            raise ValueError(reason)
    return hosts


def _reached_at(host: str, *, https: bool) -> str:
    return f"https://{host}" if https else f"http://{host}:{USUAL_PORT}"


def _url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/") or parts.query:
        reason = f"must be the address people open, such as https://tenure.example.com, not {text!r}"
        raise ValueError(reason)
    return text.rstrip("/")


def _address(text: str) -> str:
    if "@" not in text or "\n" in text:
        reason = f"must be an e-mail address such as 'Tenure <post@example.com>', not {text!r}"
        raise ValueError(reason)
    return text
