"""What a person sends to the desk: taken in bounded memory, never written to a disk."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.core import signing
from django.core.files.uploadedfile import InMemoryUploadedFile, UploadedFile
from django.core.files.uploadhandler import FileUploadHandler
from django.http import HttpRequest

from shuangyong.desk.wording import megabytes
from shuangyong.reader.model import MAX_BYTES, MAX_CHARS

ACCEPT = (".txt", ".html", ".htm", ".docx", ".pdf")
CARRY_BYTES = 300 * 1024
"""Up to here a file rides along in the result page for the download (bytes)."""
PASTED_NAME = "粘贴的文字.txt"
FORMATS = "可以读 txt、html、docx 和带文字的 pdf，每次一份，不超过 20 MB。"


class RefusalError(Exception):
    """Why a document is not read: what happened, what is allowed, what to do next (Chinese)."""

    def __init__(self, what: str, allowed: str, then: str, *, about: str = "file", keep_text: bool = True) -> None:
        super().__init__(what)
        self.what, self.allowed, self.then = what, allowed, then
        self.about, self.keep_text = about, keep_text


@dataclass(frozen=True, slots=True)
class Sent:
    """A document as it was sent."""

    data: bytes
    name: str
    pasted: bool = False


class BoundedMemory(FileUploadHandler):
    """Keeps uploads in memory and drops what goes over the limit.

    Django's own handlers spool a large upload to a temporary file; a document must not
    touch the server's disk.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self._chunks: list[bytes] = []
        self._total = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        """Start a part; the limit counts all parts of the request together."""
        super().new_file(*args, **kwargs)
        self._chunks = []

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        """Keep a chunk, or forget everything once the limit is passed."""
        self._total += len(raw_data)
        if self._total > MAX_BYTES:
            self._chunks = []
        else:
            self._chunks.append(raw_data)
        return None

    def file_complete(self, file_size: int) -> InMemoryUploadedFile:
        """Hand over the part; one over the limit is empty but tells its true size."""
        body = BytesIO(b"".join(self._chunks))
        self._chunks = []
        size = max(file_size, self._total) if self._total > MAX_BYTES else file_size
        return InMemoryUploadedFile(
            body, self.field_name, self.file_name or "", self.content_type or "", size, self.charset
        )


def taken_from(request: HttpRequest) -> Sent:
    """Return the document a form sent. Raises RefusalError."""
    return pasted(request.POST.get("text", "")) if request.POST.get("way") == "text" else uploaded(request)


def uploaded(request: HttpRequest) -> Sent:
    """Return the uploaded file. Raises RefusalError."""
    file = request.FILES.get("file")
    if not isinstance(file, UploadedFile) or not file.name:
        raise RefusalError("没有选择文件。", FORMATS, "请先选一份文件，再点“读这份文件”；也可以粘贴正文。")
    if (file.size or 0) > MAX_BYTES:
        raise too_large(file.size or 0)
    data = file.read()
    if not data:
        raise RefusalError(f"“{file.name}”是空文件，里面没有内容。", FORMATS, "请打开原件核对，重新保存后再选。")
    return Sent(data, file.name)


def too_large(size: int) -> RefusalError:
    """Return the refusal of a file of `size` bytes."""
    return RefusalError(
        f"文件有 {megabytes(size)}，太大了。", FORMATS, "请去掉图片和附件，只留正文另存再试；或粘贴正文。"
    )


def too_long_text() -> RefusalError:
    """Return the refusal of pasted text over the form's limit."""
    return RefusalError(
        "粘贴的文字太长，没有收下。",
        "粘贴的文字不能超过 500 万字。",
        "请分成几段粘贴，每段读一次。",
        about="text",
        keep_text=False,
    )


def pasted(text: str) -> Sent:
    """Return pasted text as a document. Raises RefusalError."""
    if not text.strip():
        raise RefusalError(
            "还没有粘贴文字。", "请粘贴一份文件的全文。", "把正文复制到框里，再点“读这段文字”。", about="text"
        )
    if len(text) > MAX_CHARS:
        raise too_long_text()
    return Sent(text.replace("\r\n", "\n").encode("utf-8", "replace"), PASTED_NAME, pasted=True)


class _NameAndBytes:
    """The carried pair as bytes, so that base64 is paid for once."""

    def dumps(self, obj: Any) -> bytes:
        name, data = obj
        return str(name).encode("utf-8") + b"\0" + bytes(data)

    def loads(self, data: bytes) -> Any:
        name, _, body = data.partition(b"\0")
        return name.decode("utf-8"), body


_SIGNER_SALT = "shuangyong.desk.carried"


def carry(sent: Sent) -> str | None:
    """Return the document packed and signed for a hidden field; None where it is too large for that."""
    if len(sent.data) > CARRY_BYTES:
        return None
    signer = signing.Signer(salt=_SIGNER_SALT)
    return signer.sign_object((sent.name, sent.data), serializer=_NameAndBytes, compress=True)


def unpack(carried: str) -> Sent:
    """Return the document from a hidden field. Raises RefusalError where the field was changed."""
    try:
        name, data = signing.Signer(salt=_SIGNER_SALT).unsign_object(carried, serializer=_NameAndBytes)
    except (signing.BadSignature, ValueError) as problem:
        raise RefusalError(
            "这个页面已经失效，不能下载。", "只能下载刚刚读出的任务分解表。", "请重新读一次文件，再点下载。"
        ) from problem
    return Sent(data, name)
