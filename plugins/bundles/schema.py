"""The schema of each kind of page, declared once.

The check, the scaffold (`./run new`) and the staff guide's tables are all made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from types import MappingProxyType

from plugins.bundles.fields import (
    ADDRESS,
    DATE,
    DESCRIPTION,
    FILE_NAME,
    NUMBER,
    REFERENCE,
    REFERENCES,
    SLUG_TYPE,
    SLUGS,
    TAGS,
    TEXT,
    WORDS,
    YEAR,
    FieldType,
    choice,
    choices,
)
from plugins.bundles.frontmatter import fold

STATUSES = ("active", "won", "ongoing")
AUDIENCES = ("community", "attorneys", "advocates", "press")
RESOURCE_TYPES = (
    "toolkit",
    "report",
    "fact-sheet",
    "know-your-rights",
    "practice-advisory",
    "model-law",
    "law",
    "video",
    "map",
)
TRANSLATION_STATES = ("machine", "draft", "reviewed")


@dataclass(frozen=True, slots=True)
class Field:
    """One field. A translation may set it only if `translated` (its own words) is true."""

    name: str
    type: FieldType
    help: str
    required: bool = False
    translated: bool = False
    example: str = ""
    """A value that fits just this field, where the type's own does not."""
    in_source: bool = True
    """Whether the source file may set it too."""
    own: bool = False
    """Whether each language has a value of its own, which is no translation of the source's."""

    key: str = field(init=False)
    """The name as code writes it: part_of."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "key", self.name.lower().replace("-", "_"))

    @property
    def has_form(self) -> bool:
        """Return whether it takes only what is written in a certain way, not any words."""
        anything = (TEXT, WORDS, REFERENCE, REFERENCES, FILE_NAME)
        return self.type.form not in {kind.form for kind in anything}

    @property
    def shown(self) -> str:
        """Return a line that could stand at the top of a file."""
        return f"{self.name}: {self.example or self.type.example}"


@dataclass(frozen=True, slots=True, eq=False)
class Kind:
    """A shelf of content/: its fields, and where its pages stand in the site."""

    name: str
    singular: str
    fields: tuple[Field, ...]
    url_prefix: str
    """What stands before the slug in the address: "initiatives/", or "" for pages."""
    needs_body: bool = True
    own_pages: bool = True
    """Whether each bundle has a page; if not, all stand on one page at url_prefix, each at #slug."""
    starter: str = (
        "Say here in a few words what this is about.\n\n## First heading {#first-heading}\n\nWrite on here."
    )
    """The text with which a new bundle begins."""

    @property
    def template(self) -> str:
        return self.singular


_COMMON = (
    Field("Title", TEXT, "The page's heading.", required=True, translated=True, example="…"),
    Field(
        "Summary",
        TEXT,
        "One or two sentences for lists and search engines.",
        required=True,
        translated=True,
        example="…",
    ),
    Field("Short-Title", TEXT, "A short title for menus and breadcrumbs.", translated=True, example="…"),
    Field("Checked", DATE, "The day the legal sources were last checked."),
    Field("Check-By", DATE, "The day by which to check them again; after it the build warns."),
    Field("Risk", choice("high"), "Set it where a wrong word can cost someone their freedom."),
    Field("Former-Slugs", SLUGS, "Names its folder had before, the oldest first: those addresses lead here."),
)
_PICTURE = (
    Field("Image", FILE_NAME, "A picture in the page's folder."),
    Field("Alt", DESCRIPTION, "What the picture shows, for people who do not see it.", translated=True),
)
_PICTURE_REQUIRED = tuple(replace(field, required=True) for field in _PICTURE)
_LAW = tuple(field for field in _COMMON if field.name in ("Checked", "Check-By", "Risk"))
_INITIATIVES = Field("Initiatives", REFERENCES, "The initiatives it belongs to: their folder names.")

TRANSLATION_FIELDS = (
    Field(
        "Translation",
        choice(*TRANSLATION_STATES),
        "How far people can rely on it.",
        required=True,
        translated=True,
    ),
    Field(
        "Translator", TEXT, "Who translated it, or checked a machine's work.", translated=True, example="…"
    ),
    Field("Reviewed", DATE, "The day a person who knows both languages last checked it.", translated=True),
    Field(
        "Source-Digest", TEXT, "What it was made from. A command writes it: ./run translate.", translated=True
    ),
    Field(
        "Source-Date", DATE, "The day it was last brought up to date. A command writes it.", translated=True
    ),
    Field("Slug", SLUG_TYPE, "An address of its own in this language.", translated=True),
    Field("Former-Slugs", SLUGS, "Slugs it had before in this language: they lead here.", translated=True),
)

KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "initiatives",
            "initiative",
            (
                *_COMMON,
                *_PICTURE_REQUIRED,
                Field("Status", choice(*STATUSES), "Where the campaign stands.", required=True),
                Field("Part-Of", REFERENCE, "The initiative it is part of: its folder name."),
                Field("Order", NUMBER, "Its place among its neighbours; smaller comes first."),
                Field("Since", YEAR, "The year it began."),
                Field("Action", TEXT, "What you ask of the reader, as a button.", translated=True),
                Field(
                    "Action-Link",
                    ADDRESS,
                    "Where the button leads: a page, tel:, or mailto: with a text. A translation may have its own.",
                    translated=True,
                ),
            ),
            url_prefix="initiatives/",
        ),
        Kind(
            "resources",
            "resource",
            (
                *_COMMON,
                *_PICTURE,
                Field("Type", choice(*RESOURCE_TYPES), "What it is.", required=True),
                Field("Audience", choices(*AUDIENCES), "Who it is for.", required=True),
                Field("Year", YEAR, "The year it was published; without it if that is not known."),
                Field(
                    "Publisher", TEXT, "Who published it.", required=True, example="Immigrant Defense Project"
                ),
                Field("Languages", TAGS, "The languages it can be read in.", required=True),
                Field("Link", ADDRESS, "Where it is. Give this or File."),
                Field("File", FILE_NAME, "The file in the page's folder. Give this or Link."),
                _INITIATIVES,
            ),
            url_prefix="resources/",
            needs_body=False,
        ),
        Kind(
            "pages",
            "page",
            (
                *_COMMON,
                *_PICTURE,
                Field("Menu", choice("main", "footer"), "The menu that shows it."),
                Field("Order", NUMBER, "Its place in the menu; smaller comes first."),
            ),
            url_prefix="",
        ),
        Kind(
            "rights",
            "situation",
            (
                *_COMMON,
                Field("Order", NUMBER, "Its place in the list of situations; smaller comes first."),
            ),
            url_prefix="know-your-rights/",
        ),
        Kind(
            "news",
            "news",
            (
                *_COMMON,
                *_PICTURE,
                Field("Date", DATE, "The day it happened or was published.", required=True),
                _INITIATIVES,
            ),
            url_prefix="news/",
        ),
        Kind(
            "glossary",
            "term",
            (
                Field(
                    "Title",
                    TEXT,
                    "The term, in small letters unless it is a name.",
                    required=True,
                    translated=True,
                    example="judge's warrant",
                ),
                Field(
                    "Also",
                    WORDS,
                    "Other words for it that readers meet.",
                    translated=True,
                    example="judicial warrant",
                ),
                Field("Avoid", WORDS, "Words that must not be used for it.", translated=True, own=True),
                Field(
                    "Rendering-Source",
                    TEXT,
                    "Where this language's word for it was found: an address, or who said so.",
                    translated=True,
                    in_source=False,
                    own=True,
                ),
                Field("Source", ADDRESS, "Where what is said of it was found.", required=True),
                *_LAW,
            ),
            url_prefix="glossary/",
            own_pages=False,
            starter="Say here in one or two plain sentences what it means.",
        ),
    )
}


# Field names as people write them who think in another language of the site: folded as front matter does.
OTHER_NAMES = {
    "título": "Title", "titulo": "Title", "标题": "Title", "標題": "Title", "العنوان": "Title", "عنوان": "Title",
    "resumen": "Summary", "摘要": "Summary", "الملخص": "Summary", "ملخص": "Summary", "description": "Summary",
    "título-corto": "Short-Title", "titulo-corto": "Short-Title", "短标题": "Short-Title",
    "texto-alternativo": "Alt", "descripción": "Alt", "替代文字": "Alt", "النص-البديل": "Alt",
    "traducción": "Translation", "traduccion": "Translation", "翻译": "Translation", "الترجمة": "Translation",
    "acción": "Action", "accion": "Action", "estado": "Status", "fecha": "Date", "imagen": "Image",
    "idiomas": "Languages", "año": "Year", "enlace": "Link", "orden": "Order", "menú": "Menu", "riesgo": "Risk",
}  # fmt: skip


@cache
def folded_names(kind: Kind) -> frozenset[str]:
    """Return the names of all fields of *kind*, in source files and translations, as `fold` returns them."""
    both = (fields_for(kind, is_source=is_source) for is_source in (True, False))
    return frozenset(fold(name) for fields in both for name in fields)


@cache
def fields_for(kind: Kind, *, is_source: bool) -> Mapping[str, Field]:
    """Return, by name, the fields that a source file or a translation of *kind* may set."""
    if is_source:
        return MappingProxyType({field.name: field for field in kind.fields if field.in_source})
    own = [field for field in kind.fields if field.translated]
    more = [field for field in TRANSLATION_FIELDS if kind.own_pages or field.type not in (SLUG_TYPE, SLUGS)]
    return MappingProxyType({field.name: field for field in (*own, *more)})
