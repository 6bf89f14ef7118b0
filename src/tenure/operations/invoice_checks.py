"""Whether lines may stand on this customer's invoice: its own services, visits that nothing bills yet (R43, R46)."""

from collections.abc import Sequence

from tenure.core.wording import say
from tenure.operations.errors import Invalid
from tenure.operations.invoice_lines import LineDraft
from tenure.records.models import Client, Visit


def check_services(lines: Sequence[LineDraft], client: Client, *, invoice: str = "") -> None:
    """Raises Invalid for another customer's service or visit, one billed elsewhere, and days that end before they begin.

    `invoice` is the draft that is written anew: what it bills already, it may bill again.
    """
    _known_services(lines, client)
    _known_visits(lines, client, invoice)
    for line in lines:
        days = line.days
        if days is not None and (line.service is None or days.end is None or days.end <= days.first):
            raise Invalid(say("A line bills days that a service did not run."), "lines")


def _known_services(lines: Sequence[LineDraft], client: Client) -> None:
    wanted = {line.service for line in lines if line.service}
    if wanted and client.services.filter(id__in=wanted).count() != len(wanted):
        raise Invalid(
            say("A line names a service that %(client)s does not have.", client=client.name), "lines"
        )


def _known_visits(lines: Sequence[LineDraft], client: Client, invoice: str) -> None:
    wanted = [(line.visit, line.service) for line in lines if line.visit]
    if not wanted:
        return
    ids = [visit for visit, _service in wanted]
    rows = Visit.objects.filter(id__in=ids, client=client).values_list("id", "service", "line__invoice")
    known = {visit: (service, billed) for visit, service, billed in rows}
    if any(visit not in known or known[visit][0] != service for visit, service in wanted):
        raise Invalid(say("A line names a visit that %(client)s did not have.", client=client.name), "lines")
    if len(set(ids)) < len(ids) or any(known[visit][1] not in {None, invoice} for visit in ids):
        raise Invalid(say("A visit is billed already. Remove its line."), "lines")
