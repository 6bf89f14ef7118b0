"""Each language says everything, and the same phrase does not say two things by mistake."""

import pytest

from tenure.core.reading.folding import folded, letters_of
from tenure.core.reading.labels import kinds_in, labels_in
from tenure.core.reading.lexicon import LANGUAGES, Term, tongue
from tenure.core.reading.months import month_names
from tenure.core.reading.reading import DocumentKind


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_words_for_everything(language: str) -> None:
    words = tongue(language)
    assert {term for terms in words.terms.values() for term in terms} == set(Term)
    assert set(words.kinds.values()) == set(DocumentKind)
    assert set(range(1, 13)) <= set(month_names().values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_is_net_and_total_at_once(language: str) -> None:
    sums = {Term.NET, Term.TOTAL, Term.PAYABLE}
    assert {
        phrase: terms for phrase, terms in tongue(language).terms.items() if len(sums & set(terms)) > 1
    } == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_speaks_of_payment_can_also_be_read(language: str) -> None:
    read = {Term.DUE_DATE, Term.PAY_WITHIN}
    spoken = {
        phrase: set(terms) for phrase, terms in tongue(language).terms.items() if Term.PAYMENT_TERMS in terms
    }
    assert [phrase for phrase, terms in spoken.items() if not read & terms] == []


@pytest.mark.parametrize(
    ("written", "phrase"),
    [
        ("N° de facture", "ndefacture"), ("Nº DE FACTURA", "ndefactura"),
        ("Rechnungs-Nr.", "rechnungsnr"), ("FÄLLIG AM", "falligam"),
        ("TotalTTC", "totalttc"), ("Invoice #", "invoiceno"),
    ],
)  # fmt: skip
def test_signs_accents_and_spaces_make_no_difference(written: str, phrase: str) -> None:
    assert letters_of(written) == phrase
    assert [label.phrase for label in labels_in(folded(written), "en")] == [phrase]


def test_a_phrase_is_whole_words_and_the_longest_counts() -> None:
    assert [label.phrase for label in labels_in(folded("Internet\tSubtotal"), "en")] == ["subtotal"]
    assert [label.phrase for label in labels_in(folded("Total TTC"), "fr")] == ["totalttc"]


def test_a_phrase_stays_in_its_column() -> None:
    assert [label.phrase for label in labels_in(folded("Fecha\tVencimiento"), "es")] == [
        "fecha",
        "vencimiento",
    ]


def test_kinds_are_named_in_any_language() -> None:
    assert [name.kind for name in kinds_in(folded("Gutschrift"))] == [DocumentKind.CREDIT_NOTE]
    assert list(kinds_in(folded("Rechnungsbetrag"))) == []
