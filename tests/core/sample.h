/* sample.h - the record that the tests of this room share: of an invented
 * letter, with every kind of value in it. */
#ifndef TESTS_CORE_SAMPLE_H
#define TESTS_CORE_SAMPLE_H

#include "core/record.h"

#define SAMPLE_ID                                                              \
	"00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static inline void
sample_add_evidence(struct record *record, const char *path, guint pages)
{
	struct evidence *evidence = evidence_new(path);
	struct box box = { 146.24, 78.06, 214.9, 90 };

	evidence->text_source = TEXT_SOURCE_OCR;
	evidence->confidence = 0.91237;
	for (guint i = 1; i <= pages; i++) {
		struct evidence_part *part = evidence_add_part(evidence, i);

		g_array_append_val(part->boxes, box);
	}
	g_ptr_array_add(record->evidence, evidence);
}

static inline void
sample_add_pages(struct record *record)
{
	struct source_page *scan = record_add_page(record);
	struct source_page *text = record_add_page(record);

	*scan = (struct source_page){ .number = 1,
				      .width_pt = 612,
				      .height_pt = 792,
				      .text_source = TEXT_SOURCE_OCR,
				      .reason = g_strdup("no text layer"),
				      .dpi = 300,
				      .rotation_deg = 180,
				      .skew_deg = -0.731,
				      .confidence = 0.91237 };
	*text = (struct source_page){ .number = 2,
				      .width_pt = 595.28,
				      .height_pt = 841.89,
				      .text_source = TEXT_SOURCE_TEXT_LAYER,
				      .confidence = 1.0 };
}

/* With a value in each member. */
static inline struct request *
sample_request(void)
{
	const char *ingredients[] = { "lidocaine", "menthol", NULL };
	const char *parts[] = { "ankle", NULL };
	const char *levels[] = { "L4-S1", NULL };
	struct request *request = request_new();
	struct drug *drug = request_add_drug(request);

	request->category = g_strdup("Pharmaceuticals");
	request->subcategory = g_strdup("Topical Compounds");
	drug->name = g_strdup("Invented balm");
	drug->ingredients = g_strdupv((char **)ingredients);
	drug->strength = g_strdup("4%/1%");
	drug->quantity = 106.32;
	drug->quantity_unit = g_strdup("grams");
	drug->refills = 0;
	request->frequency = frequency_new();
	request->frequency->times = 2;
	request->frequency->times_max = 3;
	request->frequency->per = g_strdup("week");
	request->frequency->lasts = 6;
	request->frequency->unit = g_strdup("weeks");
	request->sessions = 12;
	request->sessions_printed = TRUE;
	g_strfreev(request->body_parts);
	request->body_parts = g_strdupv((char **)parts);
	request->laterality = g_strdup("left");
	g_strfreev(request->levels);
	request->levels = g_strdupv((char **)levels);
	request_add_dates(request, "2099-11-01", "2099-11-30");
	request->retrospective = TRUE;
	return request;
}

static inline struct citations *
sample_citations(void)
{
	const char *sections[] = { "Balms, invented", NULL };
	struct citations *citations = citations_new();
	struct citation *citation;

	citations_add(citations->claims_administrator, "none");
	citation = citations_add(citations->reviewer, "MTUS");
	citation->guideline = g_strdup("Ankle and Foot Complaints");
	citation->year = 2004;
	g_strfreev(citation->sections);
	citation->sections = g_strdupv((char **)sections);
	citation->pages = g_strdup("12-13");
	citation->text = g_strdup("An invented guideline.");
	return citations;
}

static inline void
sample_add_issues(struct record *record)
{
	struct issue *first = record_add_issue(record);
	struct issue *second = record_add_issue(record);

	first->heading = g_strdup("Ultrasound of the left ankle");
	first->treatment = g_strdup("Ultrasound of the left ankle");
	first->decision = g_strdup("upheld");
	first->claims_administrator_guideline = g_strdup("Not cited.");
	first->reviewer_guideline = g_strdup("An invented guideline.");
	first->rationale = g_strdup("First.\n\nThen \"quoted\", naïvely.");
	first->request = sample_request();
	first->citations = sample_citations();
	second->heading = g_strdup("Cane");
	second->treatment = g_strdup("Cane");
	second->original_request = g_strdup("Two canes");
	second->authorized = g_strdup("One cane");
	second->decision = g_strdup("overturned");
}

static inline void
sample_add_meaning(struct record *record)
{
	struct correction *correction =
		record_add_correction(record, "/summary/age", json_integer(47));

	record->folder = g_strdup("clinic/north");
	record->lexicon = g_strdup(SAMPLE_ID);
	record->revision = 2;
	correction->kind = g_strdup("misread");
	correction->user = g_strdup("clerk");
	correction->time = g_strdup("2099-12-31T23:59:58Z");
}

static inline struct record *
sample_record(void)
{
	const char *states[] = { "California", "Ohio", NULL };
	const char *certifications[] = { "Family Practice", NULL };
	struct record *record = record_new();

	record->id = g_strdup(SAMPLE_ID);
	record->file_name = g_strdup("invented letter.pdf");
	record->media_type = g_strdup("application/pdf");
	record->size_bytes = 4321;
	sample_add_pages(record);
	record->format = g_strdup("final_determination");
	record->case_number = g_strdup("CM99-0000000");
	record->date_of_injury = g_strdup("2096-02-29");
	record->decision_date = g_strdup("2099-12-09");
	record->priority = g_strdup("standard");
	record->licensed_states = g_strdupv((char **)states);
	record->certifications = g_strdupv((char **)certifications);
	record->summary_text = g_strdup("The injured worker is invented.");
	record->age = 48;
	record->sex = g_strdup("female");
	record->outcome = g_strdup("partially_overturned");
	sample_add_issues(record);
	sample_add_evidence(record, "/case/case_number", 1);
	sample_add_evidence(record, "/issues/0/request/category", 1);
	sample_add_evidence(record, "/issues/0/rationale", 2);
	sample_add_meaning(record);
	record->confidence = 0.91237;
	record_add_warning(record, "date-order", "/case/decision_date",
			   "%s is before %s", "2099-12-09", "2099-12-10");
	g_free(record->producer_version);
	record->producer_version = g_strdup("0.0.0");
	record->ingested_at = g_strdup("2099-12-31T23:59:59Z");
	return record;
}

#endif
