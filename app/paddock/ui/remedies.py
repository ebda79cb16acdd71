"""What each remedy's button does in the window. One rule: every member of Remedy has its action here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from paddock.application import Application
from paddock.core.errors import Remedy, UserError
from paddock.core.messages import Role
from paddock.core.params import LoadParams
from paddock.ui.conversation import Conversation
from paddock.ui.i18n import tr
from paddock.ui.model_state import ModelState
from paddock.ui.prompt_format.control import PromptFormats
from paddock.ui.tasks import Tasks

DEFAULT_CONTEXT = 8192  # tokens; what the engine takes at most where nothing is set
SMALLEST_CONTEXT = 512


class Remedies:
    """Maps remedies to actions.

    Args:
        navigation: the actions that belong to the window itself (OPEN_MODELS, OPEN_FILE, CHOOSE_MODEL,
            NEW_CHAT, ENTER_RECOVERY_KEY).
    """

    def __init__(
        self,
        application: Application,
        tasks: Tasks,
        conversation: Conversation,
        state: ModelState,
        formats: PromptFormats,
        navigation: Mapping[Remedy, Callable[[], object]],
    ) -> None:
        self._application = application
        self._tasks = tasks
        self._conversation = conversation
        self._state = state
        self._formats = formats
        self._actions = {
            Remedy.NONE: lambda: None,
            Remedy.RETRY: self.retry,
            Remedy.SMALLER_CONTEXT: self.smaller_context,
            Remedy.USE_CPU: self.use_cpu,
            **navigation,
        }

    def apply(self, remedy: str, message_id: int | None = None) -> None:
        """Do what the button says; takes the Remedy or its value, and the answer that the button is of."""
        if remedy == Remedy.CHOOSE_FORMAT:
            self.choose_format(message_id)
        else:
            self._actions[Remedy(remedy)]()

    def choose_format(self, message_id: int | None) -> None:
        """For the model of that answer, else for that of the open chat; if it answers here, it is asked again."""
        here = self._conversation.model_ref
        ref = self._answered_by(message_id) or here
        self._formats.show(ref, self.retry if ref == here else lambda: None)

    def _answered_by(self, message_id: int | None) -> str:
        """The reference of the model that answered; "" where that is not known any more."""
        answers = self._conversation.messages
        name = next((message.model for message in answers if message.id == message_id), "")
        found = [model.ref for model in self._state.models if model.name == name]
        here = self._conversation.model_ref
        return here if here in found else found[0] if found else ""

    def retry(self) -> None:
        """Ask the last question again, or load the model again if nothing was asked."""
        answers = [message for message in self._conversation.messages if message.role is Role.ASSISTANT]
        if answers:
            self._conversation.again(answers[-1].id)
        else:
            self._state.load(self._conversation.model_ref)

    def smaller_context(self) -> None:
        """Halve the context of this chat's model, and try again."""
        params = self._params()
        now = params.n_ctx or self._state.last_context(self._conversation.model_ref) or DEFAULT_CONTEXT
        if now <= SMALLEST_CONTEXT:
            what, todo = tr("The context cannot be smaller."), tr("Choose a smaller model on the Models page.")
            self._tasks.failed.emit(UserError(what, todo, code="smallest-context", remedy=Remedy.OPEN_MODELS))
            return
        self._load_with(replace(params, n_ctx=now // 2))

    def use_cpu(self) -> None:
        """Let the processor run this chat's model, and try again."""
        self._load_with(replace(self._params(), device="CPU", n_gpu_layers=0))

    def _params(self) -> LoadParams:
        model = self._state.find(self._conversation.model_ref)
        return self._application.generation.load_params_for(model) if model is not None else LoadParams()

    def _load_with(self, params: LoadParams) -> None:
        ref, generation = self._conversation.model_ref, self._application.generation
        self._tasks.store(lambda: generation.set_load_params(ref, params), lambda done: self.retry())
