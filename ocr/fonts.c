/* fonts.c - which font files the drawing of pages will ask for. */
#include "ocr/fonts.h"

#include <fontconfig/fontconfig.h>

#include "core/error.h"
#include "ocr/held_files.h"

/* What PDFs leave out: the 14 standard fonts, and what Windows calls them. Any
 * other name finds its nearest among these. */
static const char *const families[] = {
	"Times",   "Times New Roman", "Helvetica", "Arial",
	"Courier", "Courier New",     "Symbol",	   "ZapfDingbats",
};

static const struct {
	int weight, slant;
} styles[] = {
	{ FC_WEIGHT_NORMAL, FC_SLANT_ROMAN },
	{ FC_WEIGHT_NORMAL, FC_SLANT_ITALIC },
	{ FC_WEIGHT_BOLD, FC_SLANT_ROMAN },
	{ FC_WEIGHT_BOLD, FC_SLANT_ITALIC },
};

static const char *
font_file(const FcPattern *font)
{
	FcChar8 *file;

	if (FcPatternGetString(font, FC_FILE, 0, &file) != FcResultMatch)
		return NULL;
	return (const char *)file;
}

static gboolean
hold_match(FcConfig *config, const char *family, int weight, int slant,
	   GError **error)
{
	FcPattern *wanted = FcPatternBuild(
		NULL, FC_FAMILY, FcTypeString, family, FC_WEIGHT, FcTypeInteger,
		weight, FC_SLANT, FcTypeInteger, slant, NULL);
	FcPattern *match;
	FcResult result;
	const char *file;
	gboolean good = TRUE;

	FcConfigSubstitute(config, wanted, FcMatchPattern);
	FcDefaultSubstitute(wanted);
	match = FcFontMatch(config, wanted, &result);
	file = match != NULL ? font_file(match) : NULL;
	if (file != NULL)
		good = held_files_add(file, error);
	if (match != NULL)
		FcPatternDestroy(match);
	FcPatternDestroy(wanted);
	return good;
}

static void
keep_held_only(FcFontSet *fonts)
{
	int kept = 0;

	for (int i = 0; i < fonts->nfont; i++) {
		const char *file = font_file(fonts->fonts[i]);

		if (file != NULL && held_files_contain(file))
			fonts->fonts[kept++] = fonts->fonts[i];
		else
			FcPatternDestroy(fonts->fonts[i]);
	}
	fonts->nfont = kept;
}

gboolean
fonts_hold(GError **error)
{
	FcConfig *config = FcInitLoadConfigAndFonts();
	FcFontSet *fonts;

	for (gsize i = 0; i < G_N_ELEMENTS(families); i++)
		for (gsize j = 0; j < G_N_ELEMENTS(styles); j++)
			if (!hold_match(config, families[i], styles[j].weight,
					styles[j].slant, error))
				return FALSE;
	fonts = FcConfigGetFonts(config, FcSetSystem);
	if (fonts != NULL)
		keep_held_only(fonts);
	if (fonts == NULL || fonts->nfont == 0)
		return error_set(error, IMR_ERROR_FATAL,
				 "no fonts to draw pages with: install "
				 "fonts-liberation or fonts-urw-base35");
	/* Else fontconfig looks for changed files now and then. */
	FcConfigSetRescanInterval(config, 0);
	FcConfigSetCurrent(config);
	FcConfigDestroy(config); /* the reference; the current one stays */
	return TRUE;
}
