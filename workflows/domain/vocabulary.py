"""The closed lists of the field: one word, one meaning, on every floor.

Values are what the store and the code say; ``zh`` is what officials see. ``docs/glossary.md`` is checked against this module.
"""

from __future__ import annotations

from workflows.domain.words import Term


class Kind(Term):
    """职权类别. ``compulsory`` may be stored, but waits for 报送 until it is a measure or an execution."""

    penalty = "penalty", "行政处罚", "Administrative penalty"
    inspection = "inspection", "行政检查", "Administrative inspection"
    compulsory_measure = "compulsory_measure", "行政强制措施", "Compulsory measure"
    compulsory_execution = "compulsory_execution", "行政强制执行", "Compulsory execution"
    compulsory = "compulsory", "行政强制", "Compulsory power (measure or execution not yet said)"


class PenaltyKind(Term):
    """处罚种类."""

    warning = "warning", "警告", "Warning"
    public_criticism = "public_criticism", "通报批评", "Public criticism"
    fine = "fine", "罚款", "Fine"
    confiscation = "confiscation", "没收", "Confiscation"
    suspension = "suspension", "暂扣", "Suspension of a licence"
    downgrade = "downgrade", "降级", "Downgrade of a qualification"
    revocation = "revocation", "吊销", "Revocation of a licence"
    restricted_operation = "restricted_operation", "限制开展生产经营", "Restriction of business"
    stop_operation = "stop_operation", "责令停产停业", "Order to stop business"
    closure = "closure", "责令关闭", "Order to close"
    restricted_profession = "restricted_profession", "限制从业", "Restriction from a profession"
    detention = "detention", "行政拘留", "Administrative detention"
    restricted_freedom = "restricted_freedom", "其他限制人身自由", "Other restriction of personal freedom"
    other = "other", "其他", "Other"


class Form(Term):
    """强制方式: forms of a compulsory measure and of a compulsory execution."""

    restrict_freedom = "restrict_freedom", "限制人身自由", "Restriction of personal freedom"
    seal = "seal", "查封", "Sealing"
    seize = "seize", "扣押", "Seizure"
    freeze = "freeze", "冻结", "Freezing of deposits"
    other_measure = "other_measure", "其他强制措施", "Other measure"
    added_fine = "added_fine", "加处罚款", "Added fine"
    transfer_deposits = "transfer_deposits", "划拨", "Transfer of deposits"
    auction = "auction", "拍卖", "Auction"
    restore = "restore", "排除妨碍恢复原状", "Removal of obstruction and restoration"
    performance_by_proxy = "performance_by_proxy", "代履行", "Performance by proxy"
    other_execution = "other_execution", "其他强制执行", "Other execution"


MEASURE_FORMS = frozenset({Form.restrict_freedom, Form.seal, Form.seize, Form.freeze, Form.other_measure})


class Mode(Term):
    """调整方式."""

    devolve = "devolve", "下放", "Devolve"
    devolve_in_part = "devolve_in_part", "部分下放", "Devolve in part"
    entrust = "entrust", "委托", "Entrust"
    keep = "keep", "不下放", "Keep"
    defer = "defer", "暂缓", "Defer"


DEVOLVING_MODES = frozenset({Mode.devolve, Mode.devolve_in_part, Mode.entrust})


class LawLevel(Term):
    """效力层级, from the strongest to the weakest."""

    law = "law", "法律", "Law"
    administrative_regulation = "administrative_regulation", "行政法规", "Administrative regulation"
    local_regulation = "local_regulation", "地方性法规", "Local regulation"
    department_rule = "department_rule", "部门规章", "Departmental rule"
    local_rule = "local_rule", "地方政府规章", "Local government rule"
    normative_document = "normative_document", "规范性文件", "Normative document"


class BasisRole(Term):
    """What an article does for the item: sets the power, forbids the conduct, or punishes it."""

    sets = "sets", "设定", "Sets the power"
    forbids = "forbids", "违法", "Forbids the conduct"
    punishes = "punishes", "处罚", "Punishes"


class OwnerLevel(Term):
    """Level of the lawful owner of a power."""

    district = "district", "区级", "District"
    city = "city", "市级", "City"
    province = "province", "省级", "Province"


class KeepReason(Term):
    """Why an item is not devolved or is withdrawn: a code and, always, a text."""

    too_specialised = "too_specialised", "专业技术性强", "Too specialised"
    no_capacity = "no_capacity", "不具备承接能力", "No capacity to take over"
    few_objects = "few_objects", "执法对象少或无执法对象", "Few or no objects of enforcement"
    hard_to_establish = "hard_to_establish", "认定困难", "Hard to establish"
    better_centralised = "better_centralised", "集中行使更高效", "More efficient in one hand"
    forbidden_by_law = "forbidden_by_law", "法律规定不得下放", "The law forbids it"
    higher_level = "higher_level", "权限在市级以上", "The power lies at city level or above"
    basis_lapsed = "basis_lapsed", "依据失效或变更", "Basis lapsed or changed"
    duplicate = "duplicate", "与其他事项重复", "Duplicate of another item"
    cross_border = "cross_border", "跨区域或重大影响", "Cross-border or of large influence"
    irregular = "irregular", "名称或依据不规范", "Irregular name or basis"
    other = "other", "其他", "Other"


class Role(Term):
    """Who somebody acts as. Lanes of the diagrams carry the Chinese titles."""

    liaison = "liaison", "部门联络员", "Department liaison"
    department_head = "department_head", "部门负责人", "Head of department"
    subdistrict = "subdistrict", "街道经办", "Subdistrict officer"
    subdistrict_head = "subdistrict_head", "街道负责人", "Head of subdistrict"
    coordinator = "coordinator", "协调员", "Coordinator"
    reviewer = "reviewer", "审查员", "Reviewer"
    counsel = "counsel", "法律顾问", "Counsel"
    leader = "leader", "审定领导", "Approving leader"
    auditor = "auditor", "审计员", "Auditor"
    system_manager = "system_manager", "系统管理员", "System manager"
    security_manager = "security_manager", "安全管理员", "Security manager"
    audit_manager = "audit_manager", "安全审计员", "Audit manager"
    public = "public", "公众", "Public"
    clock = "clock", "时钟", "Clock"


class OrganisationKind(Term):
    """What an organisation is in a campaign."""

    justice_bureau = "justice_bureau", "司法局", "Justice bureau"
    department = "department", "职能部门", "Department"
    subdistrict = "subdistrict", "街道办事处", "Subdistrict office"
    government = "government", "人民政府", "Government"


class OpinionKind(Term):
    """Kind of a comment in 征求意见."""

    agree = "agree", "同意", "Agree"
    no_opinion = "no_opinion", "无意见", "No comment"
    modify = "modify", "修改", "Modify"
    delete = "delete", "删除", "Delete"
    add = "add", "新增", "Add"


NEEDS_ANSWER = frozenset({OpinionKind.modify, OpinionKind.delete, OpinionKind.add})


class Answer(Term):
    """How a comment was used; the last two need a reason."""

    adopted = "adopted", "采纳", "Adopted"
    adopted_in_part = "adopted_in_part", "部分采纳", "Adopted in part"
    declined = "declined", "不采纳", "Declined"


class Capacity(Term):
    """Whether a subdistrict can take over an item; the last two need a reason."""

    able = "able", "接得住", "Able"
    supported = "supported", "需支持", "With support"
    unable = "unable", "接不住", "Unable"


class CommentSource(Term):
    """The way a comment came in."""

    page = "page", "网页", "Web page"
    workbook = "workbook", "反馈表", "Feedback workbook"
    paper = "paper", "来函", "Letter"
    phone = "phone", "电话", "Telephone"
    meeting = "meeting", "会议", "Meeting"
    public_page = "public_page", "公开网页", "Public page"


class Anchoring(Term):
    """How the words a comment is about stand in the text as it reads now."""

    unchanged = "unchanged", "原文未改", "Unchanged"
    moved = "moved", "位置已随文字移动", "Moved with its words"
    changed = "changed", "文字已改动", "The text has changed"


class Audience(Term):
    """Who is asked in 征求意见, each with a window of its own."""

    department = "department", "部门", "Departments"
    subdistrict = "subdistrict", "街道", "Subdistricts"
    public = "public", "公众", "The public"


class Severity(Term):
    """Weight of a finding: a block nobody may override, a warning a person decides, a note."""

    block = "block", "阻断", "Block"
    warn = "warn", "警示", "Warning"
    note = "note", "提示", "Note"


class Door(Term):
    """Through which door an act came in."""

    web = "web", "网页", "Web"
    cli = "cli", "命令行", "Command line"
    clock = "clock", "时钟", "Clock"
