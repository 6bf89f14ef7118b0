"""What somebody asked of the client list, as the address says it: tab, search, filters, order, page."""

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from urllib.parse import urlencode

from django.http import QueryDict

from tenure.core.facts import Payer
from tenure.records.queries import Filters, Sort, Tab

LONGEST_SEARCH = 200
PERSON_ID = re.compile(r"usr_[0-9a-z]{1,28}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The list as asked for. Anything odd in the address counts as not said."""

    tab: Tab = Tab.ACTIVE
    search: str = ""
    sort: Sort = Sort.NAME
    cursor: str = ""
    payer: Payer | None = None
    owner: str = ""
    waits: bool = False
    held: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether something may be left out of the tab."""
        return bool(self.search or self.payer or self.owner or self.waits or self.held)

    def filters(self, today: date) -> Filters:
        """The filters, where a wait runs until after `today`."""
        return Filters(
            payer=self.payer,
            owner=self.owner or None,
            locked_on=today if self.waits else None,
            documents_held=self.held,
        )

    def to(self, **changes: object) -> str:
        """The query of this list with `changes`, from its first page unless the cursor is among them."""
        changed = replace(self, **{"cursor": "", **changes})  # type: ignore[arg-type]
        said = {
            "tab": changed.tab.value if changed.tab is not Tab.ACTIVE else "",
            "q": changed.search,
            "payer": changed.payer.value if changed.payer is not None else "",
            "owner": changed.owner,
            "waits": "running" if changed.waits else "",
            "held": "yes" if changed.held else "",
            "sort": changed.sort.value if changed.sort is not Sort.NAME else "",
            "cursor": changed.cursor,
        }
        return "?" + urlencode({name: value for name, value in said.items() if value})


def asked_for(query: QueryDict) -> Asked:
    """What an address asks for."""
    owner = query.get("owner", "")
    return Asked(
        tab=_one_of(Tab, query.get("tab", "")) or Tab.ACTIVE,
        search=" ".join(query.get("q", "")[:LONGEST_SEARCH].split()),
        sort=_one_of(Sort, query.get("sort", "")) or Sort.NAME,
        cursor=query.get("cursor", ""),
        payer=_one_of(Payer, query.get("payer", "")),
        owner=owner if PERSON_ID.fullmatch(owner) else "",
        waits=query.get("waits") == "running",
        held=query.get("held") == "yes",
    )


def _one_of[Choice: StrEnum](choices: type[Choice], said: str) -> Choice | None:
    return choices(said) if said in set(choices) else None
