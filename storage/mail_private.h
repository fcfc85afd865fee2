/*
 * What the files that write the index of mail share.
 */
#ifndef STORAGE_MAIL_PRIVATE_H
#define STORAGE_MAIL_PRIVATE_H

#include "storage/db.h"
#include "storage/mail_index.h"
#include "storage/mail_query.h"

/* ---- mail_state.c: db_mail_change_begin() in two steps, behind a commit that nobody waits for ---- */

enum status mail_change_ask(struct ctx *cx, int64_t account, struct db_rows *rows) NODISCARD;
enum status mail_change_take(struct ctx *cx, int64_t account, const struct db_rows *rows,
    struct mail_change *change) NODISCARD;

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

/*
 * The same afterwards, where nothing happened to THREADS but that the emails from the id
 * SINCE on came: no statement's answer is waited for.  The account has BOXES mailboxes.
 */
enum status mail_count_grown(struct ctx *cx, struct mail_change *change, struct db_arg threads,
    int64_t since, int64_t boxes) NODISCARD;

/* Messages of threads that nobody knew before came into a mailbox. */
struct mail_added {
	int64_t	 emails, unread, threads, unread_threads;
};
enum status mail_count_added(struct ctx *cx, struct mail_change *change, int64_t mailbox,
    const struct mail_added *added) NODISCARD;

/* ---- mail_statistics.c: before and after ADDED rows come into the index, in their transaction ---- */

enum status mail_statistics_ask(struct ctx *cx, int64_t account, size_t added, struct db_rows *poor) NODISCARD;
enum status mail_statistics_mend(struct ctx *cx, const struct db_rows *poor) NODISCARD;

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
 * What the database knows of the keys of LIST, and new ids for its messages: asked, and
 * taken when the answers are there (ERR_PRECONDITION when MAILBOX, where they came, is gone).
 */
enum status mail_threads_ask(struct ctx *cx, int64_t account, int64_t mailbox,
    const struct mail_new *list, size_t count, struct mail_threads **out) NODISCARD;
enum status mail_threads_take(struct ctx *cx, struct mail_threads *threads) NODISCARD;

/* The lowest of the new ids, and how many mailboxes the account has. */
int64_t mail_threads_first_id(const struct mail_threads *threads);
int64_t mail_threads_boxes(const struct mail_threads *threads);

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
