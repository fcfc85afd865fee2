/*
 * Mailbox names: UTF-8 with us, modified UTF-7 on the wire (RFC 3501, 5.1.3).
 */
#ifndef IMAPCLIENT_NAMES_H
#define IMAPCLIENT_NAMES_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"

/* ERR_INVALID when NAME is no UTF-8, empty, longer than 1000 bytes or has a control character. */
enum status imap_name_encode(struct arena *arena, const char *name, char **wire) NODISCARD;

/*
 * Never fails: a name that is not well-formed modified UTF-7 comes back with
 * its odd bytes as they are where those are UTF-8, and *EXACT says whether
 * encoding it again gives the same wire name.
 */
char *imap_name_decode(struct arena *arena, const char *wire, size_t len, bool *exact);

#endif
