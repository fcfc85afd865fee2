/*
 * A held message was not sent, or not to all, when its sender was not there to
 * see it: a report (RFC 3462, RFC 3464) of our own in his INBOX.
 */
#include <string.h>
#include <time.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/conf.h"
#include "core/hash.h"
#include "imapclient/store.h"
#include "webmail/submission.h"
#include "webmail/upstream.h"

#define HEADER_MAX	(64 * 1024)

/* One line of printable ASCII. */
static const char *
plain(struct ctx *cx, const char *s, size_t max)
{
	char *out = arena_strndup(cx->arena, s, strnlen(s, max));

	for (char *c = out; *c != '\0'; c++)
		if (*c < ' ' || *c > '~')
			*c = '?';
	return out;
}

static bool
got_nothing(const json_t *one)
{
	const char *delivered = json_get_text(one, "delivered");

	return delivered != NULL && strcmp(delivered, "no") == 0;
}

/* "5.1.1" of "550 5.1.1 User unknown". */
static const char *
status_code(struct ctx *cx, const char *reply)
{
	const char *p = strchr(reply, ' ');
	size_t len = p != NULL ? strspn(p + 1, "0123456789.") : 0;

	return len >= 5 && p[1] == '5' && p[2] == '.' ? arena_strndup(cx->arena, p + 1, len) :
	    "5.0.0";
}

static void
put_head(struct ctx *cx, struct buf *b, const char *to, const char *boundary)
{
	char date[40], token[TOKEN_LEN + 1];
	time_t now = clock_seconds();
	struct tm tm;

	gmtime_r(&now, &tm);
	strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S +0000", &tm);
	hash_token(token);
	buf_printf(b, "From: Mail Delivery System <MAILER-DAEMON@%s>\r\n"
	    "To: <%s>\r\nSubject: Your message was not sent\r\nDate: %s\r\n"
	    "Message-ID: <%s@%s>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
	    "Content-Type: multipart/report; report-type=delivery-status;\r\n"
	    "\tboundary=\"%s\"\r\n\r\n", cx->conf->host, plain(cx, to, 320), date, token,
	    cx->conf->host, boundary);
}

static void
put_words(struct ctx *cx, struct buf *b, const json_t *delivery)
{
	const char *address;
	json_t *one;

	buf_puts(b, "Content-Type: text/plain; charset=us-ascii\r\n\r\n"
	    "Your message, which was to be sent later, was not sent to:\r\n");
	json_object_foreach((json_t *)delivery, address, one) {
		const char *reply = json_get_text(one, "smtpReply");

		if (got_nothing(one))
			buf_printf(b, "\r\n<%s>:\r\n  %s\r\n", plain(cx, address, 320),
			    plain(cx, reply != NULL ? reply : "", 800));
	}
	buf_puts(b, "\r\nIts header is attached.\r\n");
}

static void
put_status(struct ctx *cx, struct buf *b, const struct mail_submission *s, const json_t *delivery)
{
	const char *address;
	json_t *one;

	buf_printf(b, "Content-Type: message/delivery-status\r\n\r\n"
	    "Reporting-MTA: dns; %s\r\nOriginal-Envelope-Id: %s\r\n", cx->conf->host, s->envid);
	json_object_foreach((json_t *)delivery, address, one) {
		const char *reply = json_get_text(one, "smtpReply");

		if (!got_nothing(one))
			continue;
		reply = reply != NULL ? reply : "";
		buf_printf(b, "\r\nFinal-Recipient: rfc822; %s\r\nAction: failed\r\nStatus: %s\r\n"
		    "Diagnostic-Code: smtp; %s\r\n", plain(cx, address, 320),
		    status_code(cx, reply), plain(cx, reply, 800));
	}
}

enum status
submission_notice(struct ctx *cx, int64_t account, const struct mail_submission *s,
    const json_t *delivery, const char *header, size_t header_len)
{
	struct buf b = BUF_ON(cx->arena);
	char boundary[TOKEN_LEN + 1];
	struct imap_appended where;
	struct imap_new message = { .fd = -1 };
	struct smtp_login login;
	struct imap *imap;
	enum status st;

	if ((st = upstream_smtp(cx, account, &login)) != OK ||
	    (st = upstream_imap(cx, account, &imap)) != OK)
		return st;
	hash_token(boundary);
	put_head(cx, &b, login.user, boundary);
	buf_printf(&b, "--%s\r\n", boundary);
	put_words(cx, &b, delivery);
	buf_printf(&b, "\r\n--%s\r\n", boundary);
	put_status(cx, &b, s, delivery);
	buf_printf(&b, "\r\n--%s\r\nContent-Type: text/rfc822-headers; charset=utf-8\r\n"
	    "Content-Transfer-Encoding: 8bit\r\n\r\n", boundary);
	for (size_t i = 0; i < header_len && i < HEADER_MAX; i++)
		if (header[i] != '\0' && header[i] != '\r') {
			if (header[i] == '\n')
				buf_putc(&b, '\r');
			buf_putc(&b, header[i]);
		}
	buf_printf(&b, "\r\n--%s--\r\n", boundary);
	message.data = b.data;
	message.len = b.len;
	return imap_append(cx, imap, "INBOX", &message, &where);
}
