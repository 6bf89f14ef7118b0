"""Documents are added at the terminal: what became of each file (R20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import File
from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.actors import actor_near_node
from tenure.cli.ending import ExitCode, wrong_usage
from tenure.cli.refusing import no_such_client
from tenure.core.actor import Actor
from tenure.operations.document_files import NotTaken, kind_to_add
from tenure.operations.documents import Added, Origin, Way, add_document
from tenure.operations.errors import Missing
from tenure.speech.speak import speak


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    """What became of one file: `outcome` is added, already_there or refused; `code` says why it was refused."""

    file: str
    outcome: str
    said: str
    document: str = ""
    state: str = ""
    code: str = ""


def add_files(
    client: str, files: Iterable[Path], email: str, *, business: str | None, as_json: bool
) -> ExitCode:
    """Adds each file; one that cannot be taken stops none of the others."""
    for file in (paths := list(files)):
        if not file.is_file():
            raise wrong_usage(_("There is no file %(name)s.") % {"name": str(file)})
    actor = actor_near_node(email, client)
    results = [_add(path, client, business, actor) for path in paths]
    if as_json:
        screen.document({"documents": [_as_json(result) for result in results]})
    else:
        for result in results:
            style = "red" if result.outcome == "refused" else ""
            screen.line(f"{result.file}  {result.document}".rstrip(), style="bold")
            screen.line(f"  {result.said}", style=style)
    return ExitCode.FAILED if any(result.outcome == "refused" for result in results) else ExitCode.DONE


def _add(path: Path, client: str, business: str | None, actor: Actor) -> _Result:
    try:
        with path.open("rb") as stream:
            file = File(stream, name=path.name)
            kind = kind_to_add(file)
            done = add_document(
                client,
                file,
                name=path.name,
                content_type=kind.media_type,
                business=business,
                way=Way(origin=Origin.TERMINAL),
                actor=actor,
            )
    except NotTaken as refused:
        said = speak(refused.message)
        return _Result(file=str(path), outcome="refused", said=said, code=refused.failure.trouble.value)
    except OSError as error:
        said = error.strerror or str(error)
        return _Result(file=str(path), outcome="refused", said=said, code="not_opened")
    except Missing as missing:
        raise no_such_client() from missing
    document = done.document
    fresh = isinstance(done, Added)
    return _Result(
        file=str(path),
        outcome="added" if fresh else "already_there",
        said=_said(document.state) if fresh else _("It was added before. It is kept once."),
        document=document.id,
        state=document.state,
    )


def _said(state: str) -> str:
    held = _("It is stored and held: extraction is stopped for now.")
    return held if state == "held" else _("It is stored.")


def _as_json(result: _Result) -> dict[str, object]:
    plain: dict[str, object] = {
        "file": result.file,
        "outcome": result.outcome,
        "document": result.document or None,
        "state": result.state or None,
    }
    if result.outcome == "refused":
        plain["error"] = {"code": result.code, "sentence": result.said}
    return plain
