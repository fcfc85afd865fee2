/*
 * One connection to a mail server: TCP or a Unix socket, plain or under TLS
 * with a verified certificate and host name.  Every wait ends at the stream's
 * deadline, an end of file is an error, a signal is never raised.
 */
#ifndef IMAPCLIENT_STREAM_H
#define IMAPCLIENT_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/ctx.h"

struct stream;

enum stream_tls {
	STREAM_PLAIN,		/* ERR_DENIED for other machines than this and, guarded, those that
				 * the administrator allows (fetch.allow) */
	STREAM_STARTTLS,	/* plain at first; refused when the server has no TLS */
	STREAM_TLS,		/* TLS from the first byte */
};

struct stream_to {
	const char	*host;		/* name or address; "/run/…" is a Unix socket */
	int		 port;
	enum stream_tls	 tls;
	const char	*name;		/* name in the certificate; NULL: host */
	const char	*ca_file;	/* whom to trust; NULL: the system's authorities */
	bool		 guarded;	/* somebody named it: only where core/guard.h permits */
};

/*
 * How one proves who one is, to an IMAP or a submission server.  MAIL_BEARER: by
 * an access token, whichever way the server offers (bearer.h).
 */
enum mail_mechanism { MAIL_XOAUTH2, MAIL_PLAIN, MAIL_BEARER };

/*
 * Connect (TLS handshake included for STREAM_TLS) before DEADLINE, in the
 * milliseconds of clock_steady().  ERR_BUSY when nobody answers there,
 * ERR_UPSTREAM when the certificate does not hold, ERR_DENIED when a guarded
 * name leads into our own network.
 */
enum status stream_open(struct ctx *cx, const struct stream_to *to, int64_t deadline,
    struct stream **out) NODISCARD;
void stream_close(struct stream *s);		/* NULL is fine */

/* Go on under TLS, as after STARTTLS. */
enum status stream_secure(struct ctx *cx, struct stream *s, const struct stream_to *to) NODISCARD;

/* From now on waits end at DEADLINE (clock_steady()). */
void stream_set_deadline(struct stream *s, int64_t deadline);

/* After CAP more bytes reading fails; 0 lifts the limit. */
void stream_set_budget(struct stream *s, uint64_t cap);

/* At least one byte, waiting for it; -1 at end of file, error or deadline. */
ssize_t stream_read(struct stream *s, void *p, size_t size);

/* What is there now: 0 when nothing is, -1 at end of file or error. */
ssize_t stream_peel(struct stream *s, void *p, size_t size);

/* All of it or false. */
bool stream_write(struct stream *s, const void *p, size_t len);

/* Why the last call failed: "closed by the server", "no answer in time", … */
const char *stream_error(const struct stream *s);
bool stream_timed_out(const struct stream *s);

int stream_fd(const struct stream *s);

#endif
