"""What a review says of years of which nothing is known: a reason, and no number or change."""

from collections.abc import Mapping
from datetime import UTC, date, datetime

from ecograph.exports import Provenance
from ecograph.metrics import Reason
from ecograph.network import Profile
from ecograph.periods import Span
from ecograph.review import annual_review
from ecograph.review.words import REASONS
from tests import networks
from tests.reviews import Record, headlines

WHENCE = Provenance("000001-test", datetime(2025, 1, 2, 3, 4, 5, tzinfo=UTC), ("test",), {})


def past_and_present(*spans: tuple[str, int, int], profile: bool = True) -> Mapping[str, Record]:
    """Return the headline figures of 2022 where each pair works together in its years."""
    pairs = [
        networks.partnership(*pair, iri=f"{pair}{start}", span=_span(start, end))
        for pair, start, end in spans
    ]
    known = networks.affiliations(pairs, profile=Profile("cluster", "Cluster") if profile else None)
    return headlines(annual_review(known, WHENCE, 2022, 2019))


def _span(start: int, end: int) -> Span:
    return Span(date(start, 1, 1), date(end, 12, 31))


def test_before_the_first_fact_there_is_no_number_and_no_change() -> None:
    found = past_and_present(("ab", 2021, 2025))["ties"]
    assert (found["value"], found["previous"], found["change"]) == (1, 1, 0)
    assert (found["baseline"], found["baseline_reason"]) == (None, REASONS[Reason.NO_SUCH_FACTS])
    assert (found["change_since_baseline"], found["change_since_baseline_reason"]) == (
        None,
        REASONS[Reason.NO_SUCH_FACTS],
    )


def test_a_year_of_which_nothing_is_known_gives_no_change() -> None:
    found = past_and_present(("ab", 2019, 2019), ("cd", 2022, 2022))["ties"]
    assert (found["value"], found["previous"], found["change"]) == (1, None, None)
    assert found["previous_reason"] == REASONS[Reason.NO_SUCH_FACTS]
    assert (found["baseline"], found["change_since_baseline"]) == (1, 0)


def test_nothing_found_is_a_zero_where_others_are_known_to_have_ended() -> None:
    pairs = [networks.partnership("a", "b", span=_span(2019, 2021)), networks.presence("a")]
    found = headlines(annual_review(networks.affiliations(pairs), WHENCE, 2022))
    assert (found["ties"]["value"], found["ties"]["change"]) == (0, -1)


def test_without_a_profile_the_cluster_has_a_reason_and_no_numbers() -> None:
    found = past_and_present(("ab", 2019, 2025), profile=False)
    assert found["members"]["reason"] == REASONS[Reason.NO_PROFILE]
    assert found["outposts"]["reason"] == REASONS[Reason.NO_SUCH_FACTS]
    assert found["ties"]["value"] == 1


def test_without_a_profile_and_a_given_baseline_there_is_none() -> None:
    known = networks.affiliations([networks.partnership("a", "b")])
    found = headlines(annual_review(known, WHENCE, 2022))["ties"]
    assert (found["baseline"], found["baseline_reason"]) == (None, REASONS[Reason.NO_PROFILE])
