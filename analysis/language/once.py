"""What is looked for when it is first asked for, and kept."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

V = TypeVar("V")


class once(Generic[V]):  # noqa: N801 — used as `property` is
    """As `functools.cached_property`, without its lock, which costs more than most of what is kept: what one thread
    reads, no other does."""

    def __init__(self, ask: Callable[[Any], V]) -> None:
        self._ask, self._name, self.__doc__ = ask, ask.__name__, ask.__doc__

    def __get__(self, one: Any, kind: type | None = None) -> V:
        value: V = self._ask(one)
        one.__dict__[self._name] = value
        return value
