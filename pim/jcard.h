/*
 * Contacts as JSON: jCard (RFC 7095, application/vcard+json).  jCard is
 * version 4.0 alone, so a card of version 3.0 is converted on the way.
 */
#ifndef PIM_JCARD_H
#define PIM_JCARD_H

#include <jansson.h>

#include "pim/vcard.h"

/* The array ["vcard", [...]], owned by the arena. */
json_t *jcard_from_vcard(struct ctx *cx, const struct vcard *card);

/* The same as text; *LEN may be NULL. */
const char *jcard_text(struct ctx *cx, const struct vcard *card, size_t *len);

/*
 * A card of version 4.0.  UID and FN are required as vcard_parse() does;
 * otherwise ERR_INVALID and "CARD:valid-address-data".
 */
enum status jcard_parse(struct ctx *cx, const char *text, size_t len, struct vcard *out) NODISCARD;
enum status jcard_to_vcard(struct ctx *cx, const json_t *json, struct vcard *out) NODISCARD;

#endif
