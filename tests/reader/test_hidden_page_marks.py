"""A page that carries a marking of secrecy where nobody sees it is refused like one that prints it."""

from __future__ import annotations

import time

import pytest

from shuangyong.reader import read_bytes
from shuangyong.reader.formats.html_marks import hidden_mark

BODY = "<h1>关于做好冬季走访工作的通知</h1><p>各镇要在12月10日前完成走访。</p><p>要严守军事秘密，做好保密工作。</p>"


def page(body: str = "", head: str = "") -> bytes:
    return f"<html><head><meta charset='utf-8'>{head}</head><body>{body}{BODY}</body></html>".encode()


@pytest.mark.parametrize(
    "head, body",
    [
        ("", "<!-- 机密★10年 -->"),
        ("", "<!-- 机密 -->"),
        ("", "<!--\n标题：走访\n密级：机密\n"),
        ("<meta name='keywords' content='走访,机密★10年'>", ""),
        ("<meta property=\"og:description\" content='机密'>", ""),
        ("", "<img src=a.png alt='机密★10年'>"),
        ("", "<img src=a.png alt=机密>"),
        ("", '<p title="机密★10年">走访</p>'),
        ("", "<a title='密级：机密' href=a>走访</a>"),
        ("", "<div data-info='{&quot;密级&quot;:&quot;机密&quot;}'></div>"),
        ('<script type=\'application/json\'>{"title":"走访","密级":"机密"}</script>', ""),
        ("<script>var d={mark:'\\u673a\\u5bc6\\u260510年'}</script>", ""),
        ("", "<template><p>机密★10年</p></template>"),
        ("", "<noscript>机密★10年</noscript>"),
        ("", "<textarea hidden>机密★10年</textarea>"),
        ("", "<iframe srcdoc='<p>&#26426;&#23494;★10年</p>'></iframe>"),
        ("", "<svg><text>机密★10年</text></svg>"),
        ("", "<div style='display:none'>机密★10年</div>"),
        ("", '<p style="' + "color:red;" * 900 + "\" title='机密★10年'>走访</p>"),
    ],
)
def test_a_marking_that_is_not_shown_counts(head: str, body: str) -> None:
    found = read_bytes(page(body, head), "走访.html").secrecy
    assert found is not None and "机密" in found


@pytest.mark.parametrize(
    "body",
    [
        "<!-- 做好保密工作 --><!-- 密级 -->",
        "<script>var levels=['公开','秘密','机密','绝密'], names={1:'秘密',2:'机密'};</script>",
        "<select><option value='机密' label='机密'>机密文件</option></select>",
        "<img alt='严守军事秘密'><a title='秘密' href=a>什么是秘密</a>",
        "<meta name='keywords' content='保密,国家秘密法,秘密战线'>",
    ],
)
def test_words_of_secrets_and_lists_of_grades_mark_nothing(body: str) -> None:
    assert hidden_mark(body) is None


def test_a_page_made_to_be_slow_is_looked_through_all_the_same() -> None:
    began = time.process_time()
    for piece in ("<!--密", "<script>密", "<a '密", "<a \"密'", "<密", "<a title='密", "<a \n"):
        hidden_mark(piece * 60_000)
    assert time.process_time() - began < 20
