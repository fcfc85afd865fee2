/*
 * One contact: a vCard of version 3.0 (RFC 2426) or 4.0 (RFC 6350), as the
 * list of its content lines.  What we do not know stays where it is.
 */
#ifndef PIM_VCARD_H
#define PIM_VCARD_H

#include "pim/content_line.h"

enum vcard_version { VCARD_3 = 3, VCARD_4 = 4 };

struct vcard {
	struct vcard		*next;		/* of vcard_read_all */
	enum vcard_version	 version;
	struct content_line	*lines;		/* between BEGIN and END, without VERSION */
	const char		*uid;		/* NULL when it has none */
	const char		*fn;		/* NULL when it has none; "" is possible */
	bool			 is_repaired;	/* not what came: store vcard_text() of it */
};

#define VCARD_SIZE_MAX		(10u << 20)	/* octets of one card, photo and all */
#define VCARD_LINES_MAX		20000
#define VCARD_FILE_MAX		100000		/* cards in an address book that is imported */

/*
 * What PUT takes: exactly one card with VERSION, one UID and an FN (RFC 6352,
 * section 5.1).  Otherwise ERR_INVALID, or ERR_TOO_LARGE, with clear words, and
 * cx->condition is "CARD:supported-address-data" (version 2.1 or unknown, no
 * vCard at all), "CARD:valid-address-data" or "CARD:max-resource-size".  CARD is
 * urn:ietf:params:xml:ns:carddav.
 */
enum status vcard_parse(struct ctx *cx, const char *text, size_t len, struct vcard *out) NODISCARD;

/* What lies in the store was checked when it came: UID and FN may be missing. */
enum status vcard_read(struct ctx *cx, const char *text, size_t len, struct vcard *out) NODISCARD;

/* A file of many cards, for import, those of version 2.1 as 3.0; *COUNT may be NULL. */
enum status vcard_read_all(struct ctx *cx, const char *text, size_t len, struct vcard **first,
    size_t *count) NODISCARD;

/*
 * The first rule of its RFC that a readable card breaks, in words on the arena:
 * "BDAY more than once", "N missing"; NULL when it keeps them all.  Nobody is
 * refused for these.
 */
const char *vcard_complaint(struct ctx *cx, const struct vcard *card);

/* As text, folded; *LEN may be NULL.  Append does the same to a buffer. */
const char *vcard_text(struct ctx *cx, const struct vcard *card, size_t *len);
void vcard_append(struct buf *out, const struct vcard *card);

/* Lines by name, whatever their group; NULL when there is none (more). */
struct content_line *vcard_find(const struct vcard *card, const char *name);
struct content_line *vcard_next(const struct content_line *line, const char *name);
/* The preferred one: least PREF, else TYPE=pref, else the first. */
struct content_line *vcard_preferred(const struct vcard *card, const char *name);
/* Append a line at the end. */
void vcard_add(struct vcard *card, struct content_line *line);
void vcard_remove(struct vcard *card, const struct content_line *line);
/* Set the one property NAME to escaped VALUE, where it stands, or at the end. */
void vcard_put(struct ctx *cx, struct vcard *card, const char *name, const char *value);

/* 1 (most) … 100 from PREF, 1 for TYPE=pref, 0: says nothing. */
int vcard_pref(const struct content_line *line);
/* "home", "cell" in TYPE, or as a bare word. */
bool vcard_has_type(const struct content_line *line, const char *type);
#endif
