"""What a reader finds in a file, place by place, in words for the person who has to mend it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from workflows.domain.words import Term, Words
from workflows.files.reading.grid import cell_name, column_name


class Gravity(Term):
    """An error keeps its row out; a warning lets it in and asks somebody to look."""

    error = "error", "错误", "Error"
    warning = "warning", "警告", "Warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about one cell, one row or one sheet.

    ``cell`` is a place like "D17"; empty when the finding is about the whole sheet (then ``row_number`` is 0), and ``sheet`` is
    empty when it is about the whole file. ``row_number`` counts from 1 as Excel does. ``message`` begins with the place.
    """

    sheet: str
    cell: str
    row_number: int
    gravity: Gravity
    code: str
    message: Words


_ERROR, _WARNING = Gravity.error, Gravity.warning

SENTENCES: Mapping[str, tuple[Gravity, Words]] = {
    "no_heading": (
        _ERROR,
        Words(
            "没有找到表头：前 30 行里没有“{wanted}”一类的列名。请核对是否选错了文件，或按采集表补上表头。",
            "No heading found: no column called “{wanted}” or the like in the first 30 rows. Check the file or add the heading.",
        ),
    ),
    "sheet_without_heading": (
        _WARNING,
        Words("这张工作表没有可识别的表头，未读取。如有事项，请补上表头。", "This sheet has no known heading and was not read."),
    ),
    "column_twice": (
        _ERROR,
        Words(
            "“{label}”与“{other}”（{other_cell}）都可以作为“{field}”，无法判断用哪一列。请只保留一列，或改掉其中一个列名。",
            "“{label}” and “{other}” ({other_cell}) could both be “{field}”. Keep one of them.",
        ),
    ),
    "no_rows": (_ERROR, Words("只有表头，没有事项。", "There is a heading but no row.")),
    "formula": (
        _ERROR,
        Words("单元格是公式，不是文字。请复制后“粘贴为数值”。", "The cell is a formula. Copy it and paste its value."),
    ),
    "cell_error": (
        _ERROR,
        Words("单元格是错误值（如 #REF!、#N/A）。请改为实际内容。", "The cell holds an error value. Write what it should say."),
    ),
    "digits_lost": (
        _ERROR,
        Words(
            "“{text}”是按数字保存的长编号，末尾数字已经丢失。请把该列设为文本格式后重新填写。",
            "“{text}” is a long code kept as a number; its last digits are lost. Set the column to text and fill it in again.",
        ),
    ),
    "leading_zeros": (
        _WARNING,
        Words(
            "职权编码“{text}”是按数字保存的，开头的 0 可能已丢失，请核对。",
            "Code “{text}” is kept as a number; leading zeros may be lost. Please check.",
        ),
    ),
    "control_character": (
        _ERROR,
        Words("含有看不见的控制字符 {character}。请删去后重新填写。", "There is an unseen control character {character}. Remove it."),
    ),
    "hidden_character": (
        _ERROR,
        Words(
            "{field}里含有看不见的字符 {character}（零宽或改变书写方向）。请删去后重新填写。",
            "{field} contains the unseen character {character} (zero-width or changing direction). Remove it.",
        ),
    ),
    "too_long": (
        _ERROR,
        Words(
            "有 {count} 个字，超过每格 10,000 字上限。请精简，或把全文另附。",
            "The cell has {count} characters, more than 10,000. Shorten it or attach the full text.",
        ),
    ),
    "name_missing": (_ERROR, Words("没有填事项名称。请补上，或删去此行。", "The item has no name. Add it or delete the row.")),
    "several_items": (
        _WARNING,
        Words(
            "事项名称里用分号隔开了 {count} 段，可能是几个事项，请核对是否需要拆分。",
            "The name has {count} parts separated by semicolons and may be several items. Please check.",
        ),
    ),
    "department_missing": (
        _ERROR,
        Words(
            "没有写明原实施部门，表内也没有“填表单位”。请补上部门，或在导入时指定部门。",
            "No department is named in the row or above the table. Add it, or name one when importing.",
        ),
    ),
    "department_unknown": (
        _ERROR,
        Words(
            "原实施部门写的是“{text}”，不在本次参加采集的部门之列。请改为规范名称，或请协调员补充部门别名。",
            "The department “{text}” does not take part. Use its proper name, or have the coordinator add an alias.",
        ),
    ),
    "department_replaced": (
        _WARNING,
        Words(
            "原实施部门写的是“{text}”，不在本次部门之列，按导入时指定的部门归口，原文记为法定实施主体，请核对。",
            "The department “{text}” does not take part; the row goes to the department named at import and the text is kept as "
            "the lawful owner. Please check.",
        ),
    ),
    "department_filled_down": (
        _WARNING,
        Words("部门一格是空的，按上一行的部门处理，请核对。", "The department is empty and taken from the row above. Please check."),
    ),
    "heading_department_unknown": (
        _WARNING,
        Words(
            "填表单位写的是“{text}”，不在本次参加采集的部门之列，未采用。",
            "The reporting body “{text}” does not take part and was not used.",
        ),
    ),
    "kind_unknown": (
        _ERROR,
        Words(
            "职权类别写的是“{text}”，不在本次采集类别。请改为行政处罚、行政检查、行政强制措施或行政强制执行，或删去此行。",
            "The kind “{text}” is not collected this time. Write penalty, inspection, compulsory measure or compulsory execution, "
            "or delete the row.",
        ),
    ),
    "kind_suggested": (
        _WARNING,
        Words("没有填职权类别，按名称暂定为“{kind}”，请核对。", "No kind is given; by the name it is taken as “{kind}”. Please check."),
    ),
    "kind_missing": (
        _WARNING,
        Words("没有填职权类别，报送前请补上。", "No kind is given. Add it before the item is reported."),
    ),
    "mode_unknown": (
        _WARNING,
        Words(
            "调整方式写的是“{text}”，不是下放、部分下放、委托、不下放或暂缓，未采用，报送前请补上。",
            "The mode “{text}” is not known and was not used. Add it before the item is reported.",
        ),
    ),
    "mode_suggested": (
        _WARNING,
        Words("划转范围写的是“{text}”，调整方式暂定为“{mode}”，请核对。", "By the extent “{text}” the mode is taken as “{mode}”. Check."),
    ),
    "bases_unread": (
        _WARNING,
        Words("实施依据没有认出法律法规名称，原文已保留，请核对。", "No law was recognised in the basis; the text is kept. Please check."),
    ),
    "bases_too_many": (
        _WARNING,
        Words(
            "实施依据有 {count} 条，一项最多 5 条，已收前 5 条；未收：{left_out}。原文已保留，请核对或拆分事项。",
            "There are {count} bases; the first 5 are taken, left out: {left_out}. The text is kept. Check, or split the item.",
        ),
    ),
    "receivers_unknown": (
        _WARNING,
        Words(
            "承接单位“{text}”不在本次街道名单，原文已记入下放范围（地域），写明承接街道以后才能报送。",
            "The receivers “{text}” are not among the subdistricts; the text is kept in the scope (place). Say who before reporting.",
        ),
    ),
    "penalty_kinds_suggested": (
        _WARNING,
        Words("处罚种类按文字暂定为“{found}”，请核对。", "By its words the penalty kinds are taken as “{found}”. Please check."),
    ),
    "choice_unknown": (
        _WARNING,
        Words("{field}写的是“{text}”，不在可选范围，未采用，原文已保留。", "{field} “{text}” is not one of the choices and was not used."),
    ),
    "related_unread": (
        _WARNING,
        Words("关联事项应填事项编号（数字），“{text}”未采用，原文已保留。", "Related items are numbers; “{text}” was not used."),
    ),
    "version_unread": (
        _ERROR,
        Words(
            "系统列“事项版本”被改成了“{text}”。请重新下载采集表，不要改动隐藏列。",
            "The system column “version” was changed to “{text}”. Download the form again and leave hidden columns alone.",
        ),
    ),
    "id_twice": (
        _ERROR,
        Words(
            "与{other}是同一个系统标识（复制行时连隐藏列一起复制了）。请清空其中一行的隐藏列。",
            "Same system id as {other} (the hidden column was copied with the row). Clear it in one of them.",
        ),
    ),
    "code_twice": (
        _ERROR,
        Words(
            "职权编码“{text}”与{other}重复（同一部门）。请改正编码，或删去重复的行。",
            "Code “{text}” is also in {other} (same department). Correct it or delete one row.",
        ),
    ),
    "item_twice": (
        _ERROR,
        Words(
            "与{other}重复：部门、类别、名称、备注都相同。请删去一行，或在名称、备注中写明区别。",
            "Same as {other}: department, kind, name and remarks are equal. Delete one row or write the difference.",
        ),
    ),
    "id_unknown": (
        _ERROR,
        Words(
            "系统标识“{text}”不是本次采集本部门的事项。请重新下载采集表，或清空此行的隐藏列按新事项填报。",
            "System id “{text}” is no item of this department in this campaign. Download the form again, or clear the hidden column.",
        ),
    ),
    "several_candidates": (
        _ERROR,
        Words(
            "与系统里的第 {numbers} 项都相符，无法判断是哪一项。请从系统下载采集表后修改，或补上职权编码。",
            "It matches items {numbers} alike. Edit a form downloaded from the system, or add the code.",
        ),
    ),
    "matched_twice": (
        _ERROR,
        Words("与{other}指向系统里的同一事项（第 {number} 项）。请删去一行。", "Same item ({number}) as {other}. Delete one row."),
    ),
    "not_at_fill_in": (
        _ERROR,
        Words(
            "第 {number} 项现在“{place}”，不在填报，不能修改。请先退回，或从文件中删去此行。",
            "Item {number} rests at “{place}” and cannot be changed. Have it returned first, or delete the row.",
        ),
    ),
    "both_changed": (
        _WARNING,
        Words(
            "第 {number} 项的“{field}”，下载之后系统里和工作簿都改了。没有选择之前，保留系统里的。",
            "“{field}” of item {number} was changed both here and in the workbook since the download; what stands here is kept.",
        ),
    ),
    "stale_version": (
        _ERROR,
        Words(
            "第 {number} 项在下载之后已改为第 {version} 版。请重新下载后修改。",
            "Item {number} has become version {version} since the download. Download it again and repeat the change.",
        ),
    ),
    "other_department": (
        _ERROR,
        Words("此行属于其他部门。联络员只能填报本部门的事项，请删去此行。", "The row is another department's. Delete it."),
    ),
    "comment_number_missing": (
        _ERROR,
        Words(
            "没有填目录序号、职权编码或事项名称，不知道意见针对哪一项。请补上；新增事项请把意见类型写为“新增”。",
            "No number, code or name: it is not clear which item is meant. Add one; for a new item write “新增” as the kind.",
        ),
    ),
    "opinion_unknown": (
        _ERROR,
        Words(
            "意见类型写的是“{text}”。请改为同意、修改、删除、新增或无意见。",
            "The kind of opinion is “{text}”. Write agree, modify, delete, add or no comment in Chinese.",
        ),
    ),
    "opinion_missing": (
        _ERROR,
        Words("写了意见内容，没有选意见类型。请选同意、修改、删除、新增或无意见。", "There is a text but no kind of opinion. Choose one."),
    ),
    "change_missing": (
        _ERROR,
        Words("意见类型是“{kind}”，请写明修改建议或理由依据。", "The opinion is “{kind}”: write the proposed change or the reason."),
    ),
    "unit_missing": (
        _ERROR,
        Words("没有写明反馈单位。请在表头上方或“单位”列补上。", "The unit is not named. Add it above the table or in its column."),
    ),
    "unit_unknown": (
        _ERROR,
        Words("反馈单位写的是“{text}”，不在本次征求意见的单位之列。", "The unit “{text}” was not asked for comments this time."),
    ),
    "comment_twice": (
        _ERROR,
        Words("与{other}是同一单位对同一事项的意见。请合并为一行。", "{other} is of the same unit on the same item. Make it one row."),
    ),
}
"""Every finding by its code: how grave it is and what it says."""


def cell_problem(sheet: str, row: int, column: int, code: str, **values: object) -> Problem:
    """A finding about one cell; row and column count from 0."""
    gravity, words = SENTENCES[code]
    place = Words(f"第 {row + 1} 行 {column_name(column)} 列：", f"Row {row + 1}, column {column_name(column)}: ")
    return Problem(sheet, cell_name(row, column), row + 1, gravity, code, _joined(place, _filled(words, values)))


def sheet_problem(sheet: str, code: str, **values: object) -> Problem:
    """A finding about a whole sheet, or about the whole file when ``sheet`` is empty."""
    gravity, words = SENTENCES[code]
    place = Words(f"工作表“{sheet}”：", f"Sheet “{sheet}”: ") if sheet else Words("", "")
    return Problem(sheet, "", 0, gravity, code, _joined(place, _filled(words, values)))


def _joined(place: Words, said: Words) -> Words:
    return Words(place.zh + said.zh, place.en + said.en)


def _filled(words: Words, values: Mapping[str, object]) -> Words:
    zh = {name: value.zh if isinstance(value, Words) else _short(value) for name, value in values.items()}
    en = {name: value.en if isinstance(value, Words) else _short(value) for name, value in values.items()}
    return Words(words.zh.format(**zh), words.en.format(**en))


def _short(value: object) -> str:
    """A quoted text, bounded: messages quote a cell, they do not repeat it."""
    text = str(value)
    return text if len(text) <= 80 else f"{text[:79]}…"
