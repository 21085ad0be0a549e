"""Checks of what an office may have changed: the posts and the collectives; and of the product's words of names."""

from __future__ import annotations

from shuangyong.base.organisation import collectives, naming, posts
from shuangyong.base.organisation.declared_files import checked

checked(posts.FILE, posts.parse, "organisation.E001")
checked(collectives.FILE, collectives.parse, "organisation.E002")
checked(naming.FILE, naming.parse, "organisation.E003")
