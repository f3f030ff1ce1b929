"""The columns of item lists and the many names offices give them; the form we hand out uses the first name of each.

Source: headings met in collection forms and published catalogues (DOMAIN.md §4).
"""

from __future__ import annotations

from workflows.domain.words import Words
from workflows.files.reading.headings import Column, HeadingWords

HIDDEN_ID = "系统标识"
ITEM_VERSION = "系统版本"
HIDDEN_BASES = "系统依据"

ITEM_COLUMNS = (
    Column("hidden_id", Words("系统标识", "System id"), ((HIDDEN_ID,),)),
    Column("item_version", Words("系统版本", "System version"), ((ITEM_VERSION,),)),
    Column("hidden_bases", Words("系统依据", "System bases"), ((HIDDEN_BASES,),)),
    Column("serial", Words("序号", "No."), (("序号", "编号", "项号", "项目序号", "顺序号"),), joined=True),
    Column(
        "code",
        Words("职权编码", "Code"),
        (("职权编码", "事项代码", "职权代码", "事项编码", "权力编码", "权责编码"), ("基本编码", "实施编码", "编码", "代码")),
    ),
    Column(
        "name",
        Words("事项名称", "Item"),
        (
            (
                *("事项名称", "权责事项名称", "权力事项名称", "职权名称", "实施清单事项名称", "职权事项名称", "行政执法事项名称"),
                *("执法事项名称", "权力名称", "权责名称", "职权事项", "权责事项", "权力事项", "执法事项", "处罚事项", "项目名称"),
            ),
            ("检查事项", "检查事项名称", "强制事项", "事项"),
            ("违法行为", "违法行为名称", "案由"),
        ),
    ),
    Column(
        "kind",
        Words("职权类别", "Kind"),
        (
            (
                *("职权类别", "权力类型", "职权类型", "事项类别", "事项类型", "权力类别", "权责类型", "权责类别", "职权种类"),
                *("执法类别", "执法类型", "行政行为类型", "行政职权类别"),
            ),
            ("事项类型代码", "职权类别代码", "类别", "类型"),
        ),
    ),
    Column(
        "bases",
        Words("实施依据", "Basis"),
        (
            (
                *("实施依据", "设定依据", "法定依据", "法律依据", "职权依据", "依据", "处罚依据", "检查依据", "强制依据", "执法依据"),
                *("违法依据", "法规依据", "设定依据条款", "实施依据条款", "职权依据条款", "法律法规依据", "法律依据条款"),
            ),
        ),
        joined=True,
    ),
    Column("law", Words("所属法律法规", "Law"), (("所属法律法规", "法规规章", "法律法规", "法律法规规章"),)),
    Column(
        "department",
        Words("原实施部门", "Department"),
        (
            (
                *("原实施部门", "实施主体", "行使主体", "责任主体", "实施单位", "划出部门", "区政府相关职权部门", "实施部门"),
                *("原实施主体", "行使部门", "职权部门", "责任部门", "主管部门", "原行使主体", "行政主体"),
            ),
            ("部门", "单位", "填报单位", "填报部门", "部门名称", "单位名称"),
        ),
    ),
    Column("owner", Words("法定实施主体", "Lawful owner"), (("法定实施主体", "法定行使主体", "法定主体"),)),
    Column("owner_level", Words("法定层级", "Level of the owner"), (("法定层级", "权限层级", "法定实施层级"),)),
    Column("mode", Words("调整方式", "Mode"), (("调整方式", "处理决定", "赋权方式", "下放方式", "拟调整方式", "调整意见"),)),
    Column("extent", Words("划转范围", "Extent"), (("划转范围", "划转方式", "赋权范围"),)),
    Column(
        "receivers",
        Words("承接街道", "Receivers"),
        (("承接街道", "承接单位", "承接部门", "承接街道办事处", "承接主体"), ("实施范围",)),
    ),
    Column(
        "scope_conduct",
        Words("下放范围（行为）", "Scope: conduct"),
        (("下放范围行为", "下放范围", "具体职责边界", "职责边界", "限定范围"),),
        joined=True,
    ),
    Column("scope_object", Words("下放范围（对象）", "Scope: object"), (("下放范围对象",),)),
    Column("scope_place", Words("下放范围（地域）", "Scope: place"), (("下放范围地域",),)),
    Column("penalty_kinds", Words("处罚种类", "Penalty kinds"), (("处罚种类", "处罚类型"), ("处罚种类及幅度",))),
    Column("form", Words("强制方式", "Form of compulsion"), (("强制方式", "强制种类", "强制措施种类"),)),
    Column("entrust_letter", Words("委托书", "Letter of entrustment"), (("委托书", "委托书文号", "委托文书", "委托协议"),)),
    Column("entrust_term", Words("委托期限", "Term of entrustment"), (("委托期限",),)),
    Column("related", Words("关联事项", "Related items"), (("关联事项", "关联事项编号"),)),
    Column("remarks", Words("备注", "Remarks"), (("备注", "说明", "备注说明", "其他说明"),), joined=True),
    Column(
        "unread",
        Words("其他", "Other"),
        (
            (
                *("检查内容", "检查标准", "检查对象", "检查方式", "事项说明", "是否属于涉企行政检查事项", "授权部门代码", "实施层级"),
                *("行使层级", "联系人", "联系电话", "填报人", "填报日期", "裁量标准", "法定期限", "承诺期限", "实施对象"),
            ),
        ),
        joined=True,
    ),
)

ITEM_HEADING = HeadingWords(ITEM_COLUMNS, required="name")
