"""A site that does all right gets full marks; each thing that it does wrong is found, alone."""

import pytest
from tests.probe.good import serving
from tests.probe.sins import SINNERS, Sinner

from maalbar.fetch.address import Host
from maalbar.probe.probing import Inquiry, Probed, probe
from maalbar.probe.rules import RULES


def of_this_house(host: Host) -> bool:
    return host.is_loopback


def probed(url: str, **wishes: int) -> Probed:
    return probe(url, Inquiry(allowed=of_this_house, pause=0, **wishes))


@pytest.mark.parametrize("start", ["", "catalogue", "catalogue.ttl", "id/bike/1", "id/bike/1#it"])
def test_a_site_that_does_all_right_gets_full_marks(start: str) -> None:
    with serving() as address:
        found = probed(address + start)

    assert {each.code: each.seen["en"] for each in found.checks if not each.ok and each.worth} == {}
    assert found.points == found.out_of > 90
    assert found.stars == 5
    assert found.findings == ()
    assert f"{address}id/bike/1" in found.resources


@pytest.mark.parametrize("name", SINNERS)
def test_what_is_wrong_is_found_and_nothing_else(name: str) -> None:
    sinner: Sinner = SINNERS[name]

    with serving(sinner.sin, sinner.data) as address:
        found = probed(address + sinner.start)

    wrong = {each.code.removeprefix("probe/"): each for each in found.checks if each.ok is False}
    assert {
        code: each.seen["en"] for code, each in wrong.items() if code not in sinner.checks
    } == {}
    assert set(wrong) == set(sinner.checks)
    assert {each.code for each in found.findings} == {f"probe/{each}" for each in sinner.checks}
    assert found.points <= found.out_of - sum(each.worth for each in wrong.values())
    for each in wrong.values():
        assert each.points == 0 < each.worth
        assert each.at.startswith("http")
        assert all(each.advice[tag] and each.seen[tag] for tag in ("nb", "nn", "en"))


def test_every_check_has_its_sin() -> None:
    found = {f"probe/{code}" for sinner in SINNERS.values() for code in sinner.checks}

    assert found == set(RULES)


@pytest.mark.parametrize(
    ("sinner", "stars"), [("no licence", 0), ("broken data", 3), ("alone", 4), ("sniffing", 5)]
)
def test_each_star_takes_those_below_it(sinner: str, stars: int) -> None:
    with serving(SINNERS[sinner].sin, SINNERS[sinner].data) as address:
        assert probed(address).stars == stars


def test_no_more_is_asked_than_so_many_times() -> None:
    with serving() as address:
        found = probed(address, most=30)

    assert found.asked == found.most == 30
    assert found.points < found.out_of
    assert {each.ok for each in found.checks} >= {True, None}
    assert found.findings == ()


def test_what_a_check_is_for_stands_in_the_best_practices() -> None:
    for rule in RULES.values():
        assert rule.practices
        assert 1 <= rule.worth <= 5
        for each in rule.practices:
            assert 1 <= each.number <= 35
            assert each.iri.startswith("https://www.w3.org/TR/dwbp/#")
