"""The entry point for `shuangyong serve`; config.wsgi is the one for any other server."""

from __future__ import annotations

from django.conf import settings

from shuangyong.config.door import Door
from shuangyong.config.serving import AT_WORK
from shuangyong.config.wsgi import application

door = Door(application, AT_WORK, settings.BODY_LIMIT)
