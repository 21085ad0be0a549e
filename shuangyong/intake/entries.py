"""What this room enters in the trail. Of a refused file only its digest and its grade: not a word of it is kept."""

from shuangyong.base.trail.types import declare

TAKEN = declare("doc.take", "收文“{title}”，读出任务 {drafts} 项")
REFUSED = declare("doc.refuse", "拒收标有“{grade}”的文件，没有保存任何内容")
LOOKED = declare("doc.look", "查看收文“{title}”")
EDITED = declare("doc.edit", "“{title}”的任务稿：{what}")
UNDONE = declare("doc.undo", "“{title}”的任务稿：撤回“{what}”")
ASKED = declare("doc.ask", "“{title}”的任务 {drafts} 项报领导同意")
AGREED = declare("doc.agree", "同意“{title}”的任务 {drafts} 项下发")
DISAGREED = declare("doc.disagree", "不同意“{title}”的任务下发：{note}")
CONFIRMED = declare("doc.confirm", "确认“{title}”的任务 {drafts} 项，立项 {cases} 件，并入已有事项 {joined} 件")
TABLE_SENT = declare("ledger.send", "上传旧台账“{name}”，认作“{target}”，{rows}行")
TABLE_TAKEN = declare(
    "ledger.import", "导入旧台账“{name}”到“{target}”：新增{taken}行，以前已有{same}行，有问题{wrong}行"
)
