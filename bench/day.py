"""The day of the bench's world; apart, for the settings read it before any model is there."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ON = date(2026, 8, 1)
NOW = datetime(2026, 8, 1, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
