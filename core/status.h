/* status.h - what the program's exit says to who started it. */
#ifndef CORE_STATUS_H
#define CORE_STATUS_H

/* A worse one outranks a better one. */
enum status {
	STATUS_RECORDED = 0,
	STATUS_REJECTED = 1,	/* a letter will never work as it is */
	STATUS_USAGE = 2,	/* the command line or a setting is wrong */
	STATUS_ENVIRONMENT = 3, /* something is missing or fails here */
	STATUS_SIGNAL = 128,	/* plus the signal's number */
};

#endif
