"""Whether a PDF can be opened at all: for files that are kept as they are and only shown.

pdfium reads the file piece by piece from the disk and loads one page, which is parsed and never drawn.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped,unused-ignore]
from pypdfium2 import raw  # type: ignore[import-untyped,unused-ignore]

from shuangyong.reader.formats.pdf_apart import Opening

_PASSWORD = 4
_OPEN = -1
"""The revision of the handler of a document that has none."""
_PAGES_TRIED = 20


def opens(path: Path) -> Opening:
    """Open the PDF at `path` as a viewer would."""
    forget_last_error()
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as exc:
        return Opening.LOCKED if asks_password(exc) else Opening.DAMAGED
    with closing(document):
        if raw.FPDF_GetSecurityHandlerRevision(document.raw) != _OPEN:
            return Opening.LOCKED
        first = range(min(len(document), _PAGES_TRIED))
        return Opening.PAGES if any(_loads(document, index) for index in first) else Opening.DAMAGED


def forget_last_error() -> None:
    """Before a file is opened: pdfium keeps what was wrong with an earlier one where it says nothing of the next."""
    raw.FPDF_LoadMemDocument64(b"x", 1, None)


def asks_password(exc: pypdfium2.PdfiumError) -> bool:
    """Whether a document could not be opened for want of its password."""
    return getattr(exc, "err_code", None) == _PASSWORD or "assword" in str(exc)


def _loads(document: pypdfium2.PdfDocument, index: int) -> bool:
    try:
        document[index].close()
    except pypdfium2.PdfiumError:  # one broken page among good ones does not make a paper unreadable
        return False
    return True
