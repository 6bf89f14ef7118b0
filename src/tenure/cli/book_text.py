"""What became of a client book, as people read it in a terminal."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from tenure.cli import screen

type Plain = Mapping[str, Any]


def print_report(report: Plain) -> None:
    """The columns, the counts, and every row that was refused with its reasons."""
    screen.line(report["file"], style="bold")
    screen.table(
        (_("Column"), _("Meaning")),
        [(header, field or _("left out")) for header, field in report["mapping"].items()],
    )
    screen.line()
    refused = [row for row in report["rows"] if row["result"] == "refused"]
    if refused:
        screen.table(
            (_("Line"), _("Name"), _("Refused because")),
            [
                (str(row["line"]), row["name"], " ".join(one["sentence"] for one in row["reasons"]))
                for row in refused
            ],
        )
        screen.line()
    screen.line(
        _("Created: %(created)d, updated: %(updated)d, unchanged: %(unchanged)d, refused: %(refused)d.")
        % report["counts"],
        style="bold",
    )
    if report["performed"]:
        screen.line(
            _("Done. Take it back with: tenure import --undo %(id)s") % {"id": report["import"]},
            style="green",
        )
    else:
        screen.line(_("Nothing was written."))


def print_undone(undone: Plain) -> None:
    """How many clients went, went back, or stay because something was done with them since."""
    counts = {"erased": 0, "restored": 0, "kept": 0, **undone["counts"]}
    said = _("Erased: %(erased)d, put back: %(restored)d, kept: %(kept)d.") % counts
    screen.line(said, style="bold")
    screen.line(_("The import is undone.") if undone["undone"] else _("Nothing was written."))
