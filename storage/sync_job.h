/*
 * Sync jobs (migration 0030): where the mail of another server is, what is to be
 * done with it, and how far that went.
 */
#ifndef STORAGE_SYNC_JOB_H
#define STORAGE_SYNC_JOB_H

#include "core/ctx.h"

#define SYNCJOB_TASK	"syncjob"	/* ref: the job (storage/task.h) */
#define SYNC_JOBS_MAX	30		/* of one mailbox */

struct sync_job {
	int64_t		 account, id;
	const char	*host;
	int		 port;
	const char	*login, *encryption;	/* TLS (STARTTLS), SSL, PLAIN */
	int64_t		 minutes, max_age;	/* days, 0: all */
	int64_t		 rate;			/* bytes a second, 0: no bound */
	int64_t		 timeout_there, timeout_here;	/* seconds */
	const char	*subfolder, *exclude, *parameters;
	bool		 delete_doubles, delete_there, delete_here, automap, skip_cross, subscribe_all;
	bool		 active, running;
	int64_t		 run;			/* the present or last one */
	int		 failures;		/* runs that failed, one after another */
	int64_t		 version;		/* another one after each edit */
	int64_t		 grant;		/* signed in for (storage/mail_grant.h); 0: with a password */
	bool		 changed, moved;	/* since the last run began; whose mail, too */
};

/* What custom_params may say, of imapsync's options. */
struct sync_options {
	bool	 dry;			/* change nothing, tell what would be copied */
	bool	 keep_flags;		/* --noresyncflags */
	bool	 skip_empty;		/* --skipemptyfolders */
	int64_t	 least, most;		/* --minsize, --maxsize: bytes; 0: no bound */
};

/* ERR_INVALID: an option that we do not have; the fault names it. */
enum status sync_options_read(struct ctx *cx, const char *text, struct sync_options *out) NODISCARD;

/* ERR_NOT_FOUND. */
enum status db_sync_job_find(struct ctx *cx, int64_t account, int64_t id, struct sync_job *out) NODISCARD;

/* ERR_LIMIT: the account has SYNC_JOBS_MAX. */
enum status db_sync_job_room(struct ctx *cx, int64_t account) NODISCARD;

/* Sealed (core/seal.h).  Asked for, it is on the arena, to be wiped. */
enum status db_sync_job_put_password(struct ctx *cx, int64_t id, const char *password) NODISCARD;
enum status db_sync_job_password(struct ctx *cx, int64_t id, char **password) NODISCARD;

/* A sign-in at its provider (storage/mail_grant.h) instead of a password. */
enum status db_sync_job_put_grant(struct ctx *cx, int64_t id, int64_t grant) NODISCARD;

/*
 * It is run at DUE (milliseconds since 1970; 0: now; -1: not again), whatever was
 * planned before.  In a transaction.
 */
enum status db_sync_job_plan(struct ctx *cx, int64_t account, int64_t id, int64_t due) NODISCARD;

/*
 * A run begins: *JOB has its number; what the last one told goes.  After a change
 * of the job all is looked at again.
 */
enum status db_sync_job_begin(struct ctx *cx, struct sync_job *job) NODISCARD;

/* What a slice of a run did; added to what the run did before. */
struct sync_slice {
	const char	*told;		/* lines for the log */
	int64_t		 copied, bytes, faults;
	bool		 ends;		/* the run, with … */
	const char	*outcome;	/* in imapsync's words */
	bool		 success;
};

#define SYNC_LOG_MAX	60000	/* characters that are kept, the last ones */

/* *VERSION: as of now, in a transaction that keeps it from changing; ERR_NOT_FOUND. */
enum status db_sync_job_note(struct ctx *cx, const struct sync_job *job,
    const struct sync_slice *slice, int64_t *version, bool *active, int64_t *faults) NODISCARD;

/* ---- Mailboxes ---------------------------------------------------------------- */

struct sync_folder {
	int64_t		 id;
	const char	*there, *here;
	uint32_t	 validity_there, validity_here;
	uint32_t	 done_there, keyed_here;
	uint64_t	 modseq_there;
	uint32_t	 messages_there, next_there;
	int64_t		 run;
};

/* The row of THERE, made when there is none; it begins anew when HERE is another one. */
enum status db_sync_folder_open(struct ctx *cx, const struct sync_job *job, const char *there,
    const char *here, struct sync_folder *out) NODISCARD;

/* All but id and names. */
enum status db_sync_folder_put(struct ctx *cx, const struct sync_job *job,
    const struct sync_folder *folder) NODISCARD;

/* Forget the messages there; and, with KEYS, those here. */
enum status db_sync_folder_forget(struct ctx *cx, const struct sync_job *job,
    const struct sync_folder *folder, bool keys) NODISCARD;

/* ---- Messages ----------------------------------------------------------------- */

#define SYNC_KEY_LEN	32	/* hexadecimal digits */

struct sync_key {
	int64_t		 uid;		/* here */
	const char	*key;
	int64_t		 folder;	/* where it was found; set by db_sync_key_find() */
};

struct sync_mail {
	int64_t		 uid, uid_here;
	const char	*flags;
	bool		 taken;
};

enum status db_sync_key_put(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const struct sync_key *keys, size_t count) NODISCARD;

/* Which of COUNT keys are in FOLDER, or, with 0, in any of the job. */
enum status db_sync_key_find(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const char *const *keys, size_t count, struct sync_key **found, size_t *found_count) NODISCARD;

/* Numbers above AFTER that have a key; ascending. */
enum status db_sync_key_known(struct ctx *cx, const struct sync_job *job, int64_t folder,
    int64_t after, int64_t **uids, size_t *count) NODISCARD;

/* Pairs of one key, the older one first; at most MAX. */
enum status db_sync_key_doubles(struct ctx *cx, const struct sync_job *job, int64_t folder,
    int max, int64_t (**pairs)[2], size_t *count) NODISCARD;

enum status db_sync_mail_put(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const struct sync_mail *mails, size_t count) NODISCARD;

/* Rows of these numbers, ascending; COUNT 0: at most MAX of those above AFTER. */
enum status db_sync_mail_list(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const int64_t *uids, size_t uid_count, int64_t after, int max, struct sync_mail **out,
    size_t *count) NODISCARD;

/* They go: rows of messages there, and keys of those here. */
enum status db_sync_mail_drop(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const int64_t *uids, size_t count) NODISCARD;
enum status db_sync_key_drop(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const int64_t *uids, size_t count) NODISCARD;

/* Those of the UIDS_HERE that rows lead to which are not among the UIDS there. */
enum status db_sync_mail_led(struct ctx *cx, const struct sync_job *job, int64_t folder,
    const int64_t *uids_here, const int64_t *uids, size_t count, int64_t **out,
    size_t *out_count) NODISCARD;

/* What led to GONE here leads to KEPT. */
enum status db_sync_mail_lead(struct ctx *cx, const struct sync_job *job, int64_t folder,
    int64_t gone, int64_t kept) NODISCARD;

#endif
