"""Photographs, drawings and documents: nothing of whoever made them is published, and originals that tell are refused."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image, PngImagePlugin

from plugins.pictures import inplace, lossless
from plugins.pictures.made import looked_at, upright

PAGE = "-- content/pages/one/en.md --\nA rally.\n\n![A rally]({attach}photo.jpg)\n\n![Again]({attach}photo.jpg)\n"
NAME, PLACE, NUMBER = "Jane Q. Photographer", (40.0, 42.0, 46.0), "SN-4711-0815"
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="r"><rdf:Description>'
    f"<dc:creator><rdf:Seq><rdf:li>{NAME}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>"
)


def photograph(form="JPEG", size=(1600, 1000), turn=1, **options):
    """Return a photograph as a telephone makes it: with its place, its owner and the camera's number."""
    picture = Image.radial_gradient("L").resize(size).convert("RGB")
    exif = Image.Exif()
    exif[0x0112], exif[0x013B] = turn, NAME
    exif.get_ifd(0x8769).update({0xA430: NAME, 0xA431: NUMBER})
    exif.get_ifd(0x8825).update({1: "N", 2: PLACE, 3: "W", 4: (74.0, 0.0, 21.0)})
    target = io.BytesIO()
    picture.save(target, form, exif=exif, quality=40, **options)
    return target.getvalue()


def plain():
    target = io.BytesIO()
    Image.radial_gradient("L").resize((1600, 1000)).convert("RGB").save(target, "JPEG", quality=40)
    return target.getvalue()


def leaflet(author=NAME, picture=b""):
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(200, 200))
    document.docinfo["/Title"], document.docinfo["/Author"] = "A leaflet", author
    document.docinfo["/Producer"] = f"Printer of {author}"
    with document.open_metadata(update_docinfo=False) as metadata:
        metadata["dc:creator"] = [author]
    page.Thumb = document.make_stream(b"small")
    remark = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=author
    )
    page.Annots = document.make_indirect(pikepdf.Array([document.make_indirect(remark)]))
    if picture:
        drawn = pikepdf.Stream(document, picture, Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image)
        drawn.Filter = pikepdf.Name.DCTDecode
        page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=drawn))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def letter():
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("docProps/core.xml", f"<c><dc:creator>{NAME}</dc:creator></c>")
        file.writestr("word/document.xml", f'<w:ins w:id="1" w:author="{NAME}"><w:t>Dear all</w:t></w:ins>')
        file.writestr("word/media/image1.jpeg", photograph(size=(60, 40)))
    return target.getvalue()


def says(content):
    """Return whether anything of what was planted can still be read."""
    unpacked = [content]
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            unpacked += [file.read(name) for name in file.namelist()]
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as document:
            unpacked += [bytes(repr(each), "utf-8") for each in document.objects]
            unpacked += [
                each.read_raw_bytes() for each in document.objects if isinstance(each, pikepdf.Stream)
            ]
    return [
        word
        for word in (NAME, NUMBER, "Exif", "GPS", "xmpmeta")
        for part in unpacked
        if word.encode() in part or word.encode("utf-16-le") in part
    ]


def test_a_planted_photograph_and_pdf_are_refused_and_nothing_of_them_would_be_published(make_site):
    site = make_site(PAGE)
    site.write("content/pages/one/photo.jpg", photograph())
    site.write("content/pages/one/leaflet.pdf", leaflet(picture=photograph(size=(60, 40))))

    site.build()

    told = {problem.file: str(problem) for problem in site.outcome.problems}
    assert (
        "where it was taken, who made it and the number of the camera" in told["content/pages/one/photo.jpg"]
    )
    assert "./run clean-files content/pages/one/photo.jpg" in told["content/pages/one/photo.jpg"]
    assert "[file-metadata]" in told["content/pages/one/leaflet.pdf"]
    assert not (site.output / "one").exists()
    assert NAME not in "".join(told.values())


def test_cleaned_in_place_they_are_published_without_a_trace(make_site, monkeypatch):
    site = make_site(PAGE)
    site.write("content/pages/one/photo.jpg", photograph())
    site.write("content/pages/one/leaflet.pdf", leaflet())
    site.write("content/pages/one/letter.docx", letter())
    monkeypatch.setenv("RUN_FROM", str(site.root))

    lines = list(inplace.clean("content", site.root))

    assert [line.partition(":")[0] for line in lines] == [
        f"content/pages/one/{name}" for name in ("leaflet.pdf", "letter.docx", "photo.jpg")
    ]
    assert list(inplace.clean("content", site.root)) == ["Nothing to take out."]
    assert site.build().problems == []
    for file in (each for folder in ("output", "content") for each in (site.root / folder).rglob("*")):
        assert not file.is_file() or not says(file.read_bytes()), file


def test_what_only_machines_say_is_taken_out_without_a_word(make_site):
    site = make_site("-- content/pages/one/en.md --\nA rally. ![A rally]({attach}photo.jpg)\n")
    exif = Image.Exif()
    exif[0x010F], exif[0x0131] = "Maker of cameras", "Program 1.0"
    target = io.BytesIO()
    Image.new("RGB", (500, 300)).save(target, "JPEG", exif=exif)
    site.write("content/pages/one/photo.jpg", target.getvalue())
    site.write("content/pages/one/leaflet.pdf", leaflet("Test site"))

    assert site.build().problems == []

    assert b"Maker" not in (site.output / "one/photo.jpg").read_bytes()
    with pikepdf.open(site.output / "one/leaflet.pdf") as document:
        assert dict(document.docinfo) == {"/Title": "A leaflet"}
        assert "/Metadata" not in document.Root and "/Thumb" not in document.pages[0]


def test_a_page_offers_a_photograph_in_the_sizes_of_screens(make_site):
    site = make_site(PAGE)
    site.write("content/pages/one/photo.jpg", plain())

    assert site.build().problems == []

    first, second = site.page("/one/").select("main picture")
    assert [source["type"] for source in first.select("source")] == ["image/avif", "image/webp"]
    for source in first.select("source"):
        offered = [part.split() for part in source["srcset"].split(", ")]
        assert [width for _, width in offered] == ["400w", "800w", "1200w"]
        for href, width in offered:
            with Image.open(site.output / href.lstrip("/")) as made:
                assert f"{made.width}w" == width
    assert (first.img["width"], first.img["height"], first.img["alt"]) == ("1600", "1000", "A rally")
    assert "-800." in first.img["src"]
    assert [tag.img.get("loading") for tag in (first, second)] == [None, "lazy"]


def test_no_rendition_is_wider_than_the_picture_and_all_are_light(make_site):
    site = make_site(PAGE)
    target = io.BytesIO()
    Image.radial_gradient("L").convert("RGB").resize((1000, 625)).save(target, "JPEG", quality=95)
    site.write("content/pages/one/photo.jpg", target.getvalue())

    site.build()

    made = {
        path.name.rpartition("-")[2]: path.stat().st_size for path in (site.output / "one").glob("photo-*-*")
    }
    assert {name for name in made if name.endswith("avif")} == {"400.avif", "800.avif", "1000.avif"}
    assert max(made.values()) <= 60_000


def test_the_picture_of_a_page_is_offered_so_too_and_then_none_in_its_text_comes_first(make_site):
    site = make_site(
        "-- content/initiatives/one/en.md --\nTitle: One\nSummary: What it says.\nStatus: active\nImage: photo.jpg\n"
        "Alt: A rally.\n\nWords. ![Again]({attach}photo.jpg)\n"
    )
    site.write("content/initiatives/one/photo.jpg", plain())

    assert site.build().problems == []

    first, second = site.page("/initiatives/one/").select("main picture")
    assert first.select_one("source")["srcset"] and first.img.get("loading") is None
    assert second.img["loading"] == "lazy"


def test_a_second_build_writes_the_same_bytes_from_what_is_kept_and_a_clean_one_too(make_site):
    site = make_site(PAGE)
    photo = site.write("content/pages/one/photo.jpg", plain())
    site.write("content/pages/one/leaflet.pdf", leaflet("Test site"))

    def bytes_now():
        site.build()
        assert site.problems == []
        return {path.name: path.read_bytes() for path in (site.output / "one").iterdir()}

    first = bytes_now()
    site.write(
        "content/pages/one/en.md", "Title: Two\nSummary: What it says.\n\n![A rally]({attach}photo.jpg)\n"
    )
    second = bytes_now()
    assert {name: data for name, data in second.items() if name != "index.html"} == {
        name: data for name, data in first.items() if name != "index.html"
    }
    for folder in ("output", ".cache"):
        site.remove(folder)
    assert bytes_now() == second

    photo.unlink()
    site.write("content/pages/one/en.md", "Title: Two\nSummary: What it says.\n\nWords.\n")
    assert sorted(bytes_now()) == ["index.html", "leaflet.pdf"]


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_the_pixels_stay_as_they_are(form):
    before = photograph(form, size=(90, 60))

    after = lossless.stripped(before)

    assert says(before) and not says(after)
    with Image.open(io.BytesIO(before)) as old, Image.open(io.BytesIO(after)) as new:
        assert old.convert("RGB").tobytes() == new.convert("RGB").tobytes()
    assert lossless.stripped(after) == after


def test_a_photograph_that_only_its_metadata_turn_stays_upright():
    with Image.open(io.BytesIO(upright(photograph(size=(90, 60), turn=6)))) as picture:
        assert picture.size == (60, 90)
        assert not picture.getexif()


def test_what_follows_a_picture_goes_too():
    assert not says(lossless.stripped(plain() + b"a video " + NAME.encode()))


def test_a_gif_keeps_moving_and_loses_its_comment():
    target = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "green", "blue")]
    frames[0].save(target, "GIF", save_all=True, append_images=frames[1:], loop=0, comment=NAME.encode())

    after = upright(target.getvalue())

    assert not says(after)
    with Image.open(io.BytesIO(after)) as picture:
        assert picture.n_frames == 3 and picture.info["loop"] == 0


def test_words_in_a_png_that_name_its_author_are_told_and_go():
    words = PngImagePlugin.PngInfo()
    words.add_text("Author", NAME)
    words.add_itxt("XML:com.adobe.xmp", XMP, zip=True)
    target = io.BytesIO()
    Image.new("RGB", (9, 9)).save(target, "PNG", pnginfo=words)

    clean, told = looked_at(target.getvalue(), ".png")

    assert told.count(("who made it", NAME)) == 2
    assert len(clean) < 100


def test_a_drawing_loses_what_its_editor_wrote_and_keeps_its_title():
    drawing = f"""\
<?xml version="1.0"?>
<!-- by {NAME} -->
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
 xmlns:dc="http://purl.org/dc/elements/1.1/" viewBox="0 0 8 5" inkscape:export-filename="/home/jane/map.png">
<title>A map</title><metadata><dc:creator><a>{NAME}</a></dc:creator></metadata><path id="a" d="M0 0"/><use xlink:href="#a"/></svg>
"""
    clean, told = looked_at(drawing.encode(), ".svg")

    assert {kind for kind, _ in told} == {"who made it", "whose computer it was made on"}
    assert not says(clean) and b"jane" not in clean and b"inkscape" not in clean
    assert (
        re.findall(rb"<(\w+)", clean) == [b"svg", b"title", b"path", b"use"] and b'xlink:href="#a"' in clean
    )
    assert looked_at(clean, ".svg") == (clean, [])


def test_a_locked_pdf_is_refused_because_nobody_can_look_into_it(make_site):
    site = make_site("-- content/pages/one/en.md --\nOne.\n")
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(leaflet())) as document:
        document.save(target, encryption=pikepdf.Encryption(owner="secret", user="secret"))
    site.write("content/pages/one/leaflet.pdf", target.getvalue())

    assert site.build().codes == ["file-unreadable"]


def test_only_files_of_this_project_are_cleaned(tmp_path: Path):
    with pytest.raises(inplace.UsageError, match="not in this project"):
        list(inplace.clean(str(tmp_path.parent), tmp_path))
    with pytest.raises(inplace.UsageError, match="There is no file"):
        list(inplace.clean(str(tmp_path / "none.jpg"), tmp_path))
