/* extract_settings.c - the table of [extract], and its way over the wire. */
#include "core/extract_settings.h"

#include "core/error.h"
#include "core/strict.h"

static const char *const ocr_choices[] = {
	[OCR_AUTO] = "auto",
	[OCR_ALWAYS] = "always",
	[OCR_NEVER] = "never",
	NULL,
};
static const char *const engine_choices[] = {
	[OCR_ENGINE_AUTO] = "auto",
	[OCR_ENGINE_TESSERACT] = "tesseract",
	[OCR_ENGINE_FAST] = "fast",
	NULL,
};

const struct setting extract_setting_table[] = {
	SETTING_CHOICE("ocr", struct extract_settings, ocr, "auto", ocr_choices,
		       "recognise the pages whose text layer is no good "
		       "(auto), all pages, or none"),
	SETTING_CHOICE("ocr_engine", struct extract_settings, ocr_engine,
		       "auto", engine_choices,
		       "recognise by our own engine where it can run (auto), "
		       "by Tesseract alone, or fail without our own (fast)"),
	SETTING_BYTES("max_bytes", struct extract_settings, max_bytes, "256M",
		      1, G_GINT64_CONSTANT(2) << 30,
		      "refuse files larger than this"),
	SETTING_INTEGER("max_pages", struct extract_settings, max_pages, "500",
			1, 100000, "refuse documents of more pages"),
	SETTING_INTEGER("max_pixels", struct extract_settings, max_pixels,
			"100000000", 10000, 1000000000,
			"refuse pages of more pixels, before rendering them"),
	SETTING_SECONDS("page_seconds", struct extract_settings, page_seconds,
			"60", 1, 3600,
			"give up a page that takes longer to recognise"),
	SETTING_SECONDS("letter_seconds", struct extract_settings,
			letter_seconds, "600", 1, 86400,
			"give up a document that takes longer, all told"),
	SETTING_BYTES("memory", struct extract_settings, memory, "2G",
		      G_GINT64_CONSTANT(256) << 20,
		      G_GINT64_CONSTANT(1024) << 30,
		      "address space of one worker"),
	SETTING_END,
};

json_t *
extract_settings_to_json(const struct extract_settings *settings)
{
	json_t *json = json_object();

	for (const struct setting *row = extract_setting_table;
	     row->key != NULL; row++) {
		g_autofree char *value = setting_to_string(row, settings);

		json_object_set_new(json, row->key, json_string(value));
	}
	return json;
}

static gboolean
read_row(const struct setting *row, const struct node *root,
	 struct extract_settings *settings, GError **error)
{
	const struct node *node = STRICT_MEMBER(root, row->key);
	g_autofree char *value = NULL;
	g_autoptr(GError) problem = NULL;

	if (!strict_string(node, &value, error))
		return FALSE;
	if (!settings_assign(extract_setting_table, settings, row->key, value,
			     &problem))
		return strict_refuse(node, error, "%s", problem->message);
	return TRUE;
}

gboolean
extract_settings_from_json(struct extract_settings *settings, json_t *json,
			   GError **error)
{
	const char *keys[G_N_ELEMENTS(extract_setting_table)] = { NULL };
	struct extract_settings read = { 0 };
	const struct node *root = STRICT_ROOT(json);

	for (gsize i = 0; extract_setting_table[i].key != NULL; i++)
		keys[i] = extract_setting_table[i].key;
	if (!strict_object(root, keys, error))
		return FALSE;
	for (const struct setting *row = extract_setting_table;
	     row->key != NULL; row++) {
		if (!read_row(row, root, &read, error)) {
			settings_clear(extract_setting_table, &read);
			return FALSE;
		}
	}
	settings_clear(extract_setting_table, settings);
	*settings = read;
	return TRUE;
}
