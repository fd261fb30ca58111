"""Thinning outlines: what nobody could see goes, shapes and holes stay."""

from __future__ import annotations

from tutela.account.products.rules.outlines import thinned
from tutela.account.products.rules.places import Ring


def wavy(size: float) -> Ring:
    """Return a square whose lower side has a ripple of a few metres."""
    ripple = tuple((20 + size * step / 50, 4 + 0.00003 * (step % 2)) for step in range(50))
    return (*ripple, (20 + size, 4.0), (20 + size, 4 + size), (20.0, 4 + size), (20.0, 4.0))


def test_it_leaves_out_points_that_no_page_can_show() -> None:
    (polygon,) = thinned(((wavy(1.0),),))
    assert len(polygon[0]) == 5
    assert polygon[0][0] == polygon[0][-1]


def test_it_keeps_small_islands_and_holes() -> None:
    hole: Ring = ((20.3, 4.3), (20.6, 4.3), (20.6, 4.6), (20.3, 4.3))
    island: Ring = ((22.0, 6.0), (22.002, 6.0), (22.002, 6.002), (22.0, 6.0))
    with_hole, small = thinned(((wavy(1.0), hole), (island,)))
    assert len(with_hole) == 2
    assert len(small[0]) == 4


def test_it_leaves_out_what_is_no_outline() -> None:
    line: Ring = ((1.0, 1.0), (2.0, 2.0))
    assert thinned(((line,), ())) == ()
