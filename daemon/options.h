/* options.h - the command line. */
#ifndef DAEMON_OPTIONS_H
#define DAEMON_OPTIONS_H

#include <glib.h>

#include "core/cleanup.h"

struct options {
	gboolean once;
	char **files; /* NULL: none named */
	gboolean recursive;
	char *format;
	gboolean mark; /* --bom */
	char *output;
	char *hocr;
	char *text_pdf;
	gboolean force;
	gboolean quiet;
	char **sinks; /* NULL-terminated, or NULL */
	char *config;
	char *ocr;
	char *ocr_engine;
	char **settings; /* KEY=VALUE, NULL-terminated, or NULL */
	int workers;	 /* 0: as many as cores */
	gboolean verbose;

	/* Only print or check something, and exit. */
	gboolean version, help_sinks, help_settings, check_config;
};

/* --help prints and exits by itself, as GOption does. Wrong use is FATAL. */
struct options *options_parse(int argc, char **argv, GError **error);
void options_free(struct options *options);

DEFINE_AUTOPTR(options, options_free)

#endif
