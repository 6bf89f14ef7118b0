"""How large and how laborious a document may be. Counted on what was read, never on what a file says of itself."""

MEBIBYTE = 1024 * 1024

# One document.
MAX_FILE_BYTES = 25 * MEBIBYTE
MAX_PAGES = 200
MAX_PIXELS = 80_000_000  # of one picture: A3 at 600 dots an inch
MAX_WORDS = 20_000  # on one page
MAX_XML_BYTES = 10 * MEBIBYTE
MAX_XML_DEPTH = 100
MAX_ATTACHMENTS = 20  # of a PDF, looked through for an e-invoice

# An archive of documents.
MAX_ARCHIVE_BYTES = 100 * MEBIBYTE
MAX_ENTRIES = 500
MAX_UNPACKED_BYTES = 500 * MEBIBYTE
MAX_RATIO = 200  # unpacked to packed; a white page scanned without compression packs 150 times
RATIO_FREE_BYTES = MEBIBYTE  # what may be packed at any ratio

# One form with many files. A script sends each file by itself, and has no such limit.
MAX_FILES_AT_ONCE = 100
MAX_FORM_BYTES = 500 * MEBIBYTE  # kept
MAX_SKIMMED_BYTES = 2048 * MEBIBYTE  # received and thrown away, so that the sender hears what was too much

# A page as a picture. At 1200 pixels the OCR reads as well as at 2000 and takes half the time and memory.
OCR_SIDE = 1200
PREVIEW_SIDE = 1600
# Of a long scan these are read: what a document is stands at its beginning, what it comes to at its end.
OCR_FIRST_PAGES = 6
OCR_LAST_PAGES = 4

# The child process.
MEMORY_BYTES = 2048 * MEBIBYTE
CPU_SECONDS = 180  # for one document; ten dense scanned pages take 60
WALL_SECONDS = 210  # with START_SECONDS below the five minutes for which a worker has a document in hand
LOOK_SECONDS = 30  # for one picture of a page, or one archive
START_SECONDS = 60
DOCUMENTS_PER_CHILD = 100
MAX_ANSWER_BYTES = 64 * MEBIBYTE
CHUNK_BYTES = 64 * 1024

# A name as it is shown.
MAX_NAME_CHARS = 120
