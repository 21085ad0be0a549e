"""How high a body stands (nation, province, city, county, town), by its name: what a higher one will do directs nobody here."""

from __future__ import annotations

import re
from functools import lru_cache

from shuangyong.reader.names import REMEMBERED

_RANKS = {"国": 5, "中": 5, "全": 5, "省": 4, "自": 4, "市": 3, "州": 3, "盟": 3, "县": 2, "区": 2, "旗": 2}
_RANKS |= {"镇": 1, "乡": 1, "街": 1, "村": 1, "社": 1}
_NO_RANK = re.compile("城市|[军战小园]区|开发区|高新区|中心|中国|全国|国家?[防动教]|自治(?=[州县])")
_OF_A_PLACE = re.compile("省|自治区|[市州盟县区旗镇乡]|街道|社区|村")


@lru_cache(maxsize=REMEMBERED)
def of_body(name: str) -> int:
    """The rank of a body by its full name, the lowest place that it holds: 云岭市东河区双拥办 is a county's. 0 where none is told."""
    found = _OF_A_PLACE.findall(_NO_RANK.sub("", name))
    return min((_RANKS[place[0]] for place in found), default=0)


_WILL = re.compile(
    "(?:[^，。；要]{0,12}，)?(?P<rank>国家|国务院|中央|全国|省|自治区|市|州|盟|县|区)(?!内|里|直|级|属)(?:[^，。；：要应须请]{1,22})(?<![即必终])将"
    "(?:于|在|对|会同|联合|组织|开展|举办|举行|召开|派|陆续|适时|分批|统一|集中|启动|进行|通报|来|到|赴|视情|择优|按|从)[^，。；]*(?:[，。；]|$)"
)


def of_those_above(sentence: str, own: int) -> int:
    """Where what a body above `own` will do ends in a sentence that opens with it (省双拥办将于5月复核，); 0 where none does."""
    match = _WILL.match(sentence) if own else None
    return match.end() if match is not None and _RANKS[match["rank"][0]] > own else 0


_GOING_TO = re.compile(
    "[^，。；：要应须请]{2,24}(?<![即必终])将(?:派|陆续|适时(?!.{0,8}[查督访])|于|在|对|组织)(?![^。]{0,60}(?:检查|督导|复查|抽查|督查|回访|回头看|暗访|汇总|评比|核查|会审|审核|核验|评审|验收|跟踪问效|跟踪督办|集中考核))[^，。；]*，"
)


def will_do(sentence: str) -> int:
    """Where ends what somebody will do that is no check (军分区将派出宣讲队，各镇要组织听讲); 0 where a sentence opens with no such thing."""
    match = _GOING_TO.match(sentence)
    return match.end() if match is not None else 0
