/* main.c - imrctl: the operator's view of what the daemon keeps. */
#include <stdio.h>

int
main(void)
{
	puts("imrctl " IMR_VERSION);
	return 0;
}
