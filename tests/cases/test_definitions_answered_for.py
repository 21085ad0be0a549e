"""A published definition changed in the database: what everybody works by, and nobody would see it but for the trail."""

from __future__ import annotations

import pytest

from shuangyong.base.trail import comparing
from shuangyong.base.trail.witness import hear
from shuangyong.catalog.models import Definition
from tests.cases.conftest import NOW


@pytest.mark.parametrize(
    "changed", [{"content": "key = 'task'"}, {"valid_to": NOW.date()}, {"checked": "已核"}, {"published_by": "别人"}]
)
def test_a_definition_changed_directly_is_told(district, changed) -> None:
    comparing.begin(now=NOW)
    task = Definition.objects.filter(sort="kind", key="task").latest("version")
    assert not any("定义" in says for says in hear().says)
    Definition.objects.filter(pk=task.pk).update(**changed)
    (says,) = (says for says in hear().says if "定义" in says)
    assert f"已发布的定义（编号 {task.pk}：{task}）" in says
    assert "发布" in says or "绑定" in says, "when it was last rightly written"
