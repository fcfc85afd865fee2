#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>

#include "admin/rspamd_ui.h"
#include "admin/signin.h"
#include "core/conf.h"
#include "core/hash.h"
#include "mailcore/unix.h"
#include "storage/credential.h"
#include "storage/setting.h"
#include "storage/throttle.h"

#define PREFIX		"/rspamd"
#define SOCKET		"run/rspamd-web/controller.sock"
#define LOGIN		"(Rspamd)"	/* what wrong passwords are counted under */
#define ANSWER_MOST	((size_t)24 << 20)
#define QUERY_MOST	2048
#define VALUE_MOST	512
#define SECONDS		20		/* scanning asks others */

static const char *rspamd_password;

void
rspamd_ui_open(const char *password)
{
	rspamd_password = password;
}

/* What is passed on, and whether with a query: in that of /checkv2 Rspamd would see headers. */
static const struct {
	const char	*path, *method;
	bool		 query;
} calls[] = {
	{ "/auth", "GET", false }, { "/neighbours", "GET", false }, { "/stat", "GET", false },
	{ "/graph", "GET", true }, { "/pie", "GET", false }, { "/counters", "GET", false },
	{ "/symbols", "GET", false }, { "/actions", "GET", false },
	{ "/maps", "GET", false }, { "/getmap", "GET", false },
	{ "/history", "GET", true }, { "/historyreset", "GET", false }, { "/errors", "GET", false },
	{ "/saveactions", "POST", false }, { "/savesymbols", "POST", false },
	{ "/savemap", "POST", false }, { "/learnspam", "POST", false }, { "/learnham", "POST", false },
	{ "/fuzzyadd", "POST", false }, { "/checkv2", "POST", false },
	{ "/plugins/selectors/list_extractors", "GET", false },
	{ "/plugins/selectors/list_transforms", "GET", false },
	{ "/plugins/selectors/check_selector", "GET", true },
	{ "/plugins/selectors/check_message", "POST", true },
};

/* Files that pages want from the folder itself. */
static const char *const icons[] = {
	"/favicon.ico", "/favicon-16x16.png", "/favicon-32x32.png", "/apple-touch-icon.png",
	"/safari-pinned-tab.svg",
};

/* Of a map, of learning for the fuzzy list, and of a mail to be scanned. */
static const char *const taken_along[] = {
	"map", "flag", "weight", "ip", "user", "from", "rcpt", "helo", "hostname", "pass",
};

static bool
is_plain(const char *text, size_t most)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < len; i++)
		if ((unsigned char)text[i] < ' ' || text[i] == 0x7f)
			return false;
	return len <= most;
}

/* One question; the password goes with it when it is not NULL. */
static enum status
ask(struct ctx *cx, const struct request *rq, const char *path, const char *password, struct buf *said)
{
	struct timeval limit = { .tv_sec = SECONDS };
	struct buf head = BUF_ON(cx->arena);
	struct unix_talk *talk;
	const char *value;
	enum status st;

	buf_printf(&head, "%s %s HTTP/1.0\r\nHost: localhost\r\nConnection: close\r\nX-Forwarded-For: %s\r\n",
	    rq->body_len > 0 ? "POST" : "GET", path, rq->remote);
	if (password != NULL) {
		buf_printf(&head, "Password: %s\r\n", password);
		for (size_t i = 0; i < COUNT(taken_along); i++) {
			if ((value = http_header(rq, taken_along[i])) == NULL)
				continue;
			if (!is_plain(value, VALUE_MOST))
				return fault(cx, ERR_INVALID, "a header that makes no sense: %s", taken_along[i]);
			buf_printf(&head, "%s: %s\r\n", taken_along[i], value);
		}
	}
	if (rq->body_len > 0)
		buf_printf(&head, "Content-Length: %zu\r\n", rq->body_len);
	buf_puts(&head, "\r\n");
	if ((st = unix_open(cx, conf_root_path(cx->conf, cx->arena, SOCKET), &talk)) != OK) {
		ctx_forgive(cx);
		return fault(cx, st, "Rspamd does not run, or is just starting");
	}
	(void)setsockopt(talk->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
	if ((st = unix_send(cx, talk, head.data, head.len)) != OK ||
	    (rq->body_len > 0 && (st = unix_send(cx, talk, rq->body, rq->body_len)) != OK))
		return st;
	return unix_rest(cx, talk, ANSWER_MOST, said);
}

/* Its code, type and body; everything else that Rspamd says of them stays here. */
static enum status
pass_on(struct ctx *cx, const struct request *rq, const char *path, const char *password, struct reply *re)
{
	struct buf said = BUF_ON(cx->arena);
	const char *type = "application/octet-stream", *line, *end;
	enum status st;
	long code;

	if ((st = ask(cx, rq, path, password, &said)) != OK)
		return st;
	if (said.len < 16 || strncmp(said.data, "HTTP/1.", 7) != 0 ||
	    (end = memmem(said.data, said.len, "\r\n\r\n", 4)) == NULL ||
	    (code = strtol(said.data + 9, NULL, 10)) < 200 || code > 599)
		return fault(cx, ERR_UPSTREAM, "Rspamd makes no sense");
	for (line = said.data; (line = memmem(line, (size_t)(end - line), "\r\n", 2)) != NULL;) {
		line += 2;
		if (strncasecmp(line, "transfer-encoding:", 18) == 0)
			return fault(cx, ERR_UPSTREAM, "Rspamd answers in pieces");
		if (strncasecmp(line, "content-type:", 13) == 0) {
			line += 13 + strspn(line + 13, " ");
			type = arena_strndup(cx->arena, line, strcspn(line, "\r"));
		}
	}
	reply_bytes(cx, re, (int)code, type, end + 4, said.len - (size_t)(end + 4 - said.data));
	return OK;
}

/* The hash of the password; ERR_DENIED while there is none. */
static enum status
find_password(struct ctx *cx, const char **hash)
{
	enum status st = db_setting_text(cx, "rspamd-ui", "hash", hash);

	if (st != OK || (*hash != NULL && **hash != '\0'))
		return st;
	return fault(cx, ERR_DENIED, "these pages have no password yet: hayloft api edit rspamd-ui");
}

/* Files */

/*
 * The page has our origin, so what it may do is bounded to its own: scripts and
 * requests below /rspamd/, no frame, no form, no worker.  It is opened apart from
 * our own pages, which say same-origin (httpd/csp.c): neither holds a window of the other.
 */
static void
guard_page(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *host = rq->authority;

	reply_header(cx, re, "content-security-policy", arena_printf(cx->arena,
	    "default-src 'none'; script-src https://%s" PREFIX "/js/; style-src 'unsafe-inline' https://%s" PREFIX
	    "/css/; img-src https://%s" PREFIX "/ data:; font-src https://%s" PREFIX "/fonts/; "
	    "connect-src https://%s" PREFIX "/; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
	    host, host, host, host, host));
	reply_header(cx, re, "cross-origin-opener-policy", "unsafe-none");
}

/* A host and port, so that it can say nothing else in a policy. */
static bool
is_authority(const char *text)
{
	return text != NULL && *text != '\0' &&
	    text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-:[]")] == '\0';
}

static bool
is_file_path(const char *path)
{
	return strstr(path, "..") == NULL && strstr(path, "//") == NULL && path[strspn(path,
	    "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/")] == '\0';
}

enum status
rspamd_ui_file(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *path = rq->path + strlen(PREFIX);
	struct request plain = *rq;
	const char *hash;
	enum status st;

	if (*path == '\0') {
		re->code = 308;
		reply_header(cx, re, "location", PREFIX "/");
		return OK;
	}
	if (!is_file_path(path))
		return fault(cx, ERR_NOT_FOUND, "no such file");
	if (!is_authority(rq->authority))
		return fault(cx, ERR_INVALID, "no host");
	if (strcmp(path, "/") == 0 && (st = find_password(cx, &hash)) != OK)
		return st;
	plain.body_len = 0;
	if ((st = pass_on(cx, &plain, path, NULL, re)) != OK)
		return st;
	reply_header(cx, re, "cache-control", "private, max-age=600");
	if (strcmp(path, "/") == 0)
		guard_page(cx, rq, re);
	return OK;
}

/* Questions */

/*
 * Is this the password?  A page shows it with each question, so a process knows
 * again, by a hash, what it has found right; what is not that is a guess.
 */
static enum status
require_password(struct ctx *cx, const char *shown)
{
	static unsigned char right[SHA256_LEN];
	unsigned char now[SHA256_LEN];
	const char *hash, *pair;
	int64_t wait;
	bool first;
	enum status st;

	if ((st = find_password(cx, &hash)) != OK)
		return st;
	if (shown == NULL)
		return fault(cx, ERR_DENIED, "show the password");
	pair = arena_printf(cx->arena, "%s %s", hash, shown);
	hash_sha256(pair, strlen(pair), now);
	if (hash_equal(right, now, sizeof right))
		return OK;
	if ((st = db_throttle_attempt(cx, LOGIN, &wait)) != OK)
		return st;
	if (!credential_matches(hash, shown)) {
		st = signin_failed(cx, 0, LOGIN, "password", wait);
		return st == ERR_UNAUTHENTICATED ? fault(cx, ERR_DENIED, "wrong password") : st;
	}
	if ((st = db_throttle_forgive(cx, LOGIN, &first)) != OK)
		return st;
	memcpy(right, now, sizeof right);
	return OK;
}

enum status
rspamd_ui_ask(struct ctx *cx, const struct request *rq, struct reply *re)
{
	const char *path = rq->path + strlen(PREFIX);
	struct request question = *rq;
	bool posts = strcmp(rq->method, "POST") == 0;
	enum status st;
	size_t i;

	for (i = 0; i < COUNT(icons); i++)
		if (strcmp(icons[i], path) == 0)
			return rspamd_ui_file(cx, rq, re);
	for (i = 0; i < COUNT(calls); i++)
		if (strcmp(calls[i].path, path) == 0)
			break;
	if (i == COUNT(calls))
		return fault(cx, ERR_NOT_FOUND, "Rspamd's pages ask no such thing");
	if (posts != (strcmp(calls[i].method, "POST") == 0))
		return fault(cx, ERR_INVALID, "%s is asked by %s", path, calls[i].method);
	if (posts && rq->body_len == 0)
		return fault(cx, ERR_INVALID, "nothing was sent");
	if ((st = require_password(cx, http_header(rq, "password"))) != OK)
		return st;
	if (!posts)
		question.body_len = 0;
	if (calls[i].query && rq->query != NULL) {
		if (!is_plain(rq->query, QUERY_MOST) || strchr(rq->query, ' ') != NULL)
			return fault(cx, ERR_INVALID, "a query that makes no sense");
		path = arena_printf(cx->arena, "%s?%s", path, rq->query);
	}
	return pass_on(cx, &question, path, rspamd_password, re);
}
