"""The reader: an official document, however damaged, becomes a draft of tasks beside its sentences.

Pure Python, no Django, no clock, no network. `docs/reading.md` is the contract.
"""

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
