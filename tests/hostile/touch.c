/* touch.c - a worker during whose work the document changes: it does that
 * itself, which a confined one cannot. */
#include <sys/stat.h>

#include "tests/hostile/hostile.h"

int
main(void)
{
	json_t *request;
	int fd;

	hostile_say_hello();
	while ((request = hostile_hear(&fd)) != NULL) {
		const char *name = hostile_string(request, "name");
		const struct timespec times[2] = { { 1, 0 }, { 1, 0 } };

		if (!g_str_has_prefix(name, "good") && futimens(fd, times) < 0)
			_exit(1);
		hostile_send(
			hostile_letters(hostile_string(request, "id"), name));
		json_decref(request);
		close(fd);
	}
	return 0;
}
