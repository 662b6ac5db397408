/* decline.c - a worker that rejects whatever is not good, and says why. */
#include "tests/hostile/hostile.h"

static void
misbehave(json_t *request G_GNUC_UNUSED)
{
	hostile_send(json_pack("{s:{s:s, s:s}}", "error", "code", "reject",
			       "message", "is no letter; a test says so"));
}

int
main(void)
{
	return hostile_serve(misbehave);
}
