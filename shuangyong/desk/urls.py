"""Addresses of the desk."""

from django.urls import path

from shuangyong.desk import views
from shuangyong.desk.pages import desk, login

app_name = "desk"

urlpatterns = [
    path("", desk.start, name="start"),
    path("login/", login.log_in, name="log_in"),
    path("logout/", login.log_out, name="log_out"),
    path("account/", login.account, name="account"),
    path("account/password/", login.password, name="password"),
    path("account/code/", login.code, name="code"),
    path("read/", views.read, name="read"),
    path("table/", views.table, name="table"),
    path("style/", views.style, name="style"),
]
