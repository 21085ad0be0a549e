"""What a web page prints around a document goes, above its heading and below its signature; what is the author's stays."""

from __future__ import annotations

import pytest

from shuangyong.reader import Document, read_bytes
from tests.reader.cast import notice, read

TITLE = "在庆祝建军节军民联欢会上的致辞"
BODY = "<p>同志们：</p><p>清河的今天离不开驻军官兵的支持。</p><p>谢谢大家！</p>"


def page(above: str, *, heading: str = TITLE, title: str = TITLE, below: str = "") -> Document:
    text = f"<html><head><title>{title}</title></head><body>{above}<div><h1>{heading}</h1>{BODY}</div>{below}</body></html>"
    return read_bytes(text.encode(), "a.html")


@pytest.mark.parametrize(
    "line",
    ["清河县人民政府", "今天是 2024年7月30日 星期二　天气预报　无障碍浏览", "清河县政务服务门户", "欢迎访问清河双拥网"],
)
def test_a_sites_name_above_the_heading_is_no_part_of_the_title(line: str) -> None:
    found = page(f"<div>{line}</div>", title=f"{TITLE} - 清河县人民政府")
    assert found.title == TITLE
    assert found.text.startswith(TITLE)
    assert found.origin is None


@pytest.mark.parametrize("line", ["机密★1年", "清河县人民政府文件", "清政发〔2024〕3号"])
def test_what_a_paper_prints_above_its_title_stays(line: str) -> None:
    assert line in page(f"<p>{line}</p>").text


def test_a_line_that_the_author_set_above_the_heading_stays() -> None:
    assert "军民同心，其利断金" in page("<p>军民同心，其利断金</p>").text


def test_without_the_pages_own_title_nothing_above_the_heading_goes() -> None:
    assert "清河县政务服务门户" in page("<div>清河县政务服务门户</div>", title="").text


@pytest.mark.parametrize(
    "line",
    [
        "附件下载　|　收藏本页　|　返回顶部",
        "政策咨询 | 意见反馈 | 分享到 微信 微博",
        "清备00000000号 技术支持：清河县信息中心 联系我们 网站地图",
        "关于我们　网站地图　联系我们",
        "今天是2024年7月30日 星期二",
    ],
)
def test_the_foot_of_a_site_goes(line: str) -> None:
    found = page("", below=f"<div>{line}</div>")
    assert line not in found.text
    assert found.text.endswith("谢谢大家！")


def test_documents_that_a_site_links_to_go() -> None:
    found = page("", below="<div>相关文档：</div><ul><li>清河县双拥办关于报送资料的通知</li></ul>")
    assert found.text.endswith("谢谢大家！")


def test_the_spaces_of_a_byline_in_brackets_stay() -> None:
    line = "本报讯（记者 丁小远 通讯员 方圆）清河县昨日举行双拥晚会。"
    assert line in read(f"清河县举行双拥晚会\n{line}").text


def test_a_wide_space_inside_a_sentence_goes() -> None:
    found = notice("一、抓好整改。各镇对不合格的站点要挂牌　督办，限期整改到位。")
    assert "要挂牌督办" in found.text
    assert "第一条　为规范" in read("清河县走访办法\n第一条　为规范走访慰问工作，制定本办法。").text


def test_the_caption_of_a_table_inside_an_item_does_not_end_it() -> None:
    found = notice(
        "一、实施步骤\n（一）集中推进（4月至6月）。各单位要按下表推进。\n重点任务表\n任务内容\t牵头单位\t完成时限\n"
        "更新宣传橱窗\t县双拥办\t4月底前\n（二）总结验收（7月）。县双拥办要组织验收。"
    )
    assert [task.path for task in found.tasks if task.task == "更新宣传橱窗"] == [("一", "(一)")]
    assert [item.number for item in found.outline[0].children] == ["(一)", "(二)"]


def test_a_running_head_beside_its_pages_number_goes_where_a_paper_has_one_page_too() -> None:
    for pages in (("第1页 共1页",), ("第1页 共2页", "第2页 共2页"), ("- 1 -", "- 2 -")):
        heads = [f"清河县人民政府办公室　{page}" for page in pages]
        text = "清河县关于召开双拥工作会议的通知\n各乡镇：\n" + "\n".join(
            f"请于9月{n}日前报名。\n{head}" for n, head in enumerate(heads, 8)
        )
        document = read_bytes(text.encode(), "notice.txt")
        assert "页" not in document.text and document.text.count("清河县") == 1


def test_a_running_head_below_each_pages_number_goes_and_the_paragraph_goes_on() -> None:
    pages = [
        "在全市双拥工作调度会上的讲话\n（2024年3月5日）\n同志们：\n各县要对照标准逐项自查，列出问题清单，明确责任人和时限，不得",
        "走过场。各县要在4月底前把自查报告报市双拥办。",
        "市双拥办要逐县会审。",
    ]
    printed = "\n— 1 —\n调度会材料之二\n".join(pages[:2]) + "\n— 2 —\n调度会材料之二\n" + pages[2]
    document = read_bytes(printed.encode(), "speech.txt")
    assert "材料之二" not in document.text
    assert "不得走过场" in document.text


@pytest.mark.parametrize(
    "line",
    ["点赞12收藏3分享", "公文之家 → 讲话 → 会议讲话    阅读：231次    本文约900字", "文件下载：双拥商户管理办法.doc"],
)
def test_what_an_archive_prints_around_a_paper_goes(line: str) -> None:
    document = page("", below=line)
    assert line[:4] not in document.text


def test_a_span_of_days_at_a_lines_head_is_no_bar() -> None:
    """30日期间 names no 日期."""
    line = "2020年1月1日至2023年9月30日期间形成的文件、会议纪"
    text = f"关于报送印证材料的通知\n各县市区双拥办：\n现就材料报送工作通知如下。\n一、材料范围\n{line}\n要、图片、视频、报表等。\n"
    document = read_bytes(text.encode(), "a.txt")
    assert line in document.text
    assert not document.removed
