/* refuse.c - a worker that cannot start: its language data is missing. */
#include "tests/hostile/hostile.h"

int
main(void)
{
	hostile_send(json_pack("{s:{s:s, s:s}}", "error", "code", "fatal",
			       "message", "eng.traineddata is missing"));
	return 3;
}
