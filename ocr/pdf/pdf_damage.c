/* pdf_damage.c - goes through what a page draws with, object by object. */
#include "ocr/pdf/pdf_damage.h"

#include <stdlib.h>
#include <string.h>

#include "ocr/pdf/pdf_data.h"
#include "ocr/pdf/pdf_image_check.h"

#define DEEPEST_FORM 8
#define MOST_OBJECTS 2000 /* of a page's resources */

struct pdf_damage {
	qpdf_data pdf;
	GHashTable *findings; /* struct damage, by the object's number */
};

struct search {
	struct pdf_damage *known;
	qpdf_data pdf;
	gboolean drawn;
	guint depth, objects;
	struct damage *damage;
};

typedef void (*looker)(struct search *search, qpdf_oh object);

static void
finding_free(gpointer data)
{
	damage_clear(data);
	g_free(data);
}

struct pdf_damage *
pdf_damage_new(qpdf_data pdf)
{
	struct pdf_damage *known = g_new0(struct pdf_damage, 1);

	known->pdf = pdf;
	known->findings = g_hash_table_new_full(NULL, NULL, NULL, finding_free);
	return known;
}

void
pdf_damage_free(struct pdf_damage *known)
{
	g_hash_table_unref(known->findings);
	g_free(known);
}

static qpdf_oh
get(const struct search *search, qpdf_oh dict, const char *key)
{
	return qpdf_oh_get_key_if_dict(search->pdf, dict, key);
}

/* Notes what look() says of the object, the first time it comes by; a form that
 * draws itself finds nothing known of it yet. A direct object has no number. */
static void
look_once(struct search *search, qpdf_oh object, looker look)
{
	const gpointer key =
		GINT_TO_POINTER(qpdf_oh_get_object_id(search->pdf, object));
	struct damage *finding =
		g_hash_table_lookup(search->known->findings, key);
	struct search inner = *search;

	if (search->depth == DEEPEST_FORM)
		return;
	if (finding == NULL || key == NULL) {
		finding = g_new0(struct damage, 1);
		g_hash_table_replace(search->known->findings, key, finding);
		inner.damage = finding;
		inner.depth++;
		look(&inner, object);
		search->objects = inner.objects;
	}
	if (finding->kind != DAMAGE_NONE)
		damage_note(search->damage, finding->kind, "%s", finding->what);
}

/* Each entry of a dictionary. */
static void
look_at_all(struct search *search, qpdf_oh dict, looker look)
{
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);

	if (!qpdf_oh_is_dictionary(search->pdf, dict))
		return;
	qpdf_oh_begin_dict_key_iter(search->pdf, dict);
	while (qpdf_oh_dict_more_keys(search->pdf))
		g_ptr_array_add(keys,
				g_strdup(qpdf_oh_dict_next_key(search->pdf)));
	for (guint i = 0; i < keys->len && search->objects < MOST_OBJECTS;
	     i++) {
		search->objects++;
		look(search,
		     qpdf_oh_get_key(search->pdf, dict, keys->pdata[i]));
	}
}

/* --- fonts --- */

static void
look_at_shapes(struct search *search, qpdf_oh descriptor)
{
	static const char *const files[] = { "/FontFile", "/FontFile2",
					     "/FontFile3" };
	struct damage damage = { DAMAGE_NONE, NULL };

	if (pdf_data_is_lost(search->pdf, descriptor))
		damage_note(search->damage, DAMAGE_LOOK,
			    "a font that it uses is missing");
	for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
		qpdf_oh file = get(search, descriptor, files[i]);

		if (pdf_data_is_lost(search->pdf, file))
			damage_note(search->damage, DAMAGE_LOOK,
				    "a font that it uses is missing");
		else if (qpdf_oh_is_stream(search->pdf, file))
			pdf_data_check(search->pdf, file, &damage,
				       "a font that it uses");
	}
	/* The text is told without its shapes. */
	if (damage.kind != DAMAGE_NONE)
		damage_note(search->damage, DAMAGE_LOOK, "%s", damage.what);
	damage_clear(&damage);
}

static void
look_at_glyph(struct search *search, qpdf_oh glyph)
{
	if (pdf_data_is_lost(search->pdf, glyph))
		damage_note(search->damage, DAMAGE_PART,
			    "a font that it uses is missing");
	else if (qpdf_oh_is_stream(search->pdf, glyph))
		pdf_data_check(search->pdf, glyph, search->damage,
			       "a font that it uses");
}

/* What its characters are, and how wide: without it no word is certain. */
static void
look_at_characters(struct search *search, qpdf_oh font)
{
	static const char *const keys[] = { "/ToUnicode", "/Encoding",
					    "/Widths", "/W",
					    "/DescendantFonts" };

	for (guint i = 0; i < G_N_ELEMENTS(keys); i++) {
		qpdf_oh part = get(search, font, keys[i]);

		if (pdf_data_is_lost(search->pdf, part))
			damage_note(search->damage, DAMAGE_ALL,
				    "a part of a font that it uses is missing");
		else if (qpdf_oh_is_stream(search->pdf, part))
			pdf_data_check(search->pdf, part, search->damage,
				       "the encoding of a font");
	}
}

static void
look_into_font(struct search *search, qpdf_oh font)
{
	qpdf_oh below = get(search, font, "/DescendantFonts");

	if (!qpdf_oh_is_dictionary(search->pdf, font)) {
		damage_note(search->damage, DAMAGE_ALL,
			    "a font that it uses is missing");
		return;
	}
	look_at_characters(search, font);
	look_at_shapes(search, get(search, font, "/FontDescriptor"));
	look_at_all(search, get(search, font, "/CharProcs"), look_at_glyph);
	if (qpdf_oh_is_array(search->pdf, below))
		look_into_font(search,
			       qpdf_oh_get_array_item(search->pdf, below, 0));
}

static void
look_at_font(struct search *search, qpdf_oh font)
{
	look_once(search, font, look_into_font);
}

/* --- images and forms --- */

static void look_at_resources(struct search *search, qpdf_oh dict);

static void
look_into_image(struct search *search, qpdf_oh image)
{
	static const char *const parts[] = { "/SMask", "/Mask" };
	qpdf_oh dict = qpdf_oh_get_dict(search->pdf, image);

	pdf_image_check(search->pdf, image, search->drawn, search->damage);
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		qpdf_oh part = get(search, dict, parts[i]);

		if (pdf_data_is_lost(search->pdf, part))
			damage_note(search->damage, DAMAGE_PART,
				    "a part of an image is missing");
		else if (qpdf_oh_is_stream(search->pdf, part))
			pdf_image_check(search->pdf, part, search->drawn,
					search->damage);
	}
}

static void
look_into_form(struct search *search, qpdf_oh form)
{
	pdf_data_check(search->pdf, form, search->damage,
		       "a part of its content");
	look_at_resources(
		search,
		get(search, qpdf_oh_get_dict(search->pdf, form), "/Resources"));
}

static void
look_at_image(struct search *search, qpdf_oh image)
{
	struct damage damage = { DAMAGE_NONE, NULL };
	struct search inner = *search;

	inner.damage = &damage;
	look_once(&inner, image, look_into_image);
	if (damage.kind != DAMAGE_NONE)
		damage_note(search->damage,
			    search->drawn ? damage.kind : DAMAGE_PART, "%s",
			    damage.what);
	damage_clear(&damage);
}

static void
look_at_object(struct search *search, qpdf_oh object)
{
	qpdf_data pdf = search->pdf;
	qpdf_oh kind;

	if (!qpdf_oh_is_stream(pdf, object)) {
		damage_note(search->damage, DAMAGE_PART,
			    "an image that it shows is missing");
		return;
	}
	kind = qpdf_oh_get_key(pdf, qpdf_oh_get_dict(pdf, object), "/Subtype");
	if (qpdf_oh_is_name_and_equals(pdf, kind, "/Image"))
		look_at_image(search, object);
	else if (qpdf_oh_is_name_and_equals(pdf, kind, "/Form"))
		look_once(search, object, look_into_form);
	else if (!qpdf_oh_is_name_and_equals(pdf, kind, "/PS"))
		damage_note(search->damage, DAMAGE_PART,
			    "an image that it shows is damaged");
}

static void
look_at_resources(struct search *search, qpdf_oh dict)
{
	static const char *const keys[] = { "/Font", "/XObject", "/ExtGState",
					    "/ColorSpace", "/Pattern" };

	if (pdf_data_is_lost(search->pdf, dict))
		damage_note(search->damage, DAMAGE_ALL,
			    "its fonts and images are missing");
	for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
		if (pdf_data_is_lost(search->pdf, get(search, dict, keys[i])))
			damage_note(search->damage, DAMAGE_ALL,
				    "its fonts or images are missing");
	look_at_all(search, get(search, dict, "/Font"), look_at_font);
	look_at_all(search, get(search, dict, "/XObject"), look_at_object);
}

void
pdf_damage_find(struct pdf_damage *known, qpdf_oh page, gboolean drawn,
		struct damage *damage)
{
	struct search search = {
		.known = known,
		.pdf = known->pdf,
		.drawn = drawn,
		.damage = damage,
	};

	look_at_resources(&search,
			  qpdf_oh_get_key(known->pdf, page, "/Resources"));
}
