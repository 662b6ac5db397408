/* support.c - records, directories and disks for the tests of the sinks. */
#define _GNU_SOURCE /* unshare() */
#include "tests/sinks/support.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/error.h"

#define NOBODY 65534

static char **
strings(const char *list)
{
	return g_strsplit(list, ",", -1);
}

static void
fill_case(struct record *record)
{
	record->format = g_strdup("final_determination");
	record->case_number = g_strdup("CM99-0000001");
	record->date_assigned = g_strdup("2031-03-04");
	record->date_of_injury = g_strdup("2030-01-02");
	record->decision_date = g_strdup("2031-04-05");
	record->ur_denial_date = g_strdup("2031-02-03");
	record->application_received = g_strdup("2031-02-14");
	record->priority = g_strdup("standard");
	record->employee_name = g_strdup("Ada Example");
	record->claim_number = g_strdup("000-EXAMPLE");
	record->licensed_states = strings("California,Oregon");
	record->certifications = strings("Pediatrics,Surgery");
	record->summary_text = g_strdup("The injured worker fell off a cloud.");
	record->age = 41;
	record->sex = g_strdup("female");
	record->documents_reviewed = strings("Application,Notes");
	record->outcome = g_strdup("partially_overturned");
}

static void
fill_request(struct issue *issue)
{
	struct request *request = issue->request = request_new();
	struct citations *citations = issue->citations = citations_new();
	struct drug *drug = request_add_drug(request);
	struct citation *citation = citations_add(citations->reviewer, "MTUS");

	request->category = g_strdup("Pharmaceuticals");
	request->subcategory = g_strdup("Opioids");
	g_strfreev(request->body_parts);
	request->body_parts = strings("knee,ankle");
	request->frequency = frequency_new();
	request->frequency->times = 2;
	request->frequency->per = g_strdup("week");
	request->sessions = 12;
	request_add_dates(request, "2031-01-05", "2031-01-06");
	request_add_dates(request, "2030-12-05", "2030-12-05");
	drug->name = g_strdup("Examplin");
	drug->ingredients = strings("examplone,acetaminophen");
	drug->quantity = 60;
	citation->guideline = g_strdup("Knee Complaints");
	citation->year = 2004;
	citation->text = g_strdup("our guideline");
}

static void
fill_issue(struct issue *issue, const char *word)
{
	issue->heading = g_strdup_printf("%s heading %d", word, issue->number);
	issue->treatment = g_strdup_printf("%s treatment", word);
	issue->original_request = g_strdup("12 sessions");
	issue->authorized = g_strdup("6 sessions");
	issue->decision = g_strdup("upheld");
	issue->claims_administrator_guideline = g_strdup("their guideline");
	issue->reviewer_guideline = g_strdup("our guideline");
	issue->rationale = g_strdup_printf("%s rationale \xc3\xa9", word);
	fill_request(issue);
}

struct record *
example_record(char digit, const char *word, guint issues)
{
	struct record *record = record_new();

	record->id = g_strnfill(64, digit);
	record->file_name = g_strdup("letter.pdf");
	record->media_type = g_strdup("application/pdf");
	record->size_bytes = 35475;
	record->confidence = 0.875;
	record->ingested_at = g_strdup("2031-05-06T07:08:09Z");
	record->text = g_strdup_printf("The whole text, %s.\n", word);
	fill_case(record);
	for (guint i = 0; i < issues; i++) {
		fill_issue(record_add_issue(record), word);
		record_add_warning(record, "date-order", "/case/decision_date",
				   "warning %u", i + 1);
	}
	return record;
}

struct sink *
open_sink(const char *argument, ...)
{
	g_autoptr(GError) error = NULL;
	struct sink *sink = sink_new_from_argument(argument, &error);
	const char *key;
	va_list settings;

	g_assert_no_error(error);
	va_start(settings, argument);
	while ((key = va_arg(settings, const char *)) != NULL) {
		sink_assign(sink, key, va_arg(settings, const char *), &error);
		g_assert_no_error(error);
	}
	va_end(settings);
	sink_open(sink, &error);
	g_assert_no_error(error);
	return sink;
}

void
accepted_put(struct sink *sink, const struct record *record)
{
	g_autoptr(GError) error = NULL;

	sink_put(sink, record, &error);
	g_assert_no_error(error);
}

char *
refused_open(struct sink *sink, int code)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(sink_open(sink, &error));
	g_assert_error(error, IMR_ERROR, code);
	return g_strdup(error->message);
}

char *
refused_put(struct sink *sink, const struct record *record, int code)
{
	g_autoptr(GError) error = NULL;

	g_assert_false(sink_put(sink, record, &error));
	g_assert_error(error, IMR_ERROR, code);
	return g_strdup(error->message);
}

char *
scratch_new(void)
{
	g_autoptr(GError) error = NULL;
	char *directory = g_dir_make_tmp("imr-sinks-XXXXXX", &error);

	g_assert_no_error(error);
	return directory;
}

guint
scratch_count(const char *directory)
{
	g_autoptr(GDir) names = g_dir_open(directory, 0, NULL);
	guint count = 0;

	while (g_dir_read_name(names) != NULL)
		count++;
	return count;
}

void
scratch_write(const char *directory, const char *name, const char *text)
{
	g_autofree char *path = g_build_filename(directory, name, NULL);

	g_assert_true(g_file_set_contents(path, text, -1, NULL));
}

gboolean
as_nobody(const char *directory)
{
	if (geteuid() != 0)
		return FALSE;
	g_assert_no_errno(chown(directory, NOBODY, NOBODY));
	g_assert_no_errno(seteuid(NOBODY));
	return TRUE;
}

void
as_root(void)
{
	g_assert_no_errno(seteuid(0));
}

/* In a mount namespace of our own, so that nothing is left behind and nobody
 * else sees it. */
gboolean
small_disk_mount(const char *directory, const char *size)
{
	g_autofree char *options = g_strdup_printf("size=%s", size);

	if (unshare(CLONE_NEWNS) < 0 ||
	    mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) < 0 ||
	    mount("tmpfs", directory, "tmpfs", 0, options) < 0) {
		g_autofree char *reason = g_strdup_printf(
			"no mounting here: %s", g_strerror(errno));

		g_test_skip(reason);
		return FALSE;
	}
	return TRUE;
}

void
small_disk_unmount(const char *directory)
{
	g_assert_no_errno(umount(directory));
}

void
small_disk_fill(const char *directory)
{
	static const char block[512];
	g_autofree char *path = g_build_filename(directory, "filler", NULL);
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

	g_assert_cmpint(fd, >=, 0);
	while (write(fd, block, sizeof(block)) > 0)
		;
	g_assert_cmpint(errno, ==, ENOSPC);
	close(fd);
}

void
expect_success(pid_t child)
{
	int status;

	g_assert_cmpint(waitpid(child, &status, 0), ==, child);
	g_assert_true(WIFEXITED(status));
	g_assert_cmpint(WEXITSTATUS(status), ==, 0);
}
