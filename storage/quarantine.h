/*
 * Mail that was refused, kept for those it was for.
 */
#ifndef STORAGE_QUARANTINE_H
#define STORAGE_QUARANTINE_H

#include "core/ctx.h"

/* The task that gives one to its recipient after all; its ref is the row (webmail/quarantine.h). */
#define QUARANTINE_RELEASE	"quarantine.release"

/* The task that teaches Rspamd that one is spam, and forgets it; its ref is the row. */
#define QUARANTINE_LEARN	"quarantine.learn"

/* The task that tells an account what was kept since it was last told (webmail/quarantine_digest.c). */
#define QUARANTINE_DIGEST	"quarantine.digest"

/* What administrators chose (api.quarantine_setting). */
struct quarantine_bounds {
	int64_t		 days;		/* for which it is kept */
	int64_t		 bytes;		/* of a mail */
	double		 score;		/* beyond it nothing is kept */
};

enum status db_quarantine_bounds(struct ctx *cx, struct quarantine_bounds *out) NODISCARD;

/* What is kept of one refused mail; strings are UTF-8, "" where unknown. */
struct quarantine {
	int64_t		 account, id, message;
	const char	*address;	/* of the account; read only */
	const char	*recipient, *sender, *login, *from, *subject, *remote;
	const char	*queue_id;
	const char	*action;	/* "reject"; "add header": a copy of what went to Junk */
	const char	*symbols;	/* JSON: Rspamd's array */
	double		 score;
	bool		 virus;
	int64_t		 size;
	const char	*created;	/* RFC 3339 */
};

/*
 * Keep BYTES for the mailbox behind each recipient, aliases followed.  An
 * address that leads to nobody here is left out, and of what went to Junk who
 * does not want to be told of that, and domains that administrators excluded; *KEPT tells how many have it.  Whoever wants
 * a digest gets the task that sends it.
 */
enum status db_quarantine_add(struct ctx *cx, const struct quarantine *what,
    const char *const *recipients, size_t count, const void *bytes, size_t len,
    size_t *kept) NODISCARD;

/* Of an account, or of all of a domain, or of everybody (0, 0), newest first; without bytes. */
enum status db_quarantine_list(struct ctx *cx, int64_t account, int64_t domain,
    struct quarantine **out, size_t *count) NODISCARD;

/* ERR_NOT_FOUND.  ACCOUNT 0: whosever it is. */
enum status db_quarantine_find(struct ctx *cx, int64_t account, int64_t id,
    struct quarantine *out) NODISCARD;

/* Its bytes, on the arena. */
enum status db_quarantine_bytes(struct ctx *cx, const struct quarantine *q, const void **bytes,
    size_t *len) NODISCARD;

/* The bytes go with the last row that needs them. */
enum status db_quarantine_delete(struct ctx *cx, const struct quarantine *q) NODISCARD;

/* What the digest of an account is to tell: its own choice of what was kept, newest first. */
enum status db_quarantine_untold(struct ctx *cx, int64_t account, struct quarantine **out,
    size_t *count) NODISCARD;

/* A digest has told of everything up to now that db_quarantine_untold() listed. */
enum status db_quarantine_told(struct ctx *cx, int64_t account, const struct quarantine *list,
    size_t count) NODISCARD;

/* From now on the sender of this one is refused for its account. */
enum status db_quarantine_deny(struct ctx *cx, const struct quarantine *q) NODISCARD;

/* What is older, or more of a mailbox, than administrators allow; *GONE tells how many. */
enum status db_quarantine_purge(struct ctx *cx, int64_t *gone) NODISCARD;

#endif
