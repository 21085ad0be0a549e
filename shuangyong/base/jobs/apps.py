"""Django's view of this room."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsApp(AppConfig):
    """Work done later: jobs with leases, schedules, the worker's loop."""

    name = "shuangyong.base.jobs"
    label = "jobs"
    verbose_name = "后台任务"

    def ready(self) -> None:
        autodiscover_modules("work")  # each app's own jobs and schedules
