/* prometheus_text.h - a strict reader of Prometheus' text format 0.0.4. */
#ifndef TESTS_MONITOR_PROMETHEUS_TEXT_H
#define TESTS_MONITOR_PROMETHEUS_TEXT_H

#include <glib.h>

/* Fails the test where text is not sound: syntax, HELP and TYPE before their
 * samples, names by convention, no sample twice, histograms cumulative. What
 * it returns maps samples as they stand, "name{label=\"value\"}", to double *.
 */
GHashTable *prometheus_read(const char *text);
/* Fails the test where the sample is missing. */
double prometheus_value(const char *text, const char *sample);
/* The families of text, sorted; the caller frees them with g_strfreev(). */
char **prometheus_families(const char *text);

#endif
