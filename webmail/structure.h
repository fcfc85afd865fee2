/*
 * A message's parts as the index keeps them: BODYSTRUCTURE, decoded, as JSON,
 * and from there the tree that webmail/mime_parse.h works on.  Messages within
 * messages are leaves, as JMAP sees them (RFC 8621, section 4.1.4).
 */
#ifndef WEBMAIL_STRUCTURE_H
#define WEBMAIL_STRUCTURE_H

#include <jansson.h>

#include "imapclient/fetch.h"
#include "webmail/mime_parse.h"

/* A new reference.  PART NULL: a message that the server could not read. */
json_t *structure_json(struct arena *arena, const struct imap_part *part);

/*
 * TEXT holds the beginning of part 1 as it was sent, CUT: it goes on.  Makes it that of
 * part ID, where that is the first within the first ("1.1", "1.1.1") and enough of it is
 * there; else false.  Saves the server opening the message once more.
 */
bool structure_first(struct arena *arena, const struct imap_part *message, const char *id,
    bool cut, struct imap_bytes *text);

/* The tree of that JSON; body_len is the size after decoding, as far as it can be told. */
struct mime_part *structure_tree(struct arena *arena, const json_t *json);

#endif
