"""Walks the log's hash chains and says whether anything was changed behind Tenure's back (R54)."""

from dataclasses import asdict

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tenure.cli import screen
from tenure.cli.ending import Ended, ExitCode
from tenure.operations.log import verify

SHOWN = 20


def verify_log(*, as_json: bool) -> ExitCode:
    """Done if every chain holds; otherwise the command fails and names the breaks, people only the first."""
    breaks = list(verify())
    if breaks:
        raise Ended(
            ExitCode.FAILED,
            {"whole": False, "breaks": [asdict(one) for one in breaks]},
            *(
                _("%(chain)s, entry %(seq)d: %(problem)s.")
                % {"chain": one.chain, "seq": one.seq, "problem": _(one.problem)}
                for one in breaks[:SHOWN]
            ),
            ngettext(
                "The log has been changed: %(count)d break.",
                "The log has been changed: %(count)d breaks.",
                len(breaks),
            )
            % {"count": len(breaks)},
        )
    if as_json:
        screen.document({"whole": True, "breaks": []})
    else:
        screen.line(_("The log is whole."), style="green")
    return ExitCode.DONE
