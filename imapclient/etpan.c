/*
 * libetpan over our own stream.  Its built-in drivers verify no certificate,
 * abort at descriptors above 1023 and spin for ever when a server closes
 * inside a literal; none of them is ever used.  We let it read the greeting,
 * start TLS and sign in, with a budget of bytes: its parser recurses as deep as
 * the server likes, which 32 KiB keep harmless.
 */
#include <stdlib.h>
#include <string.h>

#include <libetpan/libetpan.h>

#include "imapclient/private.h"

#define SIGN_IN_BUDGET	(32 * 1024)
#define ETPAN_BUFFER	2048

static ssize_t
low_read(mailstream_low *low, void *p, size_t size)
{
	return stream_read(low->data, p, size);
}

static ssize_t
low_write(mailstream_low *low, const void *p, size_t size)
{
	return stream_write(low->data, p, size) ? (ssize_t)size : -1;
}

/* The stream stays ours: libetpan never closes it. */
static int
low_close(mailstream_low *low)
{
	(void)low;
	return 0;
}

static int
low_fd(mailstream_low *low)
{
	return stream_fd(low->data);
}

static void
low_free(mailstream_low *low)
{
	free(low);
}

static void
low_cancel(mailstream_low *low)
{
	(void)low;
}

static struct mailstream_cancel *
low_get_cancel(mailstream_low *low)
{
	(void)low;
	return NULL;
}

static carray *
low_certificates(mailstream_low *low)
{
	(void)low;		/* we verify them ourselves */
	return NULL;
}

static int
low_idle(mailstream_low *low)
{
	(void)low;
	return -1;		/* idle.c waits */
}

static mailstream_low_driver driver = {
	.mailstream_read = low_read,
	.mailstream_write = low_write,
	.mailstream_close = low_close,
	.mailstream_get_fd = low_fd,
	.mailstream_free = low_free,
	.mailstream_cancel = low_cancel,
	.mailstream_get_cancel = low_get_cancel,
	.mailstream_get_certificate_chain = low_certificates,
	.mailstream_setup_idle = low_idle,
	.mailstream_unsetup_idle = low_idle,
	.mailstream_interrupt_idle = low_idle,
};

static enum status
refused(struct ctx *cx, struct stream *s, const struct imap_login *login, mailimap *etpan, int rc)
{
	/* A server elsewhere may say anything, what it was told included. */
	const char *words = etpan->imap_response != NULL && !login->at.guarded ?
	    etpan->imap_response : "refused";

	switch (rc) {
	case MAILIMAP_ERROR_STREAM:
		return fault(cx, ERR_BUSY, "%s: %s during sign-in", login->at.host, stream_error(s));
	case MAILIMAP_ERROR_LOGIN:
	case MAILIMAP_ERROR_SASL:
		return fault(cx, ERR_UNAUTHENTICATED, "%s did not let %s in: %s",
		    login->at.host, login->user, words);
	case MAILIMAP_ERROR_DONT_ACCEPT_CONNECTION:
		return fault(cx, ERR_BUSY, "%s takes no connection: %s", login->at.host, words);
	default:
		/* A parser that meets the end of the stream says "parse error". */
		if (strcmp(stream_error(s), "no error") != 0)
			return fault(cx, ERR_BUSY, "%s: %s during sign-in", login->at.host, stream_error(s));
		return fault(cx, ERR_UPSTREAM, "%s: sign-in failed (%d): %s", login->at.host, rc, words);
	}
}

static enum status
start_tls(struct ctx *cx, struct stream *s, const struct imap_login *login, mailimap *etpan)
{
	int rc = mailimap_starttls(etpan);

	/* NO, BAD, or something said behind the OK that Debian's libetpan sees. */
	if (rc == MAILIMAP_ERROR_STARTTLS || rc == MAILIMAP_ERROR_PROTOCOL ||
	    rc == MAILIMAP_ERROR_EXTENSION)
		return fault(cx, ERR_UPSTREAM, "%s does not start TLS", login->at.host);
	if (rc != MAILIMAP_NO_ERROR)
		return refused(cx, s, login, etpan, rc);
	/* Whatever came in the clear behind the OK would count as said under TLS. */
	if (etpan->imap_stream->read_buffer_len > 0)
		return fault(cx, ERR_UPSTREAM, "%s spoke between STARTTLS and TLS", login->at.host);
	return stream_secure(cx, s, &login->at);
}

/* SASL where the server has it; some know the old LOGIN only. */
static int
show_password(mailimap *etpan, const struct imap_login *login)
{
	struct mailimap_capability_data *can;
	int rc = mailimap_capability(etpan, &can);

	if (rc != MAILIMAP_NO_ERROR)
		return rc;
	mailimap_capability_data_free(can);
	return mailimap_has_authentication(etpan, "PLAIN") ?
	    mailimap_authenticate(etpan, "PLAIN", login->at.host, NULL, NULL,
	        login->user, login->user, login->secret, NULL) :
	    mailimap_login(etpan, login->user, login->secret);
}

static enum status
sign_in(struct ctx *cx, struct stream *s, const struct imap_login *login, mailimap *etpan,
    mailstream *ms)
{
	enum status st;
	int rc = mailimap_connect(etpan, ms);

	if (rc != MAILIMAP_NO_ERROR_NON_AUTHENTICATED && rc != MAILIMAP_NO_ERROR_AUTHENTICATED)
		return refused(cx, s, login, etpan, rc);
	if (login->at.tls == STREAM_STARTTLS) {
		/* PREAUTH would skip TLS and let another be us. */
		if (rc != MAILIMAP_NO_ERROR_NON_AUTHENTICATED)
			return fault(cx, ERR_UPSTREAM, "%s let us in before TLS", login->at.host);
		if ((st = start_tls(cx, s, login, etpan)) != OK)
			return st;
	}
	if (login->mechanism == MAIL_BEARER)
		return rc != MAILIMAP_NO_ERROR_AUTHENTICATED ? OK : fault(cx, ERR_UPSTREAM,
		    "%s let us in before we said who we are", login->at.host);
	if (rc == MAILIMAP_NO_ERROR_AUTHENTICATED)
		return OK;

	rc = login->mechanism == MAIL_XOAUTH2 ?
	    mailimap_oauth2_authenticate(etpan, login->user, login->secret) :
	    show_password(etpan, login);
	return rc == MAILIMAP_NO_ERROR ? OK : refused(cx, s, login, etpan, rc);
}

enum status
etpan_sign_in(struct ctx *cx, struct stream *s, const struct imap_login *login,
    char *rest, size_t size, size_t *len)
{
	mailstream_low *low = mailstream_low_new(s, &driver);
	mailstream *ms = low != NULL ? mailstream_new(low, ETPAN_BUFFER) : NULL;
	mailimap *etpan = ms != NULL ? mailimap_new(0, NULL) : NULL;
	enum status st;

	if (etpan == NULL)
		abort();
	mailstream_set_privacy(ms, 0);
	stream_set_budget(s, SIGN_IN_BUDGET);
	st = sign_in(cx, s, login, etpan, ms);
	stream_set_budget(s, 0);

	*len = ms->read_buffer_len;
	if (st == OK && *len > size)
		st = fault(cx, ERR_UPSTREAM, "%s says too much", login->at.host);
	else if (st == OK)
		memcpy(rest, ms->read_buffer, *len);

	/* Take the stream out, else libetpan would sign off. */
	etpan->imap_stream = NULL;
	mailimap_free(etpan);
	mailstream_close(ms);
	return st;
}
