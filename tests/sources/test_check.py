"""A publication held against its source: what is caught, and that the seeds hold."""

import hashlib
import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from maalbar import flow
from maalbar.model.diagnostic import Diagnostic, Severity
from maalbar.model.statements import Summary

Author = Callable[..., Path]

SOURCE: Final = (
    "Renhold\n\nI 2023 ble 12 av 40 gater vasket. Det er 3 færre enn planlagt, og 0 klager.\n"
)
SHARE, FEWER, NONE = "12 av 40", "3 færre", "0 klager"
REPORT: Final = f"""\
stated:
  - id: section/renhold
    type: ReportSection
    sourceSha256: {hashlib.sha256(SOURCE.encode()).hexdigest()}
    contents:
      - id: observation/andel
        type: Observation
        value: 30
        statedIn: ["@{SHARE}"]
      - id: observation/endring
        type: Observation
        value: 3
        statedIn: ["@{FEWER}"]
      - id: observation/klager
        type: Observation
        value: 0
        statedIn: ["@{NONE}"]
"""
QUOTED: Final = {SHARE: SHARE, FEWER: "3", NONE: ""}


def range_of(words: str, source: str = SOURCE) -> tuple[int, int]:
    start = source.index(words)
    return start, start + len(words)


def cited(report: str) -> str:
    """Write each `@words` of a report as the range of these words in the source."""
    for words in QUOTED:
        start, end = range_of(words)
        report = report.replace(f"@{words}", f"char={start},{end}")
    return report


def row(words: str, *, hashed: str | None = None, exact: str | None = None) -> str:
    start, end = range_of(words)
    sha256 = hashlib.sha256((hashed or words).encode()).hexdigest()
    return f"section/renhold,{start},{end},{sha256},{QUOTED[words] if exact is None else exact}\n"


def passages(**changed: str) -> str:
    rows = {"share": row(SHARE), "fewer": row(FEWER), "none": row(NONE), **changed}
    return "section,start,end,sha256,exact\n" + "".join(rows.values())


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "renhold.txt").write_text(SOURCE, encoding="utf-8")
    return tmp_path / "sources"


def check(
    author: Author, source: Path, report: str = REPORT, rows: str | None = None
) -> tuple[tuple[Diagnostic, ...], tuple[Summary, ...]]:
    root = author(cited(report), files={"passages.csv": passages() if rows is None else rows})
    return flow.check_sources(root, [str(source)])


def place(finding: Diagnostic) -> tuple[str, int, int]:
    assert finding.location.mark
    return str(finding.location.path), finding.location.mark.line, finding.location.mark.column


def test_a_publication_that_says_what_its_source_says_has_no_findings(
    author: Author, source: Path
) -> None:
    findings, (summary,) = check(author, source)

    assert findings == ()
    assert summary == Summary(
        section="section/renhold",
        counts={"passages": 3, "quotations": 2, "figures": 3},
        uncovered=0,
    )


def test_a_passage_of_another_text_is_found_by_its_hash(author: Author, source: Path) -> None:
    (finding,), _ = check(author, source, rows=passages(fewer=row(FEWER, hashed="4 færre")))

    assert (finding.code, finding.severity) == ("source/hash", Severity.ERROR)
    assert place(finding) == ("passages.csv", 3, 1)


@pytest.mark.parametrize("exact", ["13 av 40", "12  av 40", "x" * 61])
def test_a_quotation_that_does_not_stand_there_is_found(
    author: Author, source: Path, exact: str
) -> None:
    (finding,), _ = check(author, source, rows=passages(share=row(SHARE, exact=exact)))

    assert (finding.code, finding.value) == ("source/quote", exact)
    assert place(finding) == ("passages.csv", 2, 1)


def test_a_quotation_over_the_limit_is_found_even_if_it_stands_there(
    author: Author, tmp_path: Path
) -> None:
    text = "x" * 61
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    (tmp_path / "long.txt").write_text(text)
    report = f"stated:\n  - {{id: section/a, type: ReportSection, sourceSha256: {sha256}}}\n"
    rows = f"section,start,end,sha256,exact\nsection/a,0,61,{sha256},{text}\n"

    findings, _ = flow.check_sources(
        author(report, files={"passages.csv": rows}), [str(tmp_path / "long.txt")]
    )

    assert [each.code for each in findings] == ["source/quote"]


@pytest.mark.parametrize(("start", "end"), [(0, len(SOURCE) + 1), (999, 1000)])
def test_a_passage_outside_the_text_is_found(
    author: Author, source: Path, start: int, end: int
) -> None:
    sha256 = hashlib.sha256(SOURCE[start:end].encode()).hexdigest()
    wrong = f"section/renhold,{start},{end},{sha256},\n"

    (finding,), _ = check(author, source, rows=passages(more=wrong))

    assert (finding.code, finding.value) == ("source/outside", f"char={start},{end}")
    assert place(finding) == ("passages.csv", 5, 1)


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3)])
def test_a_passage_that_ends_before_it_begins_is_found(
    author: Author, source: Path, start: int, end: int
) -> None:
    wrong = f"section/renhold,{start},{end},{'0' * 64},\n"

    (finding,), _ = check(author, source, rows=passages(more=wrong))

    assert (finding.code, finding.value) == ("source/bad-range", f"char={start},{end}")
    assert place(finding) == ("passages.csv", 5, 1)


def test_what_is_cited_past_the_text_or_was_never_stamped_is_found_without_a_row(
    author: Author, source: Path
) -> None:
    report = cited(REPORT).replace('["char=', '["char=9385,9396", "char=0,7", "char=', 1)
    root = author(report, files={"passages.csv": passages()})

    findings, _ = flow.check_sources(root, [str(source)])

    assert [(each.code, each.value, place(each)) for each in findings] == [
        ("source/outside", "char=9385,9396", ("report.yaml", 9, 20)),
        ("references/unstamped-passage", "section/renhold#char=0,7", ("report.yaml", 9, 38)),
    ]


RANGES: Final = [
    ("char=11-19", "it is written char=START,END", "char=11,19"),
    ("char:11,19", "it is written char=START,END", "char=11,19"),
    ("char=11, 19", "it is written char=START,END", "char=11,19"),
    ("char=11–19", "it is written char=START,END", "char=11,19"),
    ("char=011,19", "it is written char=START,END", "char=11,19"),
    ("char=11", "it is written char=START,END", "char=120,135"),
    ("11-19", "it is written char=START,END", "char=11,19"),
    ("char=19,11", "it ends before it begins", "char=11,19"),
    ("char=19,19", "it ends before it begins", "char=120,135"),
]


@pytest.mark.parametrize(("written", "reason", "mended"), RANGES)
def test_a_range_that_cannot_be_read_is_told_as_that_by_each_command(
    author: Author, source: Path, written: str, reason: str, mended: str
) -> None:
    report = cited(REPORT).replace('"]', f'", "{written}"]', 1)
    root = author(report, files={"passages.csv": passages()})

    found = [
        *flow.check_sources(root, [str(source)])[0],
        *flow.stamp_sources(root, [str(source)])[0],
    ]
    found += flow.check(root).findings

    told = [each for each in found if written in str(each.value)]
    assert [each.code for each in told] == ["source/bad-range"] * 3
    assert {place(each) for each in told} == {("report.yaml", 9, 34)}
    assert reason in told[0].message["en"]
    assert mended in told[0].hint["en"]


def test_a_range_with_the_address_of_its_section_is_looked_at_too(
    author: Author, source: Path
) -> None:
    report = cited(REPORT).replace('["char=', '["section/renhold#char=9,3", "char=', 1)
    root = author(report, files={"passages.csv": passages()})

    (finding,) = flow.check_sources(root, [str(source)])[0]

    assert (finding.code, finding.value) == ("source/bad-range", "char=9,3")


def test_a_range_in_turtle_is_looked_at_too(author: Author, source: Path) -> None:
    turtle = """\
@prefix mb: <https://w3id.org/maalbar/ns#> .
<https://example.org/tests/id/goal/a> a mb:Goal ;
  mb:statedIn <https://example.org/tests/id/section/renhold#char=9-12> .
"""
    root = author(cited(REPORT), files={"passages.csv": passages(), "goal.ttl": turtle})

    (finding,) = flow.check_sources(root, [str(source)])[0]

    assert (finding.code, finding.value) == ("source/bad-range", "char=9-12")
    assert place(finding) == ("goal.ttl", 3, 15)


def test_a_source_that_was_changed_is_found_when_it_is_given_itself(
    author: Author, source: Path
) -> None:
    changed = source / "renhold.txt"
    changed.write_text(SOURCE.replace("40", "41"), encoding="utf-8")

    findings, summaries = check(author, changed)

    assert {(each.code, place(each)) for each in findings} == {
        ("source/changed", ("report.yaml", 2, 9)),
        ("source/no-match", ("report.yaml", 4, 19)),
    }
    assert summaries == ()


def test_a_section_whose_text_was_found_is_not_called_changed(
    author: Author, source: Path, tmp_path: Path
) -> None:
    (tmp_path / "other.txt").write_text("noe annet")
    root = author(cited(REPORT), files={"passages.csv": passages()})

    findings, _ = flow.check_sources(root, [str(source), str(tmp_path / "other.txt")])

    assert findings == ()


def test_a_folder_without_the_text_leaves_the_section_unchecked(
    author: Author, tmp_path: Path
) -> None:
    (tmp_path / "empty").mkdir()

    findings, summaries = check(author, tmp_path / "empty")

    assert [(each.code, each.severity) for each in findings] == [
        ("source/no-match", Severity.ERROR)
    ]
    assert summaries == ()


def test_a_figure_that_does_not_stand_in_its_passage_is_found_once_with_what_stands_there(
    author: Author, source: Path
) -> None:
    report = REPORT.replace("value: 3\n", "value: 4\n")

    (finding,), (summary,) = check(author, source, report=report)

    assert (finding.code, finding.value) == ("source/value", "4")
    assert place(finding) == ("report.yaml", 12, 16)
    start, _ = range_of(FEWER)
    assert f"'3' stands there (line 3, characters {start}-{start + 1}: " in finding.message["en"]
    assert summary.uncovered == 0


def test_of_several_figures_none_is_taken_for_the_one_that_was_meant(
    author: Author, source: Path
) -> None:
    start, end = range_of("3 færre enn planlagt, og 0 klager")
    report, _, _ = REPORT.partition("      - id: observation/klager")
    report = report.replace("value: 3\n", "value: 4\n").replace(f"@{FEWER}", f"char={start},{end}")
    wide = (
        f"section/renhold,{start},{end},{hashlib.sha256(SOURCE[start:end].encode()).hexdigest()},\n"
    )

    findings, _ = check(author, source, report=report, rows=passages(more=wide))

    assert Counter(each.code for each in findings) == {"source/value": 1, "source/uncovered": 2}


def test_a_figure_that_stands_elsewhere_in_the_text_is_found(author: Author, source: Path) -> None:
    report = REPORT.replace(f"@{FEWER}", f"@{SHARE}")

    findings, _ = check(author, source, report=report)

    assert [each.code for each in findings if each.severity is Severity.ERROR] == ["source/value"]


def test_a_derived_figure_need_not_stand_in_the_text(author: Author, source: Path) -> None:
    report = REPORT.replace("value: 3\n", "value: 30.5\n        statementStatus: derived\n")

    findings, _ = check(author, source, report=report)

    assert {each.code for each in findings} == {"source/uncovered"}
    # In the order of the text, not of what they say.
    assert [each.rank for each in findings] == sorted(each.rank for each in findings)


def test_a_figure_that_nothing_states_is_shown_with_what_stands_around_it(
    author: Author, source: Path
) -> None:
    report, _, _ = REPORT.partition("      - id: observation/klager")

    (finding,), (summary,) = check(author, source, report=report)

    start, _ = range_of(NONE)
    assert (finding.code, finding.value) == ("source/uncovered", "0")
    where = f"(line 3, characters {start}-{start + 1}: …3 færre enn planlagt, og 0 klager.)"
    assert where in finding.message["en"]
    assert summary.uncovered == 1


def test_what_only_numbers_is_told_once_and_is_no_figure_left_out(
    author: Author, tmp_path: Path
) -> None:
    text = "1 Mål\n\nHovedmål 1: Rene gater\n\n2 Resultater\n\n7 gater ble vasket.\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    root = author(f"stated: [{{id: section/a, type: ReportSection, sourceSha256: {sha256}}}]\n")

    findings, (summary,) = flow.check_sources(root, [str(tmp_path / "a.txt")])

    found = {each.code: each for each in findings}
    assert set(found) == {"source/numbering", "source/uncovered"}
    assert found["source/uncovered"].value == "7"
    assert found["source/numbering"].severity is Severity.INFO
    said = found["source/numbering"].message["nb"]
    assert said.startswith("3 tall i kilden til «section/a»")
    assert "(linje 1); «" in said
    assert "2 Resultater" in said
    assert (summary.counts["figures"], summary.uncovered) == (4, 1)


def test_of_very_many_figures_the_first_are_shown_and_the_others_counted(
    author: Author, tmp_path: Path
) -> None:
    text = "1 av 3, 7 og 50 000\n" * 50_000
    (tmp_path / "many.txt").write_text(text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    report = f"""\
stated:
  - id: section/many
    type: ReportSection
    sourceSha256: {sha256}
    contents:
      - {{id: observation/a, type: Observation, value: 7, statedIn: ["char=5,{len(text)}"]}}
"""
    rows = "".join(
        f"section/many,{start},{len(text)},{hashlib.sha256(text[start:].encode()).hexdigest()},\n"
        for start in range(5, 105)
    )
    root = author(report, files={"passages.csv": f"section,start,end,sha256,exact\n{rows}"})

    findings, (summary,) = flow.check_sources(root, [str(tmp_path / "many.txt")])

    counts = Counter(each.code for each in findings)
    assert counts == {"source/uncovered": 1000, "source/more-uncovered": 1}
    assert (summary.counts["figures"], summary.uncovered) == (150_000, 100_000)
    assert "99000 more" in next(
        each.message["en"] for each in findings if each.code == "source/more-uncovered"
    )


@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "1e400", "1_0", "tre"])
def test_a_value_that_is_no_number_is_a_finding_and_not_a_crash(
    author: Author, source: Path, value: str
) -> None:
    findings, _ = check(author, source, report=REPORT.replace("value: 3\n", f"value: {value}\n"))

    assert "vocabulary/bad-value" in {each.code for each in findings}


def test_a_position_that_is_no_number_is_a_finding_and_not_a_crash(
    author: Author, source: Path
) -> None:
    report = (
        REPORT
        + """\
      - id: https://example.org/tests/id/section/renhold#char=²,9
        type: SourcePassage
        hasSource: section/renhold
        hasSelector: {id: "section/renhold#x", start: ², end: 9}
"""
    )

    findings, _ = check(author, source, report=report)

    assert [each.code for each in findings] == ["vocabulary/bad-value"]


# The seeds


def test_the_seeds_agree_with_their_source_to_the_last_figure(seeds: Path, shared: Path) -> None:
    findings, (summary,) = flow.check_sources(seeds, [str(shared / "domain")])

    assert {each.code for each in findings} <= {"source/no-text"}
    assert summary.section == "section/digdir/2021/innovasjon-fagregnskap"
    assert summary.counts["passages"] == 294
    assert summary.uncovered == 0
    assert summary.counts["figures"] == 30


def test_the_source_may_be_given_as_a_file(seeds: Path, shared: Path) -> None:
    folder = flow.check_sources(seeds, [str(shared / "domain")])
    file = flow.check_sources(seeds, [str(shared / "domain" / "innovasjon-fagregnskap.txt")])

    assert file == folder


def test_stamping_the_seeds_changes_no_byte(seeds: Path, shared: Path, tmp_path: Path) -> None:
    copy = tmp_path / "seeds"
    shutil.copytree(seeds, copy)
    (passages_file,) = copy.rglob("passages.csv")
    before = passages_file.read_bytes()

    findings, written = flow.stamp_sources(copy, [str(shared / "domain")])

    assert findings == ()
    assert written == {passages_file: 294}
    assert passages_file.read_bytes() == before
    assert [each.name for each in passages_file.parent.iterdir() if each.name[0] == "."] == []


# Stamping


def test_stamping_writes_what_is_cited_and_keeps_quotations(author: Author, source: Path) -> None:
    root = author(
        cited(REPORT), files={"passages.csv": passages(share=row(SHARE, hashed="x"), none="")}
    )

    path = root / "passages.csv"

    assert flow.stamp_sources(root, [str(source)]) == ((), {path: 3})
    assert path.read_text(encoding="utf-8") == passages()
    assert flow.check_sources(root, [str(source)])[0] == ()


def test_stamping_keeps_a_quotation_of_two_lines(author: Author, tmp_path: Path) -> None:
    text = 'En "to"\ntre, fire'
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    (tmp_path / "two.txt").write_text(text)
    report = f"""\
stated:
  - id: section/a
    type: ReportSection
    sourceSha256: {sha256}
    statedIn: ["char=0,{len(text)}"]
"""
    rows = (
        f'section,start,end,sha256,exact\nsection/a,0,{len(text)},{sha256},"En ""to""\ntre, fire"\n'
    )
    root = author(report, files={"passages.csv": rows})

    for _ in range(2):
        flow.stamp_sources(root, [str(tmp_path / "two.txt")])

    assert (root / "passages.csv").read_text() == rows


def test_stamping_leaves_out_what_runs_past_the_text(author: Author, source: Path) -> None:
    report = cited(REPORT).replace('["char=', '["char=5,5", "char=0,9999", "page", "char=', 1)

    findings, written = flow.stamp_sources(author(report), [str(source)])

    assert list(written.values()) == [3]
    assert [(each.code, each.value) for each in findings] == [
        ("source/bad-range", "char=5,5"),
        ("source/outside", "char=0,9999"),
    ]


def test_stamping_writes_beside_the_file_that_introduces_the_section(
    author: Author, source: Path
) -> None:
    root = author(files={"reports/2023/renhold.yaml": cited(REPORT)})

    _, written = flow.stamp_sources(root, [str(source)])

    assert list(written) == [root / "reports/2023/passages.csv"]
