"""The team's pages: looked at by all, changed by those who may, with reasons where not (R7, R8)."""

import pytest
from django.test import Client as Browser

from tenure.records.models import Invitation, LogEntry, Member, OutboxMail, Person, Role
from tests.doors.web.walking import signed_in
from tests.worlds import World, new_member, new_person, practice_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return practice_world()


def member(person: Person) -> Member:
    return Member.objects.get(person=person)


def role(world: World, key: str) -> Role:
    return Role.objects.get(firm=world.firm, key=key)


def invite(world: World, who: str = "olive", **typed: str) -> int:
    form = {"email": "nina@example.com", "name": "Nina Petit", "role": role(world, "staff").id, **typed}
    return signed_in(getattr(world, who)).post("/team/", form).status_code


def invitation() -> Invitation:
    return Invitation.objects.order_by("-created_at", "-id").first() or pytest.fail("nobody is invited")


def test_everybody_of_the_firm_reads_who_may_what(world: World) -> None:
    for who in (world.olive, world.fay):
        page = signed_in(who).get("/team/").content.decode()
        assert "Mina Okafor" in page
        assert "Add clients, disconnect, deactivate" in page


def test_who_may_not_change_the_team_reads_whom_to_ask_and_sees_no_buttons(world: World) -> None:
    page = signed_in(world.fay).get("/team/").content.decode()
    assert "Ask an administrator of your account: Olive Reed" in page
    assert "Send the invitation" not in page
    assert f"/team/{member(world.mina).id}/role/" not in page


def test_a_stranger_signs_in_first_and_another_firm_is_not_seen(world: World) -> None:
    assert Browser().get("/team/")["Location"] == "/accounts/login/?next=/team/"
    page = signed_in(world.stan).get("/team/").content.decode()
    assert "Olive Reed" not in page


def test_a_colleague_is_invited_with_a_letter(world: World) -> None:
    assert invite(world) == 302
    assert invitation().role == "staff"
    letter = OutboxMail.objects.get(kind="invite_colleague")
    assert letter.to_address == "nina@example.com"
    assert "nina@example.com" in signed_in(world.olive).get("/team/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"email": "nina"}, "Enter a valid email address."),
        ({"email": "mina.okafor@example.com"}, "already works here"),
        ({"role": ""}, "Choose what they may do."),
        ({"role": "rol_nowhere"}, "This role is no more."),
        ({"name": "x" * 201}, "at most 200 characters"),
    ],
)
def test_a_wrong_invitation_keeps_what_was_typed(world: World, wrong: dict[str, str], said: str) -> None:
    form = {"email": "nina@example.com", "name": "Nina", "role": role(world, "staff").id, **wrong}
    answer = signed_in(world.olive).post("/team/", form)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert form["email"] in page
    assert not Invitation.objects.exists()


def test_an_invitation_is_sent_again_with_a_new_link_and_withdrawn(world: World) -> None:
    invite(world)
    browser, first = signed_in(world.olive), invitation()
    assert browser.post(f"/team/invitations/{first.id}/letter/").status_code == 302
    second = Invitation.objects.exclude(pk=first.pk).get()
    assert (second.role, second.person) == (first.role, first.person)
    assert browser.post(f"/team/invitations/{first.id}/withdrawal/").status_code == 404
    assert browser.post(f"/team/invitations/{second.id}/withdrawal/").status_code == 302
    assert not Invitation.objects.filter(withdrawn_at=None).exists()


def test_a_role_is_given(world: World) -> None:
    answer = signed_in(world.olive).post(
        f"/team/{member(world.fay).id}/role/", {"role": role(world, "manager").id}
    )
    assert answer["Location"] == "/team/"
    assert member(world.fay).role.key == "manager"


@pytest.mark.parametrize("wrong", ["", "rol_nowhere", "a\x00b", "é" * 5000])
def test_no_role_is_no_change(world: World, wrong: str) -> None:
    answer = signed_in(world.olive).post(f"/team/{member(world.fay).id}/role/", {"role": wrong})
    assert answer.status_code == 422
    assert member(world.fay).role.key == "staff"


def test_the_last_administrator_stays_with_a_reason(world: World) -> None:
    mine, browser = member(world.olive), signed_in(world.olive)
    page = browser.get(f"/team/{mine.id}/role/").content.decode()
    assert "Nobody else can manage the team." in page
    assert browser.post(f"/team/{mine.id}/role/", {"role": role(world, "staff").id}).status_code == 409
    assert browser.post(f"/team/{mine.id}/removal/").status_code == 409
    assert member(world.olive).role.key == "administrator"


def test_a_removal_shows_what_it_means_first(world: World) -> None:
    mina, browser = member(world.mina), signed_in(world.olive)
    page = browser.get(f"/team/{mina.id}/removal/").content.decode()
    assert "All access to the firm ends at once" in page
    assert "4 clients" in page
    assert Member.objects.filter(pk=mina.pk).exists()
    mina_in = signed_in(world.mina)
    assert browser.post(f"/team/{mina.id}/removal/")["Location"] == "/team/"
    assert not Member.objects.filter(pk=mina.pk).exists()
    assert mina_in.get("/clients/").status_code == 302


def test_everybody_may_leave_by_themselves(world: World) -> None:
    browser = signed_in(world.fay)
    page = browser.get(f"/team/{member(world.fay).id}/removal/").content.decode()
    assert "Leave Northline Accounting" in page
    assert browser.post(f"/team/{member(world.fay).id}/removal/").status_code == 302
    assert not Member.objects.filter(person=world.fay).exists()


def test_nobody_gives_more_than_they_hold(world: World) -> None:
    helper = Role.objects.create(firm=world.firm, key="helper", name="Helper", rights=["team"])
    vera = new_person("Vera Stone")
    new_member(world.firm, vera, "helper")
    browser = signed_in(vera)
    page = browser.get("/team/").content.decode()
    assert "Has rights that you do not hold yourself." in page
    assert invite_as(browser_form(world, "administrator"), vera) == 403
    assert browser.post(f"/team/{member(world.olive).id}/removal/").status_code == 403
    assert browser.post("/team/roles/new/", {"name": "All", "rights": ["team", "policy"]}).status_code == 403
    assert (
        browser.post(f"/team/roles/{helper.id}/", {"name": "Helpers", "rights": ["team"]}).status_code == 302
    )
    assert not Invitation.objects.exists()


def browser_form(world: World, key: str) -> dict[str, str]:
    return {"email": "nina@example.com", "role": role(world, key).id}


def invite_as(form: dict[str, str], person: Person) -> int:
    return signed_in(person).post("/team/", form).status_code


def test_the_table_says_who_may_what_in_plain_words(world: World) -> None:
    page = signed_in(world.fay).get("/team/roles/").content.decode()
    assert "May disconnect clients" in page
    assert "Add a role" not in page


def test_a_role_of_the_firms_own_is_made_changed_and_taken_away(world: World) -> None:
    browser = signed_in(world.olive)
    assert browser.post("/team/roles/new/", {"name": "Trainee", "rights": ["clients"]}).status_code == 302
    trainee = role(world, "trainee")
    browser.post(f"/team/roles/{trainee.id}/", {"name": "Trainees", "rights": ["clients", "outbox"]})
    trainee.refresh_from_db()
    assert (trainee.name, trainee.rights) == ("Trainees", ["clients", "outbox"])
    assert browser.post(f"/team/roles/{trainee.id}/removal/").status_code == 302
    assert not Role.objects.filter(pk=trainee.pk).exists()


def test_the_administrators_role_stays_as_it_is(world: World) -> None:
    strongest, browser = role(world, "administrator"), signed_in(world.olive)
    assert "it stays as it is" in browser.get(f"/team/roles/{strongest.id}/").content.decode()
    assert browser.post(f"/team/roles/{strongest.id}/", {"name": "Boss", "rights": []}).status_code == 403
    strongest.refresh_from_db()
    assert strongest.name == "Administrator"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"name": ""}, "This field is required."),
        ({"name": "Staff"}, "There is already a role called Staff."),
        ({"name": "New", "rights": ["fly"]}, "Select a valid choice."),
        ({"name": "x" * 121}, "at most 120 characters"),
    ],
)
def test_a_wrong_role_is_explained(world: World, form: dict[str, str], said: str) -> None:
    answer = signed_in(world.olive).post("/team/roles/new/", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_a_role_in_use_is_not_taken_away(world: World) -> None:
    Role.objects.create(firm=world.firm, key="helper", name="Helper", rights=[])
    new_member(world.firm, new_person("Vera Stone"), "helper")
    helper, browser = role(world, "helper"), signed_in(world.olive)
    answer = browser.post(f"/team/roles/{helper.id}/removal/", follow=True)
    assert "is still in use" in answer.content.decode()
    assert Role.objects.filter(pk=helper.pk).exists()


def test_a_role_of_the_profile_is_a_beginning_for_ones_own(world: World) -> None:
    manager, browser = role(world, "manager"), signed_in(world.olive)
    like = f"/team/roles/new/?like={manager.id}"
    assert like in browser.get(f"/team/roles/{manager.id}/").content.decode()
    assert browser.get(like).content.decode().count(" checked") >= len(manager.rights)
    for nonsense in ("rol_x", "", "%00"):
        assert browser.get(f"/team/roles/new/?like={nonsense}").status_code == 200


def pages(world: World) -> list[tuple[str, dict[str, str]]]:
    fay, staff = member(world.fay).id, role(world, "staff").id
    return [
        ("/team/", {"email": "nina@example.com", "role": staff}),
        (f"/team/{member(world.mina).id}/role/", {"role": staff}),
        (f"/team/{member(world.mina).id}/removal/", {}),
        ("/team/roles/new/", {"name": "New"}),
        (f"/team/roles/{staff}/", {"name": "Staff", "rights": "clients"}),
        (f"/team/roles/{staff}/removal/", {}),
        (f"/team/{fay}/role/", {"role": role(world, "administrator").id}),
    ]


def test_without_the_right_every_attempt_is_refused_logged_and_changes_nothing(world: World) -> None:
    """R8: the same check on the server, whoever goes round the buttons."""
    for page, typed in pages(world):
        before = LogEntry.objects.filter(event="refused").count()
        answer = signed_in(world.fay).post(page, typed)
        assert answer.status_code == 403, page
        assert "Olive Reed" in answer.content.decode()
        assert LogEntry.objects.filter(event="refused").count() == before + 1
    assert Member.objects.filter(firm=world.firm).count() == 3
    assert {m.role.key for m in Member.objects.filter(firm=world.firm)} == {
        "administrator",
        "manager",
        "staff",
    }


def test_foreign_and_missing_people_and_roles_look_alike(world: World) -> None:
    browser, foreign = signed_in(world.olive), member(world.stan)
    for page in (f"/team/{foreign.id}/role/", f"/team/{foreign.id}/removal/", "/team/mem_x/role/"):
        assert browser.get(page).status_code == 404
        assert browser.post(page, {"role": role(world, "staff").id}).status_code == 404
    for role_id in (foreign.role_id, "rol_x"):
        assert browser.get(f"/team/roles/{role_id}/").status_code == 404
        assert browser.post(f"/team/roles/{role_id}/removal/").status_code == 404
    assert browser.post("/team/invitations/ivt_x/letter/").status_code == 404
