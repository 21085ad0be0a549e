"""Addresses of the desk."""

from django.urls import path

from shuangyong.desk import views
from shuangyong.desk.pages import cases, desk, login, proofs, steps

app_name = "desk"

urlpatterns = [
    path("", desk.start, name="start"),
    path("seen/", desk.see_all, name="see_all"),
    path("cases/", cases.lists, name="cases"),
    path("cases/new/", steps.kinds, name="kinds"),
    path("cases/new/<slug:key>/", steps.open_new, name="open"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/assign/", steps.assign, name="assign"),
    path("cases/<int:pk>/<slug:action>/", steps.take, name="take"),
    path("proofs/<int:pk>/", proofs.proof, name="proof"),
    path("proofs/<int:pk>/file/", proofs.proof_file, name="proof_file"),
    path("proofs/<int:pk>/picture/", proofs.proof_picture, name="proof_picture"),
    path("login/", login.log_in, name="log_in"),
    path("logout/", login.log_out, name="log_out"),
    path("account/", login.account, name="account"),
    path("account/password/", login.password, name="password"),
    path("account/code/", login.code, name="code"),
    path("read/", views.read, name="read"),
    path("table/", views.table, name="table"),
    path("style/", views.style, name="style"),
]
