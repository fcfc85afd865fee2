/*
 * What the files that write the index of mail share.
 */
#ifndef STORAGE_MAIL_PRIVATE_H
#define STORAGE_MAIL_PRIVATE_H

#include "storage/db.h"
#include "storage/mail_index.h"
#include "storage/mail_query.h"

/* ---- mail_count.c: the counts of mailboxes, and which emails lead their threads ----- */

/* What mailboxes hold of some threads. */
struct mail_sums {
	struct mail_sum	*list;
	size_t		 count;
};

/*
 * THREADS (ids) are about to change, and have changed: the difference goes into
 * the mailboxes, and the newest of each thread in each mailbox is its head.
 */
enum status mail_count_begin(struct ctx *cx, int64_t account, struct db_arg threads,
    struct mail_sums *was) NODISCARD;
enum status mail_count_end(struct ctx *cx, struct mail_change *change, struct db_arg threads,
    const struct mail_sums *was) NODISCARD;

/* Messages of threads that nobody knew before came into a mailbox. */
struct mail_added {
	int64_t	 emails, unread, threads, unread_threads;
};
enum status mail_count_added(struct ctx *cx, struct mail_change *change, int64_t mailbox,
    const struct mail_added *added) NODISCARD;

/* ---- mail_statistics.c: after ADDED rows came into the index, in their transaction ------- */

enum status mail_statistics_check(struct ctx *cx, int64_t account, size_t added) NODISCARD;

/* ---- mail_words.c: what is searched of emails ----------------------------------------- */

struct mail_searched {
	int64_t		 email, received_at;
	const char	*words;		/* lines, as migration 0020 names them */
};

enum status mail_words_put(struct ctx *cx, int64_t account, const struct mail_searched *list,
    size_t count) NODISCARD;

/* EMAILS were destroyed; RECEIVED says when each had come. */
enum status mail_words_remove(struct ctx *cx, int64_t account, const int64_t *emails,
    const int64_t *received, size_t count) NODISCARD;

/* ---- mail_thread.c: which thread a message belongs to -------------------------------- */

/* Threads by their messages' keys, with those that are about to be new. */
struct mail_threads;

/*
 * In which order a batch gets its ids.  One of first indexing goes as the batches
 * themselves do, newest first: then all indexes of ids and UIDs grow at one end, and weigh
 * a quarter less.  What came just now gets them in the order in which it came, since
 * lists put the higher one first where two came in the same second.
 */
#define MAIL_BATCH_OF_MANY	400
static inline bool
mail_newest_first(size_t count)
{
	return count >= MAIL_BATCH_OF_MANY;
}

/*
 * What the database knows of the keys of LIST, and new ids for its messages.
 * ERR_PRECONDITION when MAILBOX, where they came, is gone.
 */
enum status mail_threads_read(struct ctx *cx, int64_t account, int64_t mailbox,
    const struct mail_new *list, size_t count, struct mail_threads **out) NODISCARD;

/*
 * Ids for the messages of LIST that have none yet, and a thread for each: the
 * oldest that one of its keys leads to, or one of its own (*FRESH then).
 */
void mail_threads_find(struct mail_threads *map, struct mail_new *list, size_t count, bool *fresh);

/* Remember the keys of those. */
enum status mail_threads_put(struct ctx *cx, int64_t account, const struct mail_threads *threads) NODISCARD;

/* ---- mail_page.c: the list of one mailbox, newest first -------------------------------- */

enum status mail_page(struct ctx *cx, int64_t account, int64_t mailbox, bool collapse,
    int64_t position, int64_t limit, struct mail_hit **out, size_t *count) NODISCARD;

#endif
