/* test_operation.c - what belongs to another issue's operation. */
#include "core/flow.h"
#include "meaning/fill.h"
#include "tests/meaning/lexicon.h"

static struct lexicon *lexicon;

/* Whether the second of two treatments is of an operation. */
static gboolean
is_associated(const char *first, const char *second)
{
	g_autoptr(record) record = record_new();
	g_autoptr(document) document = document_new();
	g_autoptr(flow) flow = flow_new(document);
	const char *const treatments[] = { first, second };

	for (guint i = 0; i < G_N_ELEMENTS(treatments); i++) {
		struct issue *issue = record_add_issue(record);

		issue->treatment = g_strdup(treatments[i]);
	}
	meaning_fill(record, flow, lexicon);
	return ((struct issue *)record->issues->pdata[1])
		->request->surgical_association;
}

static void
test_tests(void)
{
	static const char surgery[] = "Left knee arthroscopy";

	g_assert_true(is_associated(surgery, "Labs to include: EKG"));
	g_assert_true(is_associated(surgery, "Chest x-ray"));
	g_assert_true(is_associated("Left carpal tunnel release", "EKG"));
	g_assert_false(is_associated(surgery, "MRI of the left knee"));
	g_assert_false(is_associated("Knee brace", "Labs to include: EKG"));
	g_assert_false(
		is_associated("Consultation with a spine surgeon", "EKG"));
}

int
main(int argc, char **argv)
{
	int status;

	g_test_init(&argc, &argv, NULL);
	lexicon = own_lexicon();
	g_test_add_func("/operation/tests", test_tests);
	status = g_test_run();
	lexicon_free(lexicon);
	return status;
}
