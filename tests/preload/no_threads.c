/* no_threads.c - LD_PRELOAD: there are no more threads at a time than the file
 * IMR_NO_THREADS says, beside the first, while it exists. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

static int alive;

struct start {
	void *(*run)(void *);
	void *data;
};

static void
count_out(void *unused)
{
	(void)unused;
	__atomic_fetch_sub(&alive, 1, __ATOMIC_SEQ_CST);
}

static void *
run_counted(void *data)
{
	struct start start = *(struct start *)data;
	void *result;

	free(data);
	pthread_cleanup_push(count_out, NULL);
	result = start.run(start.data);
	pthread_cleanup_pop(1);
	return result;
}

static int
is_refused(void)
{
	const char *path = getenv("IMR_NO_THREADS");
	int fd = path != NULL ? open(path, O_RDONLY | O_CLOEXEC) : -1;
	char text[16] = "";

	if (fd < 0)
		return 0;
	if (read(fd, text, sizeof(text) - 1) < 0)
		abort();
	close(fd);
	return __atomic_load_n(&alive, __ATOMIC_SEQ_CST) >= atoi(text);
}

int
pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
	       void *(*run)(void *), void *data)
{
	int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
		    void *) =
		(int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
			 void *))dlsym(RTLD_NEXT, "pthread_create");
	struct start *start;
	int error;

	if (is_refused())
		return EAGAIN;
	start = malloc(sizeof(*start));
	if (start == NULL)
		abort();
	*start = (struct start){ run, data };
	__atomic_fetch_add(&alive, 1, __ATOMIC_SEQ_CST);
	error = real(thread, attributes, run_counted, start);
	if (error != 0) {
		count_out(NULL);
		free(start);
	}
	return error;
}
