"""The planted site is what its truth says it is."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.links import corpus, markers
from bench.links.decoys import DECOYS
from bench.links.defects import DEFECTS
from bench.links.names import swapped
from bench.links.plan import plan
from bench.links.score import Entry, score, target
from bench.links.truth import Truth
from bench.links.words import LANGUAGES, slug_words

BASE = "https://bench.example"
PAGES = 600


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Truth]:
    folder = tmp_path_factory.mktemp("links") / "site"
    return folder, corpus.make(folder, PAGES, BASE)


def lines(folder: Path, file: str) -> list[str]:
    return (folder / file).read_text("utf-8").split("\n")


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestSite:
    def test_the_same_seed_gives_the_same_bytes_and_truth(self, tmp_path: Path) -> None:
        truths = [corpus.make(tmp_path / name, 130, BASE, seed=3) for name in ("one", "two")]
        assert truths[0] == truths[1]
        assert everything(tmp_path / "one") == everything(tmp_path / "two")

    def test_another_seed_gives_another_site(self, tmp_path: Path) -> None:
        corpus.make(tmp_path / "one", 130, BASE, seed=3)
        corpus.make(tmp_path / "two", 130, BASE, seed=4)
        assert everything(tmp_path / "one") != everything(tmp_path / "two")

    def test_it_has_as_many_pages_as_asked_for(self) -> None:
        found = plan(PAGES, BASE, 1).pages
        assert len(found) == len({page.path for page in found}) == PAGES

    @pytest.mark.parametrize("pages", [50, 12_000])
    def test_a_number_of_pages_that_cannot_be_made_is_refused(self, pages: int) -> None:
        with pytest.raises(ValueError, match="pages"):
            plan(pages, BASE, 1)

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_each_language_has_three_lists_of_twelve_words(self, language: str) -> None:
        three = slug_words(language)
        assert [len(set(words)) for words in three] == [12, 12, 12]

    def test_no_mark_is_left_in_any_file(self, site: tuple[Path, Truth]) -> None:
        left = [name for name, content in everything(site[0]).items() if "\ue000".encode() in content]
        assert left == []

    def test_a_page_has_the_size_of_real_ones(self, site: tuple[Path, Truth]) -> None:
        text = max((site[0] / "guides").glob("*/index.html")).read_text("utf-8")
        assert 20_000 < len(text.encode()) < 40_000
        assert 150 < text.count("href=") < 250
        assert 150 < text.count("id=") < 250


class TestDefects:
    def test_there_are_46_kinds_and_more(self) -> None:
        assert len({defect.kind for defect in DEFECTS}) == len(DEFECTS) >= 46

    def test_each_kind_is_planted_in_more_than_one_language(self, site: tuple[Path, Truth]) -> None:
        counts = {row.kind: corpus.COPIES for row in DEFECTS} | {"header": 1}
        for kind, count in counts.items():
            assert sum(defect.kind == kind for defect in site[1].defects) == count

    def test_each_place_has_the_address_that_was_planted(self, site: tuple[Path, Truth]) -> None:
        folder, truth = site
        for defect in truth.defects:
            for place in defect.places:
                rest = lines(folder, place.file)[place.line - 1][place.column - 1 :]
                assert rest.startswith(defect.href), (defect.kind, place)
                assert defect.href or rest.startswith('"'), (defect.kind, place)

    def test_no_two_have_one_cause(self, site: tuple[Path, Truth]) -> None:
        _, truth = site
        targets = [
            target(truth, defect.places[0].file, defect.href)
            for defect in truth.defects
            if defect.code not in ("duplicate-id", "empty-link", "hreflang-not-returned", "wrong-language")
        ]
        assert sorted(targets) == sorted(set(targets))

    def test_what_was_meant_is_there(self, site: tuple[Path, Truth]) -> None:
        folder, truth = site
        for defect in truth.defects:
            if defect.suggestion.startswith("/"):
                path = folder / defect.suggestion.lstrip("/")
                assert (path / "index.html").is_file() or path.is_file(), defect.kind

    def test_the_header_is_one_defect_in_many_places(self, site: tuple[Path, Truth]) -> None:
        (header,) = (defect for defect in site[1].defects if defect.kind == "header")
        assert len(header.places) > 90
        assert all(place.file.startswith("ht/") for place in header.places)

    @given(st.text("abc", min_size=2, max_size=6).filter(lambda word: len(set(word)) > 1))
    def test_a_slip_changes_two_letters_and_loses_none(self, word: str) -> None:
        assert swapped(word) != word
        assert sorted(swapped(word)) == sorted(word)


class TestDecoys:
    def test_there_are_135_and_more(self, site: tuple[Path, Truth]) -> None:
        assert len({row.kind for row in DECOYS}) == len(DECOYS) >= 135
        assert {decoy.kind for decoy in site[1].decoys} == {row.kind for row in DECOYS}

    def test_each_stands_on_its_lines(self, site: tuple[Path, Truth]) -> None:
        folder, truth = site
        for decoy in truth.decoys:
            assert decoy.text in "\n".join(lines(folder, decoy.file)[decoy.first - 1 : decoy.last]), (
                decoy.kind
            )

    def test_none_shares_a_line_with_a_defect(self, site: tuple[Path, Truth]) -> None:
        _, truth = site
        decoys = {(one.file, line) for one in truth.decoys for line in range(one.first, one.last + 1)}
        assert not decoys & {(place.file, place.line) for one in truth.defects for place in one.places}


class TestTruth:
    def test_it_comes_back_from_its_file(self, site: tuple[Path, Truth], tmp_path: Path) -> None:
        site[1].write(tmp_path / "truth.json")
        assert Truth.read(tmp_path / "truth.json") == site[1]

    def test_its_file_has_what_others_need_to_compare(self, site: tuple[Path, Truth], tmp_path: Path) -> None:
        site[1].write(tmp_path / "truth.json")
        found = json.loads((tmp_path / "truth.json").read_text("utf-8"))
        assert set(found) == {"base_url", "seed", "pages", "defects", "decoys"}
        assert set(found["defects"][0]) == {"id", "kind", "href", "code", "severity", "suggestion", "places"}
        assert set(found["defects"][0]["places"][0]) == {"file", "line", "column"}
        assert set(found["decoys"][0]) == {"kind", "file", "first", "last", "text"}


class TestMarks:
    @given(st.lists(st.text("a\né", max_size=5), min_size=3, max_size=3))
    def test_a_mark_tells_where_its_text_begins(self, parts: list[str]) -> None:
        before, inside, after = parts
        clean, (found,) = markers.take(before + markers.mark(inside, "decoy", 7) + after)
        assert clean == before + inside + after
        assert clean.split("\n")[found.line - 1][found.column - 1 :].startswith(inside.partition("\n")[0])
        assert (found.text, found.number, found.last - found.line) == (inside, 7, inside.count("\n"))

    @pytest.mark.parametrize("snippet", ["<a>", "<a href=«x>", "«a» «b»"])
    def test_a_snippet_without_one_address_is_refused(self, snippet: str) -> None:
        with pytest.raises(ValueError, match="one «address»"):
            markers.mark_address(snippet, 1)


def perfect(truth: Truth) -> list[Entry]:
    return [
        Entry(
            place.file,
            place.line,
            place.column,
            one.href,
            one.code,
            one.severity,
            f"Did you mean '{one.suggestion}'?",
        )
        for one in truth.defects
        for place in one.places[:1]
    ]


class TestScore:
    def test_a_perfect_report_has_all_points(self, site: tuple[Path, Truth]) -> None:
        found = score(site[1], perfect(site[1]))
        count = len(site[1].defects)
        assert (found.defects, found.found, found.placed, found.columns, found.codes) == (count,) * 5
        assert found.suggestions == found.suggestible
        assert (found.missed, found.decoys, found.others) == ((), (), ())

    def test_an_entry_without_a_line_is_judged_by_its_target(self, site: tuple[Path, Truth]) -> None:
        _, truth = site
        defect = next(one for one in truth.defects if one.kind == "page-relative")
        whole = target(truth, defect.places[0].file, defect.href)
        found = score(truth, [Entry(defect.places[0].file, url=whole)])
        assert (found.found, found.placed) == (1, 0)

    def test_an_entry_on_another_line_finds_nothing(self, site: tuple[Path, Truth]) -> None:
        wrong = [replace(entry, line=1) for entry in perfect(site[1]) if entry.line > 1][:5]
        assert score(site[1], wrong).found == 0
        assert len(score(site[1], wrong).others) == 5

    def test_an_entry_on_a_decoy_is_a_false_alarm(self, site: tuple[Path, Truth]) -> None:
        decoy = site[1].decoys[0]
        assert score(site[1], [Entry(decoy.file, decoy.first)] * 2).decoys == (decoy,)

    def test_an_entry_without_a_line_is_a_false_alarm_by_its_address(self, site: tuple[Path, Truth]) -> None:
        decoy = next(one for one in site[1].decoys if one.kind == "template")
        url = BASE + decoy.text.partition('href="')[2].partition('"')[0]
        assert score(site[1], [Entry(decoy.file, url=url)]).decoys == (decoy,)
