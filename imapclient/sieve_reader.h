/*
 * Reads what a ManageSieve server says (RFC 5804), line by line: words,
 * strings and literals become tokens.  Iterative, with bounds on everything.
 */
#ifndef IMAPCLIENT_SIEVE_READER_H
#define IMAPCLIENT_SIEVE_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "core/arena.h"

#define SIEVE_TOKENS	16			/* of one line; more are read over */
#define SIEVE_STRING	((size_t)2 << 20)	/* bytes of one string */
#define SIEVE_LINE	((size_t)3 << 20)	/* bytes of one line with its literals */

enum sieve_condition { SIEVE_NONE, SIEVE_OK, SIEVE_NO, SIEVE_BYE };

struct sieve_token {
	bool		 string;	/* "…" or a literal, else a word */
	const char	*data;		/* NUL behind it */
	size_t		 len;
};

struct sieve_line {
	enum sieve_condition	 condition;	/* it ends an answer */
	const char		*code;		/* what stood in (…) first, "" when nothing */
	const char		*text;		/* human words of it, "" when none */
	struct sieve_token	 token[SIEVE_TOKENS];	/* of other lines */
	size_t			 count;
};

/* At least one byte into P, or -1. */
typedef ssize_t sieve_pull_fn(void *arg, void *p, size_t size);

struct sieve_reader {
	sieve_pull_fn	*pull;
	void		*arg;
	char		 buf[4096];
	size_t		 pos, end;
	size_t		 line;		/* bytes of this line so far */
	const char	*error;		/* why it is no good; NULL: pull failed */
};

void sieve_reader_open(struct sieve_reader *r, sieve_pull_fn *pull, void *arg);

/* The next line, on ARENA.  False: the connection is no good any more. */
bool sieve_reader_next(struct sieve_reader *r, struct arena *arena, struct sieve_line *out)
    __attribute__((warn_unused_result));

#endif
