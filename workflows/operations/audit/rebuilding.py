"""The audit as lines of JSON, and a workplace rebuilt from them alone in an empty database.

Exported are acts, wordings, every audited table, and of organisations, people, sets and campaigns only the keys that other rows
name. Everything shown is made anew: where items stand, their findings, the settings, the published catalogues.
"""

from __future__ import annotations

import base64
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from types import SimpleNamespace

from sqlalchemy import JSON, Boolean, Date, LargeBinary, Table, func, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from workflows.domain.catalogue import Catalogue
from workflows.domain.errors import Unfit
from workflows.domain.items import ItemFields
from workflows.engine.compiler import as_json, compile_set
from workflows.engine.net import Desk
from workflows.operations.acts import CLOCK, OpenAct
from workflows.operations.audit.registered import PARTS, campaign_columns, person_columns
from workflows.operations.audit.retracing import Trail, item_row, trails, trails_of
from workflows.operations.campaigns.publishing import Adopted, frozen_rows, heading_as_of, listed
from workflows.operations.items.liaison import look_again
from workflows.operations.items.screening import screened
from workflows.operations.processes import Eras, eras
from workflows.operations.undoing import effective
from workflows.store.audit import Act, ChainHead, Registration, Wording
from workflows.store.base import Instant, Record
from workflows.store.calendar import NOUN, calendar_of
from workflows.store.campaigns import Campaign, DeployedSet, Participation
from workflows.store.catalogue import PublishedCatalogue, PublishedRow, published
from workflows.store.chain import AUDITED, GENESIS
from workflows.store.items.rows import Item, Passage, Step
from workflows.store.people import Organisation, Person

FORMAT = {"audit": "devolve", "format": 2}
NAMED: Mapping[type[Record], tuple[str, ...]] = {
    Organisation: ("id", "key"),
    Person: ("id", "account"),
    DeployedSet: ("id", "signed", "files"),
    Campaign: ("id", "key"),
}
"""What is exported of the rows that others name; all else about them is in their registrations."""
RECOMPUTED = (PublishedCatalogue, PublishedRow)
LINES_MISSING = (
    "文件里的记录彼此不衔接，缺了行或者被改动过；请用一份完整的导出文件，在空目录里重来。",
    "The lines do not fit together: some are missing or were changed. Take a complete export and an empty home.",
)
Lines = Mapping[str, list[SimpleNamespace]]


def export_audit(session: Session) -> Iterator[str]:
    """The audit, one JSON object a line without line ends: the format first, then rows table by table in order of their keys."""
    yield _line(FORMAT)
    whole = {record: tuple(record.__table__.columns.keys()) for record in (Wording, Act, *AUDITED)}
    for record, names in (NAMED | whole).items():
        table = record.__table__
        query = select(*(table.c[name] for name in names)).order_by(*table.primary_key.columns)
        for row in session.execute(query.execution_options(yield_per=1_000)):
            yield _line({"table": table.name, "row": {name: _plain(value) for name, value in zip(names, row, strict=True)}})


def rebuild(session: Session, lines: Iterable[str]) -> None:
    """The workplace that these lines tell stands in the database: sound by ``verify``, its catalogues recomputed.

    Passwords and sessions are no part of the audit; accounts stand without a password.

    Raises:
        Unfit: the database is not empty, the lines are not such an export, some of them are missing, or a set's files differ from
            their digest.
    """
    if session.scalar(select(func.count()).select_from(Act)):
        raise Unfit("数据库不是空的，不能在其中重建。", "The database is not empty; nothing can be rebuilt in it.")
    told = _read(lines)
    try:
        _stand_everything(session, told)
    except (LookupError, TypeError, AttributeError, IntegrityError) as error:  # Rows that do not fit together, or JSON of another shape.
        raise Unfit(*LINES_MISSING) from error


def _stand_everything(session: Session, told: Lines) -> None:
    _insert_told(session, told, Wording)
    _found_registers(session, told)
    _insert_told(session, told, Act)
    last = max(told["act"], key=lambda act: act.position or 0, default=None)
    head = {"id": 1, "position": last.position, "hash": last.hash} if last else {"id": 1, "position": 0, "hash": GENESIS}
    session.execute(insert(ChainHead.__table__), head)
    _insert_told(session, told, Registration)
    _stand_items(session, told)
    for record in AUDITED:
        if record not in (Registration, *RECOMPUTED):
            _insert_told(session, told, record)
    for campaign in session.scalars(select(Campaign).order_by(Campaign.id)):
        _publish_again(session, campaign, [row for row in told["published_catalogue"] if row.campaign_id == campaign.id])
        _screen_again(session, campaign, last)
    _continue_numbering(session)


def catalogues_again(session: Session, campaign: Campaign) -> dict[int, Catalogue]:
    """Every published version of a campaign recomputed from the record as of the act that published it, by version.

    A version whose act is not there is left out.
    """
    return {frozen.version: again for frozen, again, _ in _recomputed(session, campaign, published(session, campaign.id))}


def _recomputed(session: Session, campaign: Campaign, versions: Sequence) -> Iterator[tuple[object, Catalogue, list[Adopted]]]:
    positions = {row.id: row.position or 0 for row in session.execute(select(Act.id, Act.position))}
    versions = [frozen for frozen in versions if frozen.act_id in positions]
    adopted: dict[int, list[Adopted]] = defaultdict(list)
    kept = eras(session, campaign)
    for trail in trails(session, campaign) if versions else ():
        for frozen in versions:
            one = _adopted_as_of(kept, trail, positions, positions[frozen.act_id])
            adopted[frozen.version] += [one] if one else []
    for frozen in versions:
        heading = heading_as_of(session, campaign, positions[frozen.act_id])
        yield frozen, listed(heading, frozen.version, adopted[frozen.version]), adopted[frozen.version]


def _adopted_as_of(kept: Eras, trail: Trail, positions: Mapping[int, int], position: int) -> Adopted | None:
    standing = effective([passage for passage in trail.passages if positions.get(passage.act_id, 0) <= position])
    if not standing or kept.entered(standing[-1]).item.places[standing[-1].to_marking].counts != "adopted":
        return None
    version = [version for version in trail.versions if positions.get(version.act_id, 0) <= position][-1]
    fields = ItemFields.from_json(version.fields)
    return Adopted(trail.item_id, trail.filing.number, version.department_id, version.number, fields)


def _found_registers(session: Session, told: Lines) -> None:
    """Organisations, people, sets and campaigns as last registered."""
    bodies = {(row.noun, row.key): row.body for row in sorted(told["registration"], key=lambda row: row.number)}
    for row in told["organisation"]:
        session.add(Organisation(id=row.id, key=row.key, **bodies["organisation", row.key]))
    disabled = _disabled(told)
    for row in told["person"]:
        body = bodies["person", row.account]
        session.add(Person(id=row.id, account=row.account, disabled_at=disabled.get(row.account), **person_columns(body)))
    for row in told["deployed_set"]:
        session.add(_deployed_again(row))
    session.flush()
    sets, offices = {row.signed: row.id for row in told["deployed_set"]}, {row.key: row.id for row in told["organisation"]}
    for row in told["campaign"]:
        body = bodies["campaign", row.key]
        session.add(_campaign_again(row, body, sets[body["deployed_set"]], told))
        session.flush()
        for part, named in PARTS:
            for position, key in enumerate(body[named], start=1):
                session.add(Participation(campaign_id=row.id, organisation_id=offices[key], part=part, position=position))
    session.flush()


def _disabled(told: Lines) -> dict[str, datetime]:
    """When each disabled account was first registered so."""
    acted_at = {act.id: act.at for act in told["act"]}
    since = [row for row in told["registration"] if row.noun == "person" and row.body.get("disabled")]
    return {row.key: acted_at[row.act_id] for row in sorted(since, key=lambda row: -row.number)}


def _deployed_again(row: SimpleNamespace) -> DeployedSet:
    compiled = compile_set({name: content.encode() for name, content in row.files.items()})
    if compiled.signed != row.signed:
        raise Unfit(f"流程文件与其摘要 {row.signed[:12]} 不符。", f"The files of the set differ from their digest {row.signed[:12]}.")
    return DeployedSet(id=row.id, signed=row.signed, does=compiled.does, files=row.files, compiled=as_json(compiled))


def _campaign_again(row: SimpleNamespace, body: Mapping, deployed_set_id: int, told: Lines) -> Campaign:
    passages = [passage for passage in told["campaign_passage"] if passage.campaign_id == row.id]
    return Campaign(
        id=row.id,
        key=row.key,
        deployed_set_id=deployed_set_id,
        marking=effective(passages)[-1].to_marking,
        passages=len(passages),
        items_numbered=sum(filing.campaign_id == row.id for filing in told["filing"]),
        comments_numbered=sum(comment.campaign_id == row.id for comment in told["comment"]),
        **campaign_columns(body),
    )


def _stand_items(session: Session, told: Lines) -> None:
    """Items where their trails lead."""
    campaigns = {campaign.id: campaign for campaign in session.scalars(select(Campaign))}
    kept = {campaign.id: eras(session, campaign) for campaign in campaigns.values()}
    acted_at = {act.id: act.at for act in told["act"]}
    calendar = calendar_of(row.body for row in sorted(told["registration"], key=lambda row: row.number) if row.noun == NOUN)
    items = []
    for trail in trails_of(told["filing"], told["item_version"], _passages(told), told["lineage"]):
        campaign = campaigns[trail.filing.campaign_id]
        items.append(item_row(campaign, kept[campaign.id], trail, acted_at, calendar))
    if items:
        session.execute(insert(Item.__table__), items)


def _passages(told: Lines) -> Iterator[SimpleNamespace]:
    """Each passage with the step it was."""
    steps = {(step.act_id, step.number): vars(step) for step in told["step"]}
    for passage in told["passage"]:
        yield SimpleNamespace(**(steps[passage.act_id, passage.step_number] | vars(passage)))


def _publish_again(session: Session, campaign: Campaign, versions: Sequence[SimpleNamespace]) -> None:
    for frozen, again, adopted in _recomputed(session, campaign, versions):
        said = {"title": again.title, "number": again.number, "effective_on": again.effective_on, "digest": again.digest}
        kept = {name: getattr(frozen, name) for name in ("id", "act_id", "campaign_id", "version", "replaces")}
        session.execute(insert(PublishedCatalogue.__table__), kept | said)
        if rows := frozen_rows(frozen.id, frozen.act_id, again, adopted):
            session.execute(insert(PublishedRow.__table__), rows)


def _screen_again(session: Session, campaign: Campaign, last: SimpleNamespace) -> None:
    """Findings of every item that was screened, and about the list once collection has closed."""
    rules = {marking for kept in eras(session, campaign).sets for marking, place in kept.item.places.items() if place.desk is Desk.rules}
    judged = select(Passage.item_id).join(Passage.step).join(Item, Item.id == Passage.item_id).where(Item.campaign_id == campaign.id)
    ids = sorted(set(session.scalars(judged.where(Step.from_marking.in_(rules)))))
    act = OpenAct(session, session.get_one(Act, last.id), CLOCK, last.at)
    if ids:
        screened(act, campaign, ids)
    look_again(act, campaign)


def _continue_numbering(session: Session) -> None:
    """On PostgreSQL the next ids follow the highest ones that were told."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for table in Record.metadata.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            highest = f"(SELECT coalesce(max({column.name}), 0) + 1 FROM {table.name})"
            session.execute(text(f"SELECT setval(pg_get_serial_sequence('{table.name}', '{column.name}'), {highest}, false)"))


def _read(lines: Iterable[str]) -> Lines:
    told: dict[str, list[SimpleNamespace]] = defaultdict(list)
    every = iter(lines)
    try:
        if json.loads(next(every)) != FORMAT:
            raise ValueError("another format")
        for line in every:
            entry = json.loads(line)
            table = Record.metadata.tables[entry["table"]]
            told[table.name].append(SimpleNamespace(**{name: _value(table, name, value) for name, value in entry["row"].items()}))
    except (ValueError, KeyError, StopIteration) as error:
        raise Unfit("不是审计导出文件，或文件已损坏。", "These lines are no export of the audit, or they are damaged.") from error
    return told


def _insert_told(session: Session, told: Lines, record: type[Record]) -> None:
    rows = [vars(row) for row in told[record.__tablename__]]
    if rows:
        session.execute(insert(record.__table__), rows)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value.isoformat() if isinstance(value, date) else value


def _value(table: Table, name: str, value: object) -> object:
    """The value of a column from its line.

    Raises:
        ValueError: it is of another type than the column's.
    """
    kind = table.c[name].type
    if value is None:
        return None
    if not isinstance(value, _written_as(kind)) or (isinstance(value, bool) and not isinstance(kind, Boolean)):
        raise ValueError(f"{table.name}.{name} is {type(value).__name__}")
    if isinstance(kind, Instant):
        return datetime.fromisoformat(value)
    if isinstance(kind, LargeBinary):
        return base64.b64decode(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value


def _written_as(kind: TypeEngine) -> type | tuple[type, ...]:
    if isinstance(kind, (Instant, LargeBinary, Date)):
        return str
    return (dict, list) if isinstance(kind, JSON) else kind.python_type
