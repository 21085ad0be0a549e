"""What the trail enters about itself."""

from __future__ import annotations

from shuangyong.base.trail import types

LOOKED = types.declare("trail.look", "查看了留痕（{filters}）")
SEALED = types.declare("trail.seal", "把已有的 {rows} 行绑定到留痕")
RESEALED = types.declare("trail.reseal", "重新装上防止改动留痕的触发器：{names}")
ASKED = types.declare("trail.check_asked", "要求核对留痕{compared}")
CHECKED = types.declare("trail.checked", "核对了留痕{compared}：{says}")
CHECK = "trail.check"
"""What a check is about, beside the number of its job."""
ABOUT = "trail.table"
"""What the beginning of a table is about, beside the table's name."""
