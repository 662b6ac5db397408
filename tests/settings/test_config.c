/* test_config.c - the settings file: what it may say, and how it errs. */
#include "settings/config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/error.h"
#include "sinks/sink.h"

static void
test_whole(void)
{
	g_autoptr(config) config = config_new();
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(config->extract.ocr, ==, OCR_AUTO);
	config_read_text(config, "test.conf",
			 "# a comment\n"
			 "\n"
			 "[extract]\r\n"
			 "  ocr = never  \n"
			 "page_seconds=12.5\n"
			 "[sink files]\n"
			 "directory = /srv/records\n"
			 "[sink files copy]\n"
			 "directory = /srv/a\\sspace\n",
			 &error);
	g_assert_no_error(error);
	g_assert_cmpint(config->extract.ocr, ==, OCR_NEVER);
	g_assert_cmpfloat(config->extract.page_seconds, ==, 12.5);
	g_assert_cmpuint(config->sinks->len, ==, 2);
	g_assert_cmpstr(sink_name(config->sinks->pdata[1]), ==, "files");
	g_assert_cmpstr(config->sink_names->pdata[0], ==, "files");
	g_assert_cmpstr(config->sink_names->pdata[1], ==, "files copy");
}

static void
test_service(void)
{
	g_autoptr(config) config = config_new();
	g_autoptr(GError) error = NULL;
	const struct watch_settings *scans, *mail;

	config_read_text(config, "test.conf",
			 "[watch scans]\n"
			 "directory = /srv/scans\n"
			 "settle = 0.5\n"
			 "[watch mail]\n"
			 "directory = /srv/mail\n"
			 "archive = /srv/done\n"
			 "recursive = yes\n"
			 "[spool]\n"
			 "directory = /srv/spool\n"
			 "min_free = 1G\n"
			 "[service]\n"
			 "workers = 3\n"
			 "[delivery]\n"
			 "give_up = 86400\n",
			 &error);
	g_assert_no_error(error);
	g_assert_true(config_finish(config, &error));
	g_assert_cmpuint(config->watches->len, ==, 2);
	scans = config->watches->pdata[0];
	mail = config->watches->pdata[1];
	g_assert_cmpstr(scans->name, ==, "scans");
	g_assert_cmpstr(scans->directory, ==, "/srv/scans");
	g_assert_cmpint(scans->original, ==, ORIGINAL_ARCHIVE);
	g_assert_cmpfloat(scans->settle, ==, 0.5);
	g_assert_cmpstr(scans->archive, ==, "/srv/spool/archive/scans");
	g_assert_cmpstr(mail->archive, ==, "/srv/done");
	g_assert_true(mail->recursive);
	g_assert_cmpint(config->spool.attempts, ==, 3);
	g_assert_cmpint(config->spool.min_free, ==, 1 << 30);
	g_assert_cmpint(config->service.workers, ==, 3);
	g_assert_cmpfloat(config->delivery.give_up, ==, 86400);
}

static void
test_unfinished(void)
{
	g_autoptr(config) config = config_new();
	g_autoptr(GError) error = NULL;

	g_assert_true(
		config_read_text(config, "test.conf", "[watch a]\n", NULL));
	g_assert_false(config_finish(config, &error));
	g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_true(g_str_has_prefix(error->message,
				       "watch a: 'directory' must be set"));
}

static void
test_errors(void)
{
	static const struct {
		const char *text;
		const char *message; /* begins so */
	} rows[] = {
		{ "[extract]\nocr = auto\nocx = auto\n",
		  "test.conf:3: no setting 'ocx' here" },
		{ "[extract]\n\nocr = perhaps\n",
		  "test.conf:3: ocr = 'perhaps': one of auto" },
		{ "[extract]\nocr = auto\n\nocr = auto\n",
		  "test.conf:4: 'ocr' stands here again, first in line 2" },
		{ "[extract]\n[sink files]\n[extract]\n",
		  "test.conf:3: section [extract] stands here again, first in "
		  "line 1" },
		{ "[sink files]\n[sink files]\n",
		  "test.conf:2: section [sink files] stands here again" },
		{ "[extrakt]\n", "test.conf:1: no section [extrakt] here" },
		{ "[sink]\n", "test.conf:1: no section [sink] here" },
		{ "[sink files a b]\n", "test.conf:1: no section [sink" },
		{ "[watch]\n", "test.conf:1: no section [watch] here" },
		{ "[watch a b]\n", "test.conf:1: no section [watch a b]" },
		{ "[watch ../a]\n", "test.conf:1: '../a' is no name" },
		{ "[watch a]\nfolder = x\n",
		  "test.conf:2: no setting 'folder' here" },
		{ "[spool]\nattempts = 0\n",
		  "test.conf:2: attempts = '0': a whole number from 1" },
		{ "[sink paper]\n", "test.conf:1: there is no sink 'paper'" },
		{ "[sink files]\nfolder = x\n",
		  "test.conf:2: no setting 'folder' here" },
		{ "ocr = auto\n", "test.conf:1: " },
		{ "[extract]\nocr\n", "test.conf:2: " },
		{ "[extract\n", "test.conf:1: " },
		{ "[extract]\nocr = a\\qb\n", "test.conf:2: " },
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(config) config = config_new();
		g_autoptr(GError) error = NULL;

		g_assert_false(config_read_text(config, "test.conf",
						rows[i].text, &error));
		g_assert_error(error, IMR_ERROR, IMR_ERROR_FATAL);
		if (!g_str_has_prefix(error->message, rows[i].message))
			g_test_message("%s", error->message);
		g_assert_true(
			g_str_has_prefix(error->message, rows[i].message));
	}
}

static void
test_files(void)
{
	g_autoptr(config) config = config_new();
	g_autoptr(GError) missing = NULL, binary = NULL;
	g_autofree char *directory = g_dir_make_tmp(NULL, NULL);
	g_autofree char *path = g_build_filename(directory, "a.conf", NULL);

	g_assert_false(config_read_file(config, path, &missing));
	g_assert_error(missing, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_nonnull(strstr(missing->message, "a.conf"));

	g_assert_true(g_file_set_contents(path, "[extract]\n\0", 11, NULL));
	g_assert_false(config_read_file(config, path, &binary));
	g_assert_error(binary, IMR_ERROR, IMR_ERROR_FATAL);
	g_unlink(path);
	g_rmdir(directory);
}

static void
test_set(void)
{
	g_autoptr(config) config = config_new();
	g_autoptr(GError) unknown = NULL, shapeless = NULL;

	g_assert_true(config_set(config, "ocr=always", NULL));
	g_assert_cmpint(config->extract.ocr, ==, OCR_ALWAYS);
	g_assert_false(config_set(config, "zoom=2", &unknown));
	g_assert_error(unknown, IMR_ERROR, IMR_ERROR_FATAL);
	g_assert_false(config_set(config, "ocr", &shapeless));
	g_assert_error(shapeless, IMR_ERROR, IMR_ERROR_FATAL);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/config/whole", test_whole);
	g_test_add_func("/config/service", test_service);
	g_test_add_func("/config/unfinished", test_unfinished);
	g_test_add_func("/config/errors", test_errors);
	g_test_add_func("/config/files", test_files);
	g_test_add_func("/config/set", test_set);
	return g_test_run();
}
