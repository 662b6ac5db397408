/* spool_schema.h - the spool's tables, and their versions. */
#ifndef SPOOL_SPOOL_SCHEMA_H
#define SPOOL_SPOOL_SCHEMA_H

/* "IMRS", at a fixed position of the file's header, so that file(1) can
 * recognise it. */
#define SPOOL_APPLICATION_ID 0x494d5253

/* Script n brings version n to version n + 1; NULL-terminated. */
extern const char *const spool_schema_scripts[];

#endif
