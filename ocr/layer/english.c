/* english.c - how likely its letters follow one another, and how many of its
 * words look like words.
 *
 * Measured (bench/layers, docs/performance.md), in bits a pair of letters:
 * English has 3.6 to 3.9, lists of names 4.2 to 5.2, text whose letters a
 * broken font map exchanged for others 5.7 and more. The share of glyphs in
 * words that look like words is 0.95 and more on good pages, 0.62 and less on
 * scrambled ones; of recognised text with one letter in twenty wrong, 0.84 to
 * 0.92. */
#include "ocr/layer/english.h"

#include <string.h>

#include "core/document.h"

#define MOST_BITS 5.4
#define LEAST_WORDLIKE 0.7
#define LEAST_WELL_READ 0.93

/* Fewer letters, or glyphs, tell nothing. */
#define MIN_LETTERS 100
#define MIN_GLYPHS 120

/* A part of a word with rarer pairs than this is none. */
#define WORDLIKE_BITS 6.0

#define LETTERS 27 /* a word's edge, and a to z */

/* Row: the first of two letters, column: the second. '0' is certainty, and each
 * step in ASCII a quarter bit less, in the words of Debian's hunspell-en-us and
 * hunspell-en-med, each counted once. */
static const char pairs[LETTERS][LETTERS + 1] = {
	"v>A=ABDDACLIC@EE>PD>AHGITTP",	 "=VE@DHMEOHWM<B<TCV=@<HJQLML",
	"E;GMK<TVT:R[<QS<Qf<GN>VXaJ_",	 "<<\\HW>_]<?jDCYV;XYAN?A^cjC[",
	":>PRI9RMO9U^JNM=R`@JPCROcC[",	 ":CKCDILJQIXTAC<GDT:?@FLOGNT",
	"B=VTU;@YV;b[=RT;Ue?RD>[X\\H`",	 "<=TYS:UFD<`[?HD>We=MPA_SeB\\",
	"@;RVV:UZX<iXGKK:VfAJFF]Qi<d",	 "G>H<AFHFTR]PAE:?FUF<?IG^Q^H",
	"G8`UQ9ZZU@QS`SS:R`RQW8UW`W`",	 ":=KPS9NUH:UNCME@OcGEKFSJ`Ci",
	"<;MKJ;LLU;eO?KQ<KdXLGBMW`A\\",	 "<:DQW:U\\X;f^SEL<AhUNWCZZs@c",
	":>RBA;L@Q>UMSSH>SXRC<GPVYJO",	 "FHFADJKAMFZM>>;H?X=>@BHJHRQ",
	"E=WVX;VZ9>`[@VK=Fm>DCE^YfEe",	 "DLWZ`U`ZZM`ZRUWSWSRWQ0SS```",
	">;IFF<OHJ;\\MLDH:I[GGCEMS`CZ",	 "8BRAV>RVD=^LMCMABRW@:BVOkG]",
	">>UNZ:UW>:f^MRT<Vj=NGD^RcDR",	 "JDCBDFMGVEYL<=?JD]<:@XN\\NVR",
	"F9\\VS5Y\\V8dZR[W?UdPPTFVkdNa", ">9JSJ;NT@;^NGLB;MgEFLNaQ^JW",
	"9=VD[@PZL8agQTU>C^UM?FOVM=X",	 "6EMADFUISMdT>BBC?]C?AQXSOaR",
	"@:QTU7XWM<fPKNS9TYVSRGXRfAD",
};

static double
bits(char first, char second)
{
	guint row = first == 0 ? 0 : (guint)(first - 'a' + 1);
	guint column = second == 0 ? 0 : (guint)(second - 'a' + 1);

	return (pairs[row][column] - '0') / 4.0;
}

struct tally {
	guint pairs, letters;
	double bits;
	guint glyphs, wordlike;
};

/* A run of letters, in any case; FALSE: it looks like no word. */
static gboolean
weigh_run(const char *run, gsize length, struct tally *tally)
{
	double sum = 0;
	char before = 0;
	gboolean lower_then_upper = FALSE;

	for (gsize i = 0; i <= length; i++) {
		char c = i < length ? g_ascii_tolower(run[i]) : 0;

		sum += bits(before, c);
		before = c;
		lower_then_upper |= i > 0 && i + 1 < length &&
				    g_ascii_islower(run[i - 1]) &&
				    g_ascii_isupper(run[i]) &&
				    g_ascii_islower(run[i + 1]);
	}
	tally->bits += sum;
	tally->pairs += (guint)length + 1;
	tally->letters += (guint)length;
	return !lower_then_upper && sum <= WORDLIKE_BITS * (double)(length + 1);
}

/* Between letters may stand what joins the parts of a word or a number. */
static gboolean
is_joint(gunichar c)
{
	return g_unichar_isdigit(c) ||
	       (c < 0x80 && strchr("-/'.,&:;()[]\"?!*#%+$", (char)c) != NULL) ||
	       (c >= 0x2010 && c <= 0x2026) || c == 0xa7 || c == 0xad ||
	       c == 0xb0;
}

/* 1nj11red: a digit within a word, unless it is a code (L3908, 10mg). */
static gboolean
mixes_digits(const char *text)
{
	gboolean digit_behind_lower = FALSE;

	for (const char *p = text; p[0] != '\0' && p[1] != '\0'; p++)
		digit_behind_lower |=
			g_ascii_islower(p[0]) && g_ascii_isdigit(p[1]);
	return digit_behind_lower;
}

static void
weigh_word(const char *text, struct tally *tally)
{
	guint glyphs = (guint)g_utf8_strlen(text, -1);
	gboolean wordlike = !mixes_digits(text);

	for (const char *p = text; *p != '\0';) {
		const char *start = p;

		while (g_ascii_isalpha(*p))
			p++;
		if (p > start) {
			wordlike &= weigh_run(start, (gsize)(p - start), tally);
			continue;
		}
		wordlike &= is_joint(g_utf8_get_char(p)) ||
			    g_unichar_isalpha(g_utf8_get_char(p));
		p = g_utf8_next_char(p);
	}
	tally->glyphs += glyphs;
	tally->wordlike += wordlike ? glyphs : 0;
}

static struct tally
weigh(const GPtrArray *words)
{
	struct tally tally = { 0 };

	for (guint i = 0; i < words->len; i++) {
		const struct word *word = words->pdata[i];

		weigh_word(word->text, &tally);
	}
	return tally;
}

gboolean
english_is_plausible(const GPtrArray *words)
{
	struct tally tally = weigh(words);

	return (tally.letters < MIN_LETTERS ||
		tally.bits <= MOST_BITS * tally.pairs) &&
	       (tally.glyphs < MIN_GLYPHS ||
		tally.wordlike >= LEAST_WORDLIKE * tally.glyphs);
}

gboolean
english_is_well_read(const GPtrArray *words)
{
	struct tally tally = weigh(words);

	return tally.glyphs < MIN_GLYPHS ||
	       tally.wordlike >= LEAST_WELL_READ * tally.glyphs;
}
