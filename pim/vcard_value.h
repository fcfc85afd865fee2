/*
 * What the properties of a contact mean, in either version: names, addresses,
 * dates, photos, members of a group.  Texts are unescaped, on the arena of cx.
 */
#ifndef PIM_VCARD_VALUE_H
#define PIM_VCARD_VALUE_H

#include "pim/vcard.h"

/* The text of the preferred property NAME; NULL when there is none. */
const char *vcard_get(struct ctx *cx, const struct vcard *card, const char *name);

/* N; a part is "" when missing, several values of one part stand with blanks between. */
struct vcard_name {
	const char	*family, *given, *additional, *prefix, *suffix;
};
bool vcard_get_name(struct ctx *cx, const struct vcard *card, struct vcard_name *out);

/* EMAIL, TEL, URL, IMPP, RELATED …: one of several. */
struct vcard_entry {
	const char			*value;		/* a telephone number without "tel:" */
	const char			*label;		/* Apple's, or NULL */
	int				 pref;		/* as vcard_pref */
	const struct content_line	*line;
};
/* All of them in the order of the card; NULL and 0 when there are none. */
const struct vcard_entry *vcard_get_all(struct ctx *cx, const struct vcard *card, const char *name,
    size_t *count);

/* The value of one line as text, without "tel:" of a TEL and "mailto:" of an EMAIL. */
const char *vcard_plain(struct ctx *cx, const struct content_line *line);

struct vcard_address {
	const char	*po_box, *extended, *street, *locality, *region, *code, *country;
	const char	*label;		/* as on an envelope (LABEL), or NULL */
};
void vcard_get_address(struct ctx *cx, const struct content_line *line, struct vcard_address *out);

/* ORG: the organisation and its units.  CATEGORIES, NICKNAME: a list, of all lines together. */
struct content_list vcard_get_parts(struct ctx *cx, const struct content_line *line);
struct content_list vcard_get_list(struct ctx *cx, const struct vcard *card, const char *name);

/* BDAY, ANNIVERSARY, DEATHDATE; what is unknown is -1.  RFC 6350, section 4.3. */
struct vcard_date {
	int		 year, month, day;
	int		 hour, minute, second;
	int		 offset;	/* minutes east of UTC */
	bool		 has_offset;
	const char	*text;		/* VALUE=text ("circa 1800"), and then nothing else */
};
/* ERR_NOT_FOUND without the property, ERR_INVALID when it makes no sense. */
enum status vcard_get_date(struct ctx *cx, const struct vcard *card, const char *name,
    struct vcard_date *out) NODISCARD;
/* One value, basic or extended form, complete or not. */
bool vcard_date_parse(const char *value, struct vcard_date *out);

/* "19850412T102200Z" as 4.0 has it; extended "1985-04-12T10:22:00Z", as 3.0 and jCard. */
const char *vcard_date_text(struct ctx *cx, const struct vcard_date *date, bool extended);

/* PHOTO, LOGO, SOUND, KEY: octets within the card, or a link to them. */
struct vcard_media {
	const char	*uri;		/* NULL when the octets are here */
	const char	*type;		/* "image/jpeg"; "" when nobody says */
	const void	*bytes;
	size_t		 len;
};
/* ERR_NOT_FOUND, ERR_INVALID (no base64), ERR_TOO_LARGE (more than MAX octets). */
enum status vcard_get_media(struct ctx *cx, const struct vcard *card, const char *name, size_t max,
    struct vcard_media *out) NODISCARD;
enum status vcard_line_media(struct ctx *cx, const struct content_line *line, size_t max,
    struct vcard_media *out) NODISCARD;

/* KIND: "individual" unless it says other; lower case.  Apple's X-ADDRESSBOOKSERVER-KIND counts. */
const char *vcard_kind(struct ctx *cx, const struct vcard *card);
bool vcard_is_group(const struct vcard *card);
/* MEMBER and X-ADDRESSBOOKSERVER-MEMBER, in order: URIs. */
struct content_list vcard_members(struct ctx *cx, const struct vcard *card);
/* The UID that a member's URI names: without "urn:uuid:"; NULL for mailto: and the like. */
const char *vcard_member_uid(const char *uri);

#endif
