/* sink_record.c - which version of the record a sink hands on. */
#include "sinks/sink_record.h"

#include <stdlib.h>

const char *const sink_record_versions[] = { "1", "2", NULL };

char *
sink_record_json(const struct record *record, const char *version)
{
	return record_to_json_line(record, (guint)atoi(version));
}

json_t *
sink_record_json_value(const struct record *record, const char *version)
{
	return record_to_json_version(record, (guint)atoi(version));
}
