"""typed.py - letters as typed lines: what a text export of a letter holds, to be changed line by line."""
import re
import subprocess
import unicodedata

import pikepdf

SECTIONS = ("HOW THE IMR FINAL DETERMINATION WAS MADE", "DOCUMENTS REVIEWED", "CLINICAL CASE SUMMARY",
            "IMR ISSUES, DECISIONS AND RATIONALES", "IMR DECISION(S) AND RATIONALE(S)",
            "INDEPENDENT MEDICAL REVIEW DECISION AND RATIONALE", "Notice of Independent Medical Review Determination",
            "MEDICAL PROFESSIONAL REVIEW")
LABELS = ("Claims Administrator guideline:", "MAXIMUS guideline:", "Decision rationale:")
FAMILY = {"professional_review", "notice_of_determination", "independent_medical_review", "final_determination"}


def lines_of(letter):
    """The letter's lines, without those that its pages begin and end with; an empty string is an empty line."""
    text = subprocess.run(["pdftotext", "-layout", letter.pdf, "-"], stdout=subprocess.PIPE, check=True).stdout
    lines = text.decode("utf-8").replace("\f", "\n").split("\n")
    return [line.rstrip() for line in lines if not re.search(r"^\s*(Page \d+|IMR Final Determination - \S+)$", line)]


def is_section(line):
    return any(line.strip().startswith(section) for section in SECTIONS)


def is_label(line):
    return line.strip().startswith(LABELS)


def is_heading(line):
    return re.search(r"(:|^)\s*(Upheld|Overturned)$", line) is not None


def join_with_next(lines, wanted):
    """The lines that wanted() names, each run into the next that is not empty."""
    joined, held = [], None
    for line in lines:
        if held is not None:
            if line:
                joined.append(f"{held} {line.strip()}")
                held = None
        elif wanted(line):
            held = line.strip()
        else:
            joined.append(line)
    return joined + ([held] if held else [])


def join_with_last(lines, wanted):
    """The lines that wanted() names, each run into the last that is not empty."""
    joined = []
    for line in lines:
        filled = [index for index, old in enumerate(joined) if old]
        if wanted(line) and filled:
            del joined[filled[-1] + 1 :]
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line)
    return joined


def write_text(path, lines):
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


LINES_A_PAGE = 70


def write_pdf(path, sheets):
    """A PDF of typed pages: sheets of lines; the blanks that a line begins with are kept."""
    with pikepdf.new() as pdf:
        for lines in sheets:
            page = pdf.add_blank_page(page_size=(612, 792))
            page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=pikepdf.Dictionary(
                Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name("/Courier"),
                Encoding=pikepdf.Name.WinAnsiEncoding)))
            content = [b"BT /F 8 Tf 1 0 0 1 54 748 Tm 9.6 TL"]
            for line in lines:
                content.append(b"T*")
                for match in re.finditer(r"\S+(?: \S+)*", line):
                    text = unicodedata.normalize("NFKC", match.group()).encode("cp1252", "replace")
                    for special in (b"\\", b"(", b")"):
                        text = text.replace(special, b"\\" + special)
                    shift = f"{4.8 * match.start():.1f}"
                    content.append(f"{shift} 0 Td (".encode() + text + f") Tj -{shift} 0 Td".encode())
            page.obj.Contents = pdf.make_stream(b"\n".join(content) + b"\nET")
        pdf.save(path)


def paginate(lines):
    """Sheets of lines, each of which ends where a paragraph does."""
    sheets = []
    while len(lines) > LINES_A_PAGE:
        end = max((i for i in range(1, LINES_A_PAGE) if not lines[i]), default=LINES_A_PAGE)
        sheets.append(lines[:end])
        lines = lines[end:]
    return sheets + [lines]
