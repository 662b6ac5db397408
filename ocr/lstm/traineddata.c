/* traineddata.c - finding a component; nothing in the table is believed. */
#include "ocr/lstm/traineddata.h"

#define MOST_COMPONENTS 64
#define MISSING G_MAXUINT64

gboolean
traineddata_find(const guint8 *data, gsize size,
		 enum traineddata_component component, struct byte_reader *out)
{
	struct byte_reader table = { data, size, FALSE };
	guint32 count = byte_reader_u32(&table);
	guint64 start = MISSING, end = size;

	if (count > MOST_COMPONENTS || component >= count)
		return FALSE;
	for (guint32 i = 0; i < count; i++) {
		guint64 offset = byte_reader_u64(&table);

		if (i == component)
			start = offset;
		else if (i > component && offset != MISSING) {
			end = offset;
			break;
		}
	}
	if (table.bad || start == MISSING || end > size || start > end)
		return FALSE;
	*out = (struct byte_reader){ data + start, end - start, FALSE };
	return TRUE;
}
