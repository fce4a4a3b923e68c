"""What is too large to be the text of a filing is refused, so that none takes more than seconds or a gigabyte."""

from engine.errors import FilingUnreadable

# The longest main documents of annual reports have 20 megabytes, 400,000 lines or 500,000 tags; those of
# Form 8-K a hundredth. A line costs about 300 bytes of memory while it is read, a tag 700.
LARGEST = 48_000_000
MOST_LINES = 750_000
MOST_TAGS = 1_000_000


def refuse_large(data: bytes) -> None:
    """Raises FilingUnreadable (`too-large`) where `data`, one document, is larger than any document of a filing."""
    _refuse(len(data), LARGEST, "bytes")
    # Looked for where there could be so many only: reading small filings costs nothing here.
    if len(data) > MOST_TAGS:
        _refuse(data.count(b"<"), MOST_TAGS, "tags")
        for end in (b"\n", b"\r", b"\f"):
            _refuse(data.count(end), MOST_LINES, "lines")


def _refuse(count: int, most: int, what: str) -> None:
    if count > most:
        message = (
            f"The document has {count:,} {what}, no filing's more than {most:,}: it may be something else."
        )
        raise FilingUnreadable("too-large", message)
