/*
 * News that are told after the commit of what caused them.
 *
 * PostgreSQL takes one lock for the whole server when a transaction commits
 * that said NOTIFY, and holds it until the commit is on disk: nobody's changes
 * would then be written side by side.  So changes of objects, which come by the
 * thousand, are put on a list; when their transaction has committed and
 * nothing else is to be done, all of them are told at once by a transaction
 * that has nothing to lose and waits for no disk.
 *
 * A process that dies in between takes its list along: until the collection
 * changes again nobody is told, except by the watcher, which looks at the
 * change numbers of those who listen once a minute.
 */
#ifndef STORAGE_OWED_H
#define STORAGE_OWED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/buf.h"

#define OWED_MAX	64

struct owed {
	struct {
		int64_t		 account, collection;
		const char	*type;		/* of news; lives for ever */
	} list[OWED_MAX];
	size_t	count;
	size_t	firm;		/* so many are of transactions that have committed */
};

/* False when the list is full. */
bool owed_add(struct owed *o, int64_t account, int64_t collection, const char *type);

/* The transaction has committed, or has not. */
void owed_commit(struct owed *o);
void owed_rollback(struct owed *o);

/* A script that tells what is firm; owed_paid() when it has succeeded. */
void owed_script(const struct owed *o, struct buf *out);
void owed_paid(struct owed *o);

#endif
