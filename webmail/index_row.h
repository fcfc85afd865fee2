/*
 * A message of the mail server as a row of the index.
 */
#ifndef WEBMAIL_INDEX_ROW_H
#define WEBMAIL_INDEX_ROW_H

#include "imapclient/fetch.h"
#include "storage/mail_index.h"

/*
 * M was fetched with IMAP_FETCH_INDEX.  GUID: how to name it when the server
 * does not.  Everything in OUT lives on ARENA.
 */
void index_row(struct arena *arena, const struct imap_message *m, const char *guid,
    struct mail_new *out);

#endif
