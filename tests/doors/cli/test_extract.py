"""Documents are read at the terminal, and nothing of them stays."""

from pathlib import Path

from tests.doors.cli.conftest import Tenure
from tests.outlets.extraction import papers


def test_what_is_read_is_one_document_of_json(tenure: Tenure, tmp_path: Path) -> None:
    invoice, e_invoice = tmp_path / "a.pdf", tmp_path / "b.xml"
    invoice.write_bytes(papers.pdf())
    e_invoice.write_bytes(papers.ubl())
    said = tenure("extract", str(invoice), str(e_invoice), "--country", "DE", "--json")
    assert said.code == 0
    first, second = said.json["documents"]
    assert (first["file"], first["source"], first["total"], first["date"]) == (
        str(invoice), "text", "1234.57", "2026-03-14",
    )  # fmt: skip
    assert first["places"]["total"]["page"] == 1
    assert (second["supplier"], second["total"], second["confidence"]) == ("Zoé SARL", "225.50", 1.0)
    assert second["tax_rates"][1] == {"rate": "5.5", "net": "100", "tax": "5.50"}


def test_a_zip_is_taken_apart_and_what_cannot_be_read_says_why(tenure: Tenure, tmp_path: Path) -> None:
    archive = tmp_path / "march.zip"
    archive.write_bytes(papers.zipped({"good.xml": papers.cii(), "bad.pdf": b"MZ\x90"}))
    said = tenure("extract", str(archive), "--json")
    assert said.code == 1
    good, bad = said.json["documents"]
    assert good["number"] == "RE-7"
    assert bad["file"].endswith("march.zip/bad.pdf")
    assert bad["failure"]["code"] == "program"


def test_a_person_sees_the_fields_and_the_reason(tenure: Tenure, tmp_path: Path) -> None:
    (tmp_path / "b.xml").write_bytes(papers.ubl())
    (tmp_path / "c.pdf").write_bytes(b"")
    said = tenure("extract", str(tmp_path / "b.xml"), str(tmp_path / "c.pdf"))
    assert said.code == 1
    assert "Zoé SARL  (100 % sure)" in said.out
    assert "The file is empty." in said.out


def test_a_file_that_is_not_there_is_wrong_usage(tenure: Tenure) -> None:
    assert tenure("extract", "/no/such/file.pdf").code == 2
