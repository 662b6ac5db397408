/* mail_head.h - whether bytes begin as an e-mail does, RFC 5322. */
#ifndef OCR_MAIL_HEAD_H
#define OCR_MAIL_HEAD_H

#include <glib.h>

/* Header fields from the first line on, one of which only mail programs write.
 * The few lines (From, Sent, To, Subject) that a program prints above a mail's
 * text do not count: the text below them is not encoded as a mail. */
gboolean mail_head_matches(const char *data, gsize size);

#endif
