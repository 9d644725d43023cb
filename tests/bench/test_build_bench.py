"""What the builders get, the tables, the growth, and what is said of builders that are not installed."""

from __future__ import annotations

import argparse
from pathlib import Path

import pytest

from bench import __main__ as command
from bench import contestants, corpus, installing, others, tables
from bench.running import MODES, Cost


def costs(wall: float) -> dict[str, dict[str, Cost]]:
    return {"ours": {mode: Cost(wall, wall, 50) for mode in MODES}}


class TestCorpus:
    def test_every_builder_gets_every_page(self, tmp_path: Path) -> None:
        corpus.write(tmp_path, 2, 3)
        for builder, layout in corpus.LAYOUTS.items():
            for page in range(2):
                for language in corpus.LANGUAGES[:3]:
                    name, head = layout(page, language)
                    text = (tmp_path / builder / "content" / name).read_text("utf-8")
                    assert text == f"{head}\n{corpus.body(page, language, 2)}"


class TestConfiguration:
    def test_nikola_gets_its_own_language_codes_and_the_links_of_each_language(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(others, "nikola_program", lambda: "nikola")
        settings: dict = {}
        exec(others.nikola(2, 3).files["conf.py"], settings)
        assert settings["TRANSLATIONS"] == {"en": "", "es": "./es", "zh_cn": "./zh-hans"}
        assert settings["NAVIGATION_LINKS"]["es"][1] == ("/es/page-0001/", "Page 1 es")

    def test_eleventy_gets_its_settings_and_the_layout(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(others, "eleventy_program", lambda: ("node", "cmd.cjs"))
        assert set(others.eleventy(2, 3).files) == {"eleventy.config.mjs", "layouts/page.njk"}

    def test_what_is_not_installed_is_named_with_how_to_get_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(others, "eleventy_program", lambda: ())
        monkeypatch.setattr(others, "nikola_program", lambda: "")
        _, missing = contestants.contestants(2, 3, ["hugo", "nik"])
        assert missing == ["Eleventy"]
        assert "Eleventy. `./run bench --install`" in contestants.left_out(missing)
        assert "Node 18" in contestants.left_out(missing)
        assert contestants.left_out([]) == ""

    def test_without_npm_one_sentence_says_what_to_install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("shutil.which", lambda _name: None)
        assert "npm is missing" in installing._eleventy()


class TestTables:
    def test_the_exponent_of_a_power_law_is_found(self) -> None:
        assert tables.exponent([(n, 3 * n**1.5) for n in (10, 50, 100)]) == pytest.approx(1.5)

    def test_growth_keeps_pages_and_languages_apart(self) -> None:
        found = {(n, k): costs(n * k**2) for n, k in ((10, 2), (20, 2), (20, 4))}
        told = tables.growth(found)
        assert "pages (10, 20) with 2 languages" in told
        assert "languages (2, 4) with 20 pages" in told
        assert [line for line in told.split("\n") if "ours" in line] == [
            "| ours | 1.00 | 1.00 | 1.00 |",
            "| ours | 2.00 | 2.00 | 2.00 |",
        ]
        assert tables.growth({(10, 2): costs(1), (20, 4): costs(2)}) == ""

    def test_a_table_has_ratios_and_the_machine_is_named(self, tmp_path: Path) -> None:
        assert "| ours | 2.00 (2.00) | 1.00 |" in tables.table(10, 2, costs(2), {})
        (tmp_path / "cpuinfo").write_text("model name\t: Some CPU\n", "utf-8")
        told = tables.machine({"Hugo": "1.2"}, tmp_path / "cpuinfo")
        assert "Some CPU" in told and "Versions: Hugo 1.2." in told


class TestOptions:
    def test_sizes_are_read_each_once(self) -> None:
        assert command.sizes("10x2,10x2, 5x12") == [(10, 2), (5, 12)]

    @pytest.mark.parametrize("text", ["", "10", "0x2", "10x13", "10x0", "-1x2", "10000x1", "axb"])
    def test_wrong_sizes_are_told_with_an_example(self, text: str) -> None:
        with pytest.raises(argparse.ArgumentTypeError, match="such as 100x4"):
            command.sizes(text)

    @pytest.mark.parametrize("text", ["0", "-1", "x", ""])
    def test_wrong_rounds_are_told(self, text: str) -> None:
        with pytest.raises(argparse.ArgumentTypeError, match="1 or more"):
            command.rounds(text)
