"""What the pages of capacity show: one subdistrict's own sheet and items, or the matrix of all of them for staff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from flask import g, request, url_for

from webapp.acting import campaign, item_net, new_key, read, role, sight
from webapp.capacity.forms import PaperForm, SheetForm
from webapp.numbers import bounded
from webapp.security import may_open
from workflows.domain.capacity import CapacitySheet, Said
from workflows.domain.vocabulary import Capacity, Kind
from workflows.operations.capacity import STREET, matrix_items
from workflows.operations.items.tokens import hears
from workflows.store.campaigns import participants
from workflows.store.capacity import GoingItem, said_of, sheets_of
from workflows.store.people import Organisation

PAGE = 50
UNSAID = "unsaid"


@dataclass(frozen=True)
class OwnRow:
    """One item of a subdistrict's own list; ``open`` says that it may be answered now."""

    item: GoingItem
    kind: Kind | None
    said: Said | None
    open: bool


@dataclass(frozen=True)
class OwnPage:
    """A subdistrict's own: the sheet, how many items it said what of, a page of items."""

    form: SheetForm
    sheet: CapacitySheet | None
    counts: dict[str, int]
    open: int
    state: str
    rows: tuple[OwnRow, ...]
    next: str | None
    after: int
    unsaid: int
    key: str


@dataclass(frozen=True)
class MatrixRow:
    """One item and what each subdistrict says of it; None where it is not to receive it, "" where it has not said."""

    item: GoingItem
    cells: tuple[Said | str | None, ...]


@dataclass(frozen=True)
class MatrixPage:
    """Items × subdistricts. ``sheets`` and ``sums`` stand in the order of ``offices``; a sum is able, supported, unable, unsaid.

    ``paper`` takes down what a subdistrict answered on paper; None for who may not, and while no item hears comments.
    """

    offices: tuple[Organisation, ...]
    sheets: tuple[CapacitySheet | None, ...]
    sums: tuple[tuple[int, int, int, int], ...]
    rows: tuple[MatrixRow, ...]
    found: int
    state: str
    previous: str | None
    next: str | None
    paper: PaperForm | None
    key: str

    def table(self) -> tuple[list[str], list[tuple], dict[str, CapacitySheet]]:
        """Names of the subdistricts, the rows, and the sheets by name, as the workbook takes them."""
        names = [office.name for office in self.offices]
        rows = [(row.item.number, row.item.name, row.cells) for row in self.rows]
        return names, rows, {name: sheet for name, sheet in zip(names, self.sheets, strict=True) if sheet}


def capacity_page(form: SheetForm | None = None) -> OwnPage | MatrixPage:
    """The reader's own page, or the matrix."""
    return own_page(form) if role() in STREET else matrix_page()


def own_items() -> list[GoingItem]:
    """The items in the reader's sight that their subdistrict is to receive."""
    key = g.appointment.organisation.key
    return [item for item in matrix_items(read(), campaign(), sight()) if item.goes_to(key)]


def open_items() -> list[GoingItem]:
    """Those of them that hear comments now."""
    net = item_net()
    return [item for item in own_items() if hears(net, item.marking)]


def unsaid_items() -> list[GoingItem]:
    """Those of which nothing was said yet."""
    own = g.appointment.organisation_id
    said = said_of(read(), campaign(), own)
    return [item for item in open_items() if (own, item.id) not in said]


def own_page(form: SheetForm | None = None) -> OwnPage:
    """The reader's subdistrict, its items from the number behind the one in the address."""
    own = g.appointment.organisation_id
    said, net = said_of(read(), campaign(), own), item_net()
    items = own_items()
    rows = [OwnRow(item, Kind.of_label(item.kind), said.get((own, item.id), (None,))[0], hears(net, item.marking)) for item in items]
    state = request.args.get("state", "")
    chosen = [row for row in rows if state in ("", _state(row.said))]
    after = request.args.get("after", 0, bounded)
    following = [row for row in chosen if row.item.number > after]
    sheet = sheets_of(read(), campaign(), own).get(own)
    more = len(following) > PAGE
    return OwnPage(
        form=form or SheetForm(obj=sheet, formdata=None),
        sheet=sheet,
        counts=dict(Counter(_state(row.said) for row in rows)),
        open=sum(row.open for row in rows),
        state=state,
        rows=tuple(following[:PAGE]),
        next=url_for("capacity.shown", state=state or None, after=following[PAGE - 1].item.number) if more else None,
        after=after,
        unsaid=sum(row.open and row.said is None for row in rows),
        key=new_key(),
    )


def going_now() -> list[GoingItem]:
    """The items that go or may still go to subdistricts."""
    return matrix_items(read(), campaign())


def paper_form(form: PaperForm) -> PaperForm:
    """The form with the subdistricts to choose from."""
    form.subdistrict.choices = [(office.key, office.name) for office in participants(read(), campaign(), "receiver")]
    return form


def matrix_page(whole: bool = False, paper: PaperForm | None = None) -> MatrixPage:
    """The matrix: one page of items, or all of them; a subdistrict's is its own column over the items in its sight."""
    own = g.appointment.organisation if role() in STREET else None
    offices = (own,) if own else tuple(participants(read(), campaign(), "receiver"))
    said, sheets = (look(read(), campaign(), own.id if own else None) for look in (said_of, sheets_of))
    items = own_items() if own else going_now()
    if paper is None and may_open("capacity.taken_down") and any(hears(item_net(), item.marking) for item in items):
        paper = paper_form(PaperForm(formdata=None))
    rows = [MatrixRow(item, tuple(_cell(item, office, said) for office in offices)) for item in items]
    state = request.args.get("state", "")
    chosen = [row for row in rows if not state or state in {_state(cell) for cell in row.cells if cell is not None}]
    first = max(request.args.get("from", 1, bounded), 1)
    return MatrixPage(
        offices=offices,
        sheets=tuple(sheets.get(office.id) for office in offices),
        sums=tuple(_sum(row.cells[place] for row in rows) for place in range(len(offices))),
        rows=tuple(chosen if whole else chosen[first - 1 : first - 1 + PAGE]),
        found=len(chosen),
        state=state,
        previous=url_for("capacity.shown", state=state or None, **{"from": max(first - PAGE, 1)}) if first > 1 else None,
        next=url_for("capacity.shown", state=state or None, **{"from": first + PAGE}) if first - 1 + PAGE < len(chosen) else None,
        paper=paper,
        key=new_key(),
    )


def _cell(item: GoingItem, office: Organisation, said: dict) -> Said | str | None:
    return said.get((office.id, item.id), ("",))[0] if item.goes_to(office.key) else None


def _state(said: Said | str | None) -> str:
    return said.capacity.value if said else UNSAID


def _sum(cells: Iterable[Said | str | None]) -> tuple[int, int, int, int]:
    counts = Counter(_state(cell) for cell in cells if cell is not None)
    return tuple(counts[state] for state in (*(capacity.value for capacity in Capacity), UNSAID))
