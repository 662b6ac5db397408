/* forger.c - a worker that gives the false answer that the document's name asks
 * for. Once it has lied it lies of every letter, good ones too: a letter that
 * is read well afterwards shows that another worker took its place. */
#include <stdio.h>
#include <stdlib.h>

#include "core/document.h"
#include "tests/hostile/hostile.h"

#define MILLION 1000000
#define DEEP 1000000

static gboolean has_lied;
static json_t *letters; /* the honest answer, to be spoilt */

static json_t *
record_json(void)
{
	return json_object_get(
		json_array_get(json_object_get(letters, "letters"), 0),
		"record");
}

static void
set(const char *key, json_t *take_value)
{
	json_object_set_new(record_json(), key, take_value);
}

static void
send_text(const char *text, gsize length)
{
	const guint32 header = GUINT32_TO_LE((guint32)length);

	hostile_send_bytes(&header, sizeof(header));
	for (gsize sent = 0; sent < length;) {
		gssize step = write(hostile_socket, text + sent, length - sent);

		/* The parent has heard enough. */
		if (step < 0)
			_exit(1);
		sent += (gsize)step;
	}
}

/* The honest answer with this text in place of its confidence. */
static void
send_confidence(const char *value)
{
	g_autofree char *text = NULL;
	g_auto(GStrv) halves = NULL;
	char *whole;

	set("confidence", json_string("HERE"));
	whole = json_dumps(letters, JSON_COMPACT);
	halves = g_strsplit(whole, "\"HERE\"", 2);
	free(whole);
	text = g_strconcat(halves[0], value, halves[1], NULL);
	send_text(text, strlen(text));
}

/* --- frames ---------------------------------------------------------------*/
/* As long as it may be, and nothing but what a parser makes much of. */
static void
repeat(const char *begin, const char *piece, const char *end, gsize count)
{
	GString *text = g_string_new(begin);

	while (count-- > 0)
		g_string_append(text, piece);
	g_string_append(text, end);
	send_text(text->str, text->len);
	g_string_free(text, TRUE);
}

static void
say_long(void)
{
	const guint32 length = GUINT32_TO_LE(FRAME_MAX_BYTES + 1);

	hostile_send_bytes(&length, sizeof(length));
}

static void
say_nothing(void)
{
	send_text("", 0);
}

static void
say_deep(void)
{
	repeat("{\"letters\":", "[", "", DEEP);
}

static void
say_objects(void)
{
	repeat("{\"letters\":[{}", ",{}", "]}", 21 * MILLION);
}

static void
say_numbers(void)
{
	repeat("{\"letters\":[0", ",0", "]}", 33 * MILLION);
}

static void
say_issues(void)
{
	json_t *issues = json_array();

	for (int i = 0; i < MILLION; i++)
		json_array_append_new(issues, json_object());
	set("issues", issues);
	hostile_send(json_incref(letters));
}

static void
say_twice(void)
{
	send_text("{\"letters\":[],\"letters\":[]}", 27);
}

static void
say_list(void)
{
	send_text("[]", 2);
}

static void
say_bad_utf8(void)
{
	send_text("{\"letters\":\"\xff\xfe\"}", 15);
}

/* --- values ---------------------------------------------------------------*/
static void
say_nan(void)
{
	send_confidence("NaN");
}

static void
say_infinite(void)
{
	send_confidence("1e999");
}

static void
say_type(void)
{
	set("issues", json_string("many"));
	hostile_send(json_incref(letters));
}

static void
say_number(void)
{
	set("case_number", json_integer(16));
	hostile_send(json_incref(letters));
}

static void
say_unknown(void)
{
	set("owner", json_string("me"));
	hostile_send(json_incref(letters));
}

static void
say_choice(void)
{
	set("outcome", json_string("won"));
	hostile_send(json_incref(letters));
}

static void
say_box(void)
{
	set("evidence",
	    json_pack("{s:{s:i, s:[[f, f, f, f]], s:s, s:f}}", "/case_number",
		      "page", 1, "boxes", -1.0, 10.0, 20.0, 20.0, "text_source",
		      "text_layer", "confidence", 1.0));
	hostile_send(json_incref(letters));
}

static void
say_slashes(void)
{
	set("id", json_string("../../../../../../tmp/imr-forged"));
	hostile_send(json_incref(letters));
}

static void
say_other(void)
{
	g_autofree char *id = g_strnfill(64, 'a');

	set("id", json_string(id));
	hostile_send(json_incref(letters));
}

static void
say_more(void)
{
	json_t *list = json_object_get(letters, "letters");

	json_array_append_new(list, json_deep_copy(json_array_get(list, 0)));
	hostile_send(json_incref(letters));
}

static void
say_story(void)
{
	g_autofree char *message = g_strnfill(MILLION, 'x');

	hostile_send(json_pack("{s:{s:s, s:s}}", "error", "code", "reject",
			       "message", message));
}

/* --- order ----------------------------------------------------------------*/
static void
say_page(void)
{
	g_autoptr(page) page = page_new(1, 612, 792);

	hostile_send(json_pack("{s:o, s:b}", "page", page_to_json(page),
			       "tesseract", FALSE));
}

static const struct {
	const char *name;
	void (*say)(void);
} forgeries[] = {
	{ "long", say_long },		{ "nothing", say_nothing },
	{ "deep", say_deep },		{ "objects", say_objects },
	{ "numbers", say_numbers },	{ "issues", say_issues },
	{ "twice", say_twice },		{ "list", say_list },
	{ "utf8", say_bad_utf8 },	{ "nan", say_nan },
	{ "infinite", say_infinite },	{ "type", say_type },
	{ "number", say_number },	{ "unknown", say_unknown },
	{ "choice", say_choice },	{ "box", say_box },
	{ "slashes", say_slashes },	{ "other", say_other },
	{ "more", say_more },		{ "story", say_story },
	{ "hello", hostile_say_hello }, { "page", say_page },
};

static void
lie(const char *name)
{
	for (guint i = 0; i < G_N_ELEMENTS(forgeries); i++)
		if (strcmp(forgeries[i].name, name) == 0)
			forgeries[i].say();
}

int
main(int argc, char **argv G_GNUC_UNUSED)
{
	json_t *request;
	int fd;

	/* For the test, which must not forget one. */
	if (argc == 1) {
		for (guint i = 0; i < G_N_ELEMENTS(forgeries); i++)
			puts(forgeries[i].name);
		return 0;
	}
	hostile_say_hello();
	while ((request = hostile_hear(&fd)) != NULL) {
		const char *name = hostile_string(request, "name");
		gboolean good = g_str_has_prefix(name, "good");

		letters = hostile_reading(request);
		if (good && !has_lied)
			hostile_send(json_incref(letters));
		else
			lie(good ? "other" : name);
		has_lied |= !good;
		json_decref(letters);
		json_decref(request);
		close(fd);
	}
	return 0;
}
