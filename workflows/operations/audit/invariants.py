"""What must hold of one item, looked at alone: its token, its numbers, its visits, the four eyes on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from workflows.domain.items import ItemFields
from workflows.domain.opinions import ANY, Policy, decided, policy_of
from workflows.domain.vocabulary import DEVOLVING_MODES
from workflows.domain.words import Words
from workflows.engine.net import By, Desk, Net
from workflows.operations.audit.retracing import Stay, Trail, item_row, retraced
from workflows.operations.items.deciding import REPLACED, deciding
from workflows.operations.processes import CHANGE, Eras
from workflows.operations.undoing import effective
from workflows.store.campaigns import Campaign

BIRTH = "file"
UNDONE = "undone"
WITHOUT_VERDICT = (UNDONE, CHANGE)
"""How a visit ends without an opinion: the step that led to it was taken back, or the drawing changed under it."""

NO_PASSAGE = Words("没有任何流转记录", "It has no passage")
UNKNOWN_MARKING = Words("“{marking}”不是流程中的环节", "“{marking}” is no place of its net")
TORN = Words("第 {number} 步从“{found}”出发，上一步停在“{rests}”", "Passage {number} starts at “{found}”, not at “{rests}”")
NO_MOVE = Words(
    "第 {number} 步“{origin} → {to}”（{action}）不是流程中的一步", "Passage {number}, “{origin} → {to}” by {action}, is no move of the net"
)
WRONG_BIRTH = Words("立项于“{marking}”，不是起始环节", "It was born at “{marking}”, which is not the start")
NO_SUCCESSOR = Words("已拆分或合并，却没有去向", "It was split or merged, and nothing takes its place")
WRONG_UNDO = Words("第 {number} 步撤销与被撤销的步骤不符", "Passage {number} does not take back what it names")
RESTS_ELSEWHERE = Words("记在“{found}”，流转记录停在“{rests}”", "It is shown at “{found}”, its passages rest at “{rests}”")
NO_FILING = Words("没有填报记录", "It has no filing")
GAP = Words("{what}编号应为 1 至 {count}，实为 {found}", "{what} should be numbered 1 to {count}, found {found}")
COLUMNS_DIFFER = Words("字段 {names} 与记录不符", "Columns {names} differ from what is on record")
OPINIONS_UNDUE = Words("{count} 份审查意见按规则不能有这一结论", "{count} opinions do not give this verdict by the policy")
TWICE = Words("同一人在一次审查中有两份意见", "One person gave two opinions at one visit")
OPINION_DIFFERS = Words("审查意见与结论不符", "The opinion differs from the verdict")
STRAY_OPINION = Words("审查意见不属于任何一次审查", "The opinion belongs to no visit")
TWO_ROLES = Words("同一人以多种身份办理：{roles}", "One person acted in several roles: {roles}")
OWN_VERSION = Words("第 {number} 步由文本的填写人决定", "Passage {number} was decided by who wrote the wording")
KEPT_MODE = Words("调整方式为“{mode}”，却列入目录", "Its mode is “{mode}”, yet it is adopted")


@dataclass(frozen=True, slots=True)
class Broken:
    """An invariant that does not hold at a place (``item/17``, ``act/5``), and how."""

    invariant: str
    where: str
    message: Words


@dataclass(frozen=True, slots=True)
class Book:
    """What the items of a campaign are held against: its net, those before it, the acts by id (``at``, ``person_id``, ``role`` …).

    ``policies`` are those of its review rounds as registered, by the act that did so, oldest first.
    """

    campaign: Campaign
    net: Net
    eras: Eras
    acts: Mapping[int, object]
    policies: Sequence[tuple[int, Mapping[str, str]]] = ()

    def policy(self, visit: Stay) -> Policy:
        """The policy of a visit's round when the visit was closed; the present one while it is open."""
        closed = visit.closed_act_id
        in_force = [policies for act_id, policies in self.policies if closed is None or act_id <= closed]
        return policy_of(in_force[-1].get(visit.round, "")) if in_force else ANY


def item_breaks(book: Book, trail: Trail) -> Iterator[Broken]:
    """Everything that does not hold of one item. A token off the net is said alone: nothing else can be told then."""
    where = f"item/{trail.item_id}"
    astray = list(_off_the_net(book, trail)) or ([] if trail.filing and trail.versions else [("I2", NO_FILING)])
    if astray:
        yield from (Broken(invariant, where, message) for invariant, message in astray)
        return
    for invariant, check in (("I1", _token), ("I2", _numbers), ("I2", _columns), ("I5", _opinions), ("I6", _four_eyes)):
        yield from (Broken(invariant, where, message) for message in check(book, trail))


def token_breaks(eras: Eras, process: str, passages: list, rests: str, birth: str) -> Iterator[Words]:
    """How a token's passages fail to lead where it is said to rest.

    Args:
        process: ``item`` or ``campaign``.
        birth: The action of the first passage.
    """
    for before, passage in pairwise(passages):
        if passage.from_marking != before.to_marking:
            yield TORN.filled(number=passage.number, found=passage.from_marking, rests=before.to_marking)
    by_number = {passage.number: passage for passage in passages}
    for passage in passages:
        taken_back = by_number.get(passage.undoes)
        if passage.undoes is not None and (taken_back is None or taken_back.from_marking != passage.to_marking):
            yield WRONG_UNDO.filled(number=passage.number)
    for passage in (passage for passage in passages if passage.undoes is None):
        born = passage.number == 1 and passage.from_marking == "" and passage.action == birth
        if not born and (passage.to_marking, passage.by) != _leads(eras, process, passage):
            yield NO_MOVE.filled(number=passage.number, origin=passage.from_marking, to=passage.to_marking, action=passage.action)
    standing = effective(passages)
    if not standing or standing[-1].to_marking != rests:
        yield RESTS_ELSEWHERE.filled(found=rests, rests=standing[-1].to_marking if standing else "")


def _leads(eras: Eras, process: str, passage: object) -> tuple[str, str] | None:
    """Where this action leads from there and who takes it: by the drawing, or by the recorded map of a change of the set."""
    if passage.by == By.change:
        told = eras.maps.get(passage.act_id)
        return (told[process].get(passage.from_marking, passage.from_marking), By.change) if told else None
    move = getattr(eras.entered(passage), process).move(passage.from_marking, passage.action)
    return (move.to, move.by) if move else None


def unnumbered(what: Words, numbers: list[int], count: int) -> Iterator[Words]:
    """A sentence unless the numbers are 1 to ``count`` without gap, in order."""
    if numbers != list(range(1, count + 1)):
        shown = f"{len(numbers)} ({', '.join(map(str, numbers[:5]))}…)"
        yield Words(GAP.zh.format(what=what.zh, count=count, found=shown), GAP.en.format(what=what.en, count=count, found=shown))


def _off_the_net(book: Book, trail: Trail) -> Iterator[tuple[str, Words]]:
    if not trail.passages:
        yield "I1", NO_PASSAGE
    astray = {passage.from_marking for passage in trail.passages if passage.from_marking not in book.eras.left(passage).item.places}
    astray |= {passage.to_marking for passage in trail.passages if passage.to_marking not in book.eras.entered(passage).item.places}
    astray |= {trail.item.marking} - set(book.net.places)
    for marking in sorted(astray - {""}):
        yield "I1", UNKNOWN_MARKING.filled(marking=marking)


def _token(book: Book, trail: Trail) -> Iterator[Words]:
    yield from token_breaks(book.eras, "item", trail.passages, trail.item.marking, BIRTH)
    born_at, net = trail.passages[0].to_marking, book.eras.entered(trail.passages[0]).item
    as_part = trail.born_of and net.places[born_at].desk is Desk.fill_in
    if born_at != net.start and not as_part:
        yield WRONG_BIRTH.filled(marking=born_at)
    if book.net.places[trail.item.marking].counts == REPLACED and not trail.replaced:
        yield NO_SUCCESSOR


def _numbers(book: Book, trail: Trail) -> Iterator[Words]:
    yield from unnumbered(Words("流转", "Passages"), [passage.number for passage in trail.passages], trail.item.passages)
    yield from unnumbered(Words("版本", "Versions"), [version.number for version in trail.versions], trail.item.versions)


def _columns(book: Book, trail: Trail) -> Iterator[Words]:
    """The item's own row against what its trail tells; of the end of a hearing only whether there is one."""
    at = {passage.act_id: book.acts[passage.act_id].at for passage in trail.passages if passage.act_id in book.acts}
    if len(at) < len({passage.act_id for passage in trail.passages}):
        return
    told = item_row(book.campaign, book.eras, trail, at)
    shown = trail.item._mapping
    differ = [name for name, value in told.items() if name != "hear_until" and shown[name] != value]
    differ += ["hear_until"] if (told["hear_until"] is None) != (shown["hear_until"] is None) else []
    if differ:
        yield COLUMNS_DIFFER.filled(names=", ".join(differ))


def _opinions(book: Book, trail: Trail) -> Iterator[Words]:
    """One verdict a visit: the opinions that stand give it by the policy, the last one by the act that closed the visit.

    An open visit, or one closed without a verdict, has opinions that decide nothing; an undone one has none that stand.
    """
    withdrawn = {(row.visit, row.slot) for row in trail.withdrawn}
    given: dict[int, list] = defaultdict(list)
    for opinion in trail.opinions:
        given[opinion.visit].append(opinion)
    for visit in retraced(book.eras, trail.passages).stays:
        every = given.pop(visit.number, [])
        standing = [opinion for opinion in every if (opinion.visit, opinion.slot) not in withdrawn]
        yield from unnumbered(Words("意见", "Opinions"), [opinion.slot for opinion in every], len(every))
        yield from _verdict(book, visit, standing)
    yield from (STRAY_OPINION for _ in given)


def _verdict(book: Book, visit: Stay, standing: Sequence) -> Iterator[Words]:
    acts = [book.acts.get(opinion.act_id) for opinion in standing]
    policy, said = book.policy(visit), [act.word if act else "" for act in acts]
    closed = visit.closed_act_id is not None and visit.verdict not in WITHOUT_VERDICT
    early = any(decided(policy, said[:count]) for count in range(len(said)))
    late = len(said) > (policy.asked + 1 if closed else policy.asked)
    undone = visit.verdict == UNDONE
    if early or late or bool(decided(policy, said)) != closed or (undone and said):
        yield OPINIONS_UNDUE.filled(count=len(said))
    elif closed and (said[-1], standing[-1].act_id) != (visit.verdict, visit.closed_act_id):
        yield OPINION_DIFFERS
    seen: set[int] = set()
    for act in acts:
        if seen & set(_people(act)):
            yield TWICE
        seen |= set(_people(act))


def _four_eyes(book: Book, trail: Trail) -> Iterator[Words]:
    roles: dict[int, set[str]] = defaultdict(set)
    for act, number, own in _acts_of_people(book, trail):
        for person in _people(act):
            roles[person].add(act.role)
        if own:
            yield OWN_VERSION.filled(number=number)
    yield from (TWO_ROLES.filled(roles=", ".join(sorted(held))) for held in roles.values() if len(held) > 1)
    mode = trail.item.mode
    if book.net.places[trail.item.marking].counts == "adopted" and mode not in DEVOLVING_MODES:
        yield KEPT_MODE.filled(mode=ItemFields.from_json(trail.versions[-1].fields).mode or "")


def _acts_of_people(book: Book, trail: Trail) -> Iterator[tuple[object, int, bool]]:
    """Each passage a person took and each opinion only noted: the act, the passage's number, whether its author decided it."""
    for passage in trail.passages:
        act = book.acts.get(passage.act_id)
        if act is not None and passage.by == By.person.value and passage.undoes is None:
            yield act, passage.number, _decided_by_the_author(book, trail, passage, act)
    moving = {passage.act_id for passage in trail.passages}
    for opinion in trail.opinions:
        act = book.acts.get(opinion.act_id)
        if act is not None and act.id not in moving:
            yield act, opinion.visit + 1, _wrote_between(book, trail, act, opinion.visit)


def _decided_by_the_author(book: Book, trail: Trail, passage: object, act: object) -> bool:
    """Whether a deciding act was taken by who wrote a version since the item entered the place before."""
    net = book.eras.entered(passage).item
    move = net.move(passage.from_marking, passage.action)
    if move is None or not deciding(net.places[passage.from_marking], move):
        return False
    return _wrote_between(book, trail, act, passage.number - 1)


def _wrote_between(book: Book, trail: Trail, act: object, arrived: int) -> bool:
    """Whether who decided wrote a version since the place before that at which passage ``arrived`` ended."""
    if arrived < 2:
        return False
    since, people = trail.passages[arrived - 2].act_id, set(_people(act))
    between = [version for version in trail.versions if since <= version.act_id < act.id]
    return any(version.author_id in people or people & set(_people(book.acts.get(version.act_id))) for version in between)


def _people(act: object | None) -> list[int]:
    return [] if act is None else [person for person in (act.person_id, act.on_behalf_of_id) if person is not None]
