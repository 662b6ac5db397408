/* test_text_time.c - a page of scattered characters, on which Poppler's layout
 * takes time by the square of their number. */
#include <signal.h>

#include "core/frame.h"
#include "tests/worker/conversation.h"

/* Seconds of layout; what a letter is given at first (extract/letter_job.c) is
 * a part of one. */
#define MANY 12000
#define FEW 100

static const char too_long[] = "text layer takes too long to lay out";

static void
scatter(GString *content, guint glyphs)
{
	g_autoptr(GRand) random = g_rand_new_with_seed(1);

	g_string_append(content, "BT /F 1 Tf\n");
	for (guint i = 0; i < glyphs; i++)
		g_string_append_printf(content,
				       "1 0 0 1 %.3f %.3f Tm (%c) Tj\n",
				       g_rand_double_range(random, 10, 600),
				       g_rand_double_range(random, 10, 780),
				       (int)g_rand_int_range(random, 'a', 'i'));
	g_string_append(content, "ET");
}

/* Readers find the objects of a PDF without a table of them, too. */
static GString *
scattered_pdf(guint glyphs)
{
	GString *pdf = g_string_new(
		"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
		"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
		"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]"
		"/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
		"5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj"
		"\n");
	g_autoptr(GString) content = g_string_new(NULL);

	scatter(content, glyphs);
	g_string_append_printf(pdf, "4 0 obj<</Length %zu>>stream\n%s\n",
			       content->len, content->str);
	g_string_append(pdf, "endstream endobj\n"
			     "trailer<</Root 1 0 R/Size 6>>\n"
			     "startxref\n0\n%%EOF\n");
	return pdf;
}

static json_t *
request_with(double text_seconds)
{
	json_t *request = read_request();

	json_object_set_new(request, "text_seconds", json_real(text_seconds));
	return request;
}

/* The reason for which the only page wants to be recognised. */
static char *
ask_reason(struct conversation *talk, double text_seconds, guint glyphs)
{
	g_autoptr(GString) pdf = scattered_pdf(glyphs);
	json_t *answer = conversation_ask(talk, request_with(text_seconds),
					  pdf->str, pdf->len);
	const char *reason = NULL;
	char *copy;

	g_assert_cmpint(json_unpack(answer, "{s:[{s:s}!]}", "pending", "reason",
				    &reason),
			==, 0);
	copy = g_strdup(reason);
	json_decref(answer);
	return copy;
}

static void
test_end(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	g_autoptr(GString) pdf = scattered_pdf(MANY);

	conversation_tell(talk, request_with(0.1), pdf->str, pdf->len);
	g_assert_cmpint(conversation_end(talk), ==, -SIGVTALRM);
}

/* The next member of that name that the zygote tells. */
static int
hear_number(struct conversation *talk, const char *member)
{
	json_t *message = conversation_hear_hello(talk);
	int number = -1;

	g_assert_cmpint(json_unpack(message, "{s:i!}", member, &number), ==, 0);
	json_decref(message);
	return number;
}

static void test_enough(struct conversation *talk, gconstpointer data);

/* So that its letter, and not the zygote, is to be begun again. */
static void
test_end_told(struct conversation *talk, gconstpointer data)
{
	g_autoptr(GString) pdf = scattered_pdf(MANY);
	json_t *question = json_pack("{s:b}", "ended", TRUE);

	g_assert_cmpint(hear_number(talk, "child"), >, 0);
	conversation_tell(talk, request_with(0.1), pdf->str, pdf->len);
	g_assert_null(frame_receive(talk->socket, NULL, NULL));
	g_assert_true(frame_send(talk->control, question, -1, NULL));
	json_decref(question);
	g_assert_cmpint(hear_number(talk, "ended"), ==, SIGVTALRM);
	conversation_begin_letter(talk);
	test_enough(talk, data);
}

static void
test_none(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *reason = ask_reason(talk, 0, MANY);

	g_assert_cmpstr(reason, ==, too_long);
}

/* Its page is laid out, and is no letter's for other reasons. */
static void
test_enough(struct conversation *talk, gconstpointer data G_GNUC_UNUSED)
{
	g_autofree char *reason = ask_reason(talk, 2, FEW);

	g_assert_cmpstr(reason, !=, too_long);
}

/* Nor is it the next letter's. */
static void
test_later(struct conversation *talk, gconstpointer data)
{
	test_none(talk, data);
	conversation_begin_letter(talk);
	test_enough(talk, data);
}

static void
add(const char *path, void (*test)(struct conversation *, gconstpointer))
{
	g_test_add(path, struct conversation, NULL, conversation_open, test,
		   conversation_close);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/text-time/end", test_end);
	add("/text-time/end-told", test_end_told);
	add("/text-time/none", test_none);
	add("/text-time/enough", test_enough);
	add("/text-time/later", test_later);
	return g_test_run();
}
