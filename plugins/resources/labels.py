"""What types, audiences and facets are called, in the source language."""

from __future__ import annotations

from plugins.multilingual.catalogue import N_

TYPES = {
    "toolkit": N_("Toolkit"),
    "report": N_("Report"),
    "fact-sheet": N_("Fact sheet"),
    "know-your-rights": N_("Know your rights"),
    "practice-advisory": N_("Practice advisory"),
    # L10n: The text of a law that others can copy.
    "model-law": N_("Model law"),
    # L10n: A type of resource: the text of a law, or a court's decision.
    "law": N_("Law or ruling"),
    "video": N_("Video"),
    # L10n: A geographic map.
    "map": N_("Map"),
}
TYPE_HEADINGS = {
    "toolkit": N_("Toolkits"),
    "report": N_("Reports"),
    "fact-sheet": N_("Fact sheets"),
    "know-your-rights": N_("Know your rights"),
    "practice-advisory": N_("Practice advisories"),
    "model-law": N_("Model laws"),
    # L10n: A heading: texts of laws, and courts' decisions.
    "law": N_("Laws and rulings"),
    "video": N_("Videos"),
    "map": N_("Maps"),
}
AUDIENCES = {
    # L10n: Who a resource is for: immigrants and their families.
    "community": N_("Community members"),
    "attorneys": N_("Attorneys"),
    "advocates": N_("Advocates"),
    "press": N_("Press"),
}
FACETS = {
    # L10n: What a resource is, such as a report or a video. A heading above these.
    "type": N_("Type"),
    "audience": N_("Who it is for"),
    "initiative": N_("Initiatives"),
    "language": N_("Languages"),
    "year": N_("Year"),
}
