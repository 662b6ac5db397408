/* poppler_faults.c - a handler of GLib's log, and which messages mean damage.
 */
#include "ocr/poppler_faults.h"

#include <string.h>

static guint faults;

/* Decoders of images name their format. What else Poppler complains of it
 * mends, or the resources show it. */
static gboolean
tells_of_image(const char *message)
{
	static const char *const words[] = { "JBIG2", "JPX", "JPEG",
					     "CCITT", "DCT", "image" };

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(message, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

static void
hear(G_GNUC_UNUSED const char *domain, G_GNUC_UNUSED GLogLevelFlags level,
     const char *message, G_GNUC_UNUSED gpointer closure)
{
		fprintf(stderr, "POPPLER %s\n", message);
	faults += tells_of_image(message) ? 1 : 0;
}

void
poppler_faults_watch(void)
{
	static gsize set;

	if (g_once_init_enter(&set)) {
		g_log_set_handler("Poppler", G_LOG_LEVEL_INFO, hear, NULL);
		g_once_init_leave(&set, 1);
	}
	faults = 0;
}

void
poppler_faults_take(struct damage *damage)
{
	if (faults > 0)
		damage_note(damage, DAMAGE_ALL, "its image is damaged");
}
