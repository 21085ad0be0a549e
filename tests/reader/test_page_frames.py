"""What pages print around a paper, told by where it stands: heads, bars on several lines, feet, sheets; and what stays the author's."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes, read_text
from tests.reader.cast import raw, read

TITLE = "云溪县召开双拥工作推进会"
BODY = "3月5日，云溪县召开双拥工作推进会。县长刘志强主持会议。\n会议强调，县教育局要在4月底前落实军人子女入学政策。"
CLEAN = f"{TITLE}\n{BODY}"
BAR = "来源：云溪报 | 作者：丁一 | 时间：2024-03-06 | 点击：52"


@pytest.mark.parametrize(
    "above",
    [
        "云溪县人民政府\n首页\n走进云溪\n新闻中心\n政务公开\n当前位置：首页>新闻中心>部门动态",
        "长者专区\n智能机器人\n云溪县人民政府网站\n请输入搜索关键词\n热搜词：\n社保\n公积金",
        "安徽省人民政府 | 安庆市人民政府 | 智能问答 | 个人中心\n云溪县人民政府\nYUNXI COUNTY PEOPLE'S GOVERNMENT",
        "微信扫一扫\n分享到朋友圈\n新浪微博\nQQ空间\n收藏",
        "当前位置\n首页\n>\n新闻资讯\n>\n县区动态",
        "您好，游客\n登录\n注册\n站内搜索：",
        "内容页\n新闻详情\nNEWS DETAIL",
        "云溪县双拥工作领导小组办公室\n云溪双拥网\n",
        "云溪日报/2024年/3月/6日/第003版\n要闻",
        "中共云溪县委宣传部主管\n云溪新闻",
        "导航\n首页\n要闻\n公告\n专题\n搜索",
        "退役军人事务\n政策文件 政策解读 通知公告",
        "《云溪日报》2024年3月6日 第2版",
        "云溪县政府信息公开平台\n信息名称：云溪县召开双拥工作推进会\n信息状态：有效",
        "会员登录 用户名： 密码： 验证码：",
        "A3 要闻\n2024年3月6日 星期三\n责任编辑/丁一 版式/刘二 校对/王三\n云溪日报",
        "【 索引号 】 11340825/202403-00001\n【 公开方式 】 主动公开\n【 责任部门 】 县退役军人事务局",
    ],
)
def test_a_page_over_its_headline(above: str) -> None:
    found = read(f"{above}\n{TITLE}\n{BAR}\n{BODY}")
    assert (found.text, found.title) == (CLEAN, TITLE)


@pytest.mark.parametrize(
    ("bar", "origin", "published"),
    [
        ("时间\n2024-03-06\n作者\n丁一\n来源\n云溪报\n阅读\n52", "云溪报", "2024-03-06"),
        ("2024-03-06 09:12\n云溪县融媒体中心\n字号\n大\n中\n小\n分享到", "云溪县融媒体中心", "2024-03-06"),
        ("云溪双拥\n2024年03月06日 18:20 江苏", "云溪双拥", "2024-03-06"),
        ("云溪双拥\n云溪双拥\n2024-03-06 17:30 发表于安徽", "云溪双拥", "2024-03-06"),
        ("云溪发布\n2024-03-06 18:20\n江苏\n关注", "云溪发布", "2024-03-06"),
        ("〖 字体：大 中 小 〗〖 打印 〗〖 关闭 〗", None, None),
        ("2024-03-06 08:00\n来源：云溪报\n点击：\n次", "云溪报", "2024-03-06"),
    ],
)
def test_a_bar_on_several_lines(bar: str, origin: str | None, published: str | None) -> None:
    found = read(f"云溪县人民政府门户网站\n{TITLE}\n{bar}\n{BODY}")
    assert (found.text, found.origin, found.published) == (CLEAN, origin, published)


@pytest.mark.parametrize(
    "below",
    [
        "— END —\n编辑：丁一\n觉得不错，请点赞、在看、转发三连\n微信扫一扫\n关注该公众号\n继续滑动看下一个\n云溪双拥\n向上滑动看下一个",
        "阅读 1234\n分享\n收藏\n12\n在看\n写留言\n留言 3\n精选留言",
        "返回列表\nRelated\n相关新闻\n2024-02-01\n我县举办军嫂招聘会\n2024-01-20\n我县开展走访慰问",
        "平台声明：该文观点仅代表作者本人，搜狐号系信息发布平台，仅提供信息存储空间服务。",
        "凡本网注明“来源：云溪新闻网”的所有作品，版权均属于云溪新闻网。",
        "下载文档到电脑，方便使用\n还剩2页未读，继续阅读\n下载积分：20",
        "您需要登录后才可以回帖 登录 | 立即注册\n本版积分规则",
        "Produced By 大汉网络 大汉版通发布系统\n网站地图 | 关于我们 | 联系我们",
        "终审丨丁一\n监审丨刘二\n一起来看↓↓↓\n微信号：yunxifabu\n功能介绍：云溪县委宣传部官方微信",
        "微信扫一扫：分享\n微信里点“发现”，扫一下\n二维码便可将本文分享至朋友圈。",
        "打印时间：2024-03-13 10:00\n打印人：丁一",
        "国内统一刊号：CN34-0001 邮发代号：27-1\n广告热线：0556-5512345　发行热线：0556-5512346",
    ],
)
def test_a_page_below_the_text(below: str) -> None:
    assert read(f"{CLEAN}\n{below}").text == CLEAN


def test_rooms_over_a_whole_title_are_no_part_of_it() -> None:
    title = "关于做好2024年“八一”走访慰问工作的通知"
    found = read(f"政府信息公开\n云溪县退役军人事务局\n机构职能\n{title}\n各镇：\n请于7月20日前报送名单。")
    assert found.title == title


def test_a_site_that_its_pages_own_title_names_is_not_the_heading() -> None:
    page = (
        f"<title>{TITLE}-云溪县退役军人事务局</title><div>云溪县退役军人事务局</div><div>首页 &gt; 动态</div>"
        f"<p>{TITLE}</p><p>2024-03-06 来源：云溪报</p>" + "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    )
    found = read_bytes(page.encode(), "page.html")
    assert (found.text, found.title) == (CLEAN, TITLE)


PLAN = "松岭市2025年双拥工作要点"
ITEMS = [
    "一、加强宣传教育",
    "市委宣传部要在6月底前组织双拥主题宣讲10场。",
    "二、落实优抚政策",
    "市财政局要在3月底前足额拨付优抚资金。",
]


@pytest.mark.parametrize(
    ("head", "foot"),
    [
        ("", "松岭市双拥办　{}/2"),
        ("{}　　松岭市人民政府公报 2025.1", ""),
        (PLAN, "— {} —"),
        ("松岭市双拥办公室", "第{}页"),
    ],
)
def test_every_sheet_prints_its_head_and_foot(head: str, foot: str) -> None:
    sheets = [[PLAN, *ITEMS[:2]], ITEMS[2:]]
    lines = [
        line
        for page, sheet in enumerate(sheets, 1)
        for line in (head.format(page) if page > 1 or head != PLAN else "", *sheet, foot.format(page))
    ]
    found = read("\n".join(lines))
    assert (found.text, found.title) == ("\n".join([PLAN, *ITEMS]), PLAN)


@pytest.mark.parametrize(
    "head", ["松岭市双拥办公室会议纪要", "双拥工作协调会议纪要", "松岭市双拥工作协调会议纪要", "市双拥办公室会议纪要"]
)
def test_a_head_that_only_the_second_sheet_prints(head: str) -> None:
    lines = [
        "松岭市双拥工作协调会议纪要",
        "松岭市双拥办公室　2025年3月5日",
        "　　会议议定，市财政局要在4月底前把资金拨付",
    ]
    found = read("\n".join([*lines, "— 1 —", head, "到各县区。", "　　市双拥办要在5月底前组织检查。", "— 2 —"]))
    assert head not in found.text.split("\n")[1:]
    assert found.title == lines[0]


def test_a_title_on_two_lines_that_a_later_line_says_whole() -> None:
    lines = [
        "在全县双拥工作暨退役军人服务保障",
        "体系建设推进会上的讲话",
        "同志们：",
        "第一，认清形势。",
        "县双拥办要在4月底前自查。",
    ]
    found = read("\n".join([*lines, "在全县双拥工作暨退役军人服务保障体系建设推进会上的讲话", "第二，突出重点。"]))
    assert found.title == "".join(lines[:2])
    assert found.text.count("讲话") == 1


def test_a_gazette_is_no_title() -> None:
    found = read("\n".join(["松岭市人民政府公报", "2025年第2期", PLAN, *ITEMS]))
    assert found.title == PLAN


def test_a_short_paper_whose_set_in_paragraphs_were_broken() -> None:
    lines = [
        TITLE,
        "　　3月5日，云溪县召开双拥工作推进会。县委副书记、县长刘志强主",
        "持会议并讲话。",
        "　　会议强调，县教育局要在4月底前落实军人子女入学政策，县人社局",
        "要在5月底前举办退役军人专场招聘会。",
        "　　县委宣传部负责人参加会议。",
    ]
    found = read_text(raw("\n".join(lines), wrapped=True), "a.txt", "0" * 64)
    assert [len(text) for text in found.text.split("\n")] == [12, 37, 48, 13]


def test_rows_of_facts_over_a_title() -> None:
    rows = [("索引号：", "1134/2024", "发布机构：", "县双拥办"), ("信息时效：", "有效", "公开方式：", "主动公开")]
    table = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    body = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    found = read_bytes(f"<table border=1>{table}</table><h1>{TITLE}</h1>{body}".encode(), "page.html")
    assert (found.text, found.title) == (CLEAN, TITLE)


def test_links_over_a_headline_do_not_take_it() -> None:
    links = "".join(f"<a href=/{word}>{word}</a>" for word in ("政策解读", "回应关切", "通知公告"))
    body = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    found = read_bytes(f"<div>{links}</div><h1>{TITLE}</h1><div>2024-03-06</div>{body}".encode(), "page.html")
    assert (found.text, found.title) == (CLEAN, TITLE)


def test_a_broken_number_of_a_telephone_is_no_page() -> None:
    found = read("关于报送材料的通知\n各镇：\n请报送材料，联系电话：0556-55123\n45\n云溪县双拥办\n2024年3月5日")
    assert "45" in found.text.split("0556-55123")[1]


@pytest.mark.parametrize(
    "paper",
    [
        # A headline's two parts; the names of a page's parts in a plan.
        "做实“五个一” 暖心又暖情\n县退役军人事务局要在6月底前建成12个服务站。",
        "双拥网页改版方案\n一、导航\n首页\n要闻\n公告\n二、责任\n县数据局要在5月底前完成改版。",
        # Who organises, on a line of a plan.
        "关于开展联谊活动的方案\n一、组织单位\n主办单位：县双拥办 承办单位：县文旅局\n二、活动内容\n县文旅局要在7月10日前排好节目。",
        # A slogan's two halves.
        "青垭县妇联召开座谈会\n9月23日，青垭县妇联召开“情系国防 巾帼拥军”座谈会。",
        # Rows whose last cell is a day are no bars.
        "双拥活动安排\n活动\t单位\t时间\n走访慰问\t县双拥办\t2025-07-20\n军地篮球赛\t县教体局\t2025-07-25\n请各单位抓好落实。",
        # Who spoke, between title, day and greeting.
        "在双拥工作会议上的讲话\n刘志强\n（2024年3月5日）\n同志们：\n县教育局要在4月底前落实入学政策。",
        # Numbers of telephones and links that a notice names.
        "关于公布咨询电话的通知\n各镇：\n现公布咨询电话如下：\n县双拥办 0556-5512345\n县人武部 0556-5512346\n请做好宣传。",
        # Headings with a page's words.
        "双拥网站建设方案\n一、栏目设置\n首页、新闻中心、政务公开、互动交流。\n二、相关链接\n县数据局要在5月底前完成链接。",
        "云溪县双拥工作领导小组文件\n云双〔2025〕3号\n关于报送材料的通知\n各镇：\n请于4月底前报送材料。\n云溪县双拥办\n2025年3月5日",
    ],
)
def test_what_is_the_authors_stays(paper: str) -> None:
    assert read(paper).text == paper
