/* sink_record.c - which version of the record a sink passes on. */
#include "sinks/sink_record.h"

const char *const sink_record_versions[] = {
	[SINK_RECORD_1] = "1",
	[SINK_RECORD_2] = "2",
	NULL,
};

static guint
version_number(enum sink_record_version version)
{
	return version == SINK_RECORD_1 ? 1 : 2;
}

char *
sink_record_json(const struct record *record, enum sink_record_version version)
{
	return record_to_json_line(record, version_number(version));
}

json_t *
sink_record_json_value(const struct record *record,
		       enum sink_record_version version)
{
	return record_to_json_version(record, version_number(version));
}
