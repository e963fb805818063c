"""Why something cannot be done, as a sentence that is translated only where it is shown."""

from datetime import datetime
from typing import Any

from models.translated import Told


class Refusal(Exception):
    """A reason with named holes, in English and not yet translated. `next_step` names the way out, if there is one."""

    status = 422

    def __init__(self, sentence: str, next_step: str | None = None, **holes: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.next_step = next_step
        self.holes = holes


class NotAllowed(Refusal):
    """This person may not do this, here or now."""

    status = 403


class NotFound(Refusal):
    """There is no such thing, or this person may not know that there is."""

    status = 404


class Gone(Refusal):
    """It was here and was hidden or withdrawn; `reason` is what the public may know of why."""

    status = 410

    def __init__(self, sentence: str, reason: Told | None = None, **holes: Any) -> None:
        super().__init__(sentence, **holes)
        self.reason = reason


class TooMany(Refusal):
    """A limit was reached; `again_at` is when it opens again."""

    status = 429

    def __init__(self, sentence: str, again_at: datetime, **holes: Any) -> None:
        super().__init__(sentence, again_at=again_at, **holes)
        self.again_at = again_at


class Invalid(Refusal):
    """What was typed cannot be kept as it is: a refusal for each field that is wrong."""

    def __init__(self, fields: dict[str, Refusal]) -> None:
        super().__init__("Some answers need another look.")
        self.fields = fields
