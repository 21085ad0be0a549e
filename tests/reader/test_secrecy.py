"""Markings of secrecy: every form that offices print is seen, sentences that speak of secrets are not."""

from __future__ import annotations

import gc
import io
import time

import docx
import pytest

from shuangyong.reader import read_bytes
from shuangyong.reader.secrecy import gravest, is_state_secret

TEXT = "{mark}\n清源县人民政府办公室\n关于做好冬季走访工作的通知\n各镇人民政府：\n各镇要在12月10日前完成走访。\n清源县人民政府办公室\n2024年11月20日\n"


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("机密★1年", "机密★1年"),
        ("机密★1年 特急", "机密★1年"),
        ("绝密★启用前", "绝密★启用前"),
        ("机密★至2028年12月31日", "机密★至2028年12月31日"),
        ("【机密】", "机密"),
        ("（机密★1年）", "机密★1年"),
        ("密级：机密", "机密"),
        ("密级:秘密  保密期限:1年", "秘密"),
        ("份号：000012  密级：机密★1年", "机密★1年"),
        ("清源县人民政府办公室   机密★1年", "机密★1年"),
        ("内部资料，注意保存", "内部资料，注意保存"),
    ],
)
def test_a_marking_is_seen_and_stays_out_of_the_title(line: str, mark: str) -> None:
    found = read_bytes(TEXT.format(mark=line).encode(), "a.txt")
    assert found.secrecy == mark
    assert "密★" not in (found.title or "")
    assert mark in found.text


@pytest.mark.parametrize(
    "line",
    [
        "各镇要严守军事秘密。",
        "开展机密文件专项清查",
        "保守国家秘密是公民的义务",
        "注意保护工作秘密",
        "关于加强保密工作的说明",
    ],
)
def test_what_speaks_of_secrets_is_no_marking(line: str) -> None:
    assert read_bytes(TEXT.format(mark="").replace("各镇要在", line + "\n各镇要在").encode(), "a.txt").secrecy is None


def test_a_marking_at_the_end_of_the_title() -> None:
    text = TEXT.format(mark="").lstrip().replace("通知\n", "通知（机密）\n")
    assert read_bytes(text.encode(), "a.txt").secrecy == "机密"


@pytest.mark.parametrize("field", ["title", "subject", "keywords", "category", "comments"])
def test_a_marking_in_the_properties_of_a_word_file(field: str) -> None:
    paper = docx.Document()
    paper.add_paragraph("关于做好走访工作的通知")
    setattr(paper.core_properties, field, "双拥；机密★1年")
    stream = io.BytesIO()
    paper.save(stream)
    assert read_bytes(stream.getvalue(), "a.docx").secrecy == "机密★1年"


def test_a_marking_in_the_keywords_of_a_page() -> None:
    page = '<html><head><meta charset="utf-8"><meta name="keywords" content="双拥,秘密★3年"></head><body><p>关于走访的通知</p></body></html>'
    assert read_bytes(page.encode(), "a.html").secrecy == "秘密★3年"


def test_no_word_of_a_document_stays_in_memory() -> None:
    words = "县退役军人事务局要于12月10日前核对黑松岭哨所慰问名单"
    read_bytes(TEXT.format(mark="机密★1年").replace("各镇要在12月10日前完成走访", words).encode(), "a.txt")
    gc.collect()
    kept = [
        one
        for one in gc.get_objects()
        if type(one) is tuple and any(type(part) is str and "黑松岭哨所慰问" in part for part in one)
    ]
    assert [one for one in kept if words not in one] == []


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
def test_every_form_of_a_marking_is_seen(line: str) -> None:
    assert is_state_secret(read_bytes(TEXT.format(mark=line).encode(), "a.txt").secrecy)


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
def test_words_about_secrets_are_no_marking(line: str) -> None:
    assert not is_state_secret(read_bytes(TEXT.format(mark=line).encode(), "a.txt").secrecy)


def test_the_gravest_of_several_markings_counts() -> None:
    text = TEXT.format(mark="内部") + "附件\n秘密★1年\n绝密★3年\n"
    assert read_bytes(text.encode(), "a.txt").secrecy == "绝密★3年"


def test_a_marking_far_down_counts_and_a_bare_word_there_does_not() -> None:
    body = "各镇要在12月10日前完成走访。\n" * 60
    assert read_bytes((TEXT.format(mark="") + body + "附件\n机密★1年\n").encode(), "a.txt").secrecy == "机密★1年"
    assert read_bytes((TEXT.format(mark="") + body + "附件\n机密\n").encode(), "a.txt").secrecy is None


def test_the_title_stands_beside_a_marking_before_it() -> None:
    text = TEXT.format(mark="").lstrip().replace("关于做好", "【秘密】关于做好")
    assert "关于做好冬季走访工作的通知" in (read_bytes(text.encode(), "a.txt").title or "")


def test_a_long_text_is_searched_at_once() -> None:
    lines = ["机 密 " * 200_000, "密级 " * 200_000, "机" + " " * 300_000 + "密，", "【机密" * 100_000]
    began = time.perf_counter()
    assert gravest(lines) is None
    assert time.perf_counter() - began < 10
