"""Why an act leaves an item out: a code, and the sentence people read."""

from __future__ import annotations

from workflows.domain.outcomes import LeftOut
from workflows.domain.words import Words

REASONS: dict[str, Words] = {
    "not_found": Words("没有这个事项。", "There is no such item."),
    "changed": Words("之后有人办理或修改过此项，请重新查看。", "Somebody acted on it in between; look again."),
    "not_offered": Words("此项现在“{place}”，不能这样办理。", "It rests at “{place_en}”, which does not offer this."),
    "not_your_desk": Words("此项在{lane}处，由{lane}办理。", "It waits for another role ({lane})."),
    "own_department": Words("本部门的事项，须回避。", "It is of your own department; you must stand aside."),
    "reason_missing": Words("须写明理由。", "A reason is required."),
    "code_missing": Words("须选择理由代码并写明理由。", "A reason code and a text are required."),
    "warning_unanswered": Words("有未处理的警示，通过须写明理由。", "A warning is unanswered; passing it needs a reason."),
    "two_roles": Words("您曾以另一身份办理过此项，须由他人办理。", "You acted on it in another role; somebody else must decide."),
    "own_version": Words("现行文本由您填写，须由他人决定。", "You wrote the present wording; somebody else must decide."),
    "judged": Words("本次审查您已有意见（含代理），不能再给。", "An opinion of yours stands on it already, by you or for you."),
    "divided": Words("意见已齐而有分歧，由协调员指定一人再审。", "All opinions are in and differ; the coordinator asks one more reviewer."),
    "assigned_elsewhere": Words("此项未分给您，由分到的审查员办理。", "It is not assigned to you; its assignee decides."),
    "nobody_free": Words("没有可分配的审查员（回避或已在此项），请任命。", "No reviewer is free for it; appoint one."),
    "not_assigned": Words("此项没有分给转出人。", "It is not assigned to whom it would be taken from."),
    "judged_seat": Words("转出人已给意见，不能再转办。", "Who holds it has given their opinion; it cannot be handed on."),
    "not_divided": Words("此项没有待处理的分歧。", "Its reviewers do not disagree."),
    "not_in_review": Words("此项不在审查中。", "It is not under review."),
    "receiver_department": Words("是接手人本部门的事项，须回避。", "It is of the colleague's own department."),
    "receiver_on_it": Words("接手人已在此项，须由他人审查。", "The colleague is on it already; it takes somebody else."),
    "receiver_conflict": Words("接手人曾以另一身份办理或填写此项。", "The colleague acted on it in another role or wrote it."),
    "opinions_shown": Words("各方意见已公开，须由协调员撤销。", "All opinions have been shown; the coordinator may undo it."),
    "blocked": Words("筛查阻断，须先修改事项。", "Screening blocks it; the item must be changed first."),
    "asked_back": Words("部门申请撤回此项，请先答复申请。", "Its department asked for it back; answer that first."),
    "mode_devolves": Words("调整方式不是下放、部分下放或委托。", "Its mode does not hand the power on."),
    "mode_keeps": Words("调整方式是下放类，不能直接保留。", "Its mode hands the power on; it cannot be kept here."),
    "ready_to_report": Words(
        "职权类别（行政强制须分清措施或执行）或承接街道没有写明，不能报送。", "Its kind or its receivers are not said clearly."
    ),
    "before_first_report": Words("此项已经报送过。", "It was reported before."),
    "all_answered": Words("还有意见没有答复。", "A comment on it is unanswered."),
    "before_announcement": Words("此项已公告，只能更正。", "It was announced; it can only be corrected."),
    "after_announcement": Words("此项尚未公告，请用撤回。", "It is not announced yet; pull it back instead."),
    "not_at_fill_in": Words("此项现在“{place}”，不在填报。", "It rests at “{place_en}”, not at filling in."),
    "draft_wrong": Words("草稿有误，请改好后再存为正式版本。", "Its draft has errors; mend them first."),
    "no_name": Words("事项名称不能为空。", "An item needs a name."),
    "not_open": Words("此项已办结，或已有撤回申请。", "It is settled or asked back already."),
    "not_asked": Words("没有待答复的撤回申请。", "No request waits for an answer."),
    "not_here": Words("此项不在研讨或意见处理。", "It is not at a discussion or answering."),
    "not_discussed": Words("此项不在研讨。", "It is not at a discussion."),
    "on_agenda": Words("此项已列入另一次研讨，尚无结论。", "It is on the agenda of another seminar, without a result yet."),
    "not_hearing": Words("此项不在征求意见，或期限已过。", "It is not hearing comments now."),
    "window_not_open": Words(
        "对{audience}的征求意见自{day}起开放，现在还不能提出。", "Comments of {audience_en} open on {day_en}; they cannot be given yet."
    ),
    "window_over": Words(
        "对{audience}的征求意见已于{day}截止。确需补充的，请送协调员登记。",
        "Comments of {audience_en} closed on {day_en}. If you must add one, the coordinator can register it.",
    ),
    "not_received": Words("此项不在本街道承接范围。", "Your subdistrict is not to receive it."),
    "acted_on": Words("此后已有人办理此项。", "Somebody acted on it since."),
}


SHORT: dict[str, Words] = {
    "changed": Words("情况有变", "changed since"),
    "not_found": Words("不在本次采集", "not found"),
    "not_offered": Words("此处不能这样办", "not offered here"),
    "not_your_desk": Words("不由您办理", "not at your desk"),
    "own_department": Words("回避", "own department"),
    "reason_missing": Words("缺理由", "no reason"),
    "code_missing": Words("缺理由代码", "no reason code"),
    "warning_unanswered": Words("警示缺理由", "warned, no reason"),
    "two_roles": Words("另一身份办理过", "acted on in another role"),
    "own_version": Words("本人填写", "own wording"),
    "blocked": Words("阻断", "blocked"),
    "asked_back": Words("申请撤回", "asked back"),
    "mode_devolves": Words("方式不是下放类", "mode keeps it"),
    "mode_keeps": Words("方式是下放类", "mode hands it on"),
    "ready_to_report": Words("未填全", "not complete"),
    "before_first_report": Words("已报送过", "reported before"),
    "all_answered": Words("意见未答复", "comment unanswered"),
    "before_announcement": Words("已公告", "announced"),
    "after_announcement": Words("未公告", "not announced"),
}
"""The same in a few characters, for counting: what a word over many items can leave out."""


def short_reason(code: str) -> Words:
    """A few characters for a code; codes without any are told in their whole sentence."""
    return SHORT.get(code) or REASONS[code]


def left_out(item_id: int, number: int, code: str, **values: str) -> LeftOut:
    """The item with the sentence of its code; ``values`` fill the places in the sentence."""
    return LeftOut(item_id, number, code, REASONS[code].filled(**values))
