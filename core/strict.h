/* strict.h - reading JSON that may be hostile, or older than its reader.
 *
 * A node is a JSON value and the chain of values it stands in, so that every
 * refusal names its offender by JSON Pointer ("/issues/0/number: missing").
 * Nodes live on the stack and borrow. All refusals are IMR_ERROR_REJECT, and
 * outputs are written only on success.
 *
 * What a worker says is read strictly: every member is there, and no other.
 * What this program has stored outlives the version that wrote it, and is read
 * leniently: a lenient root makes every node below it lenient. Of a lenient
 * node
 *
 *   - that is missing or null, the functions return TRUE and leave the output
 *     as it is: the caller sets a default beforehand;
 *   - members that this version does not know are passed over;
 *
 * and a value of the wrong type or out of its range is refused all the same:
 * it was damaged, and is not of another version. */
#ifndef CORE_STRICT_H
#define CORE_STRICT_H

#include <glib.h>
#include <jansson.h>

struct node {
	json_t *json;		   /* borrowed; NULL: missing */
	const struct node *parent; /* NULL: the root */
	const char *key;	   /* NULL: element `index` of an array */
	gsize index;
	gboolean lenient; /* as its parent is */
};

struct node strict_root(json_t *json);
struct node strict_lenient_root(json_t *json);
struct node strict_member(const struct node *object, const char *key);
struct node strict_element(const struct node *array, gsize index);

/* The same in place, as pointers that live as long as their block. */
#define STRICT_ROOT(json) ((struct node[]){ strict_root(json) })
#define STRICT_LENIENT_ROOT(json) ((struct node[]){ strict_lenient_root(json) })
#define STRICT_MEMBER(object, key)                                             \
	((struct node[]){ strict_member(object, key) })
#define STRICT_ELEMENT(array, index)                                           \
	((struct node[]){ strict_element(array, index) })

/* Sets "<pointer>: <message>" and returns FALSE. */
gboolean strict_refuse(const struct node *node, GError **error,
		       const char *format, ...) G_GNUC_PRINTF(3, 4);

/* An object without members other than keys (NULL-terminated). Whether they
 * are all there shows when they are read. */
gboolean strict_object(const struct node *node, const char *const *keys,
		       GError **error);
/* An array of low to high elements. */
gboolean strict_array(const struct node *node, gsize low, gsize high,
		      GError **error);

/* Of a lenient node also: missing. */
gboolean strict_is_null(const struct node *node);
/* A lenient node that is missing or null. */
gboolean strict_is_left_out(const struct node *node);

/* Not empty; a copy, the caller's. */
gboolean strict_string(const struct node *node, char **out_text,
		       GError **error);
/* The same, and the regular expression holds; wanted says so in words. */
gboolean strict_matching(const struct node *node, const char *pattern,
			 const char *wanted, char **out_text, GError **error);
/* At most so many strings; the list ends with NULL. */
gboolean strict_strings(const struct node *node, gsize most,
			char ***out_strings, GError **error);
gboolean strict_boolean(const struct node *node, gboolean *out_value,
			GError **error);
/* The index of one of choices (NULL-terminated). */
gboolean strict_choice(const struct node *node, const char *const *choices,
		       guint *out_index, GError **error);
gboolean strict_integer(const struct node *node, gint64 low, gint64 high,
			gint64 *out_number, GError **error);
/* Integers and reals; never NaN or infinite. */
gboolean strict_number(const struct node *node, double low, double high,
		       double *out_number, GError **error);

#endif
