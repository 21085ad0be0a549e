"""What this room enters in the trail."""

from shuangyong.base.trail.types import declare

OPENED = declare("case.open", "立项：{number}（{kind}）")
STEPPED = declare("case.step", "办理 {number}：{action}")
LOOKED = declare("case.look", "查看 {number}")
PAPER = declare("case.paper", "取走 {number} 的{paper}")
FILED = declare("proof.file", "提交印证材料“{title}”")
REFUSED_SECRET = declare("proof.refuse", "拒收标有“{grade}”的材料，没有保存任何内容")
ORIGINAL = declare("proof.original", "打开印证材料“{title}”的原件（带拍摄地点等），用途：{purpose}")
OPENED_PROOF = declare("proof.open", "打开印证材料“{title}”")
RECOUNTED = declare("case.recount", "放假安排更新，{number} 的期限由{before}改为{after}")
MOVED = declare("case.move", "{number} 改用“{kind}”第{version}版定义")
UNMOVED = declare("case.unmove", "{number} 撤回改用“{kind}”第{version}版定义")
MOVE_ASKED = declare("case.move_asked", "让办着的“{name}”由第{from}版改用第{to}版定义")
MOVE_BACK_ASKED = declare("case.unmove_asked", "撤回“{name}”由第{from}版到第{to}版的改用")
ADMITTED = declare("case.admit", "成批录入{said}，共{steps}步，来源：{source}")
EXPORTED = declare("ledger.export", "导出“{kind}”台账（{form}）：{said}")
FETCHED = declare("ledger.fetch", "下载导出的“{name}”")
