from analysis.language.once import once


class _Counted:
    def __init__(self) -> None:
        self.asked = 0

    @once
    def answer(self) -> int:
        self.asked += 1
        return 42


def test_is_asked_once_of_each() -> None:
    first, second = _Counted(), _Counted()
    assert [first.answer, first.answer, second.answer] == [42, 42, 42]
    assert (first.asked, second.asked) == (1, 1)
