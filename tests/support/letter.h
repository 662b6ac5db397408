/* letter.h - the record that tests of several rooms share, of an invented
 * letter. */
#ifndef TESTS_SUPPORT_LETTER_H
#define TESTS_SUPPORT_LETTER_H

#include "core/record.h"

#define LETTER_ID                                                              \
	"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static inline void
letter_add_issue(struct record *record, const char *treatment,
		 const char *decision)
{
	struct issue *issue = record_add_issue(record);

	issue->heading = g_strdup(treatment);
	issue->treatment = g_strdup(treatment);
	issue->decision = g_strdup(decision);
}

static inline struct record *
letter_new(void)
{
	struct record *record = record_new();
	struct source_page *page = record_add_page(record);

	*page = (struct source_page){ .number = 1,
				      .width_pt = 612,
				      .height_pt = 792,
				      .text_source = TEXT_SOURCE_TEXT_LAYER,
				      .confidence = 1.0 };
	record->id = g_strdup(LETTER_ID);
	record->file_name = g_strdup("letter.pdf");
	record->media_type = g_strdup("application/pdf");
	record->format = g_strdup("final_determination");
	record->case_number = g_strdup("CM16-0000000");
	record->decision_date = g_strdup("2016-12-09");
	record->outcome = g_strdup("partially_overturned");
	record->confidence = 1.0;
	letter_add_issue(record, "Ultrasound, left ankle", "upheld");
	letter_add_issue(record, "A \"soft\" collar", "overturned");
	return record;
}

#endif
