/*
 * The mail client against servers that lie, stall, break off and repeat.  A
 * script plays the server: each step waits for a line of ours that begins in
 * a given way and then says its piece; %T in it is the tag of that line.
 */
#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/buf.h"
#include "core/clock.h"
#include "core/log.h"
#include "imapclient/idle.h"
#include "imapclient/private.h"
#include "imapclient/search.h"
#include "imapclient/smtp.h"
#include "imapclient/store.h"

#define PATIENCE_MS	60000	/* of what comes at once, on a machine that is not held up */

/* wait NULL: say at once.  say NULL: close.  say "" : nothing, ever. */
struct step {
	const char	*wait, *say;
};

struct server {
	pid_t	 pid;
	int	 port;
	int	 heard;		/* what the server heard, for the parent to read */
};

static void
say(FILE *out, const char *text, const char *tag)
{
	for (; *text != '\0'; text++) {
		if (text[0] == '%' && text[1] == 'T') {
			fputs(tag, out);
			text++;
		} else if (text[0] == '%' && text[1] == '!') {	/* 300,000 of the byte behind */
			for (int i = 0; i < 300000; i++)
				fputc(text[2], out);
			text += 2;
		} else {
			fputc(*text, out);
		}
	}
	fflush(out);
}

static void
play(int fd, const struct step *script, int heard)
{
	FILE *in = fdopen(fd, "r"), *out = fdopen(dup(fd), "w");
	char line[100000], tag[100] = "";

	for (; script->wait != NULL || script->say != NULL; script++) {
		if (script->wait != NULL) {
			const char *words;

			do {
				if (fgets(line, sizeof line, in) == NULL)
					_exit(0);
				if (write(heard, line, strlen(line)) < 0)
					_exit(1);
				snprintf(tag, sizeof tag, "%.*s", (int)strcspn(line, " "), line);
				words = line + strcspn(line, " ");
				words += *words == ' ';
			} while (strncmp(words, script->wait, strlen(script->wait)) != 0 &&
			    strncmp(line, script->wait, strlen(script->wait)) != 0);
		}
		if (script->say == NULL)
			break;
		say(out, script->say, tag);
	}
	fclose(out);
	fclose(in);
}

/* Serves TIMES connections, each by the script from its start. */
static struct server
serve(const struct step *script, int times)
{
	struct sockaddr_in sin = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof sin;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), pipes[2];
	struct server s;

	assert_int_equal(0, bind(fd, (struct sockaddr *)&sin, len));
	assert_int_equal(0, getsockname(fd, (struct sockaddr *)&sin, &len));
	assert_int_equal(0, listen(fd, 10));
	assert_int_equal(0, pipe2(pipes, O_CLOEXEC));
	s.port = ntohs(sin.sin_port);
	if ((s.pid = fork()) == 0) {
		signal(SIGPIPE, SIG_DFL);
		alarm(240);
		while (times-- > 0) {
			int c = accept(fd, NULL, NULL);

			play(c, script, pipes[1]);
			close(c);
		}
		_exit(0);
	}
	close(fd);
	close(pipes[1]);
	s.heard = pipes[0];
	return s;
}

/* A connection that says nothing: who still waits for one goes on. */
static void
knock(const struct server *s)
{
	struct sockaddr_in sin = { .sin_family = AF_INET, .sin_port = htons((uint16_t)s->port),
	    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	(void)!connect(fd, (struct sockaddr *)&sin, sizeof sin);
	close(fd);
}

/*
 * The conversation is over: everything that the server heard, into OUT.  It
 * ends when we have closed the connection, or is ended.
 */
static void
end(struct server *s, char *out, size_t size)
{
	size_t len = 0;
	ssize_t n;

	if (out != NULL)
		knock(s);
	while (out != NULL && len < size - 1) {
		struct pollfd p = { .fd = s->heard, .events = POLLIN };

		if (poll(&p, 1, PATIENCE_MS) <= 0 || (n = read(s->heard, out + len, size - 1 - len)) <= 0)
			break;
		len += (size_t)n;
	}
	kill(s->pid, SIGTERM);
	waitpid(s->pid, NULL, 0);
	if (out != NULL)
		out[len] = '\0';
	close(s->heard);
}

static struct imap_pool *pool;

/* libetpan forgets some bytes when a server's greeting is BYE. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:libetpan";
}

static void
begin(struct ctx *cx, int ms)
{
	ctx_open(cx, NULL);
	cx->imap = pool;
	cx->deadline = clock_steady() + ms;
}

static struct imap_login
login_of(const struct server *s)
{
	return (struct imap_login){
		.account = s->port,
		.at = { .host = "127.0.0.1", .port = s->port },
		.user = "alice@example.org",
		.secret = "token",
		.mechanism = MAIL_XOAUTH2,
	};
}

#define HELLO \
	{ NULL, "* OK hello\r\n" }, \
	{ "AUTHENTICATE", "%T OK in\r\n" }, \
	{ "CAPABILITY", "* CAPABILITY IMAP4rev1 UIDPLUS LITERAL+ ESEARCH CONDSTORE IDLE\r\n%T OK\r\n" }
#define BOX \
	{ "SELECT", "* 3 EXISTS\r\n* OK [UIDVALIDITY 5] v\r\n* OK [HIGHESTMODSEQ 9] m\r\n%T OK [READ-WRITE] done\r\n" }
#define END { NULL, NULL }

/* --- what goes wrong before and during sign-in ------------------------------------ */

static void
test_sign_in(void **state)
{
	static const struct {
		struct step	 script[6];
		enum status	 want;
	} cases[] = {
		{ { { NULL, "HTTP/1.1 400 Bad Request\r\n\r\n" }, END }, ERR_BUSY },
		{ { { NULL, "* BYE too many\r\n" }, END }, ERR_BUSY },
		{ { { NULL, "%!(" }, END }, ERR_BUSY },
		{ { { NULL, "* 1 FETCH (BODYSTRUCTURE %!(" }, END }, ERR_BUSY },
		{ { { NULL, "* OK hello\r\n" }, { "AUTHENTICATE", NULL }, END }, ERR_BUSY },
		{ { { NULL, "* OK hello\r\n" }, { "AUTHENTICATE", "+ eyJ9\r\n" }, { "", "%T NO [AUTHENTICATIONFAILED] no\r\n" }, END },
		    ERR_BUSY },
		{ { { NULL, "* OK hello\r\n" }, { "AUTHENTICATE", "%T NO [AUTHENTICATIONFAILED] no\r\n" }, END },
		    ERR_UNAUTHENTICATED },
		{ { { NULL, "* OK hello\r\n" }, { "AUTHENTICATE", "%T OK\r\n" }, { "CAPABILITY", "zzz OK\r\n" }, END },
		    ERR_UPSTREAM },
		{ { { NULL, "* OK hello\r\n" }, { "AUTHENTICATE", "%T OK\r\n" }, { "CAPABILITY", "\r\n" }, END },
		    ERR_UPSTREAM },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct server s = serve(cases[i].script, 1);
		struct imap_login login = login_of(&s);
		struct imap *imap;
		struct ctx cx;
		enum status st;

		begin(&cx, PATIENCE_MS);
		st = imap_lease(&cx, &login, &imap);
		/* Who sends no IMAP at all is told from who goes away, or not. */
		if (st != cases[i].want && !(cases[i].want == ERR_BUSY && st == ERR_UPSTREAM) &&
		    !(i == 5 && st == ERR_UNAUTHENTICATED))
			fail_msg("case %zu: %s (%s)", i, status_name(st), cx.fault_text);
		assert_int_not_equal(OK, st);
		assert_int_equal(0, imap_pool_count(pool));
		ctx_close(&cx);
		end(&s, NULL, 0);
	}
}

/* A server that says nothing costs the unit of work its own time and no more. */
static void
test_stall(void **state)
{
	static const struct step silent[] = { { "never", "" }, END };
	static const struct step later[] = { HELLO, { "SELECT", "* 3 EX" }, { "never", "" }, END };
	const struct step *scripts[] = { silent, later };

	(void)state;
	for (size_t i = 0; i < COUNT(scripts); i++) {
		struct server s = serve(scripts[i], 1);
		struct imap_login login = login_of(&s);
		int64_t before = clock_steady();
		struct imap_box box;
		struct imap *imap;
		struct ctx cx;
		enum status st;

		begin(&cx, 500);
		if ((st = imap_lease(&cx, &login, &imap)) == OK)
			st = imap_select(&cx, imap, "INBOX", &box);
		assert_int_equal(ERR_BUSY, st);
		assert_non_null(strstr(cx.fault_text, "in time"));
		assert_in_range(clock_steady() - before, 400, PATIENCE_MS);
		ctx_close(&cx);
		assert_int_equal(0, imap_pool_count(pool));
		end(&s, NULL, 0);
	}
}

static void
test_starttls(void **state)
{
	static const struct {
		struct step	 script[4];
		const char	*words;
	} cases[] = {
		{ { { NULL, "* OK hello\r\n" }, { "STARTTLS", "%T BAD what\r\n" }, END }, "start TLS" },
		{ { { NULL, "* PREAUTH come in\r\n" }, END }, "before TLS" },
		/* What an attacker puts behind the OK must not count. */
		{ { { NULL, "* OK hello\r\n" }, { "STARTTLS", "%T OK go\r\n* CAPABILITY IMAP4rev1\r\n" }, END },
		    "TLS" },
		{ { { NULL, "* OK hello\r\n" }, { "STARTTLS", "%T OK go\r\n" }, { NULL, "nonsense nonsense" }, END }, "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct server s = serve(cases[i].script, 1);
		struct imap_login login = login_of(&s);
		char heard[4096];
		struct imap *imap;
		struct ctx cx;

		login.at.tls = STREAM_STARTTLS;
		begin(&cx, PATIENCE_MS);
		assert_int_equal(ERR_UPSTREAM, imap_lease(&cx, &login, &imap));
		if (strstr(cx.fault_text, cases[i].words) == NULL)
			fail_msg("case %zu: %s", i, cx.fault_text);
		ctx_close(&cx);
		end(&s, heard, sizeof heard);
		assert_null(strstr(heard, "AUTHENTICATE"));	/* the secret stayed at home */
	}
}

/* --- afterwards ------------------------------------------------------------------------ */

/* One command against one answer; the session must be gone after it. */
static void
test_answers(void **state)
{
	static const struct {
		const char	*say;
		enum status	 want;
		bool		 kept;
	} cases[] = {
		/* good ones, for the measure */
		{ "* 1 FETCH (UID 7 BODY[] {3}\r\nabc)\r\n%T OK\r\n", OK, true },
		{ "* FOOBAR (x) \"y\" {2}\r\nzz\r\n* 1 FETCH (UID 7 NEW-ITEM (a) BODY[] \"abc\")\r\n%T OK\r\n", OK, true },
		{ "%T NO [UNAVAILABLE] later\r\n", ERR_BUSY, true },
		{ "* 1 FETCH (UID 8 BODY[] {3}\r\nabc)\r\n%T OK\r\n", ERR_NOT_FOUND, true },
		{ "* 1 FETCH (UID 7 BODY[] NIL)\r\n%T OK\r\n", ERR_NOT_FOUND, true },
		/* end of file inside a literal */
		{ "* 1 FETCH (UID 7 BODY[] {400000}\r\nabc", ERR_BUSY, false },
		{ "* 1 FETCH (UID 7 BODY[] {400}\r\nabc", ERR_BUSY, false },
		{ "* 1 FETCH (UID 7 BO", ERR_BUSY, false },
		{ "", ERR_BUSY, false },
		{ "* BYE good night\r\n", ERR_BUSY, false },
		/* out of step and nonsense */
		{ "old OK done\r\n%T OK\r\n", ERR_UPSTREAM, false },
		{ "\r\n", ERR_UPSTREAM, false },
		{ "HTTP/1.1 200 OK\r\n", ERR_UPSTREAM, false },
		{ "* 1 FETCH (UID 7 BODY[] {99999999999999999999}\r\n", ERR_UPSTREAM, false },
		{ "* 1 FETCH )\r\n%T OK\r\n", ERR_UPSTREAM, false },
		{ "* 1 FETCH (UID 7 BODY[] \"abc\r\n\")\r\n%T OK\r\n", ERR_UPSTREAM, false },
		{ "%T BAD what\r\n", ERR_UPSTREAM, false },
		/* the mailbox may have been renamed under us: Dovecot says no more than that */
		{ "%T NO [SERVERBUG] Internal error occurred\r\n", ERR_UPSTREAM, false },
		{ "%T NO because\r\n", ERR_UPSTREAM, false },
		/* deep: left out, still in step */
		{ "* 1 FETCH (UID 7 X %!(%!) BODY[] \"abc\")\r\n%T OK\r\n", OK, true },
		{ "* 1 FETCH (UID 7 BODY[] {2000000}\r\nab", ERR_BUSY, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct step script[] = { HELLO, BOX, { "UID FETCH", cases[i].say },
		    { cases[i].kept ? "never" : NULL, cases[i].kept ? "" : NULL }, END };
		struct server s = serve(script, 1);
		struct imap_login login = login_of(&s);
		struct imap_body body;
		struct imap_box box;
		struct imap *imap;
		struct ctx cx;
		enum status st;

		begin(&cx, PATIENCE_MS);
		assert_int_equal(OK, imap_lease(&cx, &login, &imap));
		assert_int_equal(OK, imap_select(&cx, imap, "INBOX", &box));
		assert_int_equal(9, box.modseq);
		st = imap_body(&cx, imap, 7, "", 1 << 20, &body);
		if (st != cases[i].want)
			fail_msg("case %zu: %s (%s)", i, status_name(st), cx.fault_text);
		if (st == OK)
			assert_string_equal("abc", body.data);
		ctx_close(&cx);
		if (imap_pool_count(pool) != cases[i].kept)
			fail_msg("case %zu: session %s", i, cases[i].kept ? "lost" : "kept");
		imap_pool_close(pool);
		pool = imap_pool_open(4, 2, 60);
		end(&s, NULL, 0);
	}
}

/* Other answers of which one could be led astray. */
static void
test_sets(void **state)
{
	static const struct step vanished[] = { HELLO, BOX, { "UID COPY", "%T OK [COPYUID 1 1:4294967295 1:4294967295] x\r\n" }, END };
	static const struct step pairs[] = { HELLO, BOX, { "UID COPY", "%T OK [COPYUID 1 1:3 7:8] x\r\n" }, END };
	static const struct step search[] = { HELLO, BOX, { "UID SEARCH", "* ESEARCH (TAG \"x\") UID ALL 1:*\r\n%T OK\r\n" }, END };
	const struct step *scripts[] = { vanished, pairs, search };

	(void)state;
	for (size_t i = 0; i < COUNT(scripts); i++) {
		struct server s = serve(scripts[i], 1);
		struct imap_login login = login_of(&s);
		struct imap_uids uids, found;
		struct imap_copied copied;
		struct imap_box box;
		struct imap *imap;
		struct ctx cx;

		begin(&cx, PATIENCE_MS);
		assert_int_equal(OK, imap_lease(&cx, &login, &imap));
		assert_int_equal(OK, imap_select(&cx, imap, "INBOX", &box));
		uids = IMAP_UIDS_ON(cx.arena);
		imap_uids_add_range(&uids, 1, 3);
		assert_int_equal(ERR_UPSTREAM, i < 2 ? imap_copy(&cx, imap, &uids, "x", &copied) :
		    imap_search_all(&cx, imap, cx.arena, &found));
		ctx_close(&cx);
		assert_int_equal(0, imap_pool_count(pool));
		end(&s, NULL, 0);
	}
}

/* A million numbers in falling order are a set in no time. */
static void
test_falling_set(void **state)
{
	struct arena *arena = arena_open();
	struct imap_uids set = IMAP_UIDS_ON(arena);
	struct buf b = BUF_ON(arena);
	clock_t before;

	(void)state;
	for (uint32_t u = 1800000; u > 0; u -= 2)
		buf_printf(&b, "%u,", u);
	before = clock();
	assert_int_equal(OK, imap_uids_parse(&set, b.data, b.len - 1));
	assert_true(clock() - before < 10 * CLOCKS_PER_SEC);
	assert_int_equal(900000, imap_uids_total(&set));
	assert_int_equal(2, imap_uids_next(&set, 0));
	arena_close(arena);
}

/* Nothing of ours that holds a line's end ever reaches the server. */
static void
test_injection(void **state)
{
	static const struct step script[] = { HELLO, BOX, { "never", "" }, END };
	struct server s = serve(script, 1);
	struct imap_login login = login_of(&s);
	struct imap_search search;
	struct imap_uids found;
	struct imap_body body;
	struct imap_box box;
	struct imap *imap;
	struct ctx cx;
	char heard[4096];

	(void)state;
	begin(&cx, PATIENCE_MS);
	assert_int_equal(OK, imap_lease(&cx, &login, &imap));
	assert_int_equal(OK, imap_select(&cx, imap, "INBOX", &box));
	assert_int_equal(ERR_INVALID, imap_select(&cx, imap, "a\"\r\nX EVIL", &box));
	assert_int_equal(ERR_INVALID, imap_folder_rename(&cx, imap, "a", "b\nX EVIL"));
	assert_int_equal(ERR_INVALID, imap_body(&cx, imap, 1, "1]\r\nX EVIL", 100, &body));
	for (int i = 0; i < 2; i++) {
		imap_search_open(&search, cx.arena);
		if (i == 0)
			imap_search_text(&search, IMAP_SEARCH_BODY, "ö\r\nX EVIL");
		else
			imap_search_header(&search, "X\rEVIL", "y");
		assert_int_equal(ERR_INVALID, imap_search(&cx, imap, &search, &found));
	}
	ctx_close(&cx);
	/* The session said nothing wrong, so it lives. */
	assert_int_equal(1, imap_pool_count(pool));
	imap_pool_close(pool);
	pool = imap_pool_open(4, 2, 60);
	end(&s, heard, sizeof heard);
	assert_null(strstr(heard, "EVIL"));
}

/* A pooled session that died meanwhile is replaced without anybody noticing. */
static void
test_dead_in_pool(void **state)
{
	static const struct step script[] = { HELLO, BOX, { NULL, "* BYE idle for too long\r\n" }, END };
	struct server s = serve(script, 2);
	struct pollfd farewell = { .events = POLLRDHUP };
	struct imap_login login = login_of(&s);
	struct imap_box box;
	struct imap *imap;
	struct ctx cx;

	(void)state;
	for (int i = 0; i < 2; i++) {
		begin(&cx, PATIENCE_MS);
		assert_int_equal(OK, imap_lease(&cx, &login, &imap));
		assert_int_equal(OK, imap_select(&cx, imap, "INBOX", &box));
		farewell.fd = stream_fd(imap->stream);
		ctx_close(&cx);
		assert_int_equal(1, poll(&farewell, 1, PATIENCE_MS));
	}
	imap_pool_sweep(pool);
	assert_int_equal(0, imap_pool_count(pool));
	end(&s, NULL, 0);
}

/* A server that lets literals wait: the second line goes out after its "+". */
static void
test_synchronising_literal(void **state)
{
	static const struct step script[] = {
		{ NULL, "* OK hello\r\n" },
		{ "AUTHENTICATE", "%T OK in\r\n" },
		{ "CAPABILITY", "* CAPABILITY IMAP4rev1\r\n%T OK\r\n" },
		BOX,
		{ "UID SEARCH CHARSET UTF-8 SUBJECT {3}", "+ go\r\n" },
		{ "\xc3\xb6x", "* SEARCH 4 2\r\nh3 OK\r\n" },
		{ "UID SEARCH CHARSET UTF-8 SUBJECT {3}", "h4 NO [BADCHARSET (US-ASCII)] no\r\n" },
		{ "never", "" }, END
	};
	struct server s = serve(script, 1);
	struct imap_login login = login_of(&s);
	struct imap_search search;
	struct imap_uids found;
	struct imap_box box;
	struct imap *imap;
	struct ctx cx;

	(void)state;
	begin(&cx, PATIENCE_MS);
	assert_int_equal(OK, imap_lease(&cx, &login, &imap));
	assert_int_equal(OK, imap_select(&cx, imap, "INBOX", &box));
	imap_search_open(&search, cx.arena);
	imap_search_text(&search, IMAP_SEARCH_SUBJECT, "öx");
	assert_int_equal(OK, imap_search(&cx, imap, &search, &found));
	assert_string_equal("2,4", imap_uids_format(&found, cx.arena));
	assert_int_equal(ERR_INVALID, imap_search(&cx, imap, &search, &found));
	ctx_close(&cx);
	assert_int_equal(1, imap_pool_count(pool));
	imap_pool_close(pool);
	pool = imap_pool_open(4, 2, 60);
	end(&s, NULL, 0);
}

/* --- waiting ----------------------------------------------------------------------------- */

static enum imap_news
wait_for_news(struct imap_idle *idle, int ms)
{
	enum imap_news news = IMAP_NEWS_NONE;
	int64_t until = clock_steady() + ms;

	while (news == IMAP_NEWS_NONE && clock_steady() < until) {
		struct pollfd p = { .fd = imap_idle_fd(idle), .events = POLLIN };

		if (poll(&p, 1, 100) > 0)
			news = imap_idle_read(idle);
	}
	return news;
}

static void
test_idle(void **state)
{
	static const struct {
		const char	*say;
		enum imap_news	 want;
	} cases[] = {
		{ "+ idling\r\n* 4 EXISTS\r\n", IMAP_NEWS_MOVED },
		{ "+ idling\r\n* STATUS {3}\r\na)b (MESSAGES 1)\r\n", IMAP_NEWS_MOVED },
		{ "+ idling\r\n* 3 FETCH (FLAGS (\\Seen))\r\n", IMAP_NEWS_MOVED },
		{ "+ idling\r\n* OK still here\r\n* OK {30}\r\n* 4 EXISTS 89012345678901234567\r\n", IMAP_NEWS_NONE },
		{ "+ idling\r\n* BYE\r\n", IMAP_NEWS_GONE },
		{ "+ idling\r\n%T OK done\r\n", IMAP_NEWS_GONE },
		{ "+ idling\r\nother OK done\r\n", IMAP_NEWS_GONE },
		{ "%T BAD no idling\r\n", IMAP_NEWS_GONE },
		{ "+ idling\r\n* 4 EXI", IMAP_NEWS_NONE },
		{ "+ idling\r\n* %!x%!x%!x%!x", IMAP_NEWS_GONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct step script[] = { HELLO, BOX, { "IDLE", cases[i].say }, { "never", "" }, END };
		struct server s = serve(script, 1);
		struct imap_login login = login_of(&s);
		struct imap_idle *idle;
		enum imap_news news;
		struct ctx cx;

		begin(&cx, PATIENCE_MS);
		assert_int_equal(OK, imap_idle_open(&cx, &login, &idle));
		if ((news = wait_for_news(idle, cases[i].want == IMAP_NEWS_NONE ? 1000 : PATIENCE_MS)) != cases[i].want)
			fail_msg("case %zu: %d", i, (int)news);
		imap_idle_close(idle);
		ctx_close(&cx);
		end(&s, NULL, 0);
	}
}

/* --- submission ----------------------------------------------------------------------------- */

#define EHLO	"250-mx.example.org\r\n250-PIPELINING\r\n250-SIZE 5000\r\n250-AUTH PLAIN XOAUTH2\r\n" \
		"250-8BITMIME\r\n250-SMTPUTF8\r\n250 DSN\r\n"

static enum status
submit(struct ctx *cx, const struct server *s, struct smtp_message *m, struct smtp_result *result)
{
	struct smtp_login login = {
		.at = { .host = "127.0.0.1", .port = s->port },
		.helo = "mail.example.org",
		.user = "alice@example.org",
		.secret = "token",
		.mechanism = MAIL_XOAUTH2,
	};

	begin(cx, PATIENCE_MS);
	return smtp_send(cx, &login, m, result);
}

static const char text[] = "Subject: x\r\n\r\n.dot\r\n..two\nbare\rcr\r\n.";

static void
test_submit(void **state)
{
	static const struct step script[] = {
		{ NULL, "220-mx\r\n220 ready\r\n" },
		{ "EHLO mail.example.org", EHLO },
		{ "AUTH XOAUTH2", "235 2.7.0 in\r\n" },
		{ "FROM:<alice@example.org>", "250 2.1.0 ok\r\n" },
		{ "TO:<bob@example.org>", "250 2.1.5 ok\r\n" },
		{ "TO:<nobody@example.org>", "550-5.1.1 <nobody>\r\n550 5.1.1 unknown\r\n" },
		{ "TO:<gr\xc3\xbc@example.org>", "451 later\r\n" },
		{ "DATA", "354 go\r\n" },
		{ ".\r", "250 2.0.0 Ok: queued as 4XyZ-1\r\n" },
		{ "QUIT", "221 bye\r\n" }, END
	};
	struct smtp_rcpt rcpts[] = {
		{ .address = "bob@example.org", .notify = SMTP_NOTIFY_SUCCESS | SMTP_NOTIFY_FAILURE,
		    .orcpt = "rfc822;bob+x@example.org" },
		{ .address = "nobody@example.org", .notify = SMTP_NOTIFY_NEVER },
		{ .address = "gr\xc3\xbc@example.org" },
	};
	struct smtp_message m = { .sender = "alice@example.org", .rcpts = rcpts, .rcpt_count = 3,
	    .data = text, .len = sizeof text - 1, .envid = "id=1", .eight_bit = true };
	struct server s = serve(script, 1);
	struct smtp_result r;
	struct ctx cx;
	char heard[10000];
	enum status st;

	(void)state;
	if ((st = submit(&cx, &s, &m, &r)) != OK)
		fail_msg("%s %s", status_name(st), cx.fault_text);
	assert_string_equal("4XyZ-1", r.queue_id);
	assert_int_equal(1, r.accepted);
	assert_int_equal(5000, r.size_limit);
	assert_true(rcpts[0].accepted && !rcpts[1].accepted && !rcpts[2].accepted);
	assert_int_equal(550, rcpts[1].reply.code);
	assert_string_equal("5.1.1", rcpts[1].reply.enhanced);
	assert_string_equal("<nobody>\nunknown", rcpts[1].reply.text);
	assert_int_equal(451, rcpts[2].reply.code);
	assert_string_equal("", rcpts[2].reply.enhanced);
	end(&s, heard, sizeof heard);
	assert_non_null(strstr(heard, "MAIL FROM:<alice@example.org> SIZE=36 BODY=8BITMIME SMTPUTF8 ENVID=id+3D1\r\n"));
	assert_non_null(strstr(heard, "RCPT TO:<bob@example.org> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;bob+2Bx@example.org\r\n"));
	assert_non_null(strstr(heard, "RCPT TO:<nobody@example.org> NOTIFY=NEVER\r\n"));
	/* Dots doubled, bare LF and CR mended, the end once. */
	assert_non_null(strstr(heard, "\r\n\r\n..dot\r\n...two\r\nbare\r\ncr\r\n..\r\n.\r\nQUIT\r\n"));
	ctx_close(&cx);
}

static void
test_submit_refused(void **state)
{
#define UP	{ NULL, "220 ready\r\n" }, { "EHLO", EHLO }, { "AUTH", "235 in\r\n" }
#define SENT	UP, { "FROM", "250 ok\r\n" }, { "TO", "250 ok\r\n" }
	static const struct {
		struct step	 script[9];
		enum status	 want;
	} cases[] = {
		{ { { NULL, "554 no\r\n" }, END }, ERR_BUSY },
		{ { { NULL, "nonsense\r\n" }, END }, ERR_UPSTREAM },
		{ { { NULL, "220" }, END }, ERR_BUSY },
		{ { { NULL, "%!2" }, END }, ERR_UPSTREAM },
		{ { { NULL, "220 x\r\n" }, { "EHLO", "250-a\r\n251-b\r\n250 c\r\n" }, END }, ERR_UPSTREAM },
		{ { { NULL, "220 x\r\n" }, { "EHLO", "250 a\r\n" }, END }, ERR_UPSTREAM },
		{ { { NULL, "220 x\r\n" }, { "EHLO", EHLO }, { "AUTH", "334 eyJ9\r\n" }, { "\r", "535 5.7.8 no\r\n" }, END },
		    ERR_UNAUTHENTICATED },
		{ { { NULL, "220 x\r\n" }, { "EHLO", EHLO }, { "AUTH", "454 later\r\n" }, END }, ERR_BUSY },
		{ { UP, { "FROM", "550 5.7.1 not yours\r\n" }, { "TO", "503 no sender\r\n" }, END }, ERR_DENIED },
		{ { UP, { "FROM", "552 5.3.4 too big\r\n" }, { "TO", "503 no sender\r\n" }, END }, ERR_TOO_LARGE },
		{ { UP, { "FROM", "250 ok\r\n" }, { "TO", "550 5.1.1 who\r\n" }, END }, ERR_DENIED },
		{ { UP, { "FROM", "250 ok\r\n" }, { "TO", "450 later\r\n" }, END }, ERR_BUSY },
		{ { SENT, { "DATA", "554 5.7.1 no\r\n" }, END }, ERR_DENIED },
		{ { SENT, { "DATA", "354 go\r\n" }, { ".\r", "550 5.7.1 spam\r\n" }, END }, ERR_DENIED },
		{ { SENT, { "DATA", "354 go\r\n" }, { ".\r", "451 4.7.1 later\r\n" }, END }, ERR_BUSY },
		/* Sent, and then nobody knows. */
		{ { SENT, { "DATA", "354 go\r\n" }, { ".\r", NULL }, END }, ERR_INTERNAL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct smtp_rcpt rcpt = { .address = "bob@example.org" };
		struct smtp_message m = { .sender = "alice@example.org", .rcpts = &rcpt, .rcpt_count = 1,
		    .data = "a\r\n", .len = 3 };
		struct server s = serve(cases[i].script, 1);
		struct smtp_result r;
		struct ctx cx;
		enum status st = submit(&cx, &s, &m, &r);

		if (st != cases[i].want)
			fail_msg("case %zu: %s (%s)", i, status_name(st), cx.fault_text);
		assert_false(rcpt.accepted);
		assert_int_equal(0, r.accepted);
		ctx_close(&cx);
		end(&s, NULL, 0);
	}
}

static void
test_submit_arguments(void **state)
{
	static const char *const bad[] = {
		"bob@example.org>\r\nRCPT TO:<eve@example.org", "bob@example.org\n", "bob", "@example.org", "bob@",
		"b ob@example.org", "<bob@example.org>", "bob@example.org> NOTIFY=NEVER", "",
	};
	static const struct step script[] = { { NULL, "220 ready\r\n" }, { "never", "" }, END };
	struct server s = serve(script, 1);
	struct smtp_result r;
	struct ctx cx;
	char heard[1000], big[6000] = "x";

	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++) {
		struct smtp_rcpt rcpt = { .address = bad[i] };
		struct smtp_message m = { .sender = "alice@example.org", .rcpts = &rcpt, .rcpt_count = 1,
		    .data = "a\r\n", .len = 3 };

		assert_int_equal(ERR_INVALID, submit(&cx, &s, &m, &r));
		ctx_close(&cx);
		rcpt.address = "bob@example.org";
		m.sender = i < COUNT(bad) - 1 ? bad[i] : "\r\n";
		assert_int_equal(ERR_INVALID, submit(&cx, &s, &m, &r));
		ctx_close(&cx);
	}
	end(&s, heard, sizeof heard);
	assert_string_equal("", heard);

	/* Beyond SIZE nothing is sent. */
	static const struct step large[] = { UP, { "never", "" }, END };
	struct smtp_rcpt rcpt = { .address = "bob@example.org" };
	struct smtp_message m = { .sender = "alice@example.org", .rcpts = &rcpt, .rcpt_count = 1,
	    .data = big, .len = sizeof big };
	s = serve(large, 1);
	assert_int_equal(ERR_TOO_LARGE, submit(&cx, &s, &m, &r));
	ctx_close(&cx);
	end(&s, heard, sizeof heard);
	assert_null(strstr(heard, "MAIL"));
}

/* No other machine is spoken to in the clear. */
static void
test_network_in_clear(void **state)
{
	static const struct {
		const char	*here, *there;
		bool		 want;
	} cases[] = {
		{ "127.0.0.1", "127.0.0.1", true },
		{ "127.0.0.1", "127.1.2.3", true },
		{ "192.0.2.1", "192.0.2.1", true },
		{ "192.0.2.1", "192.0.2.2", false },
		{ "10.0.0.1", "128.0.0.1", false },
		{ "::1", "::1", true },
		{ "2001:db8::1", "2001:db8::1", true },
		{ "2001:db8::1", "2001:db8::2", false },
		{ "::ffff:127.0.0.1", "::ffff:127.0.0.1", true },
		{ "::ffff:192.0.2.1", "::ffff:192.0.2.2", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *ends[] = { cases[i].here, cases[i].there };
		struct sockaddr_storage sa[2] = { 0 };

		for (int k = 0; k < 2; k++) {
			struct sockaddr_in *in = (void *)&sa[k];
			struct sockaddr_in6 *in6 = (void *)&sa[k];

			if (inet_pton(AF_INET, ends[k], &in->sin_addr) == 1) {
				in->sin_family = AF_INET;
			} else {
				assert_int_equal(1, inet_pton(AF_INET6, ends[k], &in6->sin6_addr));
				in6->sin6_family = AF_INET6;
			}
		}
		if (stream_stays_here((void *)&sa[0], (void *)&sa[1]) != cases[i].want)
			fail_msg("%s to %s", ends[0], ends[1]);
	}
}

static int
setup(void **state)
{
	(void)state;
	log_open("test", LOG_ERROR_);
	pool = imap_pool_open(4, 2, 60);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	imap_pool_close(pool);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sign_in),
		cmocka_unit_test(test_stall),
		cmocka_unit_test(test_starttls),
		cmocka_unit_test(test_answers),
		cmocka_unit_test(test_sets),
		cmocka_unit_test(test_falling_set),
		cmocka_unit_test(test_injection),
		cmocka_unit_test(test_dead_in_pool),
		cmocka_unit_test(test_synchronising_literal),
		cmocka_unit_test(test_idle),
		cmocka_unit_test(test_submit),
		cmocka_unit_test(test_submit_refused),
		cmocka_unit_test(test_submit_arguments),
		cmocka_unit_test(test_network_in_clear),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
