/*
 * A message of the mail server as a row of the index.
 */
#ifndef WEBMAIL_INDEX_ROW_H
#define WEBMAIL_INDEX_ROW_H

#include "imapclient/fetch.h"
#include "storage/mail_index.h"
#include "webmail/mime_parse.h"

/*
 * M was fetched with IMAP_FETCH_INDEX.  GUID: how to name it when the server
 * does not.  *TEXT_PART becomes the part whose beginning is the preview, which OUT
 * lacks yet; NULL: there is none.  Everything in OUT lives on ARENA.
 */
void index_row(struct arena *arena, const struct imap_message *m, const char *guid,
    struct mail_new *out, const struct mime_part **text_part);

#define INDEX_TEXT_BYTES	IMAP_TEXT_BYTES	/* of that part, that a preview is made of */

/* The preview from the first INDEX_TEXT_BYTES of that part, as they were sent. */
char *index_preview(struct arena *arena, const struct mime_part *part, const char *raw, size_t len);

#endif
