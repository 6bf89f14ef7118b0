"""Why a whole file cannot be read as a client book; nothing of it is imported (R57)."""

from tenure.core.wording import Message


class BookError(Exception):
    """The file, or what was said about its columns, is refused: `code` for programs, `message` for people."""

    def __init__(self, code: str, message: Message) -> None:
        super().__init__(code, message.text)
        self.code = code
        self.message = message
