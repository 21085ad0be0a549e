"""Long lists are escaped at once: every text stays in its own cell and none becomes markup."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import escape

from shuangyong.cases.models import Case
from shuangyong.desk.printing import APART, escaped, options
from tests.desk.people import hand_out, signed_in

HOSTILE = f"<script>alert(1)</script>{APART}\"x\" 'y' & {{{{ z }}}}"


@given(st.lists(st.text(alphabet=st.sampled_from(["a", "<", "&", '"', "'", APART, "双"]))))
def test_escaped_as_each_alone(texts: list[str]) -> None:
    assert escaped(texts) == [str(escape(text.replace(APART, ""))) for text in texts]


def test_a_hostile_title_is_shown_as_it_is(district) -> None:
    row = hand_out(district)
    Case.objects.filter(pk=row.pk).update(title=HOSTILE, number="<b>1</b>")
    for address in ("/cases/", "/cases/?light=red"):
        page = signed_in(district, "陆双").get(address).content.decode()
        assert "<script>alert" not in page and "<b>1</b>" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;&#34;x&#34; &#39;y&#39; &amp; {{ z }}</a>" in page
        assert page.count('class="c-title"') == page.count('class="c-stage" data-label') == 1


def test_options_are_escaped_and_one_is_selected() -> None:
    drawn = options({1: "<i>", 2: "乙"}, 2)
    assert drawn == '<option value="1">&lt;i&gt;</option><option value="2" selected>乙</option>'
    assert options({}, 2) == ""
