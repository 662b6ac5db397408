/* slow_threads.c - LD_PRELOAD: whoever starts a thread is held up, while the
 * thread already runs. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <time.h>

#define HELD_UP_NS 200000000L

int
pthread_create(pthread_t *thread, const pthread_attr_t *attributes,
	       void *(*run)(void *), void *data)
{
	int (*real)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
		    void *) =
		(int (*)(pthread_t *, const pthread_attr_t *, void *(*)(void *),
			 void *))dlsym(RTLD_NEXT, "pthread_create");
	int status = real(thread, attributes, run, data);

	nanosleep(&(struct timespec){ .tv_nsec = HELD_UP_NS }, NULL);
	return status;
}
