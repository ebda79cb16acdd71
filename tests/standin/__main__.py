"""Starts the stand-in hub by hand: `make hub`. Its one rule: it says how to use it, and ends with Ctrl-C."""

from __future__ import annotations

import argparse
import threading
from pathlib import Path

import psutil

from standin.made_up import TOKEN, USER, made_up
from standin.server import Hub

PORT = 8765


class Recorded(Hub):
    """Writes every request into a file, before it is answered."""

    record: Path | None = None

    def note(self, method: str, path: str, headers: dict[str, str]) -> None:
        """One request came."""
        super().note(method, path, headers)
        if self.record is not None:
            with self.record.open("a", encoding="utf-8") as file:
                file.write(f"{method} {path}\n")


def main() -> None:
    """Serve until somebody ends it."""
    options = argparse.ArgumentParser(prog="standin", description="A Hub on this computer, to try Paddock with.")
    options.add_argument("--port", type=int, default=PORT, help="0: any that is free")
    options.add_argument("--rate", type=int, default=0, help="bytes a second of every download; 0: as fast as it goes")
    options.add_argument("--record", type=Path, help="a file for what is asked, a line a request")
    options.add_argument("--memory", type=float, help="GB of the computer that tries it; else this one's")
    given = options.parse_args()
    memory = round(given.memory * 2**30) if given.memory else psutil.virtual_memory().total
    hub = Recorded(made_up(memory), tokens={TOKEN: USER}, port=given.port)
    hub.rate, hub.record = given.rate, given.record
    with hub:
        print(f"The stand-in hub serves {len(hub.repositories)} repositories at {hub.url}.")
        print(f"Start Paddock with it:\n\n    HF_ENDPOINT={hub.url} make run\n")
        try:
            print(f"Its gated repositories accept the token {TOKEN}\n\nCtrl-C ends it.", flush=True)
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
