"""What the trail enters about itself."""

from __future__ import annotations

from shuangyong.base.trail import types

LOOKED = types.declare("trail.look", "查看了留痕（{filters}）")
