/* pdf_attachments.c - where a PDF keeps its embedded files, ISO 32000-1: in
 * the name tree /EmbeddedFiles (7.7.4, 7.9.6) and in the file attachment
 * annotations of its pages (12.5.6.15). */
#include "ocr/pdf/pdf_attachments.h"

#include <stdlib.h>

/* More than any letter came with; what loops ends here too. */
#define MOST_FILES 1000
#define MOST_NODES 1000
#define MOST_ANNOTATIONS 10000

struct search {
	qpdf_data pdf;
	GArray *streams;  /* of qpdf_oh */
	GHashTable *seen; /* object numbers of streams */
	guint nodes, annotations;
};

static void
add_file(struct search *search, qpdf_oh specification)
{
	qpdf_data pdf = search->pdf;
	qpdf_oh files = qpdf_oh_get_key_if_dict(pdf, specification, "/EF");
	qpdf_oh stream = qpdf_oh_get_key_if_dict(pdf, files, "/F");

	if (!qpdf_oh_is_stream(pdf, stream))
		stream = qpdf_oh_get_key_if_dict(pdf, files, "/UF");
	if (qpdf_oh_is_stream(pdf, stream) &&
	    search->streams->len < MOST_FILES &&
	    g_hash_table_add(
		    search->seen,
		    GINT_TO_POINTER(qpdf_oh_get_object_id(pdf, stream))))
		g_array_append_val(search->streams, stream);
}

/* /Names: a name and its file in turn; /Kids: more nodes. */
static void
search_node(struct search *search, qpdf_oh first)
{
	qpdf_data pdf = search->pdf;
	g_autoptr(GArray) left = g_array_new(FALSE, FALSE, sizeof(qpdf_oh));

	g_array_append_val(left, first);
	for (guint i = 0; i < left->len && search->nodes < MOST_NODES; i++) {
		qpdf_oh node = g_array_index(left, qpdf_oh, i);
		qpdf_oh names = qpdf_oh_get_key_if_dict(pdf, node, "/Names");
		qpdf_oh kids = qpdf_oh_get_key_if_dict(pdf, node, "/Kids");
		int count = qpdf_oh_is_array(pdf, names)
				    ? qpdf_oh_get_array_n_items(pdf, names)
				    : 0;

		search->nodes++;
		for (int j = 1; j < MIN(count, 2 * MOST_FILES); j += 2)
			add_file(search, qpdf_oh_get_array_item(pdf, names, j));
		count = qpdf_oh_is_array(pdf, kids)
				? qpdf_oh_get_array_n_items(pdf, kids)
				: 0;
		for (int j = 0; j < MIN(count, MOST_NODES); j++) {
			qpdf_oh kid = qpdf_oh_get_array_item(pdf, kids, j);

			g_array_append_val(left, kid);
		}
	}
}

static void
search_page(struct search *search, qpdf_oh page)
{
	qpdf_data pdf = search->pdf;
	qpdf_oh notes = qpdf_oh_get_key_if_dict(pdf, page, "/Annots");
	int count = qpdf_oh_is_array(pdf, notes)
			    ? qpdf_oh_get_array_n_items(pdf, notes)
			    : 0;

	for (int i = 0; i < count && search->annotations++ < MOST_ANNOTATIONS;
	     i++) {
		qpdf_oh note = qpdf_oh_get_array_item(pdf, notes, i);

		add_file(search, qpdf_oh_get_key_if_dict(pdf, note, "/FS"));
	}
}

GArray *
pdf_attachments_find(qpdf_data pdf)
{
	struct search search = {
		.pdf = pdf,
		.streams = g_array_new(FALSE, FALSE, sizeof(qpdf_oh)),
		.seen = g_hash_table_new(NULL, NULL),
	};
	qpdf_oh names =
		qpdf_oh_get_key_if_dict(pdf, qpdf_get_root(pdf), "/Names");
	int pages = qpdf_get_num_pages(pdf);

	search_node(&search,
		    qpdf_oh_get_key_if_dict(pdf, names, "/EmbeddedFiles"));
	for (int i = 0; i < pages; i++)
		search_page(&search, qpdf_get_page_n(pdf, (size_t)i));
	g_hash_table_unref(search.seen);
	return search.streams;
}

GBytes *
pdf_attachment_read(qpdf_data pdf, qpdf_oh stream, gint64 max_bytes)
{
	qpdf_oh parameters = qpdf_oh_get_key_if_dict(
		pdf, qpdf_oh_get_dict(pdf, stream), "/Params");
	qpdf_oh told = qpdf_oh_get_key_if_dict(pdf, parameters, "/Size");
	unsigned char *data = NULL;
	size_t size = 0;
	QPDF_BOOL filtered = QPDF_FALSE;

	if (qpdf_oh_is_integer(pdf, told) &&
	    qpdf_oh_get_int_value(pdf, told) > max_bytes)
		return NULL;
	if (qpdf_oh_get_stream_data(pdf, stream, qpdf_dl_all, &filtered, &data,
				    &size) >= QPDF_ERRORS ||
	    !filtered || data == NULL || (gint64)size > max_bytes) {
		free(data);
		return NULL;
	}
	return g_bytes_new_with_free_func(data, size, free, data);
}
