"""The person's account on the Hub, as far as Paddock knows it: a token that was checked.

One rule: a token is kept only after the Hub has said whose it is, and no answer of this service holds it. One that
other programs use (HF_TOKEN, `hf auth login`) is not taken: nobody asked Paddock to sign in with it.
"""

from __future__ import annotations

from collections.abc import Mapping

from paddock.config.token import TokenVault
from paddock.core.hub import TokenState
from paddock.hub.client import HubClient

FOREIGN = ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")


class TokenService:
    """Keeps, checks and forgets the token for the Hub that is in use.

    Attributes:
        not_used: name of the environment's variable that holds a token which Paddock does not use; "" if none does.
    """

    def __init__(self, vault: TokenVault, client: HubClient, env: Mapping[str, str]) -> None:
        self._vault = vault
        self._client = client
        self.not_used = next((name for name in FOREIGN if env.get(name)), "")

    @property
    def host(self) -> str:
        """Whom the token is for, and who alone gets it."""
        return self._client.host

    @property
    def problem(self) -> str:
        """Why it is not kept in the keyring, or not used, for the person; "" if nothing is wrong."""
        return self._vault.problem

    def state(self) -> TokenState:
        """Where it is and whose; touches neither the network nor the keyring."""
        return self._vault.state()

    def set(self, token: str) -> TokenState:
        """Ask the Hub whose it is, and keep it; connects, and may wait for the keyring.

        Raises:
            UserError: bad-token, insecure-hub, offline, hub-error, certificate, settings-not-saved: it is not kept.
        """
        token = token.strip()
        return self._vault.keep(token, self._client.whoami(token))

    def remove(self) -> None:
        """Forget it; on the Hub it stays valid.

        Raises:
            UserError: token-not-removed, settings-not-saved.
        """
        self._vault.remove()
