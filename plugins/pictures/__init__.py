"""What files tell of people, and how it is taken out; pictures in the sizes that phones need.

leaks.py      what a file tells of whoever made it or is in it
lossless.py   bitmaps without anything but their pixels, which stay as they are
drawing.py    drawings (SVG) without what editors leave in them
pdf.py        PDFs without author, tools, thumbnails, and what the photographs in them tell
office.py     documents of office programs without names
sizes.py      a bitmap as AVIF, WebP and a fallback in several widths
made.py       all of this for one file, kept until it changes
inplace.py    `./run clean-files`: the originals in content/, cleaned where they stand

No Pelican plugin: `multilingual` publishes no attachment but through this.
"""
