"""Who changed what reaches exactly those who asked."""

from typing import Any

import pytest

from paddock.services.bus import Bus, ChatsChanged, ModelsChanged


def test_an_event_reaches_the_listeners_of_its_type() -> None:
    bus, heard = Bus(), []
    bus.subscribe(ChatsChanged, heard.append)
    bus.publish(ChatsChanged(3))
    bus.publish(ModelsChanged())
    assert heard == [ChatsChanged(3)]


def test_who_has_gone_hears_no_more() -> None:
    bus: Bus = Bus()
    heard: list[Any] = []
    leave = bus.subscribe(ModelsChanged, heard.append)
    leave()
    leave()
    bus.publish(ModelsChanged())
    assert heard == []


@pytest.mark.allow_log("paddock.services.bus")
def test_one_listeners_mistake_does_not_keep_it_from_the_others() -> None:
    bus, heard = Bus(), []

    def broken(event: ModelsChanged) -> None:
        raise RuntimeError("mine")

    bus.subscribe(ModelsChanged, broken)
    bus.subscribe(ModelsChanged, heard.append)
    bus.publish(ModelsChanged())
    assert heard == [ModelsChanged()]
