"""The product's settings with the pages of the bench: the same middleware, sessions and template engine."""

from pathlib import Path

from shuangyong.config.settings import *  # noqa: F403 - settings are taken over whole

ROOT_URLCONF = "bench.pages"
TEMPLATES[0]["DIRS"] = [Path(__file__).parent / "templates"]  # noqa: F405
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
