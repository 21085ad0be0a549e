"""Addresses of the desk."""

from django.urls import path

from shuangyong.desk import views
from shuangyong.desk.pages import cases, desk, documents, ledgers, login, people, proofs, steps, units, watch

app_name = "desk"

urlpatterns = [
    path("", desk.start, name="start"),
    path("seen/", desk.see_all, name="see_all"),
    path("cases/", cases.lists, name="cases"),
    path("search/", cases.find, name="search"),
    path("cases/new/", steps.kinds, name="kinds"),
    path("cases/new/<slug:key>/", steps.open_new, name="open"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/assign/", steps.assign, name="assign"),
    path("cases/<int:pk>/<slug:action>/", steps.take, name="take"),
    path("ledgers/", ledgers.index, name="ledgers"),
    path("ledgers/burden/", ledgers.meter, name="burden"),
    path("ledgers/<slug:key>/", ledgers.ledger, name="ledger"),
    path("ledgers/<slug:key>/board/", ledgers.board, name="ledger_board"),
    path("ledgers/<slug:key>/month/", ledgers.month, name="ledger_month"),
    path("ledgers/<slug:key>/figures/", ledgers.figures, name="ledger_figures"),
    path("proofs/<int:pk>/", proofs.proof, name="proof"),
    path("proofs/<int:pk>/file/", proofs.proof_file, name="proof_file"),
    path("proofs/<int:pk>/picture/", proofs.proof_picture, name="proof_picture"),
    path("units/", units.units, name="units"),
    path("units/new/", units.unit_new, name="unit_new"),
    path("units/<int:pk>/", units.unit, name="unit"),
    path("units/<int:pk>/work/", ledgers.unit, name="unit_work"),
    path("accounts/", people.people, name="accounts"),
    path("accounts/new/", people.account_new, name="account_new"),
    path("accounts/<int:pk>/", people.person, name="person"),
    path("posts/", people.held_posts, name="posts"),
    path("posts/<int:pk>/", people.hand_over, name="hand_over"),
    path("jobs/", watch.job_list, name="jobs"),
    path("jobs/<int:pk>/<slug:act>/", watch.job_act, name="job_act"),
    path("trail/", watch.trail_list, name="trail"),
    path("catalog/", watch.catalog, name="catalog"),
    path("catalog/<int:pk>/", watch.definition, name="definition"),
    path("documents/", documents.documents, name="documents"),
    path("documents/agenda/", documents.agenda, name="agenda"),
    path("documents/jobs/<int:pk>/", documents.job, name="document_job"),
    path("documents/drafts/<int:pk>/", documents.draft, name="draft"),
    path("documents/drafts/<int:pk>/<slug:verb>/", documents.change, name="draft_change"),
    path("documents/<int:pk>/", documents.document, name="document"),
    path("documents/<int:pk>/<slug:verb>/", documents.act, name="document_act"),
    path("login/", login.log_in, name="log_in"),
    path("logout/", login.log_out, name="log_out"),
    path("account/", login.account, name="account"),
    path("account/password/", login.password, name="password"),
    path("account/code/", login.code, name="code"),
    path("read/", views.read, name="read"),
    path("table/", views.table, name="table"),
    path("style/", views.style, name="style"),
]
