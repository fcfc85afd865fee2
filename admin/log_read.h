/*
 * The logs of the services and of requests, by the operator: their newest
 * lines, older ones, those that came since; with a word in them.
 */
#ifndef ADMIN_LOG_READ_H
#define ADMIN_LOG_READ_H

#include "admin/operation.h"

/* A line of a log, parted.  Texts are UTF-8 without control characters. */
struct log_line {
	const char	*place;		/* where it stands, to go on from */
	int64_t		 time;		/* seconds since 1970 */
	const char	*stamp;		/* as written, with milliseconds */
	const char	*program;	/* "postfix/smtpd", "dovecot" */
	const char	*priority;	/* "info", "warning", "error" */
	const char	*message;
};

struct log_question {
	const char	*name;
	const char	*place;		/* NULL: the end */
	bool		 after;		/* what came since PLACE; else what stands before it */
	int64_t		 count;		/* 1 … 10000 */
	const char	*word;		/* in each line, any case; NULL: all lines */
};

/*
 * Oldest first.  *NEXT is the place to go on from: for the lines before these,
 * or for those that come; NULL when there is nothing before.  ERR_NOT_FOUND for
 * a log that does not exist, ERR_INVALID for a place that makes no sense.
 */
enum status log_read(struct ctx *cx, const struct log_question *q, struct log_line **lines,
    size_t *count, const char **next) NODISCARD;

/*
 * GET /api/v2/logs/NAME?count=100&before=PLACE|after=PLACE&word=…&wait=SECONDS
 * With wait (10 at most) the answer comes when there is a line, or then.
 */
enum status log_http(struct ctx *cx, const struct request *rq, struct reply *re) NODISCARD;

/* Rows of the table of operations: get/logs/NAME/COUNT, newest first. */
enum status log_get_postfix(struct operation_call *call) NODISCARD;
enum status log_get_dovecot(struct operation_call *call) NODISCARD;
enum status log_get_sogo(struct operation_call *call) NODISCARD;
enum status log_get_api(struct operation_call *call) NODISCARD;
enum status log_get_autodiscover(struct operation_call *call) NODISCARD;
enum status log_get_rspamd_history(struct operation_call *call) NODISCARD;
enum status log_get_rspamd_stats(struct operation_call *call) NODISCARD;
enum status log_get_ratelimited(struct operation_call *call) NODISCARD;
enum status log_forget_rate(struct operation_call *call) NODISCARD;	/* delete/rlhash */
enum status log_get_acme(struct operation_call *call) NODISCARD;
enum status log_get_sasl(struct operation_call *call) NODISCARD;

#endif
