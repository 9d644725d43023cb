"""Settings of the public site: those of the preview, and a stricter policy."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *

# A translation of a page where a wrong word can cost someone their freedom (Risk: high) is published only
# once a person has reviewed it; until then its readers get the source text, with a notice in their language.
WITHHOLD_UNREVIEWED_RISK = True
