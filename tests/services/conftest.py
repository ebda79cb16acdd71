"""The services as a fixture."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from service_kit import MakeServices, Services, build


@pytest.fixture
def make_services(tmp_path: Path) -> Iterator[MakeServices]:
    """Builds the services with the answers that the engine is to give; a second call finds the first one's chats."""
    made: list[Services] = []

    def make(*answers: Any, **options: Any) -> Services:
        made.append(build(tmp_path, *answers, key=made[0].key if made else b"", **options))
        return made[-1]

    yield make
    for services in made:
        services.generation.close()
        services.database.close()
