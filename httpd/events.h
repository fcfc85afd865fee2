/*
 * Event streams (RFC 8620, section 7.3): idle clients, held by the front at a
 * few KiB each, that hear of change as it is committed.
 */
#ifndef HTTPD_EVENTS_H
#define HTTPD_EVENTS_H

#include <h2o.h>

#include "core/buf.h"
#include "core/http.h"

void events_open(void);

/*
 * Turn the request into a stream; its response has not begun and its headers
 * are filled.  False when the account or the front holds too many already:
 * then nothing was done.
 */
bool events_start(h2o_req_t *req, const struct event_stream *wanted);

/* From the watcher: "TYPE=STATE TYPE=STATE …" */
void events_news(int64_t account, const char *changed);

/* Tell the watcher of every account with a stream, after it was restarted. */
void events_watch_again(void);

/* Once a second: pings, readers that stopped reading. */
void events_tick(int64_t now);

/* End all of them; clients come again. */
void events_end_all(void);

void events_metrics(struct buf *out);

/*
 * The frame for a change, as far as TYPES ("*" or "Email,Mailbox") asks for
 * it; NULL when nothing of it is wanted.
 */
const char *events_frame(struct arena *arena, int64_t account, const char *types,
    const char *changed);

#endif
