"""Addresses of the desk."""

from django.urls import path

from shuangyong.desk import views

app_name = "desk"

urlpatterns = [
    path("", views.start, name="start"),
    path("table/", views.table, name="table"),
    path("style/", views.style, name="style"),
]
