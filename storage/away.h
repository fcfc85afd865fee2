/*
 * Whether a server that sign-in asks answers, known to all processes: nobody
 * waits long for one that did not answer a moment ago.
 */
#ifndef STORAGE_AWAY_H
#define STORAGE_AWAY_H

#include "core/ctx.h"

#define AWAY_DIRECTORY	"directory"	/* the names of those servers */
#define AWAY_YUBICO	"yubico"

/*
 * May SERVER be asked now?  After it did not answer *AWAY is true for a while, for
 * everybody but one at a time, who finds out whether it is back.
 */
enum status db_away_ask(struct ctx *cx, const char *server, bool *away) NODISCARD;

/* How that went. */
enum status db_away_answered(struct ctx *cx, const char *server, bool answered) NODISCARD;

#endif
