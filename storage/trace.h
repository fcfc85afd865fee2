/*
 * What happened to each message (0021_operation.sql): written by the watcher
 * from what the services log (admin/trace_line.h), shown to administrators.
 */
#ifndef STORAGE_TRACE_H
#define STORAGE_TRACE_H

#include "core/json.h"
#include "storage/record.h"

/*
 * EVENTS is an array of what admin/trace_line.h makes, in order; what was known
 * already stays.  STORED: those of Dovecot, which may come before the recipient
 * that they are about; hand them over again a little later.
 */
enum status db_trace_note(struct ctx *cx, const json_t *events, const json_t *stored) NODISCARD;

/* Members that are NULL or 0 do not narrow. */
struct trace_filter {
	const char	*sender, *recipient;	/* an address, any case; "@example.org" for a domain */
	const char	*message_id;		/* with or without <> */
	const char	*queue_id;
	const char	*state;			/* of one of its recipients */
	const char	*since, *until;		/* RFC 3339 */
	int64_t		 before;		/* ids below this one */
	int64_t		 limit;
};

/*
 * A JSON array, newest first: what SCOPE may see (all, or mail from or to its
 * domains; of mail from elsewhere only recipients there).
 */
enum status db_trace_list(struct ctx *cx, const struct record_scope *scope,
    const struct trace_filter *filter, const char **array, int64_t *count, int64_t *last) NODISCARD;

/* Forget what is older than DAYS; *COUNT messages. */
enum status db_trace_purge(struct ctx *cx, int64_t days, int64_t *count) NODISCARD;

/*
 * Who was told within the last hour that he sends too much (rspamd.local.lua), as "LOGIN (COUNT)" with
 * commas, those with most of it; NULL when nobody was.
 */
enum status db_trace_too_fast(struct ctx *cx, const char **who) NODISCARD;

#endif
