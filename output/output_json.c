/* output_json.c - format: NDJSON, one record a line. */
#include "core/record.h"
#include "output/output.h"

static void
append(GString *out, const struct record *record,
       const struct output_style *style G_GNUC_UNUSED)
{
	g_autofree char *json = record_to_json(record);

	g_string_append(out, json);
	g_string_append_c(out, '\n');
}

const struct output_format output_json = {
	.name = "json",
	.summary = "one record a line (imr-record(5))",
	.append = append,
};
