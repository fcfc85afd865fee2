/*
 * ManageSieve (RFC 5804): the scripts that filter an account's mail.  Our own
 * client; nothing that could end a line is ever put into a command.
 */
#ifndef IMAPCLIENT_SIEVE_H
#define IMAPCLIENT_SIEVE_H

#include "imapclient/stream.h"

#define SIEVE_SCRIPT_MAX	((size_t)1 << 20)	/* bytes, as our Dovecot is told */
#define SIEVE_NAME_MAX		200			/* bytes: a file's name at Dovecot */
#define SIEVE_SCRIPTS_MAX	100

struct sieve;

struct sieve_login {
	struct stream_to	 at;
	const char		*user;
	const char		*secret;
	enum mail_mechanism	 mechanism;
};

struct sieve_script {
	const char	*name;
	bool		 active;
};

/* Connect and sign in; closed with CX.  Errors as imap_lease(). */
enum status sieve_open(struct ctx *cx, const struct sieve_login *login, struct sieve **out) NODISCARD;

/* May this be a script's name? */
bool sieve_name_valid(const char *name);

enum status sieve_list(struct sieve *s, struct sieve_script **out, size_t *count) NODISCARD;

/* ERR_NOT_FOUND */
enum status sieve_get(struct sieve *s, const char *name, const char **text, size_t *len) NODISCARD;

/*
 * Make or replace.  ERR_INVALID: the script is none; the fault's words are the
 * server's, with lines.  ERR_TOO_LARGE, ERR_LIMIT (quota).
 */
enum status sieve_put(struct sieve *s, const char *name, const char *text, size_t len) NODISCARD;

/* The same without keeping it. */
enum status sieve_check(struct sieve *s, const char *text, size_t len) NODISCARD;

/* NULL: none.  ERR_NOT_FOUND. */
enum status sieve_activate(struct sieve *s, const char *name) NODISCARD;

/* ERR_PRECONDITION when it is active, ERR_NOT_FOUND. */
enum status sieve_delete(struct sieve *s, const char *name) NODISCARD;

/* ERR_EXISTS, ERR_NOT_FOUND. */
enum status sieve_rename(struct sieve *s, const char *from, const char *to) NODISCARD;

#endif
