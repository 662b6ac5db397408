/* request.c - one message for each verb. */
#include "extract/request.h"

#include "core/document.h"
#include "core/extract_settings.h"
#include "extract/inputs.h"

static json_t *
ask_about(const struct request_subject *subject, const char *verb)
{
	return json_pack("{s:s, s:o, s:s, s:f}", "verb", verb, "settings",
			 extract_settings_to_json(subject->settings), "id",
			 subject->input->id, "text_seconds",
			 subject->text_seconds);
}

json_t *
request_read(const struct request_subject *subject, gboolean keep)
{
	json_t *request = ask_about(subject, "read");

	json_object_set_new(request, "name", json_string(subject->input->name));
	json_object_set_new(request, "keep", json_boolean(keep));
	return request;
}

json_t *
request_recognise(const struct request_subject *subject, guint page,
		  const char *reason, gboolean closer)
{
	json_t *request = ask_about(subject, "recognise");

	json_object_set_new(request, "page", json_integer(page));
	json_object_set_new(request, "reason", json_string(reason));
	if (closer)
		json_object_set_new(request, "closer", json_true());
	return request;
}

json_t *
request_parse(const struct document *document, gboolean doubts)
{
	return json_pack("{s:s, s:o, s:b}", "verb", "parse", "document",
			 document_to_json(document), "doubts", doubts);
}

json_t *
request_text_pdf(const struct request_subject *subject,
		 const struct document *document)
{
	json_t *request = ask_about(subject, "text_pdf");

	json_object_set_new(request, "document", document_to_json(document));
	return request;
}
