"""Only the reader's child process opens what somebody sent: pages, worker and operations never do (R20)."""

import grimp

OPENERS = {"pypdfium2", "pdfplumber", "defusedxml", "pi_heif", "rapidocr", "onnxruntime", "PIL"}
CHILD = "tenure.outlets.extraction."
# These make documents of our own, and open none.
DRAWING = {"tenure.outlets.electronic_invoice"}


def test_what_opens_documents_is_reached_from_the_child_alone() -> None:
    graph = grimp.build_graph("tenure", include_external_packages=True, cache_dir=None)
    opening = {
        module
        for opener in OPENERS & graph.modules
        for module in graph.find_modules_that_directly_import(opener)
    }
    assert {module for module in opening if not module.startswith(CHILD)} <= DRAWING
    opened_in = {module for module in opening if module.startswith(CHILD)}
    assert f"{CHILD}pdf_file" in opened_in
    outside = (
        module
        for floor in ("tenure.web", "tenure.cli", "tenure.worker", "tenure.operations")
        for module in sorted({floor, *graph.find_descendants(floor)})
    )
    ways = {
        (module, chain)
        for module in outside
        for opened in opened_in
        if (chain := graph.find_shortest_chain(module, opened))
    }
    assert ways == set(), "ask the Reader, which asks the child"


def test_archives_are_opened_in_the_child_too() -> None:
    graph = grimp.build_graph("tenure", include_external_packages=True, cache_dir=None)
    openers = graph.find_modules_that_directly_import("zipfile")
    assert openers == {f"{CHILD}archive", "tenure.outlets.export"}, (
        "one opens what was sent, one packs what we give"
    )
