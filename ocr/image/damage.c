/* damage.c - from a decoder to the page. */
#include "ocr/image/damage.h"

void
damage_note(struct damage *damage, enum damage_kind kind, const char *format,
	    ...)
{
	va_list arguments;

	if (kind <= damage->kind)
		return;
	damage_clear(damage);
	damage->kind = kind;
	va_start(arguments, format);
	damage->what = g_strdup_vprintf(format, arguments);
	va_end(arguments);
}

void
damage_take(struct damage *damage, struct damage *other)
{
	if (other->kind > damage->kind)
		damage_note(damage, other->kind, "%s", other->what);
	damage_clear(other);
}

void
damage_clear(struct damage *damage)
{
	g_clear_pointer(&damage->what, g_free);
	damage->kind = DAMAGE_NONE;
}

void
damage_mark_page(const struct damage *damage, struct page *page)
{
	if (damage->kind == DAMAGE_NONE)
		return;
	page_add_flaw(page, FLAW_UNREADABLE_PAGE, "%s", damage->what);
	if (damage->kind == DAMAGE_ALL)
		g_ptr_array_set_size(page->lines, 0);
	/* Something was on it. */
	if (page->text_source == TEXT_SOURCE_BLANK)
		page->text_source = TEXT_SOURCE_OCR;
	if (page->lines->len == 0)
		page->confidence = 0;
}
