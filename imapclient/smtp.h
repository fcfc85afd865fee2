/*
 * Mail submission (RFC 6409): one message to its recipients, each with its
 * own answer.  Our own client: libetpan's gives up at the first refused
 * recipient, cuts long commands, and does not know SMTPUTF8 or 8BITMIME.
 */
#ifndef IMAPCLIENT_SMTP_H
#define IMAPCLIENT_SMTP_H

#include "imapclient/stream.h"

struct smtp_login {
	struct stream_to	 at;
	const char		*helo;		/* our own name for EHLO */
	const char		*user;		/* NULL: do not sign in */
	const char		*secret;
	enum mail_mechanism	 mechanism;
	/* Another secret when the first one is refused, tried once; NULL: there is none. */
	enum status		(*another)(struct ctx *cx, void *arg, const char **secret);
	void			*another_arg;
};

/* NOTIFY of RFC 3461, bits. */
enum { SMTP_NOTIFY_DEFAULT = 0, SMTP_NOTIFY_NEVER = 1, SMTP_NOTIFY_SUCCESS = 2,
	SMTP_NOTIFY_FAILURE = 4, SMTP_NOTIFY_DELAY = 8 };

/* What a server said to one command. */
struct smtp_reply {
	int		 code;		/* 250, 550, …; 0: it was never asked */
	const char	*enhanced;	/* "5.1.1"; "" when none was given */
	const char	*text;		/* all lines, joined by LF; "" when none */
};

struct smtp_rcpt {
	const char		*address;	/* bob@example.org, UTF-8 */
	unsigned		 notify;
	const char		*orcpt;		/* "rfc822;bob@example.org", NULL: none */
	struct smtp_reply	 reply;		/* filled in */
	bool			 accepted;	/* filled in: taken, and so was the message */
};

struct smtp_message {
	const char		*sender;	/* "" for reports */
	struct smtp_rcpt	*rcpts;
	size_t			 rcpt_count;
	const void		*data;		/* CRLF line ends; dots are doubled here */
	int			 fd;		/* used when data is NULL, from its offset 0 */
	size_t			 len;
	bool			 utf8;		/* the header has UTF-8: needs SMTPUTF8 */
	bool			 eight_bit;	/* has bytes above 127 */
	const char		*envid;		/* DSN, NULL: none */
	bool			 return_headers;	/* DSN RET=HDRS */
};

struct smtp_result {
	struct smtp_reply	 mail, data;	/* to MAIL FROM and to the message */
	const char		*queue_id;	/* from "250 2.0.0 Ok: queued as …", "" unknown */
	size_t			 accepted;	/* recipients that will get it */
	int64_t			 size_limit;	/* SIZE of the server, 0: none told */
};

/*
 * OK: the server has taken the message for OUT->accepted (> 0) recipients; the
 * others' replies say why not.  ERR_DENIED: sender, all recipients or the
 * message were refused for good; ERR_BUSY: refused for now, or the server
 * cannot be reached; ERR_TOO_LARGE; ERR_UNAUTHENTICATED; ERR_INVALID for what
 * cannot be put into a command.  OUT and the recipients' replies are set
 * in any case; ERR_INTERNAL: the connection broke after the message was sent,
 * so nobody knows whether it was taken.
 */
enum status smtp_send(struct ctx *cx, const struct smtp_login *login,
    struct smtp_message *message, struct smtp_result *out) NODISCARD;

/* ---- Trying a server out (smtp_probe.c) ----------------------------------------------------- */

struct smtp_step {
	const char		*said;		/* "MAIL FROM:<a@example.org>"; never a password */
	struct smtp_reply	 reply;
};

#define SMTP_STEPS	8

/*
 * Greeting, EHLO, TLS where it is offered, signing in where LOGIN names somebody, MAIL FROM, RCPT
 * TO and QUIT: all but a message.  FROM or TO NULL: not so far.  STREAM_STARTTLS
 * goes on without TLS where none is offered, but shows no password there.  OK: every
 * step was answered well; otherwise the words of the fault say what was not, and
 * STEPS what was said before.
 */
enum status smtp_probe(struct ctx *cx, const struct smtp_login *login, const char *from,
    const char *to, struct smtp_step steps[static SMTP_STEPS], size_t *count) NODISCARD;

#endif
