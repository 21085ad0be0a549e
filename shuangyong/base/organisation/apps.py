"""Django's view of this room."""

from django.apps import AppConfig


class OrganisationApp(AppConfig):
    """Regions, units and the names they go by, posts, tenures, accounts; may() and visible_to()."""

    name = "shuangyong.base.organisation"
    label = "organisation"
    verbose_name = "组织"

    def ready(self) -> None:
        from shuangyong.base import prepared
        from shuangyong.base.organisation import checks  # noqa: F401 - importing registers them

        prepared.keep_days()
