"""A letter in the text of a mail, and behind it what mail programs put there: a signature, an earlier mail."""
from as_text import is_whole, quote, text
from trust import RIGHT, Case

LAYOUTS = {"long": {}, "long-close": {"between": "\n"}, "wrapped-72": {"width": 72}}
ASKED = "Could you send me this letter?\nThe claimant asks for it."
TAILS = {
    "signature": "-- \nA. Clerk\nOffice of B. Lawyer\n12 Elm Street, Fresno",
    "signature-cut": "--\nA. Clerk, paralegal\nThis message may be privileged. It is for its addressee alone.",
    "outlook": f"-----Original Message-----\nFrom: B. Lawyer\nSent: Tuesday, January 3, 2017 9:14 AM\nTo: A. Clerk\n"
               f"Subject: IMR\n\n{ASKED}",
    "outlook-head": f"From: B. Lawyer <b@example.org>\nSent: Tuesday, January 3, 2017 9:14 AM\nTo: A. Clerk\n"
                    f"Subject: IMR\n\n{ASKED}",
    "forwarded": f"---------- Forwarded message ----------\nFrom: B. Lawyer <b@example.org>\nDate: Tue, Jan 3, 2017\n"
                 f"Subject: IMR\nTo: A. Clerk\n\n{ASKED}",
    "reply": f"On Tue, Jan 3, 2017 at 9:14 AM B. Lawyer <b@example.org> wrote:\n\n{quote(ASKED)}",
}


def cases(letter):
    if not is_whole(letter.gold):
        return
    for name, layout in LAYOUTS.items():
        for tail, words in TAILS.items():
            plain = text(letter.gold, **layout) + "\n\n" + words + "\n"
            yield Case(f"{name}-{tail}", ".txt",
                       lambda path, plain=plain: path.write_text(plain, encoding="utf-8"), frozenset({RIGHT}))
