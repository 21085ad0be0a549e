"""Django's settings. What an office may change comes from shuangyong.config.options; the rest is decided here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from csp.constants import NONE, SELF

from shuangyong.config import options
from shuangyong.config.database import database
from shuangyong.config.secret import secret_key

HOME = options.read("HOME")
DEBUG = options.read("DEBUG")
SECRET_KEY = options.read("SECRET_KEY") or secret_key(HOME)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]", *options.read("HOSTS")]

INSTALLED_APPS = [
    "django.contrib.staticfiles",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "csp",
    "shuangyong.base.organisation",
    "shuangyong.base.trail",
    "shuangyong.base.files",
    "shuangyong.base.jobs",
    "shuangyong.catalog",
    "shuangyong.register",
    "shuangyong.cases",
    "shuangyong.intake",
    "shuangyong.assess",
    "shuangyong.reports",
    "shuangyong.dossier",
    "shuangyong.desk",
    "shuangyong.config.apps.ConfigApp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "shuangyong.config.middleware.BodyLimit",
    "shuangyong.config.middleware.NoControlSigns",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "shuangyong.base.organisation.middleware.CurrentActor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "shuangyong.desk.trouble.TellProblems",
]
ROOT_URLCONF = "shuangyong.config.urls"
WSGI_APPLICATION = "shuangyong.config.wsgi.application"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "environment": "shuangyong.desk.jinja.environment",
            "context_processors": ["shuangyong.desk.navigation.frame"],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.Jinja2"

DATABASES = {"default": database(options.read("DATABASE_URL"), HOME)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Accounts and sessions (shuangyong.base.organisation). A session lies in the database and ends half an hour after the
# last click; it is written once a minute at most (login.keep_awake), so SESSION_SAVE_EVERY_REQUEST stays off.
AUTH_USER_MODEL = "organisation.Account"
AUTHENTICATION_BACKENDS = ["shuangyong.base.organisation.backend.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [{"NAME": "shuangyong.base.organisation.passwords.Rules"}]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "shuangyong_session"
SESSION_COOKIE_AGE = 30 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True

LANGUAGE_CODE = "zh-hans"
TIME_ZONE = "Asia/Shanghai"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = HOME / "static"
# Numbered and compressed copies need `collectstatic`, which `serve` runs; development and tests take files as they are.
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = DEBUG
WHITENOISE_AUTOREFRESH = DEBUG

# The reader refuses files above 20 MB itself and says so; these are the walls behind it.
BODY_LIMIT = 21 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000  # a task for every unit of a prefecture has a box ticked for each
DATA_UPLOAD_MAX_NUMBER_FILES = 20
FILE_UPLOAD_MAX_MEMORY_SIZE = BODY_LIMIT

# Nothing from another address, no inline script or style. Bootstrap's own pictures are data: images.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "shuangyong.desk.views.csrf_failure"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"

REGISTER_CIPHER = options.read("CIPHER")
SESSION_MOST = timedelta(hours=options.read("SESSION_HOURS"))
QUIET_HOURS = options.read("QUIET")
HTTPS = options.read("HTTPS")
PROXIES = options.read("PROXIES")
CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if HTTPS else None

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A page that is not there, a file that cannot be read: the sender is told, the operator's screen stays calm.
    # Scanners ask for any name, send forms without end or without a token; the answer they get is enough,
    # a line or a stack trace each would fill the disk.
    "loggers": {
        "django.security": {"level": "CRITICAL", "propagate": False},
        "django.request": {"level": "ERROR"},
    },
}
