/*
 * IMAP's flags and JMAP's keywords (RFC 8621, section 4.1.1): "\Seen" is
 * "$seen", others are the same in lower case.
 */
#ifndef WEBMAIL_KEYWORD_H
#define WEBMAIL_KEYWORD_H

#include <stdbool.h>

#include "imapclient/fetch.h"

/* A keyword's form: 1 to 255 characters of those that IMAP's atoms allow. */
bool keyword_valid(const char *s);

/* In lower case, on the arena. */
char *keyword_fold(struct arena *arena, const char *s);

/* A keyword as IMAP's flag: "$seen" is "\Seen". */
const char *keyword_flag(const char *keyword);

/* A message's flags as keywords in a fixed order, separated by spaces. */
char *keyword_of_message(struct arena *arena, const struct imap_message *m);

#endif
