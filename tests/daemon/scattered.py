"""scattered.py OUT SEED GLYPHS - a page of scattered characters, whose layout
takes time by the square of their number."""
import random
import sys
import zlib

out, seed, glyphs = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
random.seed(seed)
text = "BT /F 1 Tf\n%s\nET" % "\n".join(
    "1 0 0 1 %.3f %.3f Tm (%s) Tj" % (random.uniform(10, 600),
                                      random.uniform(10, 780),
                                      random.choice("abcdefgh"))
    for _ in range(glyphs))
stream = zlib.compress(text.encode())
objects = [
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
    b"/Resources<</Font<</F 5 0 R>>>>>>",
    b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream"
    % (len(stream), stream),
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
]
data, places = b"%PDF-1.4\n", []
for number, part in enumerate(objects, 1):
    places.append(len(data))
    data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
start = len(data)
data += b"xref\n0 6\n0000000000 65535 f \n"
data += b"".join(b"%010d 00000 n \n" % place for place in places)
data += b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
open(out, "wb").write(data)
