"""Check of what an office may have changed: the wording of dossiers."""

from __future__ import annotations

from shuangyong.base.organisation.declared_files import checked
from shuangyong.dossier import declared

checked(declared.FILE, declared.parse, "dossier.E001")
