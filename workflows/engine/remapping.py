"""One set laid over another: where a token of the old drawing rests in the new one, and why it sometimes cannot.

Pure questions over two compiled sets. A marking that both drawings have stays unless it is led elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from workflows.domain.words import Words
from workflows.engine.net import By, Desk, Net, Place, ProcessSet
from workflows.engine.proofs import State, stuck
from workflows.engine.referee import OffTheDrawing, replay_to_an_end
from workflows.engine.refusals import Refusal

NOT_OLD = Words("“{name}”不是现行流程中的环节", "{name} is no place of the present drawing")
NOT_NEW = Words("“{name}”要移到“{image}”，新流程中没有这个环节", "{name} is to go to {image}, which the new drawing does not have")
NO_IMAGE = Words("“{name}”在新流程中没有去处，请指明移到哪里", "{name} has no place in the new drawing; say where it goes")
NOBODY_RESTS = Words("“{name}”不能移到“{image}”：那里由规则处理，无人停留", "{name} cannot go to {image}: rules leave it at once")
OTHER_COUNT = Words(
    "“{name}”不能移到“{image}”：台账上不是同一类，改图不能替人作出决定", "{name} cannot go to {image}: the ledger counts it otherwise"
)
NOT_FINISHED = Words("实际引擎从“{name}”走不到结束：{cause}", "The engine itself finds no end from {name}: {cause}")


@dataclass(frozen=True, slots=True)
class Remap:
    """Where tokens are led elsewhere: old marking → new marking, of the campaign and of items."""

    campaign: Mapping[str, str] = field(default_factory=dict)
    item: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, dict[str, str]]:
        """Plain values in the order of the markings."""
        return {"campaign": dict(sorted(self.campaign.items())), "item": dict(sorted(self.item.items()))}


def image(net: Net, led: Mapping[str, str], marking: str) -> str | None:
    """The marking of the new net where a token at ``marking`` comes to stand; None where it has none."""
    new = led.get(marking, marking)
    return new if new in net.places else None


def crosses(old: Net, new: Net, marking: str, to: str) -> bool:
    """Whether going over is a step of the token: it stands elsewhere, or its stay becomes, or ceases to be, a visit or a hearing."""
    return marking != to or _traits(old, marking) != _traits(new, to)


def _hears(net: Net, marking: str) -> bool:
    """Whether tokens wait here for the clock."""
    return any(move.by is By.clock for move in net.offered(marking))


def objections(before: ProcessSet, after: ProcessSet, led: Remap, campaign_at: str, items_at: Iterable[str]) -> tuple[Refusal, ...]:
    """Why the tokens that rest at these markings cannot go over, by place; empty when all can, and can be finished there.

    Each image is proved together with the campaign's own, and left for an end by a real instance of the engine.
    """
    found = [*_unknown(before.campaign, led.campaign), *_unknown(before.item, led.item)]
    found += _unfit(before.campaign, after.campaign, led.campaign, campaign_at)
    markings = list(items_at)
    for marking in markings:
        found += _unfit(before.item, after.item, led.item, marking)
    if not found:
        images = {image(after.item, led.item, marking) for marking in markings}
        there = image(after.campaign, led.campaign, campaign_at)
        found += stuck(after.campaign, after.item, [State(there, one) for one in sorted(images)]) if images else ()
        found += _unwalked(after, "campaign", {there}) + _unwalked(after, "item", images)
    return tuple(dict.fromkeys(found))


def _traits(net: Net, marking: str) -> tuple[bool, bool]:
    return net.places[marking].visits, _hears(net, marking)


def _unknown(net: Net, led: Mapping[str, str]) -> Iterator[Refusal]:
    for marking in sorted(set(led) - set(net.places)):
        yield Refusal(marking, f"{net.process}.bpmn", NOT_OLD.filled(name=marking))


def _unfit(old: Net, new: Net, led: Mapping[str, str], marking: str) -> Iterator[Refusal]:
    """Why a token at ``marking`` has no fit place in the new net; at most one reason."""
    origin, told = old.places[marking], led.get(marking)
    if (to := image(new, led, marking)) is None:
        yield _about(origin, NOT_NEW if told else NO_IMAGE, Words(told or "", told or ""))
        return
    place = new.places[to]
    if place.desk is Desk.rules:
        yield _about(origin, NOBODY_RESTS, _name(place))
    elif (origin.counts, origin.desk is Desk.end) != (place.counts, place.desk is Desk.end):
        yield _about(origin, OTHER_COUNT, _name(place))


def _unwalked(after: ProcessSet, process: str, markings: Iterable[str]) -> list[Refusal]:
    found = []
    for marking in sorted(markings):
        place = getattr(after, process).places[marking]
        try:
            replay_to_an_end(after, process, marking)
        except OffTheDrawing as error:
            found.append(_about(place, Words(*(text.replace("{cause}", str(error)) for text in NOT_FINISHED)), _name(place)))
    return found


def _name(place: Place) -> Words:
    return Words(place.name, place.name_en or place.name)


def _about(place: Place, words: Words, to: Words) -> Refusal:
    name = _name(place)
    sentence = Words(words.zh.format(name=name.zh, image=to.zh), words.en.format(name=name.en, image=to.en))
    return Refusal(place.element, f"{place.process}.bpmn", sentence)
