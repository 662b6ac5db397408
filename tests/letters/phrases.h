/* phrases.h - the form's own sentences that many letters repeat. */
#ifndef TESTS_LETTERS_PHRASES_H
#define TESTS_LETTERS_PHRASES_H

#define CITED_NOTHING                                                          \
	"The Claims Administrator did not cite any medical evidence for its "  \
	"decision."
#define OUTSIDE_MTUS                                                           \
	"The Claims Administrator based their decision on recommendation(s) "  \
	"outside of the MTUS Guidelines."
#define CLAIMS_NOT_ON_MTUS                                                     \
	"The Claims Administrator did not base their decision on the MTUS. "
#define EXPERT_NOT_ON_MTUS                                                     \
	"The Expert Reviewer did not base their decision on the MTUS. "
#define PAIN_2016 "Decision based on MTUS Chronic Pain Medical Treatment 2016"
#define PAIN_2009 "Decision based on MTUS Chronic Pain Treatment Guidelines"
#define ODG "Decision based on Non-MTUS Citation Official Disability Guidelines"

#endif
