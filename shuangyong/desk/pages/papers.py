"""Official papers of a case, to be taken as .docx."""

from __future__ import annotations

from io import BytesIO

from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from shuangyong.base.errors import NotFound
from shuangyong.cases import actions, queries
from shuangyong.cases.standing import lay_open
from shuangyong.desk.pages.asking import asked, signed_in
from shuangyong.reports.case_docx import write_docx
from shuangyong.reports.papers import filled, offered

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@signed_in
def paper(request: HttpRequest, pk: int, key: str) -> HttpResponseBase:
    """One paper, filled in as this person may see the case; taking it is entered in the trail."""
    me = asked(request)
    case = lay_open(queries.get(me.actor, pk), me.on)
    found = next((one for one in offered(case) if one.key == key), None)
    if found is None:
        raise NotFound
    stream = BytesIO()
    write_docx(filled(me.actor, case, found), stream)
    actions.take_paper(me.actor, case.row, found.name, now=me.now)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=f"{case.row.number} {found.name}.docx", content_type=DOCX)
