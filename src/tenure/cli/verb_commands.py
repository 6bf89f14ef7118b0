"""The loud verbs: disconnect, deactivate, reactivate, suspend, unsuspend, delete."""

import typer

from tenure.cli import options as o
from tenure.cli.awake import start
from tenure.cli.words import _

commands = typer.Typer(rich_markup_mode=None)


def _verb(name: str, meaning: str) -> None:
    """Adds one loud verb. All of them take the same options: which ones a plan asks for is the policy's word."""

    def command(
        node: o.Node,
        person: o.Person,
        owner: o.Owner = None,
        notify: o.Notify = None,
        reason: o.Reason = None,
        score: o.Score = None,
        comment: o.Comment = None,
        acknowledge_wait: o.AcknowledgeWait = False,
        type_name: o.TypeName = None,
        restore: o.Restore = None,
        documents: o.Documents = None,
        end_date: o.EndDate = None,
        at: o.At = None,
        until: o.Until = None,
        digest: o.Digest = None,
        yes: o.Yes = False,
        as_json: o.Json = False,
    ) -> int:
        start()
        from tenure.cli.answers import Said
        from tenure.cli.verbs import Wish, carry_out
        from tenure.core.actions import Verb

        said = Said(
            owner=owner, notify=notify, reason=reason, comment=comment, score=score,
            acknowledge_wait=acknowledge_wait, type_name=type_name, restore=restore, documents=documents,
            end_date=end_date, at=at, until=until,
        )  # fmt: skip
        wish = Wish(
            verb=Verb(name), node=node, person=person, said=said, digest=digest, yes=yes, as_json=as_json
        )
        return carry_out(wish)

    commands.command(name, help=meaning)(command)


_verb("disconnect", _("End the relationship; the client keeps its account."))
_verb("deactivate", _("Pause a client or product; it can come back."))
_verb("reactivate", _("Bring back what was deactivated."))
_verb("suspend", _("Stop a client for now."))
_verb("unsuspend", _("Lift a suspension."))
_verb("delete", _("Erase a client without users for good."))
