/* test_request.c - what invented treatments ask for. */
#include <string.h>

#include "core/request/request_json.h"
#include "meaning/meaning.h"
#include "tests/meaning/lexicon.h"

static struct lexicon *lexicon;

/* A member, and what it holds, as JSON: "drugs/0/strength". */
struct expectation {
	const char *treatment, *member, *value;
};

static json_t *
member_at(json_t *json, const char *path)
{
	g_auto(GStrv) steps = g_strsplit(path, "/", -1);

	for (char **step = steps; *step != NULL; step++)
		json = g_ascii_isdigit(**step)
			       ? json_array_get(json, (gsize)(**step - '0'))
			       : json_object_get(json, *step);
	return json;
}

static void
expect(const struct expectation *rows, gsize count)
{
	for (gsize i = 0; i < count; i++) {
		g_autoptr(request) request = meaning_read_request(
			lexicon, rows[i].treatment, NULL, NULL);
		json_auto_t *json = request_to_json(request);
		g_autofree char *value =
			json_dumps(member_at(json, rows[i].member),
				   JSON_COMPACT | JSON_ENCODE_ANY |
					   JSON_REAL_PRECISION(12));

		if (g_strcmp0(value != NULL ? value : "null", rows[i].value) !=
		    0)
			g_error("%s: %s is %s, not %s", rows[i].treatment,
				rows[i].member, value, rows[i].value);
	}
}

#define EXPECT(rows) expect(rows, G_N_ELEMENTS(rows))

static void
test_category(void)
{
	static const struct expectation rows[] = {
		{ "MRI of the left wrist", "subcategory",
		  "\"Imaging & Radiology\"" },
		/* The first of several, and not what it is for. */
		{ "Wrist splint and occupational therapy", "category",
		  "\"DMEPOS\"" },
		{ "Consultation with a neurologist for possible Botox",
		  "category", "\"Evaluation & Management\"" },
		{ "Associated surgical service: Labs: CBC", "subcategory",
		  "\"Lab & Pathology\"" },
		{ "72148", "subcategory", "\"Imaging & Radiology\"" },
		{ "Zzyzx", "category", "null" },
		{ "", "category", "null" },
		/* Drugs by their class, by how they are made and given. */
		{ "Norco 10/325mg #60", "subcategory", "\"Opioids\"" },
		{ "Ketoprofen 20% in cream base 120 gm", "subcategory",
		  "\"Topical Compounds\"" },
		{ "Lidocaine 5% patch #30", "subcategory",
		  "\"Topical Analgesics\"" },
		{ "Toradol 30mg IM injection", "subcategory", "\"Injection\"" },
		{ "Urine drug screen for opiates", "subcategory",
		  "\"Lab & Pathology\"" },
		{ "Urine drug screen for opiates", "drugs", "[]" },
		{ "1 Toradol 30 mg injection", "category",
		  "\"Pharmaceuticals\"" },
		/* In sessions, and to take home. */
		{ "Electrical stimulation 2x4", "subcategory",
		  "\"Other Therapies\"" },
		{ "TENS unit 2 x week x 4 weeks", "category", "\"DMEPOS\"" },
		{ "Ortho Stim 4 unit", "category", "\"DMEPOS\"" },
	};

	EXPECT(rows);
}

static void
test_drugs(void)
{
	static const struct expectation rows[] = {
		{ "Norco 10/325mg #60", "drugs/0/ingredients",
		  "[\"hydrocodone\",\"acetaminophen\"]" },
		{ "Norco 10/325mg #60", "drugs/0/strength", "\"10/325mg\"" },
		{ "Norco 10/325mg #60", "drugs/0/quantity", "60" },
		{ "Norco 10/325mg #60", "drugs/0/name", "\"Norco\"" },
		{ "Tylenol #3, #40", "drugs/0/quantity", "40" },
		{ "Motrin (ibuprofen) 600 mg, ninety tablets with 2 refills",
		  "drugs/0/refills", "2" },
		{ "Motrin (ibuprofen) 600 mg, ninety tablets with 2 refills",
		  "drugs/0/quantity", "90" },
		{ "Motrin (ibuprofen) 600 mg, ninety tablets with 2 refills",
		  "drugs/1", "null" },
		{ "Baclofen 10mg, 1 tab TID, qty: 90.00", "drugs/0/quantity",
		  "90" },
		{ "Menthol 5%, Camphor 2% and Tramadol 8% cream 106.5 gm",
		  "drugs/0/strength", "\"5%, 2%, 8%\"" },
		{ "Menthol 5%, Camphor 2% and Tramadol 8% cream 106.5 gm",
		  "drugs/0/quantity", "106.5" },
		{ "Menthol 5%, Camphor 2% and Tramadol 8% cream 106.5 gm",
		  "drugs/0/quantity_unit", "\"grams\"" },
		{ "Mobic 15mg #30 and Prilosec 20mg #60", "drugs/1/quantity",
		  "60" },
		{ "Mobic 15mg and Prilosec 20mg, 30 of each",
		  "drugs/0/quantity", "30" },
		/* The number of the product, and then how many. */
		{ "Tylenol with codeine #3, #40", "drugs/0/quantity", "40" },
		{ "Mobic 15 mg quantity: 40 refills: 2", "drugs/0/quantity",
		  "40" },
		{ "Mobic 15 mg quantity: 40 refills: 2", "drugs/0/refills",
		  "2" },
		{ "Carafate 1gm #80", "drugs/0/strength", "\"1gm\"" },
		{ "Baclofen 2%, Ibuprofen 5%, apply 1-2 grams",
		  "drugs/0/quantity", "null" },
		/* Names: misspelt, with a parenthesis, as a title's. */
		{ "Gabapentn 100 mg #20", "drugs/0/ingredients",
		  "[\"gabapentin\"]" },
		{ "Ketoproffen cream", "drugs/0/ingredients",
		  "[\"ketoprofen\"]" },
		{ "Flurbi (NAP) cream-LA 90 gm", "drugs/0/ingredients",
		  "[\"flurbiprofen\",\"lidocaine\",\"amitriptyline\"]" },
		{ "Medical food: Theramine #20", "drugs/0/quantity", "20" },
		/* What was mixed in what. */
		{ "Gabapentin 10% in capsaicin solution", "drugs/0/ingredients",
		  "[\"gabapentin\",\"capsaicin\"]" },
		{ "Dendracin (methyl salicylate/menthol/benzocaine) 90 ml",
		  "drugs/0/ingredients",
		  "[\"methyl salicylate\",\"menthol\",\"benzocaine\"]" },
		/* Not known, and not guessed. */
		{ "Compound cream, ingredients not told", "drugs/0/ingredients",
		  "null" },
	};

	EXPECT(rows);
}

static void
test_frequency(void)
{
	static const struct expectation rows[] = {
		{ "Physical therapy 2-3 times a week for 5 weeks", "frequency",
		  "{\"times\":2,\"times_max\":3,\"per\":\"week\",\"for\":5,"
		  "\"for_max\":null,\"unit\":\"weeks\"}" },
		{ "Physical therapy 2-3 times a week for 5 weeks", "sessions",
		  "null" },
		{ "Acupuncture 2x5", "sessions", "10" },
		{ "Acupuncture 2x5", "sessions_printed", "false" },
		{ "Acupuncture, nine visits", "sessions", "9" },
		{ "Acupuncture, nine visits", "sessions_printed", "true" },
		{ "Acupuncture 8-12 sessions", "sessions", "null" },
		{ "Bed rental 45 days", "frequency/for", "45" },
		{ "Bed rental 45 days", "frequency/times", "null" },
		{ "Zanaflex 4mg b.i.d. #60", "frequency/times", "2" },
		{ "Zanaflex 4mg q6h #60", "frequency", "null" },
		{ "Zanaflex 4mg #60", "sessions", "null" },
		{ "Knee x-ray, 3 views", "sessions", "null" },
		{ "Zoloft 50 mg 1/2 tab qd", "frequency/times", "1" },
		/* Numbers that count nothing. */
		{ "Urine drug screen x 3 per year", "sessions", "null" },
		{ "24 hour Holter monitor", "sessions", "null" },
		{ "Functional restoration program, 60 hours", "sessions",
		  "60" },
		{ "Ortho Stim 4 unit", "sessions", "null" },
		{ "SurgiStim4 unit", "sessions", "null" },
		{ "1st CMC joint injection", "sessions", "null" },
		{ "Crown for teeth 7, 9", "sessions", "null" },
	};

	EXPECT(rows);
}

static void
test_body(void)
{
	static const struct expectation rows[] = {
		{ "MRI C/S and R shoulder", "body_parts",
		  "[\"cervical spine\",\"shoulder\"]" },
		{ "MRI C/S and R shoulder", "laterality", "null" },
		{ "MRI left hip and knee", "laterality", "\"left\"" },
		{ "EMG BLE", "laterality", "\"bilateral\"" },
		{ "MRI of the fingers of the right hand", "laterality",
		  "\"right\"" },
		{ "Fusion L4-5 and L5-S1", "levels", "[\"L4-5\",\"L5-S1\"]" },
		{ "Free T3 and T4", "levels", "[]" },
		{ "Consultation with a hand surgeon", "body_parts", "[]" },
		{ "Trigger finger release right ring finger", "body_parts",
		  "[\"ring finger\"]" },
		{ "Trigger finger release right ring finger", "laterality",
		  "\"right\"" },
		{ "X-rays B knees", "laterality", "\"bilateral\"" },
	};

	EXPECT(rows);
}

static void
test_circumstances(void)
{
	static const struct expectation rows[] = {
		{ "Lumbar brace (DOS 3/4/2015 to 3/9/2015)", "dates_of_service",
		  "[{\"from\":\"2015-03-04\",\"to\":\"2015-03-09\"}]" },
		{ "Lumbar brace (DOS 3/4/2015)", "retrospective", "true" },
		{ "Cortisone injection given 3/4/2015", "dates_of_service",
		  "[{\"from\":\"2015-03-04\",\"to\":\"2015-03-04\"}]" },
		{ "Associated service: EKG", "surgical_association", "true" },
		{ "Lumbar brace prescribed 3/4/2015", "dates_of_service",
		  "[]" },
		{ "Lumbar brace", "retrospective", "false" },
		{ "Post-op lumbar brace", "surgical_association", "true" },
		{ "Assistant surgeon", "surgical_association", "true" },
	};

	EXPECT(rows);
}

/* The words that decided, in the text. */
static void
test_places(void)
{
	static const char text[] = "Left knee arthroscopy, 2 visits";
	g_autoptr(GArray) places =
		g_array_new(FALSE, FALSE, sizeof(struct meaning_place));
	g_autoptr(request) request =
		meaning_read_request(lexicon, text, places, NULL);
	g_autoptr(GString) told = g_string_new(NULL);

	for (guint i = 0; i < places->len; i++) {
		const struct meaning_place *place =
			&g_array_index(places, struct meaning_place, i);

		g_string_append_printf(told, "%s=%.*s;", place->member,
				       (int)(place->end - place->start),
				       text + place->start);
	}
	g_assert_cmpstr(told->str, ==,
			"category=knee arthroscopy;sessions=2 visits;"
			"body_parts=knee;laterality=Left;");
}

/* Two that fit equally well are told, and one alone is not. */
static void
test_rival(void)
{
	g_autofree char *none = NULL, *rival = NULL;
	g_autoptr(request) one = meaning_read_request(
		lexicon, "Mobic 15mg and Mobic 7.5mg", NULL, &none);
	g_autoptr(request) two = meaning_read_request(
		lexicon, "Mobic 15mg and Prilosec 20mg", NULL, &rival);

	g_assert_null(none);
	g_assert_cmpstr(rival, ==, "Pharmaceuticals, Proton Pump Inhibitors");
}

/* However long, and whatever is in it. */
static void
test_hostile(void)
{
	static const char *const pieces[] = { "Norco 5 / ", "C5-",  "2x3-",
					      "#(",	    "1/1/", "\u2019-",
					      "and left " };

	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(request) request = NULL;

		while (text->len < 100000)
			g_string_append(text, pieces[i]);
		request = meaning_read_request(lexicon, text->str, NULL, NULL);
		g_assert_cmpuint(request->drugs->len, <=, 1000);
	}
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	lexicon = own_lexicon();
	g_test_add_func("/request/category", test_category);
	g_test_add_func("/request/drugs", test_drugs);
	g_test_add_func("/request/frequency", test_frequency);
	g_test_add_func("/request/body", test_body);
	g_test_add_func("/request/circumstances", test_circumstances);
	g_test_add_func("/request/places", test_places);
	g_test_add_func("/request/rival", test_rival);
	g_test_add_func("/request/hostile", test_hostile);
	status = g_test_run();
	lexicon_free(lexicon);
	return status;
}
