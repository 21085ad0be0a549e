"""Django's view of this room."""

from django.apps import AppConfig, apps
from django.utils.module_loading import autodiscover_modules


class TrailApp(AppConfig):
    """The hash-chained trail of every write and every look at a protected thing."""

    name = "shuangyong.base.trail"
    label = "trail"
    verbose_name = "留痕"

    def ready(self) -> None:
        from shuangyong.base.trail import comparing, touched  # noqa: F401 - importing declares the witness
        from shuangyong.base.trail.bound import Bound

        for model in apps.get_models():
            if issubclass(model, Bound):
                touched.answer_for(model, model.CALLED, model.UNBOUND, model.WIDTH)
        autodiscover_modules("entries")  # each app's own types of entry
        autodiscover_modules("witness")  # and how what they speak of is compared with them
