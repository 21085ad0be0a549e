"""What is entered in the trail about definitions."""

from __future__ import annotations

from shuangyong.base.trail import types

PUBLISHED = types.declare("catalog.publish", "发布了“{name}”第{version}版")
