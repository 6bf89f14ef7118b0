"""Un cabinet français : détacher, désactiver, réactiver, supprimer, depuis la liste (R3, R9, R17, R21, R23, R25)."""

import pytest
from playwright.sync_api import Page, expect

from tenure.records.models import Client, Firm, Person
from tests.journeys.conftest import OpenRoom, ReadLetters
from tests.journeys.steps import at, at_step, choose, clients_listed, main, manage, press, sees, told, turn_to
from tests.worlds import World, fresh, practice_world

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def world() -> World:
    """The cabinet's people and clients read French."""
    world = practice_world("cabinet")
    Person.objects.update(locale="fr")
    Firm.objects.update(locale="fr", time_zone="Europe/Paris")
    Client.objects.update(locale="fr")
    return world


@pytest.fixture
def page(world: World, room: OpenRoom) -> Page:
    """Mina's list of clients."""
    return room(fresh(world.mina), language="fr").tab("/clients/")


def test_detacher_un_dossier_depuis_gerer_r3_r9_r11(world: World, page: Page, letters: ReadLetters) -> None:
    menu = manage(page, "Birch & Sons", "Gérer")
    menu.get_by_role("link", name="Désactiver ou dissocier le dossier client").click()
    at(page, "Que choisir ?")
    sees(page, "3 personnes chez Northline Accounting perdent", "Le client change-t-il de comptable")
    main(page).get_by_role("region", name="Détacher").get_by_role("link").click()
    at(page, "Détacher Birch & Sons")
    at_step(page, "Ce que cela signifie")
    sees(page, "Pour votre cabinet", "Pour votre client")
    press(page, "Détacher le dossier client")
    at_step(page, "Questionnaire")
    press(page, "Passer")
    at_step(page, "Propriétaire du compte")
    choose(page, "Zoe Birch")
    press(page, "Détacher le dossier client")
    told(page, "Le dossier client Birch & Sons est détaché.", "4 e-mails vont partir.")
    assert "Birch & Sons" not in clients_listed(page)
    post = letters(world.olive)
    subject = "Dossier client Birch & Sons détaché (Northline Accounting)"
    assert ("Zoe Birch <zoe.birch@example.com>", subject) in post.received()
    expect(post.read("zoe.birch").get_by_text("Vous gardez votre compte, vos utilisateurs")).to_be_visible()


def test_desactiver_puis_reactiver_depuis_le_filtre_r5_r17_r21_r23(page: Page) -> None:
    manage(page, "Birch & Sons", "Gérer").get_by_role("link", name="Désactiver le dossier client").click()
    at(page, "Désactiver Birch & Sons")
    press(page, "Désactiver")
    press(page, "Passer")
    at_step(page, "Prévenir le client")
    press(page, "Désactiver")
    told(page, "Birch & Sons passe à l’état désactivé.")
    page.goto("/clients/")
    turn_to(page, "Désactivés")
    manage(page, "Birch & Sons", "Gérer").get_by_role("link", name="Réactiver le dossier client").click()
    press(page, "Réactiver")
    told(page, "Birch & Sons repasse à l’état actif.")
    page.goto("/clients/")
    assert "Birch & Sons" in clients_listed(page)


def test_un_client_en_paiement_individuel_peut_seulement_etre_detache_r15(page: Page) -> None:
    menu = manage(page, "Acme Trading Ltd", "Gérer")
    verbs = menu.get_by_role("link").all_inner_texts()
    assert verbs[2:] == ["Détacher le dossier client", "Que choisir ?"]


def test_supprimer_un_dossier_sans_utilisateur_r25_r26(world: World, page: Page) -> None:
    menu = manage(page, "Cedar Café", "Gérer")
    menu.get_by_role("link", name="Supprimer le dossier client").click()
    sees(page, "Invitez d’abord un utilisateur")
    press(page, "Supprimer le dossier client")
    page.get_by_label("Saisissez le nom du client").fill("Cedar Café")
    press(page, "Supprimer le dossier client")
    told(page, "Le dossier client Cedar Café est supprimé définitivement.")
    assert not Client.objects.filter(pk=world.cedar.id).exists()
