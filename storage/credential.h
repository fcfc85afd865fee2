/*
 * How an account proves itself: one password of its own choice, kept as
 * argon2id in the form that Dovecot verifies too, and any number of app
 * passwords, which are random, so that a plain SHA-256 is enough.
 */
#ifndef STORAGE_CREDENTIAL_H
#define STORAGE_CREDENTIAL_H

#include "core/ctx.h"

#define PASSWORD_MAX	1024	/* bytes; more is refused unseen */
#define APP_PASSWORD_LEAST	16	/* of one that is brought */
#define APP_PASSWORD_LEN	29	/* "abcd-efgh-…", 120 random bits */

struct credential {
	int64_t		 account, id;
	const char	*name;		/* of an app password */
	const char	*protocols;	/* "imap smtp dav" */
	const char	*created, *last_used;	/* RFC 3339; NULL: never used */
};

/* Which password it was that somebody showed. */
struct credential_use {
	int64_t		 id;		/* 0: none of ours, a directory knows it */
	bool		 is_app;	/* an app password */
	bool		 needs_more;	/* the main one of an account that must show more (needs_more in 0024_signin.sql) */
};

/* "{ARGON2ID}$argon2id$…" on the arena. */
const char *credential_hash(struct ctx *cx, const char *password);

/* HASH as above (or an app password's {SHA256.HEX}); costs the same whatever the answer. */
bool credential_matches(const char *hash, const char *password);

/* A new random password for people to copy, on the arena: APP_PASSWORD_LEN characters. */
char *credential_random(struct ctx *cx);

/*
 * Replace the account's password.  What stood on the old one ends with it:
 * browser sessions, remembered Basic passwords, links to choose another one, and
 * what programs were allowed (RFC 9700, section 4.14.2).
 */
enum status db_credential_set_password(struct ctx *cx, int64_t account,
    const char *password) NODISCARD;

/*
 * The same by the account's own person, for whom session KEEP goes on (0:
 * none), and with OTHERS all others, too.  It was what an administrator asked for.
 */
enum status db_credential_change_password(struct ctx *cx, int64_t account, const char *password,
    int64_t keep, bool others) NODISCARD;

/*
 * Is it a password of ACCOUNT (0: of nobody) that may be used for PROTOCOL
 * ("dav", "jmap"; NULL: only the account's own password)?  With
 * used->needs_more it is right, but opens nothing by itself.
 * ERR_UNAUTHENTICATED if not, after the same work in every case.
 */
enum status db_credential_verify(struct ctx *cx, int64_t account, const char *password,
    const char *protocol, struct credential_use *used) NODISCARD;

/* Make an app password; *PASSWORD is its only copy.  PROTOCOLS "imap smtp"; NULL: all. */
enum status db_app_password_add(struct ctx *cx, int64_t account, const char *name,
    const char *protocols, char **password, int64_t *id) NODISCARD;
/* The same with a password that somebody brings, who made it at random: 16 bytes at least. */
enum status db_app_password_keep(struct ctx *cx, int64_t account, const char *name,
    const char *protocols, const char *password, int64_t *id) NODISCARD;

/* What an app password's row keeps of it. */
const char *credential_app_hash(struct ctx *cx, const char *password);

enum status db_app_password_list(struct ctx *cx, int64_t account, struct credential **out,
    size_t *count) NODISCARD;
/* Whose it is may have changed: what remembers or listens by it asks again. */
enum status db_app_password_changed(struct ctx *cx, int64_t account) NODISCARD;
enum status db_app_password_delete(struct ctx *cx, int64_t account, int64_t id) NODISCARD;

#endif
