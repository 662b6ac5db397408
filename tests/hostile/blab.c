/* blab.c - a worker that tells a letter's words (here MARKTEXT) wherever a
 * worker can say anything, and ends as the document's name asks for. */
#include <stdio.h>
#include <stdlib.h>

#include "tests/hostile/hostile.h"

static void
send_error(const char *code)
{
	hostile_send(json_pack("{s:{s:s, s:s}}", "error", "code", code,
			       "message", "it says MARKTEXT on page 1"));
}

static void
misbehave(json_t *request)
{
	const char *name = hostile_string(request, "name");

	fputs("Syntax Error: MARKTEXT\n", stderr);
	fputs("\033[2J\033]0;owned\007\r\xc2\x9b"
	      "31m\xe2\x80\xae \xff\n",
	      stderr);
	if (strstr(name, "reject") != NULL)
		send_error("reject");
	else if (strstr(name, "retry") != NULL)
		send_error("retry");
	else if (strstr(name, "fatal") != NULL)
		send_error("fatal");
	else if (strstr(name, "member") != NULL)
		hostile_send(json_pack("{s:s}", "MARKTEXT", "MARKTEXT"));
	else if (strstr(name, "noise") != NULL)
		hostile_send_bytes("MARKTEXTMARKTEXT", 16);
	else if (strstr(name, "hang") != NULL)
		pause();
	else
		abort();
}

int
main(void)
{
	return hostile_serve(misbehave);
}
