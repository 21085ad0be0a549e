"""The product's settings with the bench's addresses, on the day of its world: lights are as they are there."""

from django.utils import timezone

from bench.day import NOW
from shuangyong.config.settings import *  # noqa: F403 - settings are taken over whole

ROOT_URLCONF = "bench.pages"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
timezone.now = lambda: NOW
# As it is served: no list of queries is kept, no template is looked at for changes.
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
