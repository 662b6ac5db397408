/* form.c - a letter's file, from its cover letter to the last sheet. */
#include "tests/letters/form.h"
#include "tests/letters/sheet.h"

static const struct {
	const char *format;
	void (*type)(struct typesetter *typesetter,
		     const struct letter *letter);
} forms[] = {
	[FORM_FINAL_2014] = { "final_determination", form_final_type },
	[FORM_FINAL_2015] = { "final_determination", form_final_type },
	[FORM_REVIEW_LATE_2013] = { "independent_medical_review",
				    form_review_type },
	[FORM_NOTICE_2013] = { "notice_of_determination", form_notice_type },
	[FORM_PROFESSIONAL_2013] = { "professional_review",
				     form_professional_type },
};

const char *
form_format(enum form form)
{
	return forms[form].format;
}

static GPtrArray *
typeset_one(const struct letter *letter)
{
	g_autofree char *running = NULL;
	struct typesetter *typesetter;
	GPtrArray *sheets;

	if (letter->quirks & QUIRK_RUNNING_LINES)
		running = g_strdup_printf("IMR Final Determination - %s",
					  letter->case_number);
	typesetter = typesetter_new(running);
	if (letter->quirks & QUIRK_COVER_LETTER) {
		form_cover_type(typesetter, letter);
		type_page(typesetter);
	}
	forms[letter->form].type(typesetter, letter);
	if (letter->quirks & QUIRK_EMPTY_LAST_PAGE)
		type_page(typesetter);
	sheets = typesetter_finish(typesetter);
	for (guint i = 0; i < sheets->len; i++) {
		struct sheet *sheet = g_ptr_array_index(sheets, i);

		sheet->picture = letter->image_pages >> i & 1;
		sheet->garbage = letter->garbage_pages >> i & 1;
	}
	return sheets;
}

/* What a mail room lays between two letters before it scans them. */
static GPtrArray *
typeset_separator(void)
{
	struct typesetter *typesetter = typesetter_new(NULL);

	type_bars(typesetter, "2131422113124121322113411221");
	type_below(typesetter, 440);
	type_centred(typesetter, "DOCUMENT SEPARATOR SHEET");
	return typesetter_finish(typesetter);
}

GPtrArray *
form_typeset(const struct letter *letter)
{
	GPtrArray *sheets = typeset_one(letter);

	for (letter = letter->next; letter != NULL; letter = letter->next) {
		g_ptr_array_extend_and_steal(sheets, typeset_separator());
		g_ptr_array_extend_and_steal(sheets, typeset_one(letter));
	}
	return sheets;
}
