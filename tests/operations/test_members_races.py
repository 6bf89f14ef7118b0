"""At the same moment: the last who manages the team never goes, and an installation is set up once (R7)."""

from collections.abc import Callable
from functools import partial

import pytest

from tenure.core.actor import Right
from tenure.operations.errors import NotDone
from tenure.operations.firms import Administrator, NewFirm, create_first_firm
from tenure.operations.members import change_role, remove_member
from tenure.records.models import Firm, Member, Role
from tests.operations.test_races import at_once
from tests.worlds import PASSWORD, new_member, new_person, practice_world

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("round_", range(5))
def test_six_administrators_leave_together_and_one_has_to_stay(round_: int) -> None:
    world = practice_world()
    people = [world.olive, *(new_person(f"Admin Number{number}") for number in range(5))]
    for person in people[1:]:
        new_member(world.firm, person, "administrator")
    members = {member.person_id: member for member in Member.objects.filter(firm=world.firm)}
    staff = Role.objects.get(firm=world.firm, key="staff")
    actors = [world.actor(person) for person in people]
    acts: list[Callable[[], object]] = [
        partial(remove_member, members[actor.person].id, actor=actor)
        if number % 2
        else partial(change_role, members[actor.person].id, staff.id, actor=actor)
        for number, actor in enumerate(actors)
    ]
    results = at_once(acts)
    assert sum(isinstance(result, NotDone) for result in results) == 1
    held = Member.objects.filter(firm=world.firm).values_list("role__rights", flat=True)
    assert sum(Right.TEAM in rights for rights in held) == 1


def test_six_people_set_up_together_and_there_is_one_firm() -> None:
    acts: list[Callable[[], object]] = [
        partial(
            create_first_firm,
            NewFirm(name=f"Firm {number}", profile="practice"),
            Administrator(email=f"one{number}@example.com", name="One", password=PASSWORD),
        )
        for number in range(6)
    ]
    results = at_once(acts)
    assert sum(isinstance(result, Firm) for result in results) == 1
    assert Firm.objects.count() == 1
