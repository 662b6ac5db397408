/* extract_settings.h - [extract]: how a document becomes text, and the limits
 * on what that may cost. The daemon reads them, every request to a worker
 * carries them. */
#ifndef CORE_EXTRACT_SETTINGS_H
#define CORE_EXTRACT_SETTINGS_H

#include <glib.h>
#include <jansson.h>

#include "core/setting.h"

/* Which pages are recognised. */
enum ocr {
	OCR_AUTO, /* those whose text layer cannot be used */
	OCR_ALWAYS,
	OCR_NEVER,
};

enum ocr_engine {
	OCR_ENGINE_AUTO, /* our own where it can run, else Tesseract */
	OCR_ENGINE_TESSERACT,
	OCR_ENGINE_FAST, /* our own, or fail */
};

struct extract_settings {
	enum ocr ocr;
	enum ocr_engine ocr_engine;
	gint64 max_bytes;      /* of a file */
	gint64 max_pages;      /* of a document */
	gint64 max_pixels;     /* of a page, rendered or decoded */
	double page_seconds;   /* to recognise one page */
	double letter_seconds; /* for one document, all told */
	gint64 memory;	       /* bytes of address space of a worker */
};

extern const struct setting extract_setting_table[];

/* As a JSON object of strings, for the wire, and back (REJECT) into settings
 * that are zeroed or filled; on failure they stay as they were. */
json_t *extract_settings_to_json(const struct extract_settings *settings);
gboolean extract_settings_from_json(struct extract_settings *settings,
				    json_t *json, GError **error);

#endif
