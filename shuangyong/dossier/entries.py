"""What this room enters in the trail."""

from shuangyong.base.trail.types import declare

ORDERED = declare("dossier.order", "制作申报材料：{name}")
BUILT = declare("dossier.build", "做成申报材料：{name}，{files} 份印证材料，SHA-256 {sha256}")
TAKEN = declare("dossier.take", "取走申报材料：{name}")
