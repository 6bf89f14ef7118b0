"""Makes the fonts of invoices and statements from Inter's own files: Latin, Greek and Cyrillic, figures of one width.

Needs fonttools, which Tenure itself does not: python scripts/paper_fonts.py FOLDER_WITH_INTER_TTF
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

GOAL = Path(__file__).parent.parent / "src/tenure/outlets/pdf/fonts"
WEIGHTS = {"Inter_400Regular.ttf": "Inter-Regular.ttf", "Inter_600SemiBold.ttf": "Inter-SemiBold.ttf"}
KEPT = (
    (0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2AF), (0x2B0, 0x36F), (0x370, 0x3FF), (0x400, 0x52F),
    (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x2070, 0x209F), (0x20A0, 0x20C0), (0x2100, 0x218F),
    (0x2190, 0x21FF), (0x2200, 0x22FF), (0x25A0, 0x25FF),
)  # fmt: skip
DIGITS = range(0x30, 0x3A)


def main(folder: Path) -> None:
    """Writes each weight into the package."""
    for source, goal in WEIGHTS.items():
        font = TTFont(folder / source)
        figures = _figures_of_one_width(font)
        for table in font["cmap"].tables:
            for code in DIGITS:
                if code in table.cmap:
                    table.cmap[code] = figures.get(table.cmap[code], table.cmap[code])
        options = subset.Options(layout_features=[], hinting=False, notdef_outline=True, name_IDs=["*"])
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[code for first, last in KEPT for code in range(first, last + 1)])
        cutter.subset(font)
        font.save(GOAL / goal)
        print(goal, (GOAL / goal).stat().st_size)


def _figures_of_one_width(font: TTFont) -> dict[str, str]:
    """What the font's own feature `tnum` puts in the place of each figure, so that columns stand straight."""
    table = font["GSUB"].table
    lookups = next(
        one.Feature.LookupListIndex for one in table.FeatureList.FeatureRecord if one.FeatureTag == "tnum"
    )
    found: dict[str, str] = {}
    for lookup in lookups:
        for part in table.LookupList.Lookup[lookup].SubTable:
            found |= getattr(part, "ExtSubTable", part).mapping
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]))
