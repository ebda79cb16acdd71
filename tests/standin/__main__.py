"""Starts the stand-in hub by hand: `make hub`. Its one rule: it says how to use it, and ends with Ctrl-C."""

from __future__ import annotations

import argparse
import threading

from standin.made_up import TOKEN, USER, made_up
from standin.server import Hub

PORT = 8765


def main() -> None:
    """Serve until somebody ends it."""
    options = argparse.ArgumentParser(prog="standin", description="A Hub on this computer, to try Paddock with.")
    options.add_argument("--port", type=int, default=PORT)
    options.add_argument("--rate", type=int, default=0, help="bytes a second of every download; 0: as fast as it goes")
    given = options.parse_args()
    hub = Hub(made_up(), tokens={TOKEN: USER}, port=given.port)
    hub.rate = given.rate
    with hub:
        print(f"The stand-in hub serves {len(hub.repositories)} repositories at {hub.url}.")
        print(f"Start Paddock with it:\n\n    HF_ENDPOINT={hub.url} make run\n")
        print(f"Its gated repositories accept the token {TOKEN}\n\nCtrl-C ends it.", flush=True)
        try:
            threading.Event().wait()
        except KeyboardInterrupt:
            print()


if __name__ == "__main__":
    main()
