/* tiff_faults.c - libtiff's handlers, and which of its words mean damage. */
#include "ocr/image/tiff_faults.h"

#include <stdio.h>
#include <string.h>
#include <tiffio.h>

static struct {
	guint cut;	  /* data that ends too soon */
	guint short_rows; /* of a fax; one is where its data ends */
	guint spoilt;	  /* codes that are none */
} seen;

static gboolean
tells_of_end(const char *message)
{
	static const char *const words[] = {
		"Premature EOF", "Not enough data", "lack of data",
		"Read error",	 "Read from",	    "premature end",
		"Premature end", "Seek error",	    "beyond end",
	};

	for (guint i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(message, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

static void
count_fault(const char *format, va_list arguments)
{
	char message[256];

	vsnprintf(message, sizeof(message), format, arguments);
	if (tells_of_end(message))
		seen.cut++;
	else if (strstr(message, "Premature EOL") != NULL)
		seen.short_rows++;
	else
		seen.spoilt++;
}

/* What is odd about the directory is none of the pixels' business: where it
 * matters, the page cannot be read at all. */
static void
take_error(const char *module, const char *format, va_list arguments)
{
	if (g_str_has_prefix(module, "TIFFReadDirectory") ||
	    g_str_has_prefix(module, "TIFFFetch"))
		return;
	count_fault(format, arguments);
}

/* Decoders warn of what they could mend only by guessing. A strip of LZW that
 * lacks the code of its end lacks nothing else. */
static void
take_warning(const char *module, const char *format, va_list arguments)
{
	if ((strstr(module, "Decode") == NULL &&
	     strcmp(module, "JPEGLib") != 0) ||
	    strstr(format, "not terminated with EOI") != NULL)
		return;
	count_fault(format, arguments);
}

void
tiff_faults_hear(void)
{
	TIFFSetErrorHandler(take_error);
	TIFFSetWarningHandler(take_warning);
}

void
tiff_faults_watch(void)
{
	tiff_faults_hear();
	seen.cut = seen.short_rows = seen.spoilt = 0;
}

void
tiff_faults_take(struct damage *damage, const char *what, gboolean by_row)
{
	if (seen.spoilt > 0 || (seen.short_rows > 0 && seen.cut == 0))
		damage_note(damage, by_row ? DAMAGE_PART : DAMAGE_ALL,
			    "%s is damaged", what);
	else if (seen.cut > 0)
		damage_note(damage, DAMAGE_PART, "%s is cut off", what);
}
