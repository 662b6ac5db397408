/* watch_fs.c - numbers from linux/magic.h and from the file systems' own
 * sources: file systems that others can change without this kernel's
 * knowledge. */
#include "sources/directory/watch_fs.h"

static const struct {
	guint32 type;
	const char *name;
} rows[] = {
	{ 0x00006969, "nfs" },	    { 0x0000517b, "smb" },
	{ 0xff534d42, "cifs" },	    { 0xfe534d42, "smb2" },
	{ 0x65735546, "fuse" },	    { 0x01021997, "9p" },
	{ 0x5346414f, "afs" },	    { 0x6b414653, "kafs" },
	{ 0x00c36400, "ceph" },	    { 0x73757245, "coda" },
	{ 0x7461636f, "ocfs2" },    { 0x01161970, "gfs2" },
	{ 0x786f4256, "vboxsf" },   { 0xbacbacbc, "vmhgfs" },
	{ 0x0bd00bd0, "lustre" },   { 0x47504653, "gpfs" },
	{ 0x20030528, "orangefs" }, { 0x0000564c, "ncp" },
	{ 0x19830326, "beegfs" },   { 0x6a656a62, "virtiofs" },
};

const char *
watch_fs_without_events(guint64 type)
{
	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		/* f_type is signed where a word has 32 bits. */
		if ((guint32)type == rows[i].type)
			return rows[i].name;
	}
	return NULL;
}
