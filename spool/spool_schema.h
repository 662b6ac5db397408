/* spool_schema.h - the spool's tables, and their versions. */
#ifndef SPOOL_SPOOL_SCHEMA_H
#define SPOOL_SPOOL_SCHEMA_H

/* "IMRS", at a fixed place of the file's header: file(1) can tell it. */
#define SPOOL_APPLICATION_ID 0x494d5253

/* Script n brings version n to version n + 1; NULL-terminated. */
extern const char *const spool_schema_scripts[];

#endif
