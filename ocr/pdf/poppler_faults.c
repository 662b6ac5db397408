/* poppler_faults.c - a handler of GLib's log, and which messages mean damage.
 */
#include "ocr/pdf/poppler_faults.h"

#include <string.h>

static enum damage_kind seen;
static const char *seen_what;
static gboolean seen_in_stream;

/* Parts of messages; the first that fits counts. What else Poppler complains of
 * it mends, or it is the author's own. */
static const struct {
	const char *part;
	enum damage_kind kind;
	const char *what;
	gboolean in_stream; /* of any kind: which, it does not say */
} signs[] = {
	/* The text is whole, but for what was to be shown so. */
	{ "Unknown font tag", DAMAGE_PART, "a font that it uses is missing" },
	{ "No font in", DAMAGE_PART, "a font that it uses is missing" },
	{ "XObject '", DAMAGE_PART, "an image that it shows is missing" },
	{ "XObject subtype", DAMAGE_PART, "an image that it shows is damaged" },
	{ "end of file in flate", DAMAGE_PART, "a part of it is cut off",
	  TRUE },
	{ "flate stream", DAMAGE_ALL, "its content is damaged", TRUE },
	{ "Unknown operator '", DAMAGE_ALL, "its content is damaged" },
	{ "Unterminated", DAMAGE_ALL, "its content is damaged" },
	{ "End of file inside", DAMAGE_ALL, "its content is damaged" },
	{ "Weird page contents", DAMAGE_ALL, "its content is damaged" },
	/* Decoders of images; OpenJPEG's messages end in a line feed, which
	 * Poppler writes so. */
	{ "JBIG2", DAMAGE_ALL, "its image is damaged" },
	{ "CCITTFax", DAMAGE_ALL, "its image is damaged" },
	{ "<0a>", DAMAGE_ALL, "its image is damaged" },
};

static void
hear(G_GNUC_UNUSED const char *domain, G_GNUC_UNUSED GLogLevelFlags level,
     const char *message, G_GNUC_UNUSED gpointer closure)
{
	guint i = 0;

	while (i < G_N_ELEMENTS(signs) &&
	       strstr(message, signs[i].part) == NULL)
		i++;
	if (i < G_N_ELEMENTS(signs) && signs[i].kind > seen) {
		seen = signs[i].kind;
		seen_what = signs[i].what;
		seen_in_stream = signs[i].in_stream;
	}
}

void
poppler_faults_watch(void)
{
	static gsize set;

	if (g_once_init_enter(&set)) {
		g_log_set_handler("Poppler", G_LOG_LEVEL_INFO, hear, NULL);
		g_once_init_leave(&set, 1);
	}
	seen = DAMAGE_NONE;
}

void
poppler_faults_take(struct damage *damage)
{
	/* All streams were looked at before, and a font's alone is damaged. */
	if (damage->kind == DAMAGE_LOOK && seen_in_stream)
		return;
	if (seen != DAMAGE_NONE)
		damage_note(damage, seen, "%s", seen_what);
}
