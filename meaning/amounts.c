/* amounts.c - strengths, quantities and refills among a drug's words. */
#include "meaning/amounts.h"

#include <string.h>

#define MOST_UNITS 100000
#define MOST_BARE 1000

static const char strength_units[] =
	"mg|mgs|mcg|mcgs|ug|%|percent|unit|units|iu|meq|milligram|milligrams|"
	"microgram|micrograms|u";
static const char per_units[] = "ml|mls|hr|hrs|hour|h|act|actuation|spray|l|"
				"g|gm|cc|tab|vial|puff|inhalation";
static const char packages[] =
	"tab|tabs|tablet|tablets|cap|caps|capsule|capsules|pill|pills|patch|"
	"patches|film|films|bottle|bottles|vial|vials|syringe|syringes|box|"
	"boxes|tube|tubes|pack|packs|packet|packets|suppository|suppositories|"
	"lozenge|lozenges|kit|kits|jar|jars|pen|pens|"
	"ampule|ampules|count|ct|pads|inhaler|inhalers|pump|pumps|canister|"
	"counts|"
	"troche|troches|strip|strips|sachets|sachet|cartridge|cartridges|oz|"
	"ounce|ounces|auto|autoinjector|autoinjectors|softgels|softgel|gelcaps|"
	"pcs|pieces|each|ea|dose|doses|stick|sticks|wipes|swabs|can|cans";
static const char dosing[] =
	"bid|tid|qid|qd|qhs|qam|qpm|q|po|orally|by|every|daily|prn|as|at|per|a|"
	"once|twice|three|two|nightly|before|sl|each|up|to|mouth|hs|od";

static gboolean
is_number(const struct reader *reader, guint index)
{
	return reader_is_free(reader, index) &&
	       reader->tokens->at[index].kind == TOKEN_NUMBER;
}

/* "mg" behind a number, or the "ml" of "10mg/1ml". */
static guint
skip_unit(const struct tokens *tokens, guint index, struct strength *strength)
{
	if (token_in(tokens, index, strength_units)) {
		strength->has_unit = TRUE;
		strength->is_percent |= token_in(tokens, index, "%|percent");
		return index + 1;
	}
	return index;
}

/* "/hr", "/ml", "/5 ml" behind a unit. */
static guint
skip_per(const struct reader *reader, guint index)
{
	const struct tokens *tokens = reader->tokens;

	if (!token_is(tokens, index, "/"))
		return index;
	if (token_in(tokens, index + 1, per_units))
		return index + 2;
	if (is_number(reader, index + 1) &&
	    token_in(tokens, index + 2, per_units))
		return index + 3;
	return index;
}

static gboolean
read_strength(const struct reader *reader, guint index,
	      struct strength *strength)
{
	const struct tokens *tokens = reader->tokens;
	guint next = index;

	*strength = (struct strength){ .first = index, .parts = 1 };
	if (!is_number(reader, index))
		return FALSE;
	for (;;) {
		next = skip_unit(tokens, next + 1, strength);
		if (strength->has_unit && skip_per(reader, next) > next) {
			next = skip_per(reader, next);
			break;
		}
		if (!token_joins(tokens, next) || !is_number(reader, next + 1))
			break;
		/* "30/30 days" and "5-10 tabs" are none. */
		if (strength->has_unit && token_is(tokens, next, "-") &&
		    !token_in(tokens, next + 2, strength_units))
			break;
		if (!tokens->at[next].glued && token_is(tokens, next, "-"))
			break;
		strength->parts++;
		next++;
	}
	strength->next = next;
	return TRUE;
}

gboolean
strength_at(const struct reader *reader, guint index,
	    struct strength *out_strength)
{
	return read_strength(reader, index, out_strength) &&
	       out_strength->has_unit;
}

gboolean
bare_strength_at(const struct reader *reader, guint index,
		 struct strength *out_strength)
{
	const struct tokens *tokens = reader->tokens;
	guint next;

	if (!read_strength(reader, index, out_strength))
		return FALSE;
	next = out_strength->next;
	return out_strength->has_unit || next >= tokens->count ||
	       token_in(tokens, next,
			",|#|(|)|;|-|"
			"bid|tid|qid|qd|qhs|qty|po|"
			"quantity|daily|and|&|+") ||
	       token_is(tokens, next, "/");
}

gboolean
volume_at(const struct reader *reader, guint index, const char **out_unit,
	  guint *out_next)
{
	const struct tokens *tokens = reader->tokens;
	guint unit = index + 1;

	if (!is_number(reader, index))
		return FALSE;
	if (token_is(tokens, unit, "-"))
		unit++;
	if (token_in(tokens, unit, "ml|mls|cc|ccs|milliliter|milliliters"))
		*out_unit = "ml";
	else if (token_in(tokens, unit, "g|gm|gms|gr|gram|grams|grm|grms"))
		*out_unit = "grams";
	else
		return FALSE;
	*out_next = unit + 1;
	return TRUE;
}

static void
set_quantity(struct reader *reader, struct drug *drug, guint first, guint next,
	     double quantity)
{
	drug->quantity = quantity;
	reader_take(reader, SENSE_DRUGS, first, next);
}

/* "#60", "qty 30", "QTY: 60.00", "quantity of 60" */
static gboolean
read_labelled(struct reader *reader, struct drug *drug, guint first, guint next)
{
	const struct tokens *tokens = reader->tokens;

	for (guint i = first; i < next; i++) {
		guint at = i + 1;
		const char *unit;
		guint behind;

		if (!reader_is_free(reader, i) ||
		    !token_in(tokens, i,
			      "#|qty|quantity|qnty|disp|dispense|dispensed|"
			      "count|no|number"))
			continue;
		while (token_in(tokens, at, ":|.|#|of|=|x|-|("))
			at++;
		/* "Tylenol with codeine #4 #60" */
		if (token_is(tokens, i, "#") &&
		    token_is(tokens,
			     token_is(tokens, at + 1, ",") ? at + 2 : at + 1,
			     "#") &&
		    at + 2 < next)
			continue;
		if (!reader_is_free(reader, at) || at >= next ||
		    tokens->at[at].number < 0 ||
		    tokens->at[at].number > MOST_UNITS)
			continue;
		if (volume_at(reader, at, &unit, &behind))
			drug->quantity_unit = g_strdup(unit);
		else
			behind = at + 1;
		set_quantity(reader, drug, i, behind, tokens->at[at].number);
		return TRUE;
	}
	return FALSE;
}

/* "apply 2 grams", "1-2 grams" are how it is used. */
static gboolean
is_applied(const struct reader *reader, guint i)
{
	return token_in(reader->tokens, i - 1, "apply|use") ||
	       (token_in(reader->tokens, i - 1, "-|to") &&
		is_number(reader, i - 2));
}

/* "120gm"; of "60 gm & 240gm" neither. */
static gboolean
read_volume(struct reader *reader, struct drug *drug, guint first, guint next)
{
	const struct tokens *tokens = reader->tokens;

	for (guint i = first; i < next; i++) {
		const char *unit, *other;
		guint behind, last;

		if (!volume_at(reader, i, &unit, &behind) ||
		    is_applied(reader, i))
			continue;
		if (token_in(tokens, behind, "&|and|/|or") &&
		    volume_at(reader, behind + 1, &other, &last)) {
			reader_take(reader, SENSE_DRUGS, i, last);
			return TRUE;
		}
		drug->quantity_unit = g_strdup(unit);
		set_quantity(reader, drug, i, behind, tokens->at[i].number);
		return TRUE;
	}
	return FALSE;
}

/* "take 1 tab", "2 caps every morning", "1-2 tabs" are how it is taken. */
static gboolean
is_dose(const struct tokens *tokens, guint number, guint behind)
{
	return token_in(tokens, number - 1,
			"take|takes|taking|apply|use|-|to|"
			"or|sig|/|chew|place|inhale") ||
	       token_in(tokens, behind, dosing);
}

/* "60 tabs", "thirty capsules", "ninety count", "1 box of 2" */
static gboolean
read_packages(struct reader *reader, struct drug *drug, guint first, guint next)
{
	const struct tokens *tokens = reader->tokens;

	for (guint i = first; i < next; i++) {
		int count;
		guint unit = i + 1;

		if (!reader_is_free(reader, i) ||
		    !token_count(tokens, i, MOST_UNITS, &count))
			continue;
		if (token_in(tokens, unit,
			     "oral|buccal|topical|total|more|"
			     "additional|transdermal|prefilled|"
			     "-|delayed|of"))
			unit++;
		if (!token_in(tokens, unit, packages) ||
		    (is_dose(tokens, i, unit + 1) &&
		     !token_in(tokens, unit, "oz|ounce|ounces") &&
		     !token_is(tokens, unit, "each")))
			continue;
		set_quantity(reader, drug, i, unit + 1, count);
		return TRUE;
	}
	return FALSE;
}

/* "(90)", and ", thirty" at the end of a part. */
static gboolean
read_bare(struct reader *reader, struct drug *drug, guint first, guint next)
{
	const struct tokens *tokens = reader->tokens;

	for (guint i = first; i < next; i++) {
		int count;

		if (!reader_is_free(reader, i) ||
		    !token_count(tokens, i, MOST_BARE, &count))
			continue;
		if ((token_is(tokens, i - 1, "(") &&
		     token_is(tokens, i + 1, ")")) ||
		    (token_is(tokens, i - 1, ",") &&
		     (i + 1 == tokens->count ||
		      token_in(tokens, i + 1, ",|;|w|with|and|rf")))) {
			set_quantity(reader, drug, i, i + 1, count);
			return TRUE;
		}
	}
	return FALSE;
}

/* "30/30 days": so many for so long. */
static gboolean
read_supply(struct reader *reader, struct drug *drug, guint first, guint next)
{
	const struct tokens *tokens = reader->tokens;

	for (guint i = first; i + 3 < next + 1; i++) {
		if (is_number(reader, i) && token_is(tokens, i + 1, "/") &&
		    i + 3 < tokens->count &&
		    tokens->at[i + 2].kind == TOKEN_NUMBER &&
		    token_in(tokens, i + 3, "day|days")) {
			set_quantity(reader, drug, i, i + 1,
				     tokens->at[i].number);
			return TRUE;
		}
	}
	return FALSE;
}

void
amounts_read_quantity(struct reader *reader, struct drug *drug, guint first,
		      guint next)
{
	if (drug->quantity >= 0)
		return;
	if (!read_labelled(reader, drug, first, next) &&
	    !read_volume(reader, drug, first, next) &&
	    !read_supply(reader, drug, first, next) &&
	    !read_packages(reader, drug, first, next))
		read_bare(reader, drug, first, next);
}

/* "quantity: 30 refills: 2" */
static gboolean
is_labelled(const struct tokens *tokens, guint number)
{
	guint at = number - 1;

	if (token_in(tokens, at, ":|of|="))
		at--;
	return token_in(tokens, at, "#|qty|quantity|disp|dispense");
}

void
amounts_read_refills(struct reader *reader, struct drug *drug, guint first,
		     guint next)
{
	const struct tokens *tokens = reader->tokens;

	for (guint i = first; i < next; i++) {
		guint at = i + 1;
		int count;

		if (!token_in(tokens, i, "refill|refills|rf|rfs|refil|refils"))
			continue;
		if (i > first && reader_is_free(reader, i - 1) &&
		    !is_labelled(tokens, i - 1) &&
		    token_count(tokens, i - 1, 100, &count)) {
			drug->refills = count;
			reader_take(reader, SENSE_DRUGS, i - 1, i + 1);
			return;
		}
		if (token_in(tokens, i - 1, "no|without")) {
			drug->refills = 0;
			reader_take(reader, SENSE_DRUGS, i - 1, i + 1);
			return;
		}
		while (token_in(tokens, at, ":|.|x|#|times|=|-|of"))
			at++;
		if (reader_is_free(reader, at) && at < next &&
		    token_count(tokens, at, 100, &count)) {
			drug->refills = count;
			reader_take(reader, SENSE_DRUGS, i, at + 1);
			return;
		}
	}
}
