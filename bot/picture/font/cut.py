"""Cuts the font to the characters that README.md lists.

usage: cut.py NotoSansSC_500Medium.ttf characters.json OUT.ttf
"""
import json
import sys

from fontTools import subset

source, standard, out = sys.argv[1:]

chars = set(json.load(open(standard, encoding="utf-8")))
for high in range(0xA1, 0xF8):
    for low in range(0xA1, 0xFF):
        code = bytes([high, low])
        try:
            code.decode("gb2312")
        except UnicodeDecodeError:
            continue
        # GB 18030 has the dash and the middle dot where they are typed today.
        chars.add(code.decode("gb18030"))
for first, last in [(0x20, 0x7E), (0xA0, 0xFF), (0x2010, 0x2027), (0x2030, 0x203B), (0x2460, 0x2473), (0x338E, 0x33A6)]:
    chars.update(map(chr, range(first, last + 1)))
chars.update("〇€№™℉≈")

o = subset.Options()
o.layout_features = []  # text is set one character after the other
o.hinting = False
o.glyph_names = False
o.notdef_outline = True  # what shows for a missing character
o.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
o.recalc_timestamp = False
o.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "gasp", "vhea", "vmtx"]
font = subset.load_font(source, o)
cut = subset.Subsetter(o)
cut.populate(unicodes=map(ord, chars))
cut.subset(font)
subset.save_font(font, out, o)
