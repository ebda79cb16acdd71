"""What each remedy's button does in the window. One rule: every member of Remedy has its action here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from paddock.application import Application
from paddock.core.errors import Remedy, UserError
from paddock.core.messages import Role
from paddock.ui.conversation import Conversation
from paddock.ui.model_state import ModelState
from paddock.ui.tasks import Tasks

DEFAULT_CONTEXT = 8192  # tokens; what the engine takes at most where nothing is set
SMALLEST_CONTEXT = 512


class Remedies:
    """Maps remedies to actions.

    Args:
        navigation: the actions that belong to the window itself (OPEN_MODELS, OPEN_FILE, NEW_CHAT,
            ENTER_RECOVERY_KEY).
    """

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        conversation: Conversation,
        state: ModelState,
        navigation: Mapping[Remedy, Callable[[], object]],
    ) -> None:
        self._application = application
        self._tasks = tasks
        self._conversation = conversation
        self._state = state
        self._actions = {
            Remedy.NONE: lambda: None,
            Remedy.RETRY: self.retry,
            Remedy.SMALLER_CONTEXT: self.smaller_context,
            **navigation,
        }

    def apply(self, remedy: str) -> None:
        """Do what the button says; takes the Remedy or its value."""
        self._actions[Remedy(remedy)]()

    def retry(self) -> None:
        """Ask the last question again, or load the model again if nothing was asked."""
        answers = [message for message in self._conversation.messages if message.role is Role.ASSISTANT]
        if answers:
            self._conversation.again(answers[-1].id)
        else:
            self._state.load(self._conversation.model_ref)

    def smaller_context(self) -> None:
        """Halve the context, and try again."""
        settings = self._application.settings
        now = settings.current.n_ctx or DEFAULT_CONTEXT
        if now <= SMALLEST_CONTEXT:
            what, todo = "The context cannot be smaller.", "Choose a smaller model on the Models page."
            self._tasks.failed.emit(UserError(what, todo, code="smallest-context", remedy=Remedy.OPEN_MODELS))
            return
        self._tasks.store(lambda: settings.update(n_ctx=now // 2), lambda done: self.retry())
