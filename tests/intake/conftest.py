"""云溪区 of the organisation's tests with its leading group, and an invented document that gives it work."""

from __future__ import annotations

from pathlib import Path

import pytest

from shuangyong.base.actor import SYSTEM
from shuangyong.base.organisation import actions as organising
from shuangyong.base.organisation.models import Unit
from shuangyong.intake import actions
from shuangyong.intake.models import Document, Draft
from shuangyong.intake.receiving import Sent
from tests.cases.conftest import LONG_AGO, NOW, District, district, paper, quick_hashes

__all__ = ["district", "paper", "quick_hashes"]

SPEECH = """在云溪区双拥工作推进会上的讲话
区委副书记、区长  钟毅
（2026年2月26日）

同志们：
今天召开这次会议，主要任务是部署今年的双拥工作。下面，我讲几点意见。
一、办好几件实事
（一）抓好军人子女教育。由区教育局牵头，区民政局配合，于6月30日前建立驻军子女入学台账，逐人登记。
（二）抓好经费保障。区财政局要在4月20日前将双拥工作经费列入预算，足额拨付。
二、压实责任
（一）开展摸底。各乡镇要在5月31日前完成困难退役军人家庭摸底，建立台账。
（二）强化值班值守。区政府办公室要在“五一”期间落实24小时值班值守制度，安排好领导带班。
同志们，让我们携手努力，共同谱写军民团结新篇章。
谢谢大家。
"""


@pytest.fixture(autouse=True)
def home(settings, tmp_path) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def group(district: District) -> District:
    """The district with its leading group: 教育局, 财政局 and 民政局 are its members."""
    units = {key: Unit.objects.get(pk=unit.pk) for key, unit in district.units.items()}
    made = organising.found_group(SYSTEM, units["领导小组"], units["双拥办"], rules="", on=LONG_AGO, now=NOW)
    for key in ("教育局", "财政局", "民政局"):
        organising.join_group(SYSTEM, made, units[key], duties="", on=LONG_AGO, now=NOW)
    return district


def taken(district: District, text: str = SPEECH, name: str = "讲话.txt", who: str = "简文", now=NOW) -> Document:
    document, _ = actions.take_one(district.actor(who), Sent(name, text.encode()), now=now)
    return document


def fresh(document: Document) -> Document:
    return Document.objects.get(pk=document.pk)


def draft_of(document: Document, words: str) -> Draft:
    """The one open draft with these words in its task or measures."""
    found = [d for d in document.drafts.all() if words in d.task or words in "".join(d.measures)]
    assert len(found) == 1, [d.task for d in document.drafts.all()]
    return found[0]
