/* evidence_read.h - where fields were read, from JSON; private to
 * record_read.c. */
#ifndef CORE_EVIDENCE_READ_H
#define CORE_EVIDENCE_READ_H

#include "core/record.h"
#include "core/strict.h"

/* The record's member "evidence"; of what is stored, entries that say too
 * little are dropped. */
gboolean evidence_from_json(const struct node *all, struct record *record,
			    GError **error);

#endif
