"""All fields of one item, as a form; five rows for its bases."""

from __future__ import annotations

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from werkzeug.datastructures import MultiDict
from wtforms import SelectChoice, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from webapp.characters import nothing_hidden
from webapp.items.differences import FIELD_WORDS
from webapp.locale import Later
from workflows.domain.items import Basis, ItemFields
from workflows.domain.vocabulary import BasisRole, Form, Kind, LawLevel, Mode, OwnerLevel, PenaltyKind

MISSING = Later("请填写此项", "Please fill this in")
LONG = Later("最多 10,000 字", "At most 10,000 characters")
UNSAID = SelectChoice("", Later("（未写）", "(not said)"))
BASES = 5


def _label(name: str) -> Later:
    return Later(*FIELD_WORDS[name])


def _options(terms, empty: bool = True):
    return ([UNSAID] if empty else []) + [SelectChoice(term.value, Later(term.zh, term.en)) for term in terms]


class Ticks(SelectMultipleField):
    """Many of a closed list, as boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class FillIn(FlaskForm):
    """采集表, one row."""

    name = TextAreaField(_label("name"), [InputRequired(MISSING), Length(max=10_000, message=LONG), nothing_hidden])
    kind = SelectField(_label("kind"), choices=_options(Kind))
    mode = SelectField(_label("mode"), choices=_options(Mode))
    code = StringField(_label("code"), [Length(max=200), nothing_hidden])
    penalty_kinds = Ticks(_label("penalty_kinds"), choices=_options(PenaltyKind, empty=False))
    form = SelectField(_label("form"), choices=_options(Form))
    owner = StringField(_label("owner"), [Length(max=200)])
    owner_level = SelectField(_label("owner_level"), choices=_options(OwnerLevel))
    scope_conduct = TextAreaField(_label("scope_conduct"), [Length(max=10_000, message=LONG)])
    scope_object = TextAreaField(_label("scope_object"), [Length(max=10_000, message=LONG)])
    scope_place = TextAreaField(_label("scope_place"), [Length(max=10_000, message=LONG)])
    receivers = Ticks(Later("承接街道（不选为全部）", "Receivers (none ticked: all)"), choices=[])
    entrust_letter = StringField(_label("entrust_letter"), [Length(max=2_000)])
    entrust_term = StringField(_label("entrust_term"), [Length(max=200)])
    related = StringField(Later("关联事项编号（用顿号隔开）", "Numbers of related items"), [Length(max=2_000)])
    remarks = TextAreaField(_label("remarks"), [Length(max=10_000, message=LONG)])


class Upload(FlaskForm):
    """A filled-in 采集表, or a department's own list."""

    workbook = FileField(Later("工作簿", "Workbook"), [FileRequired(Later("请选择文件", "Please choose a file"))])


def form_values(fields: ItemFields) -> dict[str, object]:
    """What the form shows of an item."""
    texts = ("name", "code", "owner", "scope_conduct", "scope_object", "scope_place", "entrust_letter", "entrust_term", "remarks")
    values: dict[str, object] = {name: getattr(fields, name) for name in texts}
    values |= {name: getattr(fields, name).value if getattr(fields, name) else "" for name in ("kind", "mode", "form", "owner_level")}
    values |= {"penalty_kinds": [kind.value for kind in fields.penalty_kinds], "receivers": list(fields.receivers)}
    return values | {"related": "、".join(str(number) for number in fields.related)}


def fields_of(form: FillIn, sent: MultiDict) -> ItemFields:
    """The fields that the form says."""
    texts = ("name", "code", "owner", "scope_conduct", "scope_object", "scope_place", "entrust_letter", "entrust_term", "remarks")
    chosen = {"kind": Kind, "mode": Mode, "form": Form, "owner_level": OwnerLevel}
    numbers = "".join(sign if sign.isdecimal() else " " for sign in form.related.data or "").split()
    return ItemFields(
        **{name: (form[name].data or "").replace("\r\n", "\n").strip() for name in texts},
        **{name: term(form[name].data) if form[name].data else None for name, term in chosen.items()},
        penalty_kinds=tuple(sorted(PenaltyKind(code) for code in form.penalty_kinds.data)),
        receivers=tuple(sorted(form.receivers.data)),
        related=tuple(sorted({int(number) for number in numbers if len(number) < 10})),
        bases=bases_of(sent),
    )


def bases_of(sent: MultiDict) -> tuple[Basis, ...]:
    """The rows of the form that name a law."""
    rows = zip(*(sent.getlist(f"basis_{part}") for part in ("law", "article", "level", "role")), strict=False)
    return tuple(
        Basis(
            law.strip().strip("《》")[:300],
            article.strip()[:200],
            LawLevel(level) if level in set(LawLevel) else None,
            BasisRole(said) if said in set(BasisRole) else BasisRole.sets,
        )
        for law, article, level, said in list(rows)[:BASES]
        if law.strip().strip("《》")
    )


def padded(bases: tuple[Basis, ...]) -> list[Basis | None]:
    """The bases with empty rows behind them, five in all."""
    return [*bases, *([None] * (BASES - len(bases)))]
