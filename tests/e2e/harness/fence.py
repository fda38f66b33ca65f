"""The marks around what the database says, where answers have them."""
import re

FORM = re.compile(r"Between the marks (untrusted-data-[\w-]{16}) [^\n]*\n<\1>\n(.*)\n</\1>(.*)", re.S)


def marked(text):
    """What stands between the marks, or None."""
    found = FORM.fullmatch(text)
    return found and found[2]


def unmarked(text):
    """The same, or the text where there are none."""
    inside = marked(text)
    return text if inside is None else inside
