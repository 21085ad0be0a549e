"""What this room enters in the trail."""

from shuangyong.base.trail.types import declare

ORDERED = declare("dossier.order", "制作申报材料：{name}")
ORDERED_FOR = declare("dossier.order_for", "用命令为{whom}制作申报材料：{name}")
BUILT = declare("dossier.build", "做成申报材料：{name}，{files} 份印证材料，SHA-256 {sha256}")
PERSONS = declare("dossier.persons", "申报材料装入含个人信息的材料：{name}，理由：{why}")
CLEANED = declare("dossier.clean", "到期清理申报材料的档案：{name}，SHA-256 {sha256}")
TAKEN = declare("dossier.take", "取走申报材料：{name}")
TAKEN_OUT = declare("dossier.take_out", "用命令取出申报材料：{name}，SHA-256 {sha256}")
