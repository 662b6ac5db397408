/* sink_record.h - which version of the record a sink passes on, for receivers
 * that are not ready for the newest. */
#ifndef SINKS_SINK_RECORD_H
#define SINKS_SINK_RECORD_H

#include "core/record.h"
#include "core/setting.h"

enum sink_record_version { SINK_RECORD_1, SINK_RECORD_2 };
extern const char *const sink_record_versions[]; /* NULL-terminated */

/* A row of a sink's settings; type has the member
 * `enum sink_record_version record`. */
#define SINK_SETTING_RECORD(type)                                              \
	SETTING_CHOICE("record", type, record, "2", sink_record_versions,      \
		       "version of the record that is written")

/* The record in the version of that setting; the caller frees it. */
char *sink_record_json(const struct record *record,
		       enum sink_record_version version);
json_t *sink_record_json_value(const struct record *record,
			       enum sink_record_version version);

#endif
