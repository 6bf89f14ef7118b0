"""Who works in a firm, for the operator: names, addresses, roles and rights (R7)."""

from django.utils.translation import gettext as _

from tenure.cli import screen
from tenure.cli.ending import ExitCode
from tenure.cli.refusing import no_such_firm
from tenure.operations.firms import firm_named
from tenure.records.people import team_of


def list_people(slug: str, *, as_json: bool) -> ExitCode:
    """The members of the firm with this short name, by name."""
    firm = firm_named(slug)
    if firm is None:
        raise no_such_firm()
    members = team_of(firm.id)
    people = [
        {
            "id": member.person_id,
            "name": str(member.person),
            "email": member.person.email,
            "role": member.role.key,
            "role_name": member.role.name,
            "rights": sorted(member.role.rights),
            "member": member.id,
        }
        for member in members
    ]
    if as_json:
        screen.document({"firm": {"id": firm.id, "slug": firm.slug, "name": firm.name}, "people": people})
        return ExitCode.DONE
    rows = [(m.person.name, m.person.email, m.role.name, ", ".join(sorted(m.role.rights))) for m in members]
    screen.table((_("Name"), _("E-mail"), _("Role"), _("Rights")), rows)
    return ExitCode.DONE
