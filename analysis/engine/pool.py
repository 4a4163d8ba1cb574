"""Tasks on all cores. The same results as one after the other; only their order differs."""

import os
import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import connection, get_context, parent_process
from types import TracebackType
from typing import Self, TypeVar

_Task = TypeVar("_Task")
_Result = TypeVar("_Result")
# Tasks handed out ahead of the workers: none waits for work, few results wait for us.
_AHEAD = 2


class WorkerLostError(Exception):
    """A worker process ended in the midst of its work: what was read is kept, what to do next."""


class Pool:
    """Worker processes, started when the first work comes that is worth it."""

    def __init__(self, workers: int | None = None) -> None:
        """`workers`: None for as many as there are cores."""
        self._workers = workers or cores()
        self._running: ProcessPoolExecutor | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._running:
            self._running.shutdown(cancel_futures=True)

    def run(
        self, work: Callable[[_Task], _Result], tasks: Iterable[_Task], worth_it: bool = True
    ) -> Iterator[tuple[_Task, _Result]]:
        """Each of `tasks` with its result, as they end; here, one after the other, where more is not `worth_it`.

        Raises WorkerLostError, and whatever `work` raises.
        """
        if self._workers == 1 or not worth_it:
            for task in tasks:
                yield task, work(task)
            return
        try:
            yield from self._spread(work, tasks)
        except BrokenProcessPool as error:
            raise WorkerLostError(
                "a worker process was lost (was memory short?); what was read is kept: run the same command "
                "again to go on, with --workers 1 to use less memory"
            ) from error

    def _spread(self, work: Callable[[_Task], _Result], tasks: Iterable[_Task]) -> Iterator[tuple[_Task, _Result]]:
        if self._running is None:
            # Spawned, not forked: the libraries below us have threads, which a fork breaks.
            self._running = ProcessPoolExecutor(self._workers, get_context("spawn"), initializer=_prepare)
        left = iter(tasks)
        waiting = {
            self._running.submit(work, task): task for _, task in zip(range(self._workers * _AHEAD), left, strict=False)
        }
        while waiting:
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), future.result()
                for task in left:
                    waiting[self._running.submit(work, task)] = task
                    break


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _prepare() -> None:
    """A worker ends with its parent, however that ends; an interrupt is the parent's to answer."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)
