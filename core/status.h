/* status.h - the exit status of the programs. */
#ifndef CORE_STATUS_H
#define CORE_STATUS_H

/* Of several, the highest counts. */
enum status {
	STATUS_RECORDED = 0,
	STATUS_REJECTED = 1,	/* a letter will never work as it is */
	STATUS_USAGE = 2,	/* the command line or a setting is wrong */
	STATUS_ENVIRONMENT = 3, /* something is missing or fails here */
	STATUS_SIGNAL = 128,	/* plus the signal's number */
};

#endif
