"""The entry point for the server."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuangyong.config.settings")

application = get_wsgi_application()
