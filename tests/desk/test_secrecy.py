"""A marked document is refused in whatever form its marking stands; one that only talks of secrets is not."""

from dataclasses import replace

import pytest

from shuangyong.desk.secrecy import secret_marking
from tests.desk.cast import NOTICE, marked, notice


def found(line: str) -> str | None:
    """The marking in the notice with `line` above it; the reader has seen none."""
    return secret_marking(replace(notice(), text=f"{line}\n{NOTICE}"))


@pytest.mark.parametrize("marking", ["机密★1年", "绝密", "秘密★长期"])
def test_the_readers_field_counts(marking):
    assert secret_marking(marked(marking)) == marking


@pytest.mark.parametrize("field", ["内部", "工作秘密"])
def test_internal_and_work_secrets_are_not_refused(field):
    assert secret_marking(marked(field)) is None


@pytest.mark.parametrize(
    "line",
    [
        "绝密",
        "机密★1年",
        "机密☆1年",
        "秘密*1年",
        "机  密★1年",
        "机\u3000密\u3000★\u30001年",
        "机\xa0密★1年",
        "机\u200b密★1年",
        "機密★1年",
        "绝密★启用前",
        "机密★至2028年12月31日",
        "机密★1年 特急",
        "特急 机密",
        "机密 1年",
        "秘密　长期",
        "000001\t机密★1年",
        "000001 机密",
        "某办公室   机密★1年",
        "机密★1年关于做好2026年冬季走访慰问工作并认真落实各项优待政策和安置政策措施的紧急通知要求如下",
        "【机密】",
        "（机密★1年）",
        "[秘密]",
        "〔绝密〕",
        "【秘密】关于做好走访慰问工作的通知",
        "关于做好走访慰问工作的通知（机密）",
        "密级：机密",
        "密 级: 秘 密",
        "文号：清双办〔2026〕3号  密级：绝密  份数：30",
    ],
)
def test_every_form_of_a_marking_is_refused(line):
    assert found(line)


def test_the_refusal_quotes_the_marking():
    assert found("000012\n机密★5年") == "机密★5年"
    assert found("某办公室   机密★1年") == "机密★1年"


def test_a_marking_far_down_counts():
    assert secret_marking(replace(notice(), text=(NOTICE + "\n") * 20 + "附件\n机密★1年")) == "机密★1年"


def test_a_title_that_ends_in_a_marking_counts():
    assert secret_marking(replace(notice(), title="关于做好走访慰问工作的通知（机密）"))


@pytest.mark.parametrize(
    "line",
    [
        "严守军事秘密、机密文件专项清查",
        "保守秘密是每个公民的义务",
        "工作秘密",
        "【工作秘密】",
        "密级分为绝密、机密、秘密。\n保守国家秘密",
        "要开展涉密文件清查，严禁把秘密文件带回家。",
        "未标密级",
        "密级：内部",
        "公开",
        "学习《中华人民共和国保守国家秘密法》",
    ],
)
def test_words_about_secrets_are_no_marking(line):
    assert found(line) is None


def test_a_long_text_is_searched_at_once():
    import time

    text = "机 密 " * 200_000 + "\n" + "密级 " * 200_000 + "\n" + "机" + " " * 300_000 + "密，\n" + "【机密" * 100_000
    began = time.perf_counter()
    assert secret_marking(replace(notice(), text=text)) is None
    assert time.perf_counter() - began < 2
