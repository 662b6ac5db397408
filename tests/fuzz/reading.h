/* reading.h - from a document to records, as the worker does it, and what must
 * hold of them whatever the letter says. */
#ifndef TESTS_FUZZ_READING_H
#define TESTS_FUZZ_READING_H

#include <jansson.h>
#include <string.h>

#include "core/record.h"
#include "parser/letter/landmark.h"
#include "parser/parser.h"
#include "textclean/textclean.h"

static inline void
reading_check_flow(const struct flow *flow)
{
	gsize length = strlen(flow->text), end = 0;

	g_assert_true(g_utf8_validate(flow->text, -1, NULL));
	for (guint i = 0; i < flow->spans->len; i++) {
		const struct span *span =
			&g_array_index(flow->spans, struct span, i);

		g_assert_cmpuint(span->start, >=, end);
		g_assert_cmpuint(span->end, >, span->start);
		end = span->end;
	}
	g_assert_cmpuint(end, <=, length);
	end = 0;
	for (guint i = 0; i < flow->paragraphs->len; i++) {
		const struct paragraph *paragraph =
			&g_array_index(flow->paragraphs, struct paragraph, i);

		g_assert_cmpuint(paragraph->start, >=, end);
		g_assert_cmpuint(paragraph->end, >, paragraph->start);
		end = paragraph->end;
	}
	g_assert_cmpuint(end, <=, length);
}

/* The strict reader, which the parent holds the worker's records against,
 * takes every record that the parser makes. */
static inline void
reading_check_record(struct record *record)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(record) again = NULL;
	json_t *json = record_to_json_value(record);

	again = record_from_json(json, &error);
	g_assert_no_error(error);
	json_decref(json);
}

/* The pages' closer readings, or their other texts, taken out of them. */
static inline struct document *
reading_take(struct document *document, gsize offset)
{
	struct document *readings = document_new();

	readings->media_type = g_strdup(document->media_type);
	for (guint i = 0; i < document->pages->len; i++) {
		struct page **reading =
			(struct page **)(gpointer)((char *)document->pages
							   ->pdata[i] +
						   offset);

		if (*reading != NULL)
			g_ptr_array_add(readings->pages,
					g_steal_pointer(reading));
	}
	return readings;
}

static inline void
reading_run(struct document *document)
{
	static struct dictionary *dictionary;
	g_autoptr(document) closer =
		reading_take(document, G_STRUCT_OFFSET(struct page, closer));
	g_autoptr(document) other =
		reading_take(document, G_STRUCT_OFFSET(struct page, other));
	g_autoptr(flow) flow = NULL, closer_flow = NULL, other_flow = NULL;
	g_autoptr(GPtrArray) records = NULL;
	g_autoptr(GArray) landmarks = NULL;
	struct parser_readings readings;
	g_autoptr(GArray) doubtful = NULL;
	g_autoptr(GError) error = NULL;

	if (dictionary == NULL)
		dictionary = dictionary_new(NULL, NULL);
	g_assert_nonnull(dictionary);
	flow = textclean_run(document, dictionary);
	reading_check_flow(flow);
	closer_flow = textclean_run(closer, dictionary);
	other_flow = textclean_run(other, dictionary);
	landmarks = landmarks_find(flow);
	readings = (struct parser_readings){ .first = flow,
					     .landmarks = landmarks,
					     .closer = closer_flow,
					     .other = other_flow };
	records = parser_run_readings(&readings, NULL, &error);
	g_assert_true((records == NULL) == (error != NULL));
	if (records == NULL)
		return;
	for (guint i = 0; i < records->len; i++)
		reading_check_record(records->pdata[i]);
	doubtful = parser_doubtful_pages(records, document);
	g_assert_cmpuint(doubtful->len, <=, document->pages->len);
}

#endif
