/*
 * Which emails match, in what order (RFC 8621, section 4.4).  The list of one
 * mailbox, newest first, is one read of an index at any position; everything
 * else is one statement built from the filter.
 */
#ifndef STORAGE_MAIL_QUERY_H
#define STORAGE_MAIL_QUERY_H

#include "storage/mail_state.h"

enum mail_match {
	MATCH_AND, MATCH_OR, MATCH_NOT,		/* conditions: children */
	MATCH_MAILBOX,				/* number */
	MATCH_NOT_ONLY_IN,			/* ids: in a mailbox other than these */
	MATCH_BEFORE, MATCH_AFTER,		/* number: seconds */
	MATCH_MIN_SIZE, MATCH_MAX_SIZE,		/* number */
	MATCH_KEYWORD, MATCH_NO_KEYWORD,	/* text */
	MATCH_THREAD_ALL, MATCH_THREAD_SOME, MATCH_THREAD_NONE,	/* text: a keyword */
	MATCH_ATTACHMENT,			/* number: 0 or 1 */
	MATCH_SMIME, MATCH_VERIFIED, MATCH_VERIFIED_THEN,	/* number: 0 or 1; see storage/mail_smime.h */
	MATCH_FROM, MATCH_TO, MATCH_CC, MATCH_BCC, MATCH_SUBJECT,	/* folded text within it */
	MATCH_HEAD,				/* folded text in any of these, or in an attachment's name */
	MATCH_IDS				/* ids of emails */
};

struct mail_filter {
	enum mail_match		 match;
	int64_t			 number;
	const char		*text;
	const int64_t		*ids;
	size_t			 id_count;
	struct mail_filter	*children, *next;
};

enum mail_sort_by { SORT_RECEIVED, SORT_SENT, SORT_SIZE, SORT_FROM, SORT_TO, SORT_SUBJECT,
	SORT_KEYWORD, SORT_THREAD_ALL, SORT_THREAD_SOME };

struct mail_sort {
	enum mail_sort_by	 by;
	bool			 ascending;
	const char		*keyword;
};

struct mail_query {
	const struct mail_filter *filter;	/* NULL: all */
	const struct mail_sort	*sorts;
	size_t			 sort_count;
	bool			 collapse;	/* one email of each thread, the first */
	bool			 counted;	/* how many there are is asked for */
};

struct mail_hit {
	int64_t	 id, position;
};

/* LIMIT emails from POSITION on; *TOTAL counts all, where QUERY asks for it. */
enum status db_mail_query(struct ctx *cx, int64_t account, const struct mail_query *query,
    int64_t position, int64_t limit, struct mail_hit **out, size_t *count, int64_t *total) NODISCARD;

/* Where in the result those of IDS stand that are in it, by position. */
enum status db_mail_query_find(struct ctx *cx, int64_t account, const struct mail_query *query,
    const int64_t *ids, size_t id_count, struct mail_hit **out, size_t *count,
    int64_t *total) NODISCARD;

/* The emails of these threads. */
enum status db_mail_of_threads(struct ctx *cx, int64_t account, const int64_t *emails,
    size_t email_count, const int64_t *threads, size_t thread_count, int64_t **out,
    size_t *count) NODISCARD;

/* The statement and its arguments, for tests: "" when an index answers alone. */
const char *mail_query_sql(struct ctx *cx, const struct mail_query *query);

#endif
