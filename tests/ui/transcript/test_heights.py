"""The tree of heights against a plain list."""

from hypothesis import given
from hypothesis import strategies as st

from paddock.ui.transcript.heights import Heights

HEIGHTS = st.lists(st.integers(0, 1000), max_size=40)


def check(heights: Heights, plain: list[int]) -> None:
    assert len(heights) == len(plain)
    assert list(heights) == [heights[i] for i in range(len(plain))] == plain
    assert heights.total == sum(plain)
    assert [heights.top(i) for i in range(len(plain) + 1)] == [sum(plain[:i]) for i in range(len(plain) + 1)]
    for y in {-1, 0, 1, sum(plain) // 2, sum(plain) - 1, sum(plain), sum(plain) + 5}:
        row = heights.at(y)
        if not plain:
            assert row == -1
        elif 0 <= y < sum(plain):
            assert sum(plain[:row]) <= y < sum(plain[: row + 1])
        else:
            assert row in (0, *[i for i, h in enumerate(plain) if sum(plain[:i]) <= max(y, 0)])


@given(HEIGHTS)
def test_offsets_are_sums(plain: list[int]) -> None:
    check(Heights(plain), plain)


@given(
    HEIGHTS,
    st.lists(
        st.tuples(st.sampled_from(["set", "append", "prepend", "truncate"]), st.integers(0, 50), st.integers(0, 500))
    ),
)
def test_any_changes_agree_with_a_list(plain: list[int], changes: list[tuple[str, int, int]]) -> None:
    heights = Heights(plain)
    for change, row, height in changes:
        if change == "append":
            heights.append(height)
            plain = [*plain, height]
        elif change == "prepend":
            heights.prepend([height, row, 0])
            plain = [height, row, 0, *plain]
        elif change == "truncate":
            heights.truncate(row)
            plain = plain[:row]
        elif row < len(plain):
            heights[row] = height
            plain = [*plain[:row], height, *plain[row + 1 :]]
        check(heights, plain)
