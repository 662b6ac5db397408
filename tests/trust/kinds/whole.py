"""Letters as they came: nothing may be warned of."""
import shutil

from trust import RIGHT, Case


def cases(letter):
    yield Case("text", ".pdf", lambda path: shutil.copy(letter.pdf, path), frozenset({RIGHT}))
