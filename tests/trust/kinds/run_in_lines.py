"""Text whose titles, section headings and labels were run into the lines before or behind them."""
from trust import Case
from typed import is_heading, is_label, is_section, join_with_last, join_with_next, lines_of, write_text


def joined(letter, join, wanted):
    return lambda path: write_text(path, join(lines_of(letter), wanted))


def cases(letter):
    for place, wanted in (("sections", is_section), ("labels", is_label)):
        yield Case(f"{place}-with-next", ".txt", joined(letter, join_with_next, wanted))
        yield Case(f"{place}-with-last", ".txt", joined(letter, join_with_last, wanted))
    yield Case("headings-with-next", ".txt", joined(letter, join_with_next, is_heading))
    yield Case("headings-with-last", ".txt", joined(letter, join_with_last, is_heading))
    yield Case("none", ".txt", joined(letter, join_with_last, lambda line: False))
