"""What the machine reads on documents, at the terminal (R20)."""

import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.ending import ExitCode, wrong_usage
from tenure.core.reading.reading import Field, Found, Reading
from tenure.core.reading.storing import rates_to_plain
from tenure.outlets.extraction.archive import NotUnpacked
from tenure.outlets.extraction.extracted import Entry, Extracted
from tenure.outlets.extraction.reader import Reader
from tenure.outlets.extraction.troubles import Failure, Trouble
from tenure.speech.speak import speak

type Plain = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    """What came of one document."""

    name: str
    outcome: Extracted | Failure


def extract_files(files: Iterable[Path], *, country: str, language: str, as_json: bool) -> ExitCode:
    """Reads each file, and each document in a ZIP; says what it says, or why it cannot be read."""
    for file in (paths := list(files)):
        if not file.is_file():
            raise wrong_usage(_("There is no file %(name)s.") % {"name": str(file)})
    with Reader() as reader:
        answers = [answer for path in paths for answer in _read(reader, path, country, language)]
    if as_json:
        screen.document({"documents": [_as_json(answer) for answer in answers]})
    else:
        for answer in answers:
            _show(answer)
    return (
        ExitCode.FAILED if any(isinstance(answer.outcome, Failure) for answer in answers) else ExitCode.DONE
    )


def _read(reader: Reader, path: Path, country: str, language: str) -> Iterator[_Answer]:
    outcome = reader.read(path, country=country, language=language)
    if not (isinstance(outcome, Failure) and outcome.trouble is Trouble.ARCHIVE):
        yield _Answer(name=str(path), outcome=outcome)
        return
    # All of them first: the reader does one thing at a time.
    for entry in list(reader.unpack(path)):
        match entry:
            case Entry():
                inside = reader.read(io.BytesIO(entry.content), country=country, language=language)
                yield _Answer(name=f"{path}/{entry.name}", outcome=inside)
            case NotUnpacked():
                yield _Answer(name=f"{path}/{entry.name}", outcome=entry.failure)
            case Failure():
                yield _Answer(name=str(path), outcome=entry)


def _as_json(answer: _Answer) -> Plain:
    outcome = answer.outcome
    if isinstance(outcome, Failure):
        return {
            "file": answer.name,
            "failure": {
                "code": outcome.trouble.value,
                "sentence": speak(outcome.message),
                "worth_another_try": outcome.worth_another_try,
            },
        }
    reading = outcome.reading
    return {
        "file": answer.name,
        **{field.value: _value(reading, field) for field in Field},
        "tax_rates": rates_to_plain(reading),
        "confidence": _least_confidence(reading),
        "confidences": {field.value: found.confidence for field, found in reading.fields.items()},
        "places": {field.value: _box(found) for field, found in reading.fields.items() if found.place},
        "doubtful": [field.value for field in reading.doubtful],
        "adds_up": reading.adds_up,
        "uncertain": reading.uncertain,
        "source": reading.source.value,
        "file_kind": outcome.kind.value,
        "pages": outcome.page_count,
        "pages_read": outcome.pages_read,
    }


def _value(reading: Reading, field: Field) -> str | None:
    found = reading.fields.get(field)
    return found.value if found is not None else None


def _least_confidence(reading: Reading) -> float:
    """How sure the machine is of the whole: of the field it is least sure of; 0 where a needed one is missing."""
    if any(field not in reading.fields for field in reading.doubtful):
        return 0.0
    return min((found.confidence for found in reading.fields.values()), default=0.0)


def _box(found: Found) -> Plain:
    assert found.place is not None
    at = found.place
    return {"page": at.page, "left": at.left, "top": at.top, "right": at.right, "bottom": at.bottom}


def _show(answer: _Answer) -> None:
    screen.line(answer.name, style="bold")
    if isinstance(answer.outcome, Failure):
        screen.line("  " + speak(answer.outcome.message), style="red")
        return
    reading = answer.outcome.reading
    for field in Field:
        found = reading.fields.get(field)
        if found is not None:
            sure = _("%(percent)s %% sure") % {"percent": round(found.confidence * 100)}
            screen.line(f"  {field.value:<10} {found.value}  ({sure})")
    for rate in reading.rates:
        screen.line(f"  {rate.rate} %  {rate.tax}")
    if reading.uncertain:
        screen.line("  " + _("A person should look at it."), style="yellow")
