"""How much one reader, one question and all of them together may take."""

from dataclasses import dataclass
from typing import Final

KILOBYTE: Final = 1024
MEGABYTE: Final = 1024 * KILOBYTE


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """Limits; times are in seconds, sizes in bytes.

    Attributes:
        workers: questions that are answered at a time before they count as heavy.
        heavy: heavy questions that go on beside them.
        seconds: for one question.
        at_first: after which a question is heavy.
        to_check: for one contribution.
        memory: that one question or contribution may take, beside what is loaded.
        rows: of an answer.
        answer: size of an answer.
        contribution: size of a contribution.
        form: size of anything else that is sent in.
        bodies: all that is being sent in at a time.
        per_client: questions of one reader at a time, those that wait included.
        waiting: questions of all readers that wait.
        connections: open at a time, and those of one address.
        head: size of what stands before a body.
    """

    workers: int = 2
    heavy: int = 4
    seconds: float = 10
    at_first: float = 0.2
    to_check: float = 30
    memory: int = 512 * MEGABYTE
    rows: int = 100_000
    answer: int = 32 * MEGABYTE
    contribution: int = 5 * MEGABYTE
    form: int = 256 * KILOBYTE
    bodies: int = 64 * MEGABYTE
    per_client: int = 8
    waiting: int = 256
    connections: int = 2000
    per_address: int = 200
    head: int = 16 * KILOBYTE
    to_send_head: float = 10
    to_send_body: float = 60
    to_ask_again: float = 20
    to_take_more: float = 30
    to_finish: float = 60

    @property
    def work(self) -> float:
        """The time of processors that a reader may use at once; it comes back second by second."""
        return 3 * self.seconds
