/* file_kind.c - the signatures of what is not read, and what to do instead.
 *
 * The signatures are those that file(1) and the formats' own specifications
 * have. libmagic itself would parse a stranger's bytes with far more code than
 * it takes to compare a few of them. */
#define _GNU_SOURCE /* memmem */
#include "ocr/file_kind.h"

#include <string.h>

#include "core/error.h"
#include "ocr/mail_head.h"

#define PRINT_IT "print it to a PDF and send that"
#define SAVE_AS_PDF "save it as a PDF and send that"
#define SAVE_AS_JPEG "save it as a JPEG or a PDF and send that"
#define UNPACK "unpack it and send the files in it one by one"
#define SEND_ATTACHED                                                          \
	"save the letter that is attached to it, or print it to a PDF, and "   \
	"send that"
#define SEND_LETTER "send the letter itself"

#define ARCHIVE "archive"
#define MAIL "e-mail"
#define OFFICE "office-file"
#define IMAGE "image-format"
#define WEB_PAGE "web-page"
#define OTHER "unsupported"

struct signature {
	gsize offset, length;
	const char *bytes;
	const char *reject_code;
	const char *what, *advice;
};

#define AT(offset, bytes) offset, sizeof(bytes) - 1, bytes

static const struct signature signatures[] = {
	{ AT(0, "7z\xbc\xaf\x27\x1c"), ARCHIVE, "a 7z archive", UNPACK },
	{ AT(0, "Rar!\x1a\x07"), ARCHIVE, "a RAR archive", UNPACK },
	{ AT(0, "\x1f\x8b\x08"), ARCHIVE, "a gzip archive", UNPACK },
	{ AT(0, "\x1f\x9d"), ARCHIVE, "a compressed file (.Z)", UNPACK },
	{ AT(0, "BZh"), ARCHIVE, "a bzip2 archive", UNPACK },
	{ AT(0, "\xfd\x37zXZ\0"), ARCHIVE, "an xz archive", UNPACK },
	{ AT(0, "\x28\xb5\x2f\xfd"), ARCHIVE, "a zstd archive", UNPACK },
	{ AT(0, "MSCF\0\0\0\0"), ARCHIVE, "a CAB archive", UNPACK },
	{ AT(257, "ustar"), ARCHIVE, "a tar archive", UNPACK },
	{ AT(2, "-lh5-"), ARCHIVE, "an LHA archive", UNPACK },
	{ AT(0x8001, "CD001"), ARCHIVE, "an image of a disc", UNPACK },

	{ AT(0, "!BDN"), MAIL, "an Outlook mailbox (PST)", SEND_ATTACHED },
	{ AT(0, "\x78\x9f\x3e\x22"), MAIL,
	  "an Outlook e-mail's attachments (winmail.dat)", SEND_ATTACHED },
	{ AT(0, "-----BEGIN PGP MESSAGE"), MAIL, "an encrypted e-mail (PGP)",
	  "decrypt it and " SEND_LETTER },
	{ AT(0, "BEGIN:VC"), MAIL, "an address card or a calendar entry",
	  SEND_LETTER },

	{ AT(0, "{\\rtf"), OFFICE, "an RTF file", SAVE_AS_PDF },
	{ AT(0, "{\\urtf"), OFFICE, "an RTF file", SAVE_AS_PDF },
	{ AT(0, "\xffWPC"), OFFICE, "a WordPerfect file", SAVE_AS_PDF },
	{ AT(0, "\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d"), OFFICE, "a OneNote file",
	  SAVE_AS_PDF },
	{ AT(0, "%!PS"), OTHER, "a PostScript file", SAVE_AS_PDF },
	{ AT(0, "\xc5\xd0\xd3\xc6"), OTHER, "a PostScript file (EPS)",
	  SAVE_AS_PDF },
	{ AT(0, "\x1b\x45\x1b"), OTHER, "a printer's file (PCL)", PRINT_IT },

	{ AT(0, "GIF87a"), IMAGE, "a GIF image", SAVE_AS_JPEG },
	{ AT(0, "GIF89a"), IMAGE, "a GIF image", SAVE_AS_JPEG },
	{ AT(8, "WEBP"), IMAGE, "a WebP image", SAVE_AS_JPEG },
	{ AT(0, "\0\0\0\x0cjP  \r\n\x87\n"), IMAGE, "a JPEG 2000 image",
	  SAVE_AS_JPEG },
	{ AT(0, "\xff\x4f\xff\x51"), IMAGE, "a JPEG 2000 image", SAVE_AS_JPEG },
	{ AT(0, "\0\0\0\x0cJXL "), IMAGE, "a JPEG XL image", SAVE_AS_JPEG },
	{ AT(0, "\xff\x0a"), IMAGE, "a JPEG XL image", SAVE_AS_JPEG },
	{ AT(0, "\x97JB2\r\n\x1a\n"), IMAGE, "a JBIG2 image", SAVE_AS_JPEG },
	{ AT(0, "AT&TFORM"), IMAGE, "a DjVu file", SAVE_AS_PDF },
	{ AT(0, "\xb1\x68\xde\x3a"), IMAGE, "a DCX fax", SAVE_AS_PDF },
	{ AT(0, "\x0a\x05\x01"), IMAGE, "a PCX image", SAVE_AS_JPEG },
	{ AT(0, "8BPS"), IMAGE, "a Photoshop file", SAVE_AS_JPEG },
	{ AT(0, "\xd7\xcd\xc6\x9a"), IMAGE, "a drawing (WMF)", SAVE_AS_PDF },
	{ AT(40, " EMF"), IMAGE, "a drawing (EMF)", SAVE_AS_PDF },

	{ AT(0, "\0\x05\x16\x07"), OTHER,
	  "what a Mac stores beside a file (its name begins with ._)",
	  SEND_LETTER },
	{ AT(0, "L\0\0\0\x01\x14\x02\0"), OTHER, "a shortcut to a file",
	  SEND_LETTER },
	{ AT(0, "[InternetShortcut]"), OTHER, "a shortcut to a web page",
	  SEND_LETTER },
	{ AT(0, "SQLite format 3"), OTHER, "a database", SEND_LETTER },
	{ AT(0, "\x7f\x45LF"), OTHER, "a program", SEND_LETTER },
	{ AT(0, "MZ\x90\0"), OTHER, "a program", SEND_LETTER },
	{ AT(0, "\xcf\xfa\xed\xfe"), OTHER, "a program", SEND_LETTER },
	{ AT(0, "\xca\xfe\xba\xbe"), OTHER, "a program", SEND_LETTER },
	{ AT(0, "#!/"), OTHER, "a script", SEND_LETTER },
	{ AT(8, "WAVE"), OTHER, "a sound recording", SEND_LETTER },
	{ AT(0, "ID3"), OTHER, "a sound recording", SEND_LETTER },
	{ AT(0, "OggS"), OTHER, "a sound recording", SEND_LETTER },
};

/* How text of other kinds begins, in whatever case, after spaces. */
static const struct signature openings[] = {
	{ AT(0, "<!doctype html"), WEB_PAGE, "a web page (HTML)", PRINT_IT },
	{ AT(0, "<html"), WEB_PAGE, "a web page (HTML)", PRINT_IT },
	{ AT(0, "<head"), WEB_PAGE, "a web page (HTML)", PRINT_IT },
	{ AT(0, "<body"), WEB_PAGE, "a web page (HTML)", PRINT_IT },
	{ AT(0, "<meta"), WEB_PAGE, "a web page (HTML)", PRINT_IT },
	{ AT(0, "<title"), WEB_PAGE, "a web page (HTML)", PRINT_IT },
	{ AT(0, "<style"), WEB_PAGE, "a web page (HTML)", PRINT_IT },
	{ AT(0, "<!--"), WEB_PAGE, "a web page (HTML)", PRINT_IT },
	{ AT(0, "<svg"), IMAGE, "a drawing (SVG)", SAVE_AS_PDF },
	{ AT(0, "<?xml"), WEB_PAGE, "an XML file", PRINT_IT },
	{ AT(0, "{\""), OTHER, "data (JSON)", SEND_LETTER },
	{ AT(0, "[{"), OTHER, "data (JSON)", SEND_LETTER },
};

static gboolean
reject(GError **error, const struct signature *kind)
{
	return error_reject(error, kind->reject_code, "%s; %s", kind->what,
			    kind->advice);
}

static const struct signature *
find_signature(const guint8 *data, gsize size)
{
	for (gsize i = 0; i < G_N_ELEMENTS(signatures); i++) {
		const struct signature *row = &signatures[i];

		if (size >= row->offset + row->length &&
		    memcmp(data + row->offset, row->bytes, row->length) == 0)
			return row;
	}
	return NULL;
}

static const struct signature *
find_opening(const guint8 *data, gsize size)
{
	gsize start = size >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;

	while (start < size && g_ascii_isspace((char)data[start]))
		start++;
	for (gsize i = 0; i < G_N_ELEMENTS(openings); i++) {
		const struct signature *row = &openings[i];

		if (size - start >= row->length &&
		    g_ascii_strncasecmp((const char *)data + start, row->bytes,
					row->length) == 0)
			return row;
	}
	return NULL;
}

/* APPNOTE.TXT 4.3.7, a local file header: flags at 6, bit 0 of which means
 * encrypted; length of the name at 26; the name at 30. */
#define ZIP_HEADER_BYTES 30
#define ZIP_FLAGS 6
#define ZIP_NAME_LENGTH 26

static gboolean
zip_is_office(const guint8 *data, gsize size)
{
	/* What the first file in these containers is called. */
	static const char *const names[] = { "[Content_Types].xml",
					     "_rels/",
					     "docProps/",
					     "word/",
					     "xl/",
					     "ppt/",
					     "mimetype",
					     "customXml/",
					     "Index/",
					     "Metadata/" };
	gsize length;

	if (size < ZIP_HEADER_BYTES)
		return FALSE;
	length = MIN(size - ZIP_HEADER_BYTES,
		     (gsize)data[ZIP_NAME_LENGTH] +
			     256u * data[ZIP_NAME_LENGTH + 1]);
	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (length >= strlen(names[i]) &&
		    memcmp(data + ZIP_HEADER_BYTES, names[i],
			   strlen(names[i])) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
check_zip(const guint8 *data, gsize size, GError **error)
{
	if (size < 4 || memcmp(data, "PK", 2) != 0 ||
	    (memcmp(data + 2, "\3\4", 2) != 0 &&
	     memcmp(data + 2, "\5\6", 2) != 0 &&
	     memcmp(data + 2, "\7\10", 2) != 0 &&
	     memcmp(data + 2, "00", 2) != 0))
		return TRUE;
	if (zip_is_office(data, size))
		return error_reject(error, OFFICE,
				    "an Office file (DOCX, XLSX, ODT, Pages "
				    "or the like); " SAVE_AS_PDF);
	return error_reject(error, ARCHIVE,
			    size > ZIP_FLAGS && (data[ZIP_FLAGS] & 1) != 0
				    ? "a ZIP archive with a password; " UNPACK
				    : "a ZIP archive; " UNPACK);
}

/* Compound files: Outlook's messages name their streams so, in UTF-16. */
static gboolean
check_compound(const guint8 *data, gsize size, GError **error)
{
	static const char magic[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	static const char message[] = "_\0_\0s\0u\0b\0s\0t\0g\0001\0.\0000";

	if (size < sizeof magic - 1 ||
	    memcmp(data, magic, sizeof magic - 1) != 0)
		return TRUE;
	if (memmem(data, size, message, sizeof message - 1) != NULL)
		return error_reject(error, MAIL,
				    "an Outlook e-mail (MSG); " SEND_ATTACHED);
	return error_reject(
		error, OFFICE,
		"an Office file (DOC, XLS or the like); " SAVE_AS_PDF);
}

/* ISO 14496-12: a box "ftyp" whose brand says what the file is. */
static gboolean
check_media(const guint8 *data, gsize size, GError **error)
{
	static const char *const heic[] = { "heic", "heix", "hevc", "heim",
					    "heis", "mif1", "msf1" };

	if (size < 12 || memcmp(data + 4, "ftyp", 4) != 0)
		return TRUE;
	for (gsize i = 0; i < G_N_ELEMENTS(heic); i++)
		if (memcmp(data + 8, heic[i], 4) == 0)
			return error_reject(error, IMAGE,
					    "a HEIC photo; " SAVE_AS_JPEG);
	if (memcmp(data + 8, "avi", 3) == 0)
		return error_reject(error, IMAGE,
				    "an AVIF image; " SAVE_AS_JPEG);
	return error_reject(error, OTHER, "a video; " SEND_LETTER);
}

/* "BM", then the file's length, zeros, and the length of a known header. */
static gboolean
check_bitmap(const guint8 *data, gsize size, GError **error)
{
	if (size < 18 || memcmp(data, "BM", 2) != 0 ||
	    memcmp(data + 6, "\0\0\0\0", 4) != 0 || data[15] != 0)
		return TRUE;
	return error_reject(error, IMAGE, "a BMP image; " SAVE_AS_JPEG);
}

/* "P4", a space, and a number or a comment. */
static gboolean
check_netpbm(const guint8 *data, gsize size, GError **error)
{
	if (size < 4 || data[0] != 'P' || data[1] < '1' || data[1] > '7' ||
	    !g_ascii_isspace((char)data[2]) ||
	    (data[3] != '#' && data[1] != '7' &&
	     !g_ascii_isdigit((char)data[3])))
		return TRUE;
	return error_reject(error, IMAGE,
			    "a PBM, PGM or PPM image; " SAVE_AS_JPEG);
}

gboolean
file_kind_check(const guint8 *data, gsize size, GError **error)
{
	const struct signature *kind = find_signature(data, size);

	if (kind == NULL)
		kind = find_opening(data, size);
	if (kind != NULL)
		return reject(error, kind);
	if (mail_head_matches((const char *)data, size))
		return error_reject(error, MAIL,
				    "a saved e-mail; " SEND_ATTACHED);
	return check_zip(data, size, error) &&
	       check_compound(data, size, error) &&
	       check_media(data, size, error) &&
	       check_bitmap(data, size, error) &&
	       check_netpbm(data, size, error);
}
