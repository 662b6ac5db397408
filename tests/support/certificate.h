/* certificate.h - a self-signed certificate, made when a test needs one. */
#ifndef TESTS_SUPPORT_CERTIFICATE_H
#define TESTS_SUPPORT_CERTIFICATE_H

#include <glib.h>

#include "core/cleanup.h"

struct certificate {
	char *pem;
	char *key_pem;
};

/* For host, an address or a name, until end seconds from now. */
struct certificate *certificate_new(const char *host, int end);
void certificate_free(struct certificate *certificate);

DEFINE_AUTOPTR(certificate, certificate_free)

#endif
