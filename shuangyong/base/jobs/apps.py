"""Django's view of this room."""

from django.apps import AppConfig


class JobsApp(AppConfig):
    """Work done later: jobs with leases, schedules, the worker's loop."""

    name = "shuangyong.base.jobs"
    label = "jobs"
    verbose_name = "后台任务"
