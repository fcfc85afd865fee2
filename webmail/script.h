/*
 * What the files about SieveScript (RFC 9661) share: script.c reads, script_set.c
 * changes and validates.
 */
#ifndef WEBMAIL_SCRIPT_H
#define WEBMAIL_SCRIPT_H

#include "webmail/sieve_made.h"
#include "webmail/upstream.h"

struct script {
	int64_t		 id;
	const char	*name;
	bool		 active;
	const char	*text;
	size_t		 len;
};

struct scripts {
	struct jmap	*j;
	struct sieve	*sieve;
	struct script	*list;		/* without ours */
	size_t		 count;
	const char	*state;
};

enum status scripts_open(struct jmap *j, struct scripts *s) NODISCARD;

/* What is there now. */
enum status scripts_read(struct scripts *s) NODISCARD;

/* A blobId for what it says; a new reference. */
enum status script_blob(struct jmap *j, const struct script *one, json_t **id) NODISCARD;

#endif
