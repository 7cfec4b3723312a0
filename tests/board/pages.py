# SPDX-License-Identifier: Apache-2.0
"""What can be told of the pages by reading them: contrast, and nothing inline."""
import re

from checks import holds


def luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def colours_are_read(pages):
    """WCAG 2: at least 4.5 for every colour that text has, on the page and on the chosen row."""
    style = (pages / "board.css").read_text()
    blocks = re.findall(r"\{([^{}]*--ink:[^{}]*)\}", style)
    themes = [dict(re.findall(r"--(\w+): (#[0-9A-F]{6});", block)) for block in blocks]
    holds("a theme for the day, and one for the night twice", len(themes) == 3 and themes[1] == themes[2])
    for theme in themes:
        for text in ("ink", "dim", "ahead", "behind", "doubtful", "ready", "empty"):
            for ground in ("background", "chosen"):
                found = contrast(theme[text], theme[ground])
                holds(f"--{text} {theme[text]} on --{ground} {theme[ground]} has {found:.2f}", found >= 4.5)
        holds("what is old is read", contrast(theme["behind"], theme["background"]) >= 4.5)


def have_nothing_inline(pages):
    for page in pages.glob("*.html"):
        text = page.read_text()
        holds(f"{page.name} has nothing inline and nothing from elsewhere",
              not re.search(r"style=|\son\w+=|<style|<script(?![^>]*src=)|https?://", text))
    for script in pages.glob("*.js"):
        found = re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function",
                          script.read_text())
        holds(f"{script.name} makes only text of what people wrote", not found)
