"""The reader: an official document, however damaged, becomes a draft of tasks beside its sentences.

Pure Python, no Django, no clock, no network. `docs/reading.md` is the contract. What is named here is loaded when it is
first asked for: the process that opens PDFs (`formats.pdf_child`) has no use for the rules, which take seconds to load.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from shuangyong.reader.model import Document, ReadError, Reason
    from shuangyong.reader.reading import as_json, read_bytes, read_path, read_text, remembering
    from shuangyong.reader.why import explain

__all__ = [
    "Document",
    "ReadError",
    "Reason",
    "as_json",
    "explain",
    "read_bytes",
    "read_path",
    "read_text",
    "remembering",
]
_WHERE = {"Document": "model", "ReadError": "model", "Reason": "model", "explain": "why"}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_WHERE.get(name, 'reading')}"), name)
