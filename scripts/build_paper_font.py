"""Build the paper font "Sarabun Doc" from Sarabun (OFL): build_paper_font.py [FOLDER]

Writes SarabunDoc-{Regular,Bold}.{ttf,woff2} and OFL.txt, by default into static/fonts; the same
sources give the same bytes. A maintainer's tool (the `dev` extra); its results are committed.

Why Sarabun alone will not do: in a PDF each glyph carries the text that a reader copies or finds.
HarfBuzz splits sara am into nikhahit and sara aa, and raises a tone mark over a vowel, so that
words come out as "บ้ำน" or "นำ". In Sarabun Doc

* nikhahit + sara aa become the one glyph of sara am again; where a tone mark joins the nikhahit,
  the two glyphs say "tone" and "sara am";
* an upper vowel with a tone mark is one glyph, placed by the font and not by the page;
* every glyph's name spells its text by Adobe's rule (`uni0E34_uni0E48.narrow` is "ิ่"), which is
  all that `schoolcare.paper.pdf` needs to write the right text into a paper;
* ☐ ☑ ○ ◉ ✓ are drawn, so that a tick box is a letter: quick to set, read aloud, copied.
"""

import copy
import shutil
import sys
from collections.abc import Callable
from math import cos, pi, sin
from pathlib import Path

import fontpkg_sarabun
from fontTools import subset
from fontTools.otlLib import builder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables import otTables

STYLES = ("Regular", "Bold")
CHARACTERS = (
    "U+0020-007E,U+00A0-00FF,U+0E01-0E5B,U+2010-2027,U+2030,U+2039-203A,U+20AC,"
    "U+2190-2193,U+2212,U+25A0"
)
FEATURES = ["ccmp", "kern", "mark", "mkmk"]  # no ligatures: "fi" must stay two letters
NIKHAHIT, SARA_AA, SARA_AM = "uni0E4D", "uni0E32", "uni0E33"
UPPER_VOWELS = {"uni0E31", "uni0E34", "uni0E35", "uni0E36", "uni0E37"}
TONES = {"uni0E48", "uni0E49", "uni0E4A", "uni0E4B", "uni0E4C"}
HALF_AM, SILENT = f"{SARA_AM}.half", "nikhahit.silent"
RENAMED = {  # the source's names that would spell something else, or nothing
    "yoYingthai.less": "uni0E0D.less",
    "thoThanthai.less": "uni0E10.less",
    "doChadathai.short": "uni0E0E.short",
    "toPatakthai.short": "uni0E0F.short",
    "loChulathai.short": "uni0E2C.short",
}
for tone in ("0E48", "0E49", "0E4A", "0E4B"):  # with nikhahit: only ever inside sara am
    RENAMED[f"{NIKHAHIT}{tone}"] = f"uni{tone}.am"
    RENAMED[f"{NIKHAHIT}{tone}.narrow"] = f"uni{tone}.am.narrow"
BASE, MARK = 1, 3  # classes of GDEF


def build(source: Path) -> TTFont:
    """Sarabun's style file -> the paper font of that style."""
    font = cut_down(source)
    composites = add_composites(font)
    add_sara_am(font, composites)
    for code, draw in SYMBOLS.items():
        add_symbol(font, code, draw)
    rename_family(font)
    return font


def cut_down(source: Path) -> TTFont:
    """Thai, Latin and a few signs; unhinted, as paper needs no pixels."""
    options = subset.Options(
        layout_features=FEATURES,
        glyph_names=True,
        notdef_outline=True,
        name_IDs=["*"],
        hinting=False,
    )
    font = subset.load_font(str(source), options)
    font.setGlyphOrder([RENAMED.get(name, name) for name in font.getGlyphOrder()])
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=subset.parse_unicodes(CHARACTERS))
    subsetter.subset(font)
    return font


def add_glyph(font: TTFont, name: str, outline, advance: int, kind: int) -> None:
    """Append a glyph; `kind` is its class in GDEF."""
    glyphs = font["glyf"]
    glyphs[name] = outline
    outline.recalcBounds(glyphs)
    font.setGlyphOrder(glyphs.glyphOrder)
    font["hmtx"][name] = (advance, getattr(outline, "xMin", 0))
    font["GDEF"].table.GlyphClassDef.classDefs[name] = kind


def add_clone(font: TTFont, name: str, original: str, kind: int) -> None:
    advance, _ = font["hmtx"][original]
    add_glyph(font, name, copy.deepcopy(font["glyf"][original]), advance, kind)


def positions(font: TTFont, kind: str) -> list:
    """Every positioning subtable of a kind, through extensions."""
    tables = [table for item in font["GPOS"].table.LookupList.Lookup for table in item.SubTable]
    tables = [getattr(table, "ExtSubTable", table) for table in tables]
    return [table for table in tables if type(table).__name__ == kind]


def stand_like(font: TTFont, name: str, original: str) -> None:
    """Let a new mark stand on letters where another mark stands."""
    for table in positions(font, "MarkBasePos"):
        marks = table.MarkCoverage.glyphs
        if original in marks:
            record = table.MarkArray.MarkRecord[marks.index(original)]
            marks.append(name)
            table.MarkArray.MarkRecord.append(copy.deepcopy(record))
            table.MarkArray.MarkCount = len(marks)


# ---- vowel and tone as one glyph ----------------------------------------------------------------


def plain(name: str) -> str:
    return name.partition(".")[0]


def tone_offsets(font: TTFont) -> dict[tuple[str, str], tuple[int, int]]:
    """Where each tone mark stands over each upper vowel, from the source's own anchors."""
    offsets: dict[tuple[str, str], tuple[int, int]] = {}
    for table in positions(font, "MarkMarkPos"):
        tones = dict(zip(table.Mark1Coverage.glyphs, table.Mark1Array.MarkRecord, strict=True))
        vowels = dict(zip(table.Mark2Coverage.glyphs, table.Mark2Array.Mark2Record, strict=True))
        for vowel in (name for name in vowels if plain(name) in UPPER_VOWELS):
            for tone in (name for name in tones if plain(name) in TONES and ".am" not in name):
                low, high = vowels[vowel].Mark2Anchor[tones[tone].Class], tones[tone].MarkAnchor
                if low:
                    shift = (low.XCoordinate - high.XCoordinate, low.YCoordinate - high.YCoordinate)
                    offsets.setdefault((vowel, tone), shift)
    return offsets


def add_composites(font: TTFont) -> dict[tuple[str, str], str]:
    """One glyph per vowel and tone; answers the ligatures (vowel, tone) -> glyph."""
    ligatures = {}
    order = font.getGlyphID
    for (vowel, tone), (x, y) in sorted(
        tone_offsets(font).items(), key=lambda item: (order(item[0][0]), order(item[0][1]))
    ):
        pen = TTGlyphPen(font.getGlyphSet())
        pen.addComponent(vowel, (1, 0, 0, 1, 0, 0))
        pen.addComponent(tone, (1, 0, 0, 1, x, y))
        suffixes = [part.partition(".")[2] or "plain" for part in (vowel, tone)]
        name = f"{plain(vowel)}_{plain(tone)}.{'.'.join(suffixes)}"
        add_glyph(font, name, pen.glyph(), 0, MARK)
        stand_like(font, name, vowel)
        ligatures[vowel, tone] = name
    return ligatures


# ---- sara am ------------------------------------------------------------------------------------


def add_sara_am(font: TTFont, composites: dict[tuple[str, str], str]) -> None:
    """Undo HarfBuzz's splitting of sara am, by lookups after the source's own.

    nikhahit, aa -> am; a narrow nikhahit (after a tall letter) or one joined with a tone mark stays
    a glyph, and the aa after it becomes the second half of am.
    """
    narrow = f"{NIKHAHIT}.narrow"
    add_clone(font, HALF_AM, SARA_AA, BASE)
    add_clone(font, SILENT, narrow, MARK)
    stand_like(font, SILENT, narrow)
    before = [SILENT] + [name for name in font.getGlyphOrder() if ".am" in name]
    to_silent = add_lookup(font, builder.buildSingleSubstSubtable({narrow: SILENT}))
    to_half = add_lookup(font, builder.buildSingleSubstSubtable({SARA_AA: HALF_AM}))
    ligatures = {(NIKHAHIT, SARA_AA): SARA_AM} | composites
    in_order = [
        add_lookup(font, builder.buildLigatureSubstSubtable(ligatures)),
        add_lookup(font, in_context(font, [narrow], to_silent, after=[SARA_AA])),
        add_lookup(font, in_context(font, [SARA_AA], to_half, before=before)),
    ]
    for record in font["GSUB"].table.FeatureList.FeatureRecord:
        if record.FeatureTag == "ccmp":
            record.Feature.LookupListIndex += in_order
            record.Feature.LookupCount = len(record.Feature.LookupListIndex)


def add_lookup(font: TTFont, table) -> int:
    lookups = font["GSUB"].table.LookupList
    lookups.Lookup.append(builder.buildLookup([table]))
    lookups.LookupCount = len(lookups.Lookup)
    return lookups.LookupCount - 1


def in_context(font: TTFont, glyphs: list[str], action: int, *, before=(), after=()):
    """Apply lookup `action` to `glyphs` when one of `before` / `after` stands beside them."""

    def cover(names):
        return [builder.buildCoverage(names, font.getReverseGlyphMap())] if names else []

    record = otTables.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, action
    table = otTables.ChainContextSubst()
    table.Format, table.SubstCount, table.SubstLookupRecord = 3, 1, [record]
    table.BacktrackCoverage, table.InputCoverage = cover(before), cover(glyphs)
    table.LookAheadCoverage = cover(after)
    table.BacktrackGlyphCount = len(table.BacktrackCoverage)
    table.InputGlyphCount = len(table.InputCoverage)
    table.LookAheadGlyphCount = len(table.LookAheadCoverage)
    return table


# ---- tick boxes ---------------------------------------------------------------------------------


def polygon(pen: TTGlyphPen, points: list[tuple[int, int]]) -> None:
    pen.moveTo(points[0])
    for point in points[1:]:
        pen.lineTo(point)
    pen.closePath()


def square(pen: TTGlyphPen) -> None:
    polygon(pen, [(70, -40), (70, 620), (730, 620), (730, -40)])
    polygon(pen, [(115, 5), (685, 5), (685, 575), (115, 575)])


def tick(pen: TTGlyphPen) -> None:
    polygon(pen, [(120, 310), (190, 375), (310, 225), (620, 650), (700, 590), (320, 85)])


def circle(pen: TTGlyphPen, radius: int, *, hole: bool = False) -> None:
    """Eight quadratic arcs; clockwise is filled, counter-clockwise is a hole."""
    x, y, turn = 400, 290, 1 if hole else -1
    bulge = radius / cos(pi / 8)
    pen.moveTo((x + radius, y))
    for step in range(8):
        middle, end = turn * (step + 0.5) * pi / 4, turn * (step + 1) * pi / 4
        pen.qCurveTo(
            (round(x + bulge * cos(middle)), round(y + bulge * sin(middle))),
            (round(x + radius * cos(end)), round(y + radius * sin(end))),
        )
    pen.closePath()


def ring(pen: TTGlyphPen) -> None:
    circle(pen, 330)
    circle(pen, 285, hole=True)


SYMBOLS: dict[int, tuple[Callable[[TTGlyphPen], None], ...]] = {
    0x2610: (square,),
    0x2611: (square, tick),
    0x25CB: (ring,),
    0x25C9: (ring, lambda pen: circle(pen, 175)),
    0x2713: (tick,),
}


def add_symbol(font: TTFont, code: int, strokes: tuple[Callable[[TTGlyphPen], None], ...]) -> None:
    pen = TTGlyphPen(None)
    for stroke in strokes:
        stroke(pen)
    name = f"uni{code:04X}"
    add_glyph(font, name, pen.glyph(), 800, BASE)
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def rename_family(font: TTFont) -> None:
    for record in font["name"].names:
        if record.nameID in {1, 3, 4, 16}:
            record.string = record.toUnicode().replace("Sarabun", "Sarabun Doc")
        elif record.nameID == 6:
            record.string = record.toUnicode().replace("Sarabun", "SarabunDoc")


def main(folder: Path) -> None:
    for style in STYLES:
        font = build(fontpkg_sarabun.ROOT / "files" / f"Sarabun-{style}.ttf")
        for flavor, ending in ((None, "ttf"), ("woff2", "woff2")):
            font.flavor = flavor
            target = folder / f"SarabunDoc-{style}.{ending}"
            font.save(target)
            print(f"{target} {target.stat().st_size:,} bytes")
    shutil.copyfile(fontpkg_sarabun.ROOT / "LICENSE", folder / "OFL.txt")


if __name__ == "__main__":
    default = Path(__file__).parents[1] / "static" / "fonts"
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else default)
