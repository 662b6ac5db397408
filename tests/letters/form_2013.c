/* form_2013.c - the three families of 2013. */
#include "tests/letters/form.h"

void
form_review_type(struct typesetter *typesetter, const struct letter *letter)
{
	(void)typesetter, (void)letter;
}
void
form_notice_type(struct typesetter *typesetter, const struct letter *letter)
{
	(void)typesetter, (void)letter;
}
void
form_professional_type(struct typesetter *typesetter,
		       const struct letter *letter)
{
	(void)typesetter, (void)letter;
}
void
form_cover_type(struct typesetter *typesetter, const struct letter *letter)
{
	(void)typesetter, (void)letter;
}
