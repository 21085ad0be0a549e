"""The document reader's pages, open to all. A document lives as long as the answer to one request, never stored."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from io import BytesIO
from pathlib import PurePath
from time import monotonic
from typing import BinaryIO
from urllib.parse import quote

from django.core.exceptions import DisallowedHost, RequestDataTooBig
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from shuangyong.base.gone import GoneError, gone
from shuangyong.base.organisation.middleware import forget_actor
from shuangyong.base.turns import Busy, Turns
from shuangyong.desk import samples
from shuangyong.desk.intake import (
    ACCEPT,
    FORMATS,
    BoundedMemory,
    RefusalError,
    Sent,
    carry,
    taken_from,
    too_long_text,
    unpack,
    uploaded,
)
from shuangyong.desk.presenting import present
from shuangyong.reader import ReadError, read_bytes
from shuangyong.reader.model import MAX_BYTES, Document, Heed
from shuangyong.reader.secrecy import is_state_secret
from shuangyong.reports import task_table

Writer = Callable[[list[Document], BinaryIO], object]
View = Callable[[HttpRequest], HttpResponse]
_FORMS = {"multipart/form-data", "application/x-www-form-urlencoded"}
READINGS = Turns(2, 10.0, "现在读文件的人多，还没有轮到这一份。", "一次只同时读两份。", "请过一会儿再点一次。")
"""The pages are open to strangers, and a long text takes the processor for many seconds."""
KEPT_CHARS = 200_000
"""Of a text that was not read, so much comes back to its box; more would only make the page slow."""
_OFFICE = "application/vnd.openxmlformats-officedocument."
WRITERS: dict[str, tuple[str, Writer]] = {
    "xlsx": (_OFFICE + "spreadsheetml.sheet", task_table.write_xlsx),
    "docx": (_OFFICE + "wordprocessingml.document", task_table.write_docx),
}


def _taking(view: View) -> View:
    """Let `view` take a document from a form in bounded memory; what it refuses is told on the first page."""

    @wraps(view)
    def take(request: HttpRequest) -> HttpResponse:
        if request.content_type not in _FORMS:
            return _trouble(request, 415, "提交的格式不对", "这里只接收网页表单。没有保存任何内容。请从首页提交。")
        request.upload_handlers = [BoundedMemory(request)]
        try:
            with READINGS.turn():
                return view(request)
        except Busy as busy:
            return _first_page(request, RefusalError(busy.what, busy.allowed, busy.then), busy.status)
        except RequestDataTooBig:
            return _first_page(request, too_long_text())
        except RefusalError as refusal:
            return _first_page(request, refusal)
        except GoneError:
            return HttpResponse(status=204)  # nobody sees it: the connection is closed

    return take


# The token is checked by _read_sent: Django must not parse the upload before its handler is chosen.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: HttpRequest) -> HttpResponse:
    """The reader's first page, and the result of what it sent."""
    return _read_sent(request) if request.method == "POST" else _first_page(request)


@_taking
@csrf_protect
def _read_sent(request: HttpRequest) -> HttpResponse:
    sent = taken_from(request)
    began = monotonic()
    document = _read(sent, _heeding(request))
    again = round(monotonic() - began)
    context = {"page": present(document), "carried": carry(sent), "again": again, "accept": ",".join(ACCEPT)}
    return render(request, "desk/result.html", context)


# As above: the file may be chosen again here.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "POST"])
def table(request: HttpRequest) -> HttpResponse:
    """The drafted table of tasks as a file to download; a plain visit goes back to the first page."""
    return _written(request) if request.method == "POST" else HttpResponseRedirect(reverse("desk:read"))


@_taking
@csrf_protect
def _written(request: HttpRequest) -> HttpResponse:
    sent = unpack(request.POST["carried"]) if request.POST.get("carried") else uploaded(request)
    ending = "docx" if request.POST.get("as") == "docx" else "xlsx"
    kind, write = WRITERS[ending]
    body = BytesIO()
    write([_read(sent, _heeding(request))], body)
    response = HttpResponse(body.getvalue(), content_type=kind)
    response["Content-Disposition"] = _attachment(f"任务分解表-{PurePath(sent.name).stem}.{ending}", ending)
    return response


def _attachment(name: str, ending: str) -> str:
    # The plain name is for browsers that do not know the encoded one.
    return f"attachment; filename=\"tasks.{ending}\"; filename*=UTF-8''{quote(name, safe='')}"


def _heeding(request: HttpRequest) -> Heed:
    """Gives a reading up whose sender has gone (不读了, or a closed window): others wait for the place."""
    has_gone = gone(request.META)

    def heed(done: int, total: int) -> None:
        if has_gone():
            raise GoneError

    return heed


def _read(sent: Sent, heed: Heed) -> Document:
    about = "text" if sent.pasted else "file"
    try:
        document = read_bytes(sent.data, sent.name, heed)
    except ReadError as problem:
        raise RefusalError(
            f"没有读成：{problem.what}",
            FORMATS,
            problem.then or "请换一份没有加密、能正常打开的文件，或把正文复制出来粘贴。",
            about=about,
        ) from problem
    if is_state_secret(document.secrecy):
        raise RefusalError(
            f"文件标有密级“{document.secrecy}”，已拒收，内容没有保存也没有显示。",
            "本系统是非涉密系统，只能处理公开文件和内部文件。",
            "请按保密规定在涉密设备上办理，不要再次上传。",
            about=about,
            keep_text=False,
        )
    return document


def _first_page(request: HttpRequest, refusal: RefusalError | None = None, status: int = 422) -> HttpResponse:
    text = request.POST.get("text", "") if refusal is not None and refusal.keep_text else ""
    context = {
        "refusal": refusal,
        "text": text[:KEPT_CHARS],
        "text_cut": KEPT_CHARS if len(text) > KEPT_CHARS else None,
        "accept": ",".join(ACCEPT),
        "max_bytes": MAX_BYTES,
    }
    return render(request, "desk/start.html", context, status=status if refusal else 200)


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Every component in every state, to look at."""
    return render(request, "desk/style.html", samples.CONTEXT)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form is too old (setting CSRF_FAILURE_VIEW); the reason is for logs, not for people.

    What was pasted comes back in a fresh form: it may have been copied together from many places.
    """
    if request.path == reverse("desk:read"):
        return _first_page(request, _too_old(request), 403)
    return _trouble(request, 403, "这个页面放得太久，提交没有成功", "没有保存任何内容。请回首页再提交一次。")


def _too_old(request: HttpRequest) -> RefusalError:
    text = request.POST.get("way") == "text"
    then = "文字还在下面的框里，请再点一次“读这段文字”。" if text else "请重新选择文件，再点“读这份文件”。"
    what = "这个页面放得太久，没有读。"
    return RefusalError(what, "没有保存任何内容；下面是新的页面，可以接着用。", then, about="text" if text else "file")


def body_too_large(request: HttpRequest) -> HttpResponse:
    """Say that a request is larger than anything that can be read (shuangyong.config.middleware)."""
    if request.path in (reverse("desk:read"), reverse("desk:table")):
        then = f"没有接收。{FORMATS}粘贴的文字不超过 500 万字。请只留正文另存一份，再从首页提交。"
        return _trouble(request, 413, "文件太大，或粘贴的文字太长", then)
    then = (
        "没有接收。一次提交的文件合计不超过 20 MB。请退回上一页，分几次提交；"
        "一份就超过的，只留正文或拆成几份；文字太长的，另存成文件上传。"
    )
    return _trouble(request, 413, "文件太大，或填写的文字太长", then)


def too_slow(request: HttpRequest, *, crowded: bool) -> HttpResponse:
    """Say that what was sent did not come in time, or that too many are sending slowly (shuangyong.config.door)."""
    then = "没有保存任何内容。请检查网络，退回上一页再提交一次；照片和文件可以分几次传。"
    if crowded:
        return _trouble(request, 429, "现在上传的人太多", then)
    return _trouble(request, 408, "网络太慢，内容没有传完", then)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that a request cannot be understood (handler400)."""
    if isinstance(exception, DisallowedHost):
        then = "请用系统管理员给的地址打开。系统管理员可用设置 SHUANGYONG_HOSTS 增加允许的域名或地址。"
        return _trouble(request, 400, "这个地址没有开放", then)
    return _trouble(request, 400, "提交的内容不完整", "没有保存任何内容。请返回首页，重新选择文件再试。")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Say that there is no such page (handler404)."""
    return _trouble(request, 404, "没有这个页面", "地址可能写错了。请从首页重新进入。")


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the program failed (handler500). Asks nobody who is here: that may be what failed."""
    forget_actor(request)  # the frame is then a stranger's
    return _trouble(request, 500, "程序出了问题", "没有保存任何内容。请稍后再试；再次出现时请告诉系统管理员。")


def _trouble(request: HttpRequest, status: int, what: str, then: str) -> HttpResponse:
    return render(request, "desk/trouble.html", {"what": what, "then": then}, status=status)
