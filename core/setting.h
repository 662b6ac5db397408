/* setting.h - one table of rows is the parser, the validator, --check-config
 * and the source of the man page. */
#ifndef CORE_SETTING_H
#define CORE_SETTING_H

#include <glib.h>

enum setting_type {
	SETTING_TYPE_STRING,  /* char * */
	SETTING_TYPE_PATH,    /* char *: absolute, or made so */
	SETTING_TYPE_SECRET,  /* the same: of a file that holds a secret */
	SETTING_TYPE_INTEGER, /* gint64, minimum..maximum */
	SETTING_TYPE_SECONDS, /* double, minimum..maximum */
	SETTING_TYPE_BYTES,   /* gint64; K, M, G suffixes (powers of 1024) */
	SETTING_TYPE_BOOLEAN, /* gboolean: yes/no, true/false, on/off, 1/0 */
	SETTING_TYPE_CHOICE,  /* an enum: the place of its word in choices */
};

struct setting {
	const char *key;
	enum setting_type type;
	gsize offset;	      /* of the value in the target struct */
	const char *fallback; /* as written in a file; NULL: none */
	gint64 minimum, maximum;
	const char *const *choices;
	gboolean required;
	const char *help; /* one line */
};

#define SETTING_STRING(key, type, member, fallback, help)                      \
	{                                                                      \
		key, SETTING_TYPE_STRING, G_STRUCT_OFFSET(type, member),       \
			fallback, 0, 0, NULL, FALSE, help                      \
	}
/* Required, as a sink's directory or file always is. */
#define SETTING_PATH(key, type, member, help)                                  \
	{                                                                      \
		key, SETTING_TYPE_PATH, G_STRUCT_OFFSET(type, member), NULL,   \
			0, 0, NULL, TRUE, help                                 \
	}
#define SETTING_PATH_OPTIONAL(key, type, member, fallback, help)               \
	{                                                                      \
		key, SETTING_TYPE_PATH, G_STRUCT_OFFSET(type, member),         \
			fallback, 0, 0, NULL, FALSE, help                      \
	}
#define SETTING_SECRET(key, type, member, help)                                \
	{                                                                      \
		key, SETTING_TYPE_SECRET, G_STRUCT_OFFSET(type, member), NULL, \
			0, 0, NULL, FALSE, help                                \
	}
#define SETTING_INTEGER(key, type, member, fallback, low, high, help)          \
	{                                                                      \
		key, SETTING_TYPE_INTEGER, G_STRUCT_OFFSET(type, member),      \
			fallback, low, high, NULL, FALSE, help                 \
	}
#define SETTING_SECONDS(key, type, member, fallback, low, high, help)          \
	{                                                                      \
		key, SETTING_TYPE_SECONDS, G_STRUCT_OFFSET(type, member),      \
			fallback, low, high, NULL, FALSE, help                 \
	}
#define SETTING_BYTES(key, type, member, fallback, low, high, help)            \
	{                                                                      \
		key, SETTING_TYPE_BYTES, G_STRUCT_OFFSET(type, member),        \
			fallback, low, high, NULL, FALSE, help                 \
	}
#define SETTING_BOOLEAN(key, type, member, fallback, help)                     \
	{                                                                      \
		key, SETTING_TYPE_BOOLEAN, G_STRUCT_OFFSET(type, member),      \
			fallback, 0, 0, NULL, FALSE, help                      \
	}
/* member is an enum whose values count from 0, each with its word in values. */
#define SETTING_CHOICE(key, type, member, fallback, values, help)              \
	{                                                                      \
		key, SETTING_TYPE_CHOICE,                                      \
			G_STRUCT_OFFSET(type, member) +                        \
				SETTING_CHECK_ENUM(type, member),              \
			fallback, 0, 0, values, FALSE, help                    \
	}
/* 0; does not compile where member has not the size of an enum. */
#define SETTING_CHECK_ENUM(type, member)                                       \
	(0 *                                                                   \
	 sizeof(char[sizeof(((type *)0)->member) == sizeof(guint) ? 1 : -1]))
#define SETTING_END                                                            \
	{                                                                      \
		NULL, SETTING_TYPE_STRING, 0, NULL, 0, 0, NULL, FALSE, NULL    \
	}

/* Fills zeroed target with the fallbacks. */
void settings_set_defaults(const struct setting *table, gpointer target);

/* Parses value into target; an unknown key or a bad value is FATAL and names
 * the key, the value and what would be right. */
gboolean settings_assign(const struct setting *table, gpointer target,
			 const char *key, const char *value, GError **error);

/* FATAL when a required row is still unset. */
gboolean settings_check(const struct setting *table, gconstpointer target,
			GError **error);

/* Frees the strings that target owns and zeroes them. */
void settings_clear(const struct setting *table, gpointer target);

/* A number of bytes as settings have it, "256M" or "1000". The caller frees
 * it. */
char *setting_bytes_to_string(gint64 bytes);
/* The value as one would write it in a file, or NULL where unset. */
char *setting_to_string(const struct setting *row, gconstpointer target);

#endif
