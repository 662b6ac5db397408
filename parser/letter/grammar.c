/* grammar.c - asks a family's rules. */
#include "parser/letter/grammar.h"

static const struct section_rule *
find_rule(const struct grammar *grammar, enum landmark_kind kind)
{
	const struct section_rule *rule = grammar->rules;

	while (rule->after != 0 && rule->kind != kind)
		rule++;
	return rule->after != 0 ? rule : NULL;
}

gboolean
grammar_has(const struct grammar *grammar, enum landmark_kind kind)
{
	return find_rule(grammar, kind) != NULL;
}

gboolean
grammar_may_follow(const struct grammar *grammar, guint32 state,
		   enum landmark_kind kind)
{
	const struct section_rule *rule = find_rule(grammar, kind);

	return rule != NULL && (rule->after & state) != 0;
}
