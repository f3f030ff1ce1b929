"""What people of the demonstration write: reasons of keeping, returning and going on, as officials put it (演示数据)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflows.demonstration.fates import Fate
from workflows.domain.vocabulary import KeepReason

KEEPING: Mapping[KeepReason, Sequence[str]] = {
    KeepReason.too_specialised: (
        "认定“{conduct}”须依靠专业检测或者鉴定，街道没有相应设备和人员，由区{department}继续实施。",
        "《{law}》的此项处罚专业技术性强，需由具备专业资格的人员现场核查，暂不下放。",
        "该事项涉及专业技术标准的适用，街道执法人员难以独立判断，由区级部门实施更为稳妥。",
    ),
    KeepReason.no_capacity: (
        "多数街道持证执法人员不足，难以保证每案两人办理，现阶段不具备承接“{conduct}”的能力。",
        "街道缺少必要的执法装备和法制审核人员，待配备到位后再行研究下放。",
        "承接此项须有固定的暂扣物品存放场所，目前十八个街道均未落实，暂不下放。",
    ),
    KeepReason.few_objects: (
        "近三年全区未办理“{conduct}”案件，执法对象少，没有下放必要。",
        "辖区内此类执法对象不足十家，分散到各街道实施成本高。",
        "经部门核实，现有执法对象已基本清退，下放后街道无案可办。",
    ),
    KeepReason.hard_to_establish: (
        "“{conduct}”的违法事实取证周期长，责任主体认定困难，不属于易发现、易处置的事项。",
        "该违法行为与民事纠纷交织，认定标准不够明确，建议由区级部门统一把握。",
        "须调取跨部门的审批档案方能认定，街道取证困难。",
    ),
    KeepReason.better_centralised: (
        "此类案件数量少而且情况复杂，由区{department}集中行使更能统一执法尺度。",
        "现由区专业执法队伍集中查处，效率较高，分散下放反而增加协调成本。",
        "日常监管、许可和处罚均在区级部门，集中行使便于衔接。",
    ),
    KeepReason.forbidden_by_law: (
        "依照法律规定，此项只能由法律规定的机关实施，不得下放街道，改为由原机关保留。",
        "经合规筛查，《{law}》没有允许由街道实施此项强制，法律规定不得下放。",
        "限制人身自由的处罚只能由公安机关行使，此项不得下放。",
    ),
    KeepReason.higher_level: (
        "《{law}》的此项处罚由颁发资质证书、许可证件的机关决定，权限在市级以上，区级无权下放。",
        "经核，此项法定实施主体为市级主管部门，区级仅受理线索移送，不纳入调整。",
    ),
    KeepReason.basis_lapsed: (
        "所列依据是规范性文件，不能设定行政处罚，又没有上位法依据，予以保留并由部门清理。",
        "有关配套规定正在修订，处罚条款可能变更，待新规定施行后再研究。",
    ),
    KeepReason.duplicate: (
        "“{conduct}”已被同条其他事项包含，单列造成重复，予以保留。",
        "与另一部门申报的同一违法行为重复，经研讨明确由对方实施，本项不再调整。",
    ),
    KeepReason.cross_border: (
        "此类行为往往跨街道甚至跨区，影响较大，由区级部门实施为宜。",
        "案件涉及面广，通常需要多个街道和部门联合查处，不宜由单个街道办理。",
        "涉及重大公共安全，发生后须全区统一调度，暂由区{department}行使。",
    ),
    KeepReason.irregular: (
        "事项名称与《{law}》的条文表述不一致，经退回仍未规范，本批不予调整。",
        "一项之内混列多个违法行为，名称和依据不规范，留待下一批重新申报。",
    ),
    KeepReason.other: (
        "部门机构改革后职责分工尚在调整，经研究暂缓，待“三定”规定明确后再议。",
        "正在开展全市试点，统一口径后再行确定，本批暂缓。",
        "疫情防控期间由区级统一部署，本批暂缓下放。",
    ),
}
"""For each reason code ways to say it, the last one fit for any kind; ``{conduct}``, ``{law}``, ``{department}`` are the item's own."""

CODES: Mapping[Fate, Sequence[KeepReason]] = {
    Fate.keep_at_filing: (
        *(KeepReason.few_objects, KeepReason.no_capacity, KeepReason.better_centralised, KeepReason.hard_to_establish),
        *(KeepReason.too_specialised, KeepReason.no_capacity, KeepReason.few_objects, KeepReason.cross_border),
        *(KeepReason.other, KeepReason.better_centralised),
    ),
    Fate.keep_at_discussion: (KeepReason.too_specialised, KeepReason.higher_level),
    Fate.returned_then_kept: (KeepReason.irregular, KeepReason.duplicate),
    Fate.withdrawn: (KeepReason.other, KeepReason.few_objects),
    Fate.withdrawn_after_comments: (KeepReason.no_capacity,),
    Fate.reject_first: (
        *(KeepReason.no_capacity, KeepReason.too_specialised, KeepReason.hard_to_establish, KeepReason.better_centralised),
        *(KeepReason.cross_border, KeepReason.irregular, KeepReason.duplicate, KeepReason.few_objects),
    ),
    Fate.late_rejected: (KeepReason.irregular, KeepReason.basis_lapsed),
    Fate.keep_after_comments: (
        KeepReason.few_objects,
        KeepReason.hard_to_establish,
        KeepReason.no_capacity,
    ),
    Fate.reject_second: (KeepReason.too_specialised, KeepReason.no_capacity, KeepReason.basis_lapsed, KeepReason.cross_border),
    Fate.reject_approval: (KeepReason.cross_border, KeepReason.better_centralised, KeepReason.other),
}
"""The reason codes each way of being kept goes through in turn."""

PROCEED: Mapping[str, str] = {
    "revokes": "研讨意见：罚款等处罚下放街道，吊销许可证件仍由发证机关决定，已在会议纪要中明确，同意继续。",
    "unknown_law": "研讨意见：所引条例已核对文本，属于地方性法规，效力层级没有疑问，同意继续。",
    "entrusted": "研讨意见：委托书样式由区司法局统一拟定，期限两年，签订后生效，同意继续。",
    "above": "研讨意见：市级部门来函明确区级可以实施，职权层级没有疑问，同意继续。",
    "without_basis": "研讨意见：检查依据见部门权责清单所列条款，部门在目录公布前补齐，同意继续。",
    "other_kind": "研讨意见：名称沿用权责清单旧称，类别以填报为准，目录中统一规范，同意继续。",
    "detention": "研讨意见：本项仅下放罚款，行政拘留由公安机关实施，已在下放范围中写明除外，同意继续。",
}
DISCUSS = "承接范围与街道现有职责有交叉，提交研讨后再审。"
DISCUSSED = "研讨会听取了部门和街道意见，认为可以由街道实施，同意继续审查。"
HEAR_AGAIN = "承接街道范围有调整，须再次征求有关街道意见。"
REMAND = "请审查组补充说明承接能力评估情况后再报。"
SIMILAR_APPROVED = "与名称相近的事项分属不同情形，条款不同，经核对不是重复，同意。"
CONTESTED_APPROVED = "同一行为由住房和建设部门实施，城管部门的重复申报已保留，同意。"
WITHDRAWAL = "我局申请撤回本项：{reason}"
BLOCKED_CORRECTED = "按筛查提示改正"
