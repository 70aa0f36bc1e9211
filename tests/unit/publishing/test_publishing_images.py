"""A picture is drawn in the project's typefaces, on every machine, and the same every time."""

import re
import zlib

import typst

from observatory.publishing.images import PAGE, fonts, png

SVG = """<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60" viewBox="0 0 200 60">
<text x="5" y="20" font-family="'Atkinson Hyperlegible Next'" font-size="12">9,2\u202f% · été \u2212 1\u202f234</text>
<text x="5" y="40" font-family="'Source Serif 4'" font-weight="600" font-size="12">Foyers</text></svg>"""


def font_names(pdf: bytes) -> set[bytes]:
    found = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            continue
    names = re.findall(rb"/FontName ?/(?:[A-Z]{6}\+)?([\w-]+)", b"\n".join(found))
    return set(names)


def test_the_text_is_in_the_intended_typefaces():
    compiler = typst.Compiler(PAGE.encode(), font_paths=fonts(), ignore_system_fonts=True)
    pdf = compiler.compile(format="pdf", sys_inputs={"svg": SVG})
    assert font_names(pdf) == {b"AtkinsonHyperlegibleNext-Regular", b"SourceSerif4-SemiBold"}


def test_the_same_picture_twice():
    assert png(SVG) == png(SVG)
