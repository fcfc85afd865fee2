/*
 * One session: connect, sign in, learn what the server can do.
 */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "imapclient/names.h"
#include "imapclient/private.h"

static const struct {
	const char	*word;
	enum imap_cap	 cap;
} caps[] = {
	{ "CONDSTORE", IMAP_CAP_CONDSTORE }, { "QRESYNC", IMAP_CAP_QRESYNC },
	{ "UIDPLUS", IMAP_CAP_UIDPLUS }, { "MOVE", IMAP_CAP_MOVE },
	{ "LITERAL+", IMAP_CAP_LITERAL_PLUS }, { "LITERAL-", IMAP_CAP_LITERAL_MINUS },
	{ "ESEARCH", IMAP_CAP_ESEARCH }, { "LIST-EXTENDED", IMAP_CAP_LIST_EXTENDED },
	{ "LIST-STATUS", IMAP_CAP_LIST_STATUS }, { "SPECIAL-USE", IMAP_CAP_SPECIAL_USE },
	{ "CREATE-SPECIAL-USE", IMAP_CAP_CREATE_SPECIAL_USE }, { "STATUS=SIZE", IMAP_CAP_STATUS_SIZE },
	{ "NOTIFY", IMAP_CAP_NOTIFY }, { "IDLE", IMAP_CAP_IDLE }, { "PREVIEW", IMAP_CAP_PREVIEW },
	{ "SNIPPET=FUZZY", IMAP_CAP_SNIPPET }, { "SAVEDATE", IMAP_CAP_SAVEDATE },
	{ "BINARY", IMAP_CAP_BINARY }, { "OBJECTID", IMAP_CAP_OBJECTID },
	{ "X-GUID", IMAP_CAP_X_GUID }, { "UTF8=ACCEPT", IMAP_CAP_UTF8_ACCEPT },
	{ "NAMESPACE", IMAP_CAP_NAMESPACE }, { "SASL-IR", IMAP_CAP_SASL_IR },
	{ "ENABLE", IMAP_CAP_ENABLE }, { "UNSELECT", IMAP_CAP_UNSELECT },
	{ "QUOTA", IMAP_CAP_QUOTA }, { "ACL", IMAP_CAP_ACL },
	{ "AUTH=OAUTHBEARER", IMAP_CAP_OAUTHBEARER }, { "AUTH=XOAUTH2", IMAP_CAP_XOAUTH2 },
};

/* What another capability brings along (RFC 7162; RFC 9051, appendix E). */
static void
imply(struct imap *imap)
{
	if (imap->caps[IMAP_CAP_QRESYNC])
		imap->caps[IMAP_CAP_CONDSTORE] = imap->caps[IMAP_CAP_ENABLE] = true;
}

enum status
imap_learn(struct ctx *cx, struct imap *imap)
{
	struct imap_cmd cmd;
	struct imap_response re;
	enum status st;
	bool done;

	memset(imap->caps, 0, sizeof imap->caps);
	imap_cmd_open(&cmd, cx, imap, "CAPABILITY");
	st = imap_send(cx, imap, &cmd);
	while (st == OK && (st = imap_next(cx, imap, cx->arena, &re, &done)) == OK && !done) {
		if (!imap_node_is(re.nodes, "CAPABILITY"))
			continue;
		for (const struct imap_node *n = re.nodes->next; n != NULL; n = n->next)
			for (size_t i = 0; i < COUNT(caps); i++)
				if (imap_node_is(n, caps[i].word))
					imap->caps[caps[i].cap] = true;
	}
	if (st != OK || (st = imap_outcome(cx, imap, &re, "CAPABILITY")) != OK)
		return st;
	imply(imap);
	return OK;
}

/* NAMESPACE (("INBOX." ".")) NIL NIL: the first of one's own. */
static enum status
learn_prefix(struct ctx *cx, struct imap *imap)
{
	struct imap_cmd cmd;
	struct imap_response re;
	const struct imap_node *n;
	enum status st;
	bool done, exact;

	if (!imap->caps[IMAP_CAP_NAMESPACE])
		return OK;
	imap_cmd_open(&cmd, cx, imap, "NAMESPACE");
	st = imap_send(cx, imap, &cmd);
	while (st == OK && (st = imap_next(cx, imap, cx->arena, &re, &done)) == OK && !done) {
		if (!imap_node_is(re.nodes, "NAMESPACE") || (n = re.nodes->next) == NULL ||
		    n->kind != IMAP_LIST || (n = n->child) == NULL || n->kind != IMAP_LIST ||
		    (n = n->child) == NULL || n->data == NULL || n->len == 0 || imap->prefix != NULL)
			continue;
		imap->prefix = strdup(imap_name_decode(cx->arena, n->data, n->len, &exact));
	}
	return st != OK ? st : imap_outcome(cx, imap, &re, "NAMESPACE");
}

const char *
imap_prefix(const struct imap *imap)
{
	return imap->prefix != NULL ? imap->prefix : "";
}

/* VANISHED instead of EXPUNGE, from now on (RFC 7162). */
static enum status
enable(struct ctx *cx, struct imap *imap)
{
	struct imap_cmd cmd;
	struct imap_response re;

	if (!imap->caps[IMAP_CAP_QRESYNC])
		return OK;
	imap_cmd_open(&cmd, cx, imap, "ENABLE QRESYNC");
	return imap_run(cx, imap, &cmd, "ENABLE", cx->arena, &re);
}

/* The reader waits as long as the unit of work may, and not for ever. */
static ssize_t
pull(void *arg, void *p, size_t size)
{
	struct imap *imap = arg;

	stream_set_deadline(imap->stream, clock_steady() +
	    (imap->holder != NULL ? ctx_time_left(imap->holder, imap->stall_ms) : imap->stall_ms));
	return stream_read(imap->stream, p, size);
}

enum status
imap_session_open(struct ctx *cx, const struct imap_login *login, struct imap **out)
{
	struct imap *imap = calloc(1, sizeof *imap);
	enum status st;

	if (imap == NULL || (imap->read_buffer = malloc(IMAP_READ_BUFFER)) == NULL)
		abort();
	imap->account = login->account;
	imap->host = strdup(login->at.host);
	imap->user = strdup(login->user);
	imap->port = login->at.port;
	imap->stall_ms = login->stall_ms > 0 && login->stall_ms < IMAP_STALL_MS ?
	    login->stall_ms : IMAP_STALL_MS;
	imap->holder = cx;
	imap_reader_open(&imap->reader, pull, imap, imap->read_buffer, IMAP_READ_BUFFER);

	/* The user goes into SASL's own framing, where CR and LF do no harm but a
	 * NUL or ^A would end the name. */
	if (login->user[strcspn(login->user, "\r\n\001")] != '\0' ||
	    login->secret[strcspn(login->secret, "\r\n\001")] != '\0')
		st = fault(cx, ERR_INVALID, "a control character in a login");
	else
		st = stream_open(cx, &login->at,
		    clock_steady() + ctx_time_left(cx, IMAP_CONNECT_MS), &imap->stream);
	if (st == OK)
		st = etpan_sign_in(cx, imap->stream, login, imap->read_buffer, IMAP_READ_BUFFER,
		    &imap->reader.end);
	if (st == OK && login->mechanism == MAIL_BEARER)
		st = imap_bearer_sign_in(cx, imap, login);
	if (st == OK)
		st = imap_learn(cx, imap);
	if (st == OK)
		st = enable(cx, imap);
	if (st == OK && login->at.guarded)
		st = learn_prefix(cx, imap);
	if (st != OK) {
		imap->broken = true;
		imap_session_close(imap);
		return st;
	}
	*out = imap;
	return OK;
}

void
imap_session_forget_selected(struct imap *imap)
{
	free(imap->selected);
	imap->selected = NULL;
}

void
imap_session_close(struct imap *imap)
{
	if (imap == NULL)
		return;
	/* A polite goodbye that nobody waits for. */
	if (!imap->broken && !imap->busy && imap->stream != NULL) {
		stream_set_deadline(imap->stream, clock_steady() + 100);
		if (!stream_write(imap->stream, "Z LOGOUT\r\n", 10))
			imap->broken = true;
	}
	stream_close(imap->stream);
	imap_session_forget_selected(imap);
	free(imap->read_buffer);
	free(imap->host);
	free(imap->user);
	free(imap->prefix);
	free(imap);
}

/* A server that let go of an idle session has said BYE or closed. */
bool
imap_session_alive(struct imap *imap)
{
	struct imap_reader *r = &imap->reader;
	ssize_t n;

	if (imap->broken)
		return false;
	if (r->pos == r->end) {
		if ((n = stream_peel(imap->stream, r->buf, r->size)) < 0)
			return false;
		r->pos = 0;
		r->end = (size_t)n;
	}
	return r->end - r->pos < 5 || strncasecmp(r->buf + r->pos, "* BYE", 5) != 0;
}

bool
imap_session_ask(struct ctx *cx, struct imap *imap)
{
	enum status st = imap_noop(cx, imap);

	if (st != OK)
		ctx_forgive(cx);
	return st == OK;
}

bool
imap_can(const struct imap *imap, enum imap_cap cap)
{
	return imap->caps[cap];
}
