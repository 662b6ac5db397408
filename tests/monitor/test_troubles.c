/* test_troubles.c - what is wrong now: begun, met again, over. */
#include <string.h>

#include "monitor/metrics.h"
#include "monitor/troubles.h"
#include "spool/spool_trouble.h"

/* "KIND SUBJECT REASON COUNT", joined by "; "; NULL: no news. */
static void
expect_news(struct troubles *troubles, gboolean counted, const char *wanted)
{
	g_autoptr(GPtrArray) news = troubles_news(troubles, counted);
	g_autoptr(GString) found = g_string_new(NULL);

	for (guint i = 0; news != NULL && i < news->len; i++) {
		const struct spool_trouble *trouble = news->pdata[i];

		g_assert_cmpint(trouble->since, >, 0);
		g_assert_cmpint(trouble->last, >=, trouble->since);
		g_string_append_printf(found, "%s%s %s %s %" G_GUINT64_FORMAT,
				       i ? "; " : "", trouble->kind,
				       trouble->subject, trouble->reason,
				       trouble->count);
	}
	g_assert_cmpstr(news ? found->str : NULL, ==, wanted);
}

static void
test_news(void)
{
	g_autoptr(troubles) troubles = troubles_new();

	/* Those of an earlier run are over. */
	expect_news(troubles, FALSE, "");
	expect_news(troubles, TRUE, NULL);
	troubles_set(troubles, TROUBLE_WORKERS, "", "a");
	troubles_set(troubles, TROUBLE_ARCHIVE, "scans", "b");
	expect_news(troubles, FALSE, "workers  a 1; archive-stuck scans b 1");
	troubles_set(troubles, TROUBLE_WORKERS, "", "a");
	expect_news(troubles, FALSE, NULL);
	expect_news(troubles, TRUE, "workers  a 2; archive-stuck scans b 1");
	troubles_set(troubles, TROUBLE_WORKERS, "", "c");
	expect_news(troubles, FALSE, "workers  c 3; archive-stuck scans b 1");
	troubles_end(troubles, TROUBLE_ARCHIVE, "other");
	expect_news(troubles, FALSE, NULL);
	troubles_end(troubles, TROUBLE_ARCHIVE, "scans");
	expect_news(troubles, FALSE, "workers  c 3");
	troubles_untold(troubles);
	expect_news(troubles, FALSE, "workers  c 3");
}

static void
test_description(void)
{
	g_autoptr(troubles) troubles = troubles_new();
	g_autofree char *one = NULL, *two = NULL;

	g_assert_null(troubles_describe(troubles));
	troubles_set(troubles, TROUBLE_ARCHIVE, "scans", "full");
	one = troubles_describe(troubles);
	g_assert_cmpstr(one, ==,
			"[watch scans]: letters are taken, but their files "
			"cannot leave the inbox: full");
	troubles_set(troubles, TROUBLE_WORKERS, "", "gone");
	two = troubles_describe(troubles);
	g_assert_true(g_str_has_suffix(two, "full; and 1 more: imrctl status"));
}

static void
test_metric(void)
{
	g_autoptr(troubles) troubles = troubles_new();
	g_autoptr(metrics) metrics = metrics_new();
	g_autoptr(GPtrArray) now = NULL;
	g_autofree char *text = NULL, *none = NULL;

	none = metrics_to_text(metrics);
	g_assert_null(strstr(none, "imr_ingest_trouble{"));
	troubles_set(troubles, TROUBLE_ARCHIVE, "a\"b", "full");
	now = troubles_now(troubles);
	metrics_set_troubles(metrics, now);
	text = metrics_to_text(metrics);
	g_assert_nonnull(strstr(text, "\nimr_ingest_trouble{kind="
				      "\"archive-stuck\",subject=\"a\\\"b\"} "
				      "1\n"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/troubles/news", test_news);
	g_test_add_func("/troubles/description", test_description);
	g_test_add_func("/troubles/metric", test_metric);
	return g_test_run();
}
