"""The strings that documents, people and files may hold to break a way out, by what they attack.

One list for all: a way out that is tested is tested with all of them. `STORED` are those that can
be in a store, which holds Unicode without NUL; readers refuse the others or write them differently.
"""

from __future__ import annotations

MARKER = "window.xss_marker=1"  # what a script among them would do

STRINGS: dict[str, str] = {
    # HTML, SVG, attributes, addresses, CSS
    "script": f"<script>{MARKER}</script>",
    "image": f"<img src=x onerror={MARKER}>",
    "svg out of an attribute": f'"><svg onload={MARKER}>',
    "attribute": f"' onmouseover='{MARKER}",
    "attribute without quotes": f"x autofocus onfocus={MARKER} tabindex=1",
    "end of script": f"</script><script>{MARKER}</script>",
    "end of script in JSON": f'"}}</ScRiPt ><script>{MARKER}//',
    "comment": "<!--<script>",
    "end of comment": f"--><script>{MARKER}</script>",
    "end of style": "</style><style>*{display:none}",
    "end of title": "</title><h1>",
    "end of text area": f"</textarea><iframe srcdoc='<script>parent.{MARKER}</script>'>",
    "template": f"<template><svg><foreignObject><script>{MARKER}</script></foreignObject></svg>",
    "SVG link": f'<svg><a xlink:href="javascript:{MARKER}"><text>x</text></a></svg>',
    "SVG animation": f"<svg><animate onbegin={MARKER} attributeName=x dur=1s>",
    "MathML": f"<math><mtext><table><mglyph><style><img src=x onerror={MARKER}>",
    "meta": '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/">',
    "base": '<base href="http://127.0.0.1:9/">',
    "address": f"javascript:{MARKER}",
    "address with a tab": f"java\tscript:{MARKER}",
    "data address": f"data:text/html,<script>{MARKER}</script>",
    "CSS": "red;background:url(http://127.0.0.1:9/x)}*{color:red",
    "CSS escape": "\\3c script\\3e expression(1)",
    "entities": "&lt;b&gt; &amp; &#x3c; &notit; &#0;",
    "entity cut": "&#x3c;script&#x3e &l",
    "form": "<form id=__proto__><input name=attributes>",
    "name of a prototype": "__proto__",
    "name of a constructor": "constructor",
    "id": 'a" id="data',
    # JSON and JavaScript
    "JSON": '"},{"x":"\\u003c/script\\u003e',
    "backslash": "\\",
    "line separators": "x\u2028y\u2029z",
    "template literal": "`${alert(1)}`",
    # templates, format strings, mathematics
    "Jinja": "{{ 7*7 }}{% raw %}{# x #}",
    "format": "%s %n {0} {__class__} ${HOME} $(id) `id`",
    "mathtext": "$\\frac{1}{0}$ $x_{",
    "markup of Rich": "[bold red]x[/] [link=http://127.0.0.1:9/]y[/link]",
    "Markdown": "![x](http://127.0.0.1:9/x.png) <http://127.0.0.1:9/> | ``` #",
    # spreadsheets
    "formula": '=HYPERLINK("http://127.0.0.1:9/","x")',
    "formula with plus": "+1+cmd|' /C calc'!A0",
    "formula with minus": "-2+3",
    "formula with at": "@SUM(1+1)",
    "formula behind a tab": "\t=1+1",
    "formula behind a return": "\r=1+1",
    "formula behind a line": "\n=1+1",
    "formula behind a space": " =1+1",
    "full-width formula": "＝1+1",
    "guarded formula": "'=1+1",
    "cell": 'x","=1+1"\n=2',
    # terminals
    "escape": "\x1b[2J\x1b[31mred",
    "title of a terminal": "\x1b]0;title\x07",
    "link of a terminal": "\x1b]8;;http://127.0.0.1:9/\x1b\\here\x1b]8;;\x1b\\",
    "C1 escape": "\x9b31mred\x9d0;x\x9c",
    "bell and backspaces": "a\x07\b\b\x7f",
    "line of ours": "x\nerror: all is well\rwarning:",
    "other breaks": "a\x0bb\x0cc\x85d\x1c\x1d\x1ee",
    # letters that hide, turn and combine
    "right to left": "\u202egnorw\u202c",
    "isolates": "\u2066\u2067x\u2069 \u200e\u200f\u061c",
    "Hebrew and Arabic": "שלום (x) مرحبا",
    "no width": "a\u200bb\u2060c\ufeffd\u00ade",
    "tags": "x\U000e0041\U000e007f",
    "variation": "☺\ufe0f\ufe0e",
    "combining": "Z" + "\u0301" * 60,
    "no characters": "\ufffe\uffff\ufdd0\U0001ffff",
    "private": "\ue000\U000f0000",
    "letters that look alike": "раураl",
    # XML
    "CDATA": "]]><!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]>&y;",
    "XML controls": "a\x01\x08\x1fb",
    # SQL
    "SQL": "'; DROP TABLE documents; --",
    "SQL in double quotes": "\"; ATTACH 'x' --",
    "wildcards": "%_[a]*?",
    # paths and file names
    "path": "../../../../etc/passwd",
    "path of Windows": "C:\\..\\CON|<>:?*.",
    "address of a file": "file:///etc/passwd",
    "option": "--output=/x -rf",
    "spaces": "  \u00a0\u3000 ",
    # size
    "long": "A" * 5_000,
    "long words": "ab " * 1_500,
    # what a store does not hold
    "NUL": "a\0b",
    "half a character": "lone \ud800 half",
    "other half": "\udfff",
}
STORED = {
    name: text for name, text in STRINGS.items()
    if name not in ("NUL", "half a character", "other half")
}  # fmt: skip
