"""Pages as sites really print them: what stands over a headline, what a paper ran together, days that are none."""

from __future__ import annotations

import pytest

from shuangyong.reader import read_bytes
from tests.reader.cast import first, read

TITLE = "云溪县双拥工作领导小组办公室关于报送立功喜报台账的通知"
ORDER = "请各镇于2024年9月20日前将送喜报台账报县双拥办。"
SIGNED = "云溪县双拥工作领导小组办公室\n2024年9月2日"
BAR = "发布时间：2024-09-03 10:20 来源：云溪县政府网"


@pytest.mark.parametrize(
    "over",
    [
        "list",
        "双拥工作",
        "list\n通知公告",
        "当前位置：首页 > 双拥之窗\n联系电话：0556-5512345\n投稿邮箱：yx.sy@example.cn",
    ],
)
def test_what_a_page_prints_over_a_headline_is_no_title(over: str) -> None:
    found = read(f"{over}\n{TITLE}\n{BAR}\n各镇人民政府：\n{ORDER}\n{SIGNED}")
    assert (found.title, found.kind) == (TITLE, "notice")
    assert found.text == f"{TITLE}\n各镇人民政府：\n{ORDER}\n{SIGNED}"


def test_a_table_of_facts_behind_bullets_goes_and_its_days_are_kept() -> None:
    facts = (
        "• 索 引 号：AB0123-2024-0007\n• 发布机构：云溪县双拥办\n• 生成日期：2024-09-03 00:00:00\n• 公开方式：政府网站"
    )
    found = read(f"{facts}\n白石镇开展送喜报活动\n来源：白石镇 2024-09-05 09:00\n9月4日，白石镇为3户军人家庭送去喜报。")
    assert (found.title, found.published) == ("白石镇开展送喜报活动", "2024-09-03")
    assert found.text == "白石镇开展送喜报活动\n9月4日，白石镇为3户军人家庭送去喜报。"


def test_labels_whose_values_stand_below_them_go_with_those() -> None:
    rules = "云溪县双拥工作领导小组工作规则"
    facts = "• 索引号：\n6107/2024-001\n• 发文机构：\n云溪县人民政府\n• 发文字号：\n云政发〔2024〕7号\n• 发布日期：\n2024年04月06日 16:34"
    found = read(f"返回顶部\n{rules}\n{facts}\n第一章 总则\n一、领导小组每季度召开一次会议。")
    assert found.text == f"{rules}\n第一章 总则\n一、领导小组每季度召开一次会议。"
    assert (found.kind, found.published, found.origin) == ("rules", "2024-04-06", "云溪县双拥工作领导小组")


@pytest.mark.parametrize(
    "below",
    [
        "来顶一下\n@\n返回首页",
        "文件下载：\n关联文件：",
        "扫一扫在手机打开当前页\n微信\n手机APP",
        "欢迎社会各界积极投稿（yx@example.cn）",
        "中国互联网举报中心",
    ],
)
def test_what_a_page_prints_below_goes(below: str) -> None:
    assert (
        read(f"{TITLE}\n各镇人民政府：\n{ORDER}\n{SIGNED}\n{below}").text
        == f"{TITLE}\n各镇人民政府：\n{ORDER}\n{SIGNED}"
    )


def test_who_signs_behind_the_last_sentence_leads_nothing_and_the_day_is_no_term() -> None:
    """The page lost the paragraphs: what was the signature ran on behind the order."""
    body = "各镇要加强值班，及时规范报送防汛信息。"
    found = read(
        f"云溪县防汛抗旱指挥部关于加强值班的紧急通知\n各镇人民政府：\n{body}云溪县防汛抗旱指挥部 2024年6月19日"
    )
    assert found.text.split("\n")[2:] == [body, "云溪县防汛抗旱指挥部", "2024年6月19日"]
    assert found.published == "2024-06-19"
    assert [(task.lead, task.deadline) for task in found.tasks] == [(("各镇",), None)]


def test_a_day_that_ends_a_sentence_stays_in_it() -> None:
    found = read(f"{TITLE}\n各镇人民政府：\n请各镇抓紧报送。报送的截止时间为2024年9月20日\n{SIGNED}")
    assert "报送的截止时间为2024年9月20日" in found.text


def test_a_heading_that_ran_on_behind_a_sentence_holds_its_items() -> None:
    found = read(
        "白石镇双拥工作总结及计划\n一、工作情况\n开展走访慰问3次。\n二、存在问题\n1.宣传不够；\n2.台账不全。三、下一步打算\n"
        "1.完善台账。各村要在8月底前补齐优抚对象台账。\n2.加强宣传。镇文化站要组织一次巡回宣讲。"
    )
    assert [item.number for item in found.outline] == ["一", "二", "三"]
    assert [task.lead for task in found.tasks] == [("各村",), ("镇文化站",)]


def test_a_title_that_breaks_off_inside_its_marks_is_whole_again() -> None:
    found = read(f"{TITLE}\n各镇人民政府：\n根据《云溪县人民政府\n关于加强拥军优属工作的意见》要求，{ORDER}\n{SIGNED}")
    assert "根据《云溪县人民政府关于加强拥军优属工作的意见》要求" in found.text
    assert found.references == ("云溪县人民政府关于加强拥军优属工作的意见",)


@pytest.mark.parametrize("day", ["716日，", "7月225日，", "7月40日，", "7月16，", "13月6日，", "716日下午，"])
def test_a_day_that_no_calendar_has_is_told_and_becomes_none(day: str) -> None:
    found = read(
        f"云溪县召开双拥工作会议\n来源：云溪日报 时间：2021年7月18日\n{day}云溪县召开双拥工作会议。县长刘志强主持会议。"
    )
    assert found.meeting is not None
    assert found.meeting.date is None
    assert [doubt.text for doubt in found.warnings] == [day.strip("，下午")]


@pytest.mark.parametrize(
    "words", ["120日内办结", "7月16日，县里", "1、2月份", "3月1、15日", "满365日的", "7月16至20日，集中"]
)
def test_days_and_lengths_that_are_right_are_not_told(words: str) -> None:
    assert read(f"{TITLE}\n各镇人民政府：\n请各镇按照要求{words}开展走访。\n{SIGNED}").warnings == ()


def test_a_term_with_such_a_day_has_no_date() -> None:
    found = read(f"{TITLE}\n各镇人民政府：\n请各镇于9月225日前将台账报县双拥办。\n{SIGNED}")
    assert [task.deadline.date for task in found.tasks if task.deadline] == []
    assert [doubt.text for doubt in found.warnings] == ["9月225日"]


def test_a_day_by_which_somebody_is_so_old_is_no_term() -> None:
    """Who may be called up is told, and nobody is to do anything by that day."""
    found = read(
        "白石镇关于做好夏秋季征兵工作的通知\n各村委会：\n一、征集任务\n今年我镇征集任务数为5人，送县体检数为20人。\n"
        "二、有关政策规定\n（一）征集年龄。男青年为2012年12月31日前年满18至20周岁，大学毕业生可放宽到24周岁。\n"
        "三、工作要求\n各村要在7月10日前将报名表报镇武装部。\n白石镇人民政府\n2013年6月20日"
    )
    assert [(task.path, task.lead, task.deadline and task.deadline.date) for task in found.tasks] == [
        (("三",), ("各村",), "2013-07-10")
    ]


def test_what_that_town_did_is_told_though_in_the_words_of_orders() -> None:
    told = "该镇早谋划、早发动，坚决把征兵工作落实到位：一是领导重视。该镇迅速成立领导小组，及时分解任务，各村书记为主要责任人。二是广泛宣传。该镇在各村拉挂横幅，发放宣传资料。"
    found = read(f"白石镇吹响征兵工作号角\n来源：白石镇 2024-07-17\n7月16日，白石镇武装部开展征兵宣传。\n{told}")
    assert [item.number for item in found.outline] == ["一是", "二是"]
    assert found.tasks == ()


def test_a_news_of_a_town_that_is_told_what_to_do_still_has_tasks() -> None:
    found = read(
        "县长刘志强到白石镇调研\n来源：云溪日报 2024-07-17\n7月16日，县长刘志强到白石镇调研征兵工作。\n刘志强要求，该镇要在7月底前完成体检送检，"
        "县征兵办要每周调度一次。"
    )
    assert [task.lead for task in found.tasks] == [("该镇", "县征兵办")]


RULES = (
    "第一条 为规范军地联席会议，制定本规则。\n第二条 联席会议由县双拥办召集，每季度应当召开一次。\n"
    "第三条 各成员单位应当按照充分准备、有序组织的原则提出议题。\n第四条 县双拥办负责整理会议纪要，并及时印发。"
)


@pytest.mark.parametrize(
    "page",
    [
        f"各镇人民政府：\n《云溪县军地联席会议议事规则》已经县政府第9次常务会议通过，现予印发。\n云溪县人民政府\n2024年11月20日\n云溪县军地联席会议议事规则\n{RULES}",
        f"11月20日，县长刘志强主持召开县政府常务会议。\n云溪县军地联席会议议事规则\n{RULES}",
        RULES,
    ],
)
def test_articles_are_rules_and_direct_nobody_whatever_stands_above(page: str) -> None:
    found = read(page)
    assert (found.kind, found.tasks) == ("rules", ())
    assert found.title in {None, "云溪县军地联席会议议事规则"}


def test_minutes_without_a_heading_say_themselves_what_they_are() -> None:
    found = read(
        "2024年6月3日，县长刘志强主持召开县政府常务会议，现将会议确定事项纪要如下：\n一、关于优抚资金\n会议原则同意县财政局的意见。"
        "由县退役军人局、县经发局组织对发放情况进行一次核查。\n二、关于军供站\n经发局要抓紧办理立项手续。责成县住建局根据会议意见修改完善后，按程序报批。"
    )
    assert found.kind == "minutes"
    assert [task.lead for task in found.tasks] == [("县退役军人局", "县经发局"), ("经发局", "县住建局")]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("各驻村干部、包片领导要在6月5日前完成走访。", ("各驻村干部", "包片领导")),
        ("县工商、石油、粮食、供销等部门，要在6月5日前备足防汛物资。", ("县工商", "石油", "粮食", "供销")),
        ("经信局要在6月5日前完成企业摸底。", ("经信局",)),
    ],
)
def test_who_is_told_on_real_pages(sentence: str, lead: tuple[str, ...]) -> None:
    assert first(sentence).lead == lead


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("各镇要聚焦权益维护等重点领域，建立信访台账。", "聚焦权益维护等重点领域，建立信访台账"),
        (
            "各镇要围绕更好服务全县经济社会发展和国防军队建设大局，把握“服务保障好、教育管理好、作用发挥好”要求，6月底前建成退役军人就业服务窗口，逐人登记就业意愿。",
            "建成退役军人就业服务窗口",
        ),
    ],
)
def test_what_a_clause_is_for_is_not_the_task_by_itself(sentence: str, words: str) -> None:
    assert first(sentence).task == words


def test_what_those_above_asked_is_told_and_only_this_paper_directs() -> None:
    found = read(
        "云溪县关于做好强降雨防范工作的通知\n各镇人民政府：\n省委领导、副省长分别作出重要批示，要求各级党委、政府要落实24小时值班。现就有关事项通知如下：\n"
        "一、各镇要在今晚前转移危房群众。\n云溪县防汛办\n2024年6月1日"
    )
    assert [(task.path, task.lead) for task in found.tasks] == [(("一",), ("各镇",))]


def test_spaces_that_part_names_and_words_stay() -> None:
    found = read("白石镇征兵忙\n云溪新闻网讯 为做好征兵工作，白石镇召开部署会，各村到会。（陈建峰 王敏权）")
    assert found.text.endswith("云溪新闻网讯 为做好征兵工作，白石镇召开部署会，各村到会。（陈建峰 王敏权）")


PORTAL = (
    "<html><head><meta charset='utf-8'><title>{title}</title></head><body><nav>首页 | 组织机构 | 政务公开 | 办事服务</nav><div>政府信息公开</div>"
    "<ul><li>政府信息公开指南</li><li>政府信息公开制度</li><li>法定主动公开内容</li><li>依申请公开</li></ul><div>【 字体：大 中 小 】 【打印】 【关闭】</div>"
    "<div>{title}</div><div>来源：云溪县双拥办 | 时间：2024-09-03 08:30:00 | 阅读：77</div>{body}<div>［ 纠错 ］［ 收藏 ］</div><div>政策解读</div>"
    "<div>· 一图读懂双拥工作要点</div><div>· 云溪县双拥办负责人答记者问</div><div>政务微信 政务微博 手机版</div><div>12345政务服务便民热线</div>"
    "<div>维护单位：云溪县大数据中心</div></body></html>"
)


def test_what_a_portal_prints_around_a_notice_goes_and_nobody_of_it_issues_the_paper() -> None:
    notice = f"关于报送台账的通知\n各镇人民政府：\n{ORDER}"
    body = "".join(f"<p>{line}</p>" for line in notice.split("\n")[1:])
    found = read_bytes(PORTAL.format(title="关于报送台账的通知", body=body).encode(), "notice.html")
    assert (found.text, found.origin, found.published) == (notice, "云溪县双拥办", "2024-09-03")


def test_a_traditional_page_finds_its_heading_by_its_own_title() -> None:
    page = (
        "<html><head><meta charset='utf-8'><title>關於報送臺賬的通知-雲溪縣雙擁網</title></head><body><div>雲溪縣雙擁工作領導小組辦公室</div>"
        "<div>網站首頁機構概況新聞動態信息公開</div><h2>關於報送臺賬的通知</h2><p>各鎮人民政府：</p><p>請各鎮抓緊報送。</p></body></html>"
    )
    assert read_bytes(page.encode(), "notice.html").text.startswith("关于报送台账的通知\n各镇人民政府：")


def test_the_buttons_of_a_page_put_nothing_up() -> None:
    bar = "作者：本站编辑 发布日期：2024-09-03 点击：56次 【字号：大 中 小】【打印】【关闭】"
    assert read(f"关于报送台账的通知\n{bar}\n各镇人民政府：\n{ORDER}").origin is None


def test_a_page_of_questions_and_answers_tells_neither_day_nor_origin() -> None:
    found = read(f"第1个回答 2023-06-29\n{RULES}")
    assert (found.kind, found.published, found.origin, found.text) == ("rules", None, None, RULES)


def test_a_page_that_says_number_and_title_above_the_paper_says_them_again() -> None:
    title = "云溪县人民政府关于印发〈云溪县拥军优属办法〉的通知"
    found = read(
        f"云政发〔2024〕7号《{title}》\n《{title}》\n云政发〔2024〕7号\n各镇人民政府：\n现印发给你们，请认真贯彻执行。\n云溪县人民政府\n2024年2月10日"
    )
    assert (found.title, found.origin, found.kind) == (title, "云溪县人民政府", "notice")
    assert found.text.startswith(f"《{title}》\n云政发〔2024〕7号\n各镇人民政府：")


def test_to_whom_a_paper_goes_is_one_line_though_the_page_broke_it() -> None:
    found = read(
        f"关于报送台账的通知\n各镇人民政府，县对口有关单位、县政府有关部门、经济开发\n区管委会：\n{ORDER}\n{SIGNED}"
    )
    assert found.text.split("\n")[1] == "各镇人民政府，县对口有关单位、县政府有关部门、经济开发区管委会："


def test_a_plan_that_a_page_printed_as_one_paragraph_has_its_items() -> None:
    plan = (
        "各村民委员会：   为进一步巩固和发展军政军民团结的大好局面，全面提高我镇双拥工作水平，结合我镇实际，现制定我镇2024年双拥工作计划如下：   "
        "一、加强宣传   镇文化站要在5月底前组织一次双拥宣传，各村要张贴标语，让双拥政策进村入户，让群众人人知晓、家家支持，把宣传做到田间地头。   "
        "二、做好优抚   镇民政办要在7月底前完成优抚对象走访，逐户登记困难，建立台账，做到不漏一户、不少一人，把各项优待落到实处。"
    )
    found = read(f"2024年白石镇双拥工作计划\n{plan}")
    assert [item.number for item in found.outline] == ["一", "二"]
    assert [(task.lead, task.deadline and task.deadline.text) for task in found.tasks] == [
        (("镇文化站", "各村"), "5月底前"),
        (("镇民政办",), "7月底前"),
    ]


def test_what_leads_to_the_orders_is_no_task_of_its_own() -> None:
    found = read(
        "白石镇中心学校关于做好防汛值班的通知\n各校：\n县长刘志强要求：各单位要24小时值班，全面排查隐患。现就有关要求通知如下：\n"
        "一、各校要建立隐患台账。\n二、各校校长要逐日报送信息。\n白石镇中心学校\n2024年6月1日"
    )
    assert [task.lead for task in found.tasks] == [("各校",), ("各校校长",)]


@pytest.mark.parametrize(
    ("sentence", "lead"),
    [
        ("县直各部门及各乡镇、村要在6月5日前组织宣传。", ("县直各部门", "各乡镇、村")),
        ("各镇、街和各单位要在6月5日前召开座谈会。", ("各镇、街", "各单位")),
        ("各校要在6月5日前排查校舍隐患。", ("各校",)),
    ],
)
def test_collectives_of_real_notices_are_told(sentence: str, lead: tuple[str, ...]) -> None:
    assert first(sentence).lead == lead


def test_who_is_told_inside_what_is_cited_is_not_told_here() -> None:
    cited = "以“坚持拥军优属。各级党组织要一如既往支持国防建设，军队要继续为发展作贡献”等精神为指导"
    assert first(f"县双拥办要{cited}，6月5日前组织走访慰问。").lead == ("县双拥办",)


def test_a_newspaper_that_says_so_itself_is_news() -> None:
    assert read("做好八一拥军优属工作\n本报讯 省政府近日发出《关于做好拥军优属工作的通知》。").kind == "news"


def test_now_that_a_conversion_lost_is_read_with_its_reading_too() -> None:
    found = read(
        "關於全面禁燒的通告\n縣政府決定在全縣范圍內全面實施禁燒?,F(xiàn)將有關事項通告如下：\n一、各鎮要加強巡查。"
    )
    assert "全面实施禁烧。现将有关事项通告如下：" in found.text


def test_words_that_a_conversion_lost_are_told() -> None:
    assert [doubt.text for doubt in read("推进双拥工作社会化、经?；制度化。").warnings] == ["?；"]


def test_a_collection_of_laws_says_the_title_again_with_its_year() -> None:
    title = "云溪县人民政府办公室转发关于八一期间开展双拥活动意见的通知"
    found = read(
        f"法规网--云溪法律信息平台\n{title}（2010）\n\n{title}\n（云府办发〔2010〕44号）\n各镇人民政府：\n{ORDER}\n云溪县人民政府办公室\n2010年7月2日"
    )
    assert (found.title, found.kind) == (title, "notice")
    assert found.text.startswith(f"{title}\n（云府办发〔2010〕44号）\n各镇人民政府：")


def test_facts_behind_dashes_are_no_title() -> None:
    facts = "- 索 引 号：YX07101-2024-00020\n- 备注/文号：云政〔2024〕2号\n- 发布机构：云溪县人民政府办公室\n- 公文生成日期：2024-01-19"
    found = read(f"{facts}\n{TITLE}\n各镇人民政府：\n{ORDER}\n{SIGNED}")
    assert (found.title, found.text) == (TITLE, f"{TITLE}\n各镇人民政府：\n{ORDER}\n{SIGNED}")


def test_a_table_of_facts_without_its_labels_goes_and_the_paper_below_it_stays() -> None:
    number = "云政办发〔2017〕83号"
    facts = (
        f"113715250043286799/2017-26749960\n云溪县政府\n综合政务；应急管理\n2017-09-04\n{TITLE}\n有效\n无\n2017-09-04"
    )
    found = read(f"{facts}\n{TITLE}\n{number}\n各镇人民政府：\n{ORDER}\n{SIGNED}")
    assert (found.title, found.kind) == (TITLE, "notice")
    assert found.text == f"{TITLE}\n{number}\n各镇人民政府：\n{ORDER}\n{SIGNED}"


def test_a_letterhead_above_a_title_that_is_said_twice_stays() -> None:
    found = read(f"云溪县双拥工作领导小组文件\n云双〔2024〕3号\n{TITLE}\n{TITLE}\n各镇人民政府：\n{ORDER}\n{SIGNED}")
    assert found.text.startswith(f"云溪县双拥工作领导小组文件\n云双〔2024〕3号\n{TITLE}\n各镇人民政府：")


@pytest.mark.parametrize(("years", "day"), [(89, None), (91, "2018-07-20")])
def test_terms_are_not_counted_from_the_day_a_page_put_an_older_paper_up(years: int, day: str | None) -> None:
    """建军89周年 was in 2016: what a collection put up in 2018 asks nobody for anything in 2018."""
    found = read(
        f"更新时间：2018-06-16 15:22作者：王老师\n庆祝建军{years}周年活动方案\n一、活动安排\n1、7月中旬，组织一次体检。具体工作由民政局负责。\n"
        f"二、活动要求\n1、各承办单位要突出建军{years}周年主题，制定活动计划。"
    )
    assert next((task.lead, task.deadline and task.deadline.date) for task in found.tasks) == (("民政局",), day)
