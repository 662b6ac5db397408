/* amounts.h - strengths, quantities and refills among a drug's words; private
 * to meaning/. */
#ifndef MEANING_AMOUNTS_H
#define MEANING_AMOUNTS_H

#include "meaning/reader.h"

/* A strength at tokens [first, next). */
struct strength {
	guint first, next;
	guint parts; /* 2 of "10/325mg" */
	gboolean is_percent;
	gboolean has_unit;
};

/* "10/325mg", "15%/10%", "0.4 mg/0.4ml", "10mcg/hr", beginning at a number.
 * FALSE if there is no unit of strength. */
gboolean strength_at(const struct reader *reader, guint index,
		     struct strength *out_strength);
/* The same without a unit, "10/325" or "10", for places where only a strength
 * can occur. */
gboolean bare_strength_at(const struct reader *reader, guint index,
			  struct strength *out_strength);

/* "20 ml", "120gm", "5cc" at a number: *out_unit is "ml" or "grams". */
gboolean volume_at(const struct reader *reader, guint index,
		   const char **out_unit, guint *out_next);

/* Fill in what the tokens [first, next) say about the drug. */
void amounts_read_quantity(struct reader *reader, struct drug *drug,
			   guint first, guint next);
void amounts_read_refills(struct reader *reader, struct drug *drug, guint first,
			  guint next);

#endif
