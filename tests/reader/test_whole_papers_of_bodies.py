"""What whole papers of schools, estates and hospitals taught. All sentences are invented."""

import pytest

from shuangyong.reader import read_bytes
from shuangyong.reader.model import Document
from shuangyong.reader.units import name_units

HEAD = ("关于节日值班的通知", "各科室：", "现将有关事项通知如下：")


def paper(*lines: str) -> Document:
    return read_bytes("\n".join(lines).encode(), "paper.txt")


def test_stars_that_hide_days_are_no_bold() -> None:
    lines = ("**年1月**日起放假，2月**日到岗。", "新生2月**日、**日报到。", "**年1月**日")
    read = paper("各部门：", "现将放假安排通知如下：", *lines)
    assert all(line in read.text for line in lines)
    bold = paper("**一、时间**", "5月8日上午。", "**二、要求**", "各部门要清理档案。")
    assert "*" not in bold.text
    more = (
        "**时间：**5月8日上午。",
        "**人员要求**",
        "**县人民政府办公室**要清理档案。",
        "**月度安排**",
        "**年度任务**",
    )
    assert "*" not in paper("关于清理档案的通知", *more).text


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("请各部门于4月3日前，通过办公系统报送值班表。", ("各部门",)),
        ("请各部门（单位）务必于4月3日12:00前，报送值班表。", ("各部门（单位）",)),
        ("请于4月3日前，报送值班表。", ()),
        ("望各单位、各校区做好迎检准备。", ("各单位", "各校区")),
        ("希望各班级提前编排节目。", ("各班级",)),
        ("望各单位用心用情办好。", ()),
        ("希望大家报送值班表。", ()),
        ("各业主要清理自家阳台。", ("各业主",)),
        ("企业主要负责人报送值班表。", ("企业主要负责人",)),
        ("消灭卫生死角，决不能拖城市建设管理后腿。", ()),
    ],
)
def test_who_is_asked(text: str, lead: tuple[str, ...]) -> None:
    assert name_units(text)[0] == lead


def test_what_was_not_mended_is_no_term() -> None:
    read = paper(*HEAD, "复查时间：未按节点整治的问题，校办公室将进行复查。各单位要清理楼道。")
    assert [task.deadline for task in read.tasks] == [None]
    kept = paper(*HEAD, "各单位要清理楼道。完成时限：汛期来临前。")
    assert [task.deadline and task.deadline.text for task in kept.tasks] == ["汛期来临前"]


def test_posts_and_rooms_are_nobodys_names() -> None:
    read = paper(
        "2022年校务会会议纪要",
        "2022年3月23日，常务副校长在206会议室主持召开校务会。",
        "会议听取了党政办公室主任关于放假安排的汇报。",
    )
    assert read.meeting is not None
    assert (read.meeting.chair, read.meeting.speakers) == ((), ())


@pytest.mark.parametrize("day", ["2017年9月6日(星期三)，", "9月6日下午，", ""])
def test_a_bare_name_behind_a_day_chairs(day: str) -> None:
    read = paper(
        "后勤处处务会议纪要", f"{day}徐明远主持召开处务会议。刘兰、程海出席会议。", "会议决定，由膳食科清查库房。"
    )
    assert read.meeting is not None
    assert [one.name for one in read.meeting.chair] == ["徐明远"]


def test_who_signs_below_a_file_and_a_telephone_stays() -> None:
    read = paper(
        "各单位：",
        "现将检查结果反馈如下，请抓紧整改。",
        "届时，未整改到位的单位，年终考核为不合格。",
        "联系人:徐兰 联系电话:13000000000",
        "附件:检查结果反馈 (2)9.14.docx",
        "校园文化建设办公室",
        "2021年9月14日",
    )
    assert "校园文化建设办公室" in read.text
    assert read.origin == "校园文化建设办公室"


@pytest.mark.parametrize(
    ("lines", "kind"),
    [
        (
            (
                "校部各单位：",
                "检查组将于4月19日对各学院进行督查，时间安排另告。",
                "特此通知",
                "校办公室",
                "2021年4月9日",
            ),
            "notice",
        ),
        (("各单位：", "9月9日办公室进行了督查，请抓紧整改。具体事宜通知如下：", "一、时间", "9月14日"), "notice"),
        (("4月19日，检查组对各学院进行督查。", "随后召开会议，要求抓好整改。"), "news"),
    ],
)
def test_what_a_paper_without_a_title_is(lines: tuple[str, ...], kind: str) -> None:
    assert paper(*lines).kind == kind


@pytest.mark.parametrize(
    ("line", "verdict"),
    [
        ("请各科室医务人员于6月30日前报名参加。", "task"),
        ("各工作组于6月30日前进行一次演练，届时保障部将派人员参加。", "task"),
        ("县民政局、县财政局负责人参加。", "furniture"),
    ],
)
def test_who_is_to_come_is_not_who_came(line: str, verdict: str) -> None:
    assert paper(*HEAD, line).sentences[-1].verdict == verdict


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("评建办负责人汇报了材料准备情况。会议同意公示，由评建办公示。", ("评建办",)),
        ("徐副校长对防控工作进行了部署。全校各部门必须封闭大门。", ("全校各部门",)),
        ("各部门对进行了部署的工作逐项清查。", ("各部门",)),
        ("届时县民政局派车接送。", ("县民政局",)),
    ],
)
def test_who_reported_is_told_nothing(text: str, lead: tuple[str, ...]) -> None:
    assert name_units(text)[0] == lead


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("一、各学院在放假前对实验室进行一次检查，检查需有详细记录。", "对实验室进行一次检查"),
        ("一、各学院对实验室进行全面自查，自查须有记录。", "对实验室进行全面自查"),
        ("一、各学院须上报自查记录。", "上报自查记录"),
    ],
)
def test_a_record_to_be_shown_is_not_the_work(line: str, words: str) -> None:
    assert [task.task for task in paper(*HEAD, line).tasks] == [words]


def test_a_chairs_post_behind_his_name() -> None:
    read = paper("医院周会纪要", "时间：2012年9月4日", "主 持 人：徐建明院长", "会议决定，由医务科清查药品。")
    assert read.meeting is not None
    assert [(one.name, one.posts) for one in read.meeting.chair] == [("徐建明", ("院长",))]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            ("一、请各单位于12月26日前以邮件形式将值班表发到院办。",),
            [("以邮件形式将值班表发到院办", ("各单位",), "12月26日前")],
        ),
        (("一、4月21日下午，各班组织主题班会。",), [("组织主题班会", ("各班",), None)]),
        (("一、各系要清查库房。",), [("清查库房", ("各系",), None)]),
        # How long a holiday lasts is told, whatever it goes by.
        (("一、时间安排", "根据省里通知精神，结合我校实际，中秋假期时间为9月15日至9月17日，共3天。"), []),
        (("根据省里通知精神，各系要在9月15日前清查库房。",), [("清查库房", ("各系",), "9月15日前")]),
    ],
)
def test_what_schools_ask(lines: tuple[str, ...], told: list[tuple[str, tuple[str, ...], str | None]]) -> None:
    tasks = paper(*HEAD, *lines).tasks
    assert [(one.task, one.lead, one.deadline and one.deadline.text) for one in tasks] == told
