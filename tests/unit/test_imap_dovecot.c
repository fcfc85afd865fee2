/*
 * The mail client against real servers: Dovecot with all it has, and Dovecot
 * with little more than RFC 3501.  Each runs in a folder of its own and ends
 * with the test.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/clock.h"
#include "core/log.h"
#include "imapclient/idle.h"
#include "imapclient/search.h"
#include "imapclient/store.h"

#include "tests/unit/mail_servers.h"

static struct server servers[] = {
	{ .name = "whole" },
	{ .name = "bare", .plain = true, .capability = "IMAP4rev1 LITERAL- IDLE SASL-IR" },
};
static struct server *const whole = &servers[0], *const bare = &servers[1];

static struct imap_pool *pool;

static int
setup(void **state)
{
	(void)state;
	log_open("test", LOG_ERROR_);
	for (size_t i = 0; i < COUNT(servers); i++)
		start(&servers[i]);
	pool = imap_pool_open(4, 2, 60);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	imap_pool_close(pool);
	for (size_t i = 0; i < COUNT(servers); i++)
		stop(&servers[i]);
	return 0;
}

/* --- units of work ------------------------------------------------------------- */

static struct imap_login
login_of(const struct server *s)
{
	return (struct imap_login){
		.account = s->port,
		.at = { .host = "127.0.0.1", .port = s->port },
		.user = "alice@example.org",
		.secret = TOKEN,
		.mechanism = MAIL_XOAUTH2,
	};
}

static void
begin(struct ctx *cx)
{
	ctx_open(cx, NULL);
	cx->imap = pool;
	cx->deadline = clock_steady() + 120000;
}

#define GOOD(call)	good((call), #call, &cx)
static void
good(enum status st, const char *what, struct ctx *cx)
{
	if (st != OK)
		fail_msg("%s: %s (%s)", what, status_name(st), cx->fault_text != NULL ? cx->fault_text : "");
}

#define BAD(want, call)	do { \
	enum status bad_ = (call); \
	if (bad_ != (want)) \
		fail_msg("%s: %s, not %s (%s)", #call, status_name(bad_), status_name(want), \
		    cx.fault_text != NULL ? cx.fault_text : ""); \
	ctx_forgive(&cx); \
} while (0)

static struct imap *
lease(struct ctx *cx, const struct server *s)
{
	struct imap_login login = login_of(s);
	struct imap *imap;
	enum status st;

	begin(cx);
	if ((st = imap_lease(cx, &login, &imap)) != OK)
		fail_msg("lease: %s (%s)", status_name(st), cx->fault_text);
	return imap;
}

static const char plain_message[] =
	"From: Bob <bob@example.org>\r\nTo: alice@example.org\r\nSubject: =?utf-8?q?Gr=C3=BC=C3=9Fe?=\r\n"
	"Message-ID: <1@example.org>\r\nReferences: <0@example.org>\r\n"
	"Date: Fri, 20 Nov 2026 10:00:00 +0000\r\nMIME-Version: 1.0\r\n"
	"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
	"--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHello w\xc3\xb6rld, this is the text.\r\n"
	"--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; filename=a.pdf\r\n"
	"Content-Transfer-Encoding: base64\r\n\r\nJVBERg==\r\n--b--\r\n";

/* A new mailbox with COUNT messages; their UIDs are 1 … COUNT. */
static uint32_t
fresh_box(struct ctx *cx, struct imap *imap, const char *name, int count)
{
	const char *const flags[] = { "\\Seen", "$Forwarded" };
	struct imap_new m = { .data = plain_message, .len = sizeof plain_message - 1,
	    .flags = flags, .flag_count = 2, .received = 1700000000 };
	struct imap_appended done;
	struct imap_box box;

	good(imap_folder_create(cx, imap, name, IMAP_USE_NONE), "create", cx);
	for (int i = 0; i < count; i++)
		good(imap_append(cx, imap, name, &m, &done), "append", cx);
	good(imap_select(cx, imap, name, &box), "select", cx);
	assert_int_equal(count, box.messages);
	return box.uidvalidity;
}

static struct imap_uids
uids_of(struct ctx *cx, const char *text)
{
	struct imap_uids set = IMAP_UIDS_ON(cx->arena);

	assert_int_equal(OK, imap_uids_parse(&set, text, strlen(text)));
	return set;
}

/* --- sign-in and pool --------------------------------------------------------------- */

static void
test_sign_in(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		struct imap_login login = login_of(&servers[i]);
		struct imap *imap;
		struct ctx cx;

		begin(&cx);
		login.account = 1000;
		GOOD(imap_lease(&cx, &login, &imap));
		assert_int_equal(!servers[i].plain, imap_can(imap, IMAP_CAP_QRESYNC));
		assert_int_equal(!servers[i].plain, imap_can(imap, IMAP_CAP_LIST_STATUS));
		login.account++;
		login.mechanism = MAIL_PLAIN;
		GOOD(imap_lease(&cx, &login, &imap));
		login.account++;
		login.secret = "wrong";
		BAD(ERR_UNAUTHENTICATED, imap_lease(&cx, &login, &imap));
		login.mechanism = MAIL_XOAUTH2;
		BAD(ERR_UNAUTHENTICATED, imap_lease(&cx, &login, &imap));
		login.user = "alice@example.org\r\nX NOOP";
		BAD(ERR_INVALID, imap_lease(&cx, &login, &imap));
		ctx_close(&cx);
	}
}

static void
test_tls(void **state)
{
	struct imap_login login = login_of(whole);
	struct imap_folders list;
	struct imap *imap;
	struct ctx cx;
	char ca[100];

	(void)state;
	snprintf(ca, sizeof ca, "%s/cert.pem", whole->folder);
	begin(&cx);
	login.account = 2000;
	login.at = (struct stream_to){ .host = "localhost", .port = whole->tls_port,
	    .tls = STREAM_TLS, .ca_file = ca };
	GOOD(imap_lease(&cx, &login, &imap));
	GOOD(imap_folder_list(&cx, imap, &list));
	assert_true(list.count >= 3);

	login.account++;
	login.at.port = whole->port;
	login.at.tls = STREAM_STARTTLS;
	GOOD(imap_lease(&cx, &login, &imap));
	GOOD(imap_folder_list(&cx, imap, &list));

	/* The name must be in the certificate, its issuer must be known. */
	login.account++;
	login.at.name = "mail.example.org";
	BAD(ERR_UPSTREAM, imap_lease(&cx, &login, &imap));
	login.at.name = "localhost";
	login.at.host = "127.0.0.1";
	GOOD(imap_lease(&cx, &login, &imap));
	login.account++;
	login.at.name = NULL;
	BAD(ERR_UPSTREAM, imap_lease(&cx, &login, &imap));
	login.at.name = "localhost";
	login.at.ca_file = NULL;
	BAD(ERR_UPSTREAM, imap_lease(&cx, &login, &imap));
	assert_non_null(cx.imap);
	ctx_close(&cx);
}

static void
test_pool(void **state)
{
	struct imap_login login = login_of(whole);
	struct imap *a, *b, *again;
	struct ctx one, two, cx;

	(void)state;
	begin(&one);
	begin(&two);
	begin(&cx);
	login.account = 3000;
	GOOD(imap_lease(&one, &login, &a));
	GOOD(imap_lease(&one, &login, &again));
	assert_ptr_equal(a, again);
	GOOD(imap_lease(&two, &login, &b));
	assert_ptr_not_equal(a, b);
	GOOD(imap_lease(&cx, &login, &again));
	ctx_close(&one);
	ctx_close(&two);
	ctx_close(&cx);
	/* Two of this account are kept, and four in all. */
	assert_true(imap_pool_count(pool) <= 4);
	begin(&cx);
	GOOD(imap_lease(&cx, &login, &again));
	assert_true(again == a || again == b);
	login.at.port = free_port();
	BAD(ERR_BUSY, imap_lease(&cx, &login, &again));
	ctx_close(&cx);
}

/* --- folders ---------------------------------------------------------------------------- */

static const struct imap_folder *
folder(const struct imap_folders *list, const char *name)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->list[i].name, name) == 0)
			return &list->list[i];
	return NULL;
}

static void
test_folders(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		struct imap_folders list;
		struct imap_folder one;
		const struct imap_folder *f;
		struct imap_box box;
		struct ctx cx;
		struct imap *imap = lease(&cx, &servers[i]);

		fresh_box(&cx, imap, "Größe & \"Co\"", 2);
		GOOD(imap_folder_create(&cx, imap, "Größe & \"Co\"/台北", IMAP_USE_NONE));
		BAD(ERR_EXISTS, imap_folder_create(&cx, imap, "Größe & \"Co\"", IMAP_USE_NONE));
		GOOD(imap_folder_subscribe(&cx, imap, "Größe & \"Co\"/台北", true));
		GOOD(imap_folder_list(&cx, imap, &list));

		assert_non_null(f = folder(&list, "INBOX"));
		assert_true(f->has_status && f->selectable && f->separator == '/');
		assert_non_null(f = folder(&list, "Größe & \"Co\""));
		assert_int_equal(2, f->messages);
		assert_int_equal(0, f->unseen);
		assert_int_equal(3, f->uidnext);
		assert_true(f->uidvalidity > 0 && !f->subscribed);
		assert_int_equal(!servers[i].plain, f->has_modseq);
		assert_int_equal(servers[i].plain ? -1 : 2 * (int64_t)(sizeof plain_message - 1), f->size);
		assert_non_null(f = folder(&list, "Größe & \"Co\"/台北"));
		assert_true(f->subscribed);
		assert_non_null(f = folder(&list, "Sent"));
		assert_true(f->subscribed);
		if (!servers[i].plain) {
			assert_int_equal(IMAP_USE_SENT, f->use);
			assert_int_equal(IMAP_USE_TRASH, folder(&list, "Trash")->use);
		}

		GOOD(imap_folder_status(&cx, imap, "Sent", &one));
		assert_int_equal(0, one.messages);
		BAD(ERR_NOT_FOUND, imap_folder_status(&cx, imap, "Nowhere", &one));
		BAD(ERR_NOT_FOUND, imap_select(&cx, imap, "Nowhere", &box));
		GOOD(imap_select(&cx, imap, "Größe & \"Co\"", &box));
		BAD(ERR_PRECONDITION, imap_select_known(&cx, imap, "Größe & \"Co\"", box.uidvalidity + 1, 0));
		GOOD(imap_select_known(&cx, imap, "Größe & \"Co\"", box.uidvalidity, 0));
		GOOD(imap_folder_rename(&cx, imap, "Größe & \"Co\"", "Neu"));
		BAD(ERR_NOT_FOUND, imap_folder_rename(&cx, imap, "Größe & \"Co\"", "Neuer"));
		GOOD(imap_select(&cx, imap, "Neu", &box));
		assert_int_equal(2, box.messages);
		GOOD(imap_folder_delete(&cx, imap, "Neu/台北"));
		GOOD(imap_folder_delete(&cx, imap, "Neu"));
		BAD(ERR_NOT_FOUND, imap_folder_delete(&cx, imap, "Neu"));
		BAD(ERR_INVALID, imap_folder_create(&cx, imap, "a\r\nX LOGOUT", IMAP_USE_NONE));
		GOOD(imap_folder_list(&cx, imap, &list));
		assert_null(folder(&list, "Neu"));
		ctx_close(&cx);
	}
}

static void
test_special_use(void **state)
{
	struct imap_folders list;
	struct ctx cx;
	struct imap *imap = lease(&cx, whole);

	(void)state;
	if (imap_can(imap, IMAP_CAP_CREATE_SPECIAL_USE)) {
		GOOD(imap_folder_create(&cx, imap, "Altes", IMAP_USE_ARCHIVE));
		GOOD(imap_folder_list(&cx, imap, &list));
		assert_int_equal(IMAP_USE_ARCHIVE, folder(&list, "Altes")->use);
	}
	ctx_close(&cx);
}

/* Many folders: more than one batch of STATUS on the bare server. */
static void
test_many_folders(void **state)
{
	struct imap_folders list;
	struct ctx cx;
	struct imap *imap = lease(&cx, bare);
	size_t told = 0;

	(void)state;
	for (int i = 0; i < 120; i++)
		GOOD(imap_folder_create(&cx, imap, arena_printf(cx.arena, "many/%d", i), IMAP_USE_NONE));
	GOOD(imap_folder_list(&cx, imap, &list));
	for (size_t i = 0; i < list.count; i++)
		told += list.list[i].has_status;
	assert_true(told >= 122);
	ctx_close(&cx);
}

/* --- messages ------------------------------------------------------------------------------ */

static void
test_fetch(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		struct imap_messages got;
		struct imap_message *m;
		struct imap_body body;
		struct imap_bytes piece;
		struct imap_uids uids;
		struct ctx cx;
		struct imap *imap = lease(&cx, &servers[i]);

		fresh_box(&cx, imap, "fetch", 3);
		uids = uids_of(&cx, "1:2,9");
		GOOD(imap_fetch(&cx, imap, cx.arena, &uids, IMAP_FETCH_INDEX | IMAP_FETCH_PREVIEW | IMAP_FETCH_ENVELOPE |
		    IMAP_FETCH_SAVED | IMAP_FETCH_HEADER, &got));
		assert_int_equal(2, got.count);
		m = &got.list[1];
		assert_int_equal(2, m->uid);
		assert_true(m->seen && !m->deleted && m->has_flags && m->has_received);
		assert_string_equal("$Forwarded", m->keywords[0]);
		assert_int_equal(1700000000, m->received);
		assert_int_equal(sizeof plain_message - 1, m->size);
		assert_non_null(m->guid);		/* hidden nowhere: it is tried */
		assert_string_not_equal(got.list[0].guid, m->guid);
		assert_non_null(m->header.data);
		assert_string_equal("bob", m->envelope->from->mailbox.data);
		assert_string_equal("=?utf-8?q?Gr=C3=BC=C3=9Fe?=", m->envelope->subject.data);
		assert_string_equal("mixed", m->structure->subtype);
		assert_string_equal("2", m->structure->children->next->id);
		assert_string_equal("attachment", m->structure->children->next->disposition);
		assert_int_equal(!servers[i].plain, m->modseq > 0);
		assert_int_equal(!servers[i].plain, m->preview != NULL);
		assert_int_equal(!servers[i].plain, m->saved > 0);
		if (m->preview != NULL)
			assert_string_equal("Hello w\xc3\xb6rld, this is the text.", m->preview);

		GOOD(imap_fetch(&cx, imap, cx.arena, &uids, IMAP_FETCH_HEADERS, &got));
		assert_non_null(strstr(got.list[0].header.data, "References: <0@example.org>"));
		assert_null(strstr(got.list[0].header.data, "MIME-Version"));
		assert_non_null(strstr(got.list[0].header.data, "Content-Type: "));
		/* These servers name messages, so the header need not do so. */
		GOOD(imap_fetch(&cx, imap, cx.arena, &uids, IMAP_FETCH_GUID | IMAP_FETCH_ROW, &got));
		assert_non_null(strstr(got.list[0].header.data, "References: <0@example.org>"));
		assert_null(strstr(got.list[0].header.data, "Content-Type: "));

		GOOD(imap_body(&cx, imap, 1, "", 1 << 20, &body));
		assert_int_equal(sizeof plain_message - 1, body.len);
		assert_memory_equal(plain_message, body.data, body.len);
		GOOD(imap_body(&cx, imap, 1, "2", 1 << 20, &body));
		assert_string_equal("JVBERg==", body.data);
		GOOD(imap_body(&cx, imap, 1, "2.MIME", 1 << 20, &body));
		assert_non_null(strstr(body.data, "application/pdf"));
		GOOD(imap_body(&cx, imap, 1, "HEADER", 1 << 20, &body));
		GOOD(imap_body_piece(&cx, imap, cx.arena, 1, "", 6, 3, &piece));
		assert_string_equal("Bob", piece.data);
		BAD(ERR_TOO_LARGE, imap_body(&cx, imap, 1, "", 10, &body));
		BAD(ERR_NOT_FOUND, imap_body(&cx, imap, 77, "", 1 << 20, &body));
		/* Dovecot gives nothing for a part that is not there, others NIL. */
		GOOD(imap_body(&cx, imap, 1, "7.2", 1 << 20, &body));
		assert_int_equal(0, body.len);
		BAD(ERR_INVALID, imap_body(&cx, imap, 1, "1]\r\nX NOOP", 1 << 20, &body));
		BAD(ERR_INVALID, imap_body(&cx, imap, 1, "1..2", 1 << 20, &body));
		ctx_close(&cx);
	}
}

static long
peak_kib(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return u.ru_maxrss;
}

/* 40 MB in and out through descriptors, and our memory stays where it was. */
static void
test_large(void **state)
{
	enum { LINES = 40 * 1024 * 1024 / 64 };
	static const char line[] = "0123456789 0123456789 0123456789 0123456789 0123456789 .......\r\n";
	int fd = memfd_create("large", MFD_CLOEXEC);
	const char head[] = "Subject: large\r\n\r\n";
	struct imap_new m = { .fd = fd };
	struct imap_appended done;
	struct imap_body body;
	struct imap_box box;
	struct ctx cx;
	struct imap *imap = lease(&cx, whole);
	char block[64 * 1024], back[64 * 1024];
	long before;

	(void)state;
	assert_int_equal(64, sizeof line - 1);
	assert_int_equal(sizeof head - 1, write(fd, head, sizeof head - 1));
	for (size_t i = 0; i < sizeof block; i += 64)
		memcpy(block + i, line, 64);
	for (int i = 0; i < LINES / 1024; i++)
		assert_int_equal(sizeof block, write(fd, block, sizeof block));
	m.len = (size_t)lseek(fd, 0, SEEK_CUR);
	assert_true(m.len > 40 * 1024 * 1024);

	GOOD(imap_folder_create(&cx, imap, "large", IMAP_USE_NONE));
	before = peak_kib();
	GOOD(imap_append(&cx, imap, "large", &m, &done));
	GOOD(imap_select(&cx, imap, "large", &box));
	GOOD(imap_body(&cx, imap, 1, "", 100 << 20, &body));
	assert_true(peak_kib() - before < 2048);
	assert_null(body.data);
	assert_int_equal(m.len, body.len);
	for (off_t at = 0; at < (off_t)m.len; at += (off_t)sizeof block) {
		ssize_t n = pread(fd, block, sizeof block, at);

		assert_int_equal(n, pread(body.fd, back, sizeof back, at));
		assert_memory_equal(block, back, (size_t)n);
	}
	BAD(ERR_TOO_LARGE, imap_body(&cx, imap, 1, "", 1 << 20, &body));
	/* The session is still in step. */
	GOOD(imap_select(&cx, imap, "large", &box));
	assert_int_equal(1, box.messages);
	close(fd);
	ctx_close(&cx);
}

static void
test_append(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		const char *const evil[] = { "\\Seen) {3}" };
		struct imap_new m = { .data = plain_message, .len = sizeof plain_message - 1 };
		struct imap_appended done;
		struct ctx cx;
		struct imap *imap = lease(&cx, &servers[i]);

		GOOD(imap_append(&cx, imap, "INBOX", &m, &done));
		/* Dovecot tells the UID whatever it advertises. */
		assert_true(done.uid > 0 && done.uidvalidity > 0);
		BAD(ERR_NOT_FOUND, imap_append(&cx, imap, "Nowhere", &m, &done));
		m.flags = evil;
		m.flag_count = 1;
		BAD(ERR_INVALID, imap_append(&cx, imap, "INBOX", &m, &done));
		BAD(ERR_INVALID, imap_append(&cx, imap, "IN\nBOX", &m, &done));
		ctx_close(&cx);
	}
}

/* What another session brought after the mailbox was selected can be asked for. */
static void
test_came_later(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		struct imap_new m = { .data = plain_message, .len = sizeof plain_message - 1 };
		struct imap_appended done;
		struct imap_body body;
		struct ctx mine, other;
		struct imap *imap = lease(&mine, &servers[i]);
		uint32_t validity = fresh_box(&mine, imap, "later", 1);

		good(imap_append(&other, lease(&other, &servers[i]), "later", &m, &done), "append", &other);
		good(imap_select_known(&mine, imap, "later", validity, done.uid), "select", &mine);
		good(imap_body(&mine, imap, done.uid, "HEADER", 1 << 20, &body), "body", &mine);
		assert_non_null(strstr(body.data, "<1@example.org>"));
		ctx_close(&other);
		ctx_close(&mine);
	}
}

/* A session whose mailbox somebody deletes is of no use any more; another is there at once. */
static void
test_deleted_under(void **state)
{
	static const char *const flag[] = { "\\Seen" };

	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		struct imap_login login = login_of(&servers[i]);
		struct imap_folders list;
		struct imap_uids uids;
		struct ctx cx, other;
		struct imap *imap = lease(&cx, &servers[i]);

		(void)fresh_box(&cx, imap, "fleeting", 2);
		uids = uids_of(&cx, "1:2");
		assert_false(imap_ended(&cx));
		good(imap_folder_delete(&other, lease(&other, &servers[i]), "fleeting"), "delete", &other);
		assert_int_not_equal(OK, imap_store(&cx, imap, &uids, IMAP_STORE_ADD, flag, 1, 0, NULL));
		assert_true(imap_ended(&cx));
		assert_false(imap_ended(&cx));	/* told once */
		ctx_forgive(&cx);
		GOOD(imap_lease(&cx, &login, &imap));
		GOOD(imap_folder_list(&cx, imap, &list));
		ctx_close(&other);
		ctx_close(&cx);
	}
}

/* What somebody else expunged meanwhile does not keep the others. */
static void
test_move_expunged(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		struct imap_copied copied;
		struct imap_uids first, all;
		struct ctx cx, other;
		struct imap *imap = lease(&cx, &servers[i]), *theirs;
		uint32_t validity = fresh_box(&cx, imap, "crowd", 3);

		(void)fresh_box(&cx, imap, "place", 0);
		GOOD(imap_select_known(&cx, imap, "crowd", validity, 0));
		all = uids_of(&cx, "1:3");
		first = uids_of(&cx, "1");
		theirs = lease(&other, &servers[i]);
		good(imap_select_known(&other, theirs, "crowd", validity, 0), "select", &other);
		good(imap_expunge(&other, theirs, &first), "expunge", &other);
		GOOD(imap_move(&cx, imap, &all, "place", &copied));
		if (imap_can(imap, IMAP_CAP_UIDPLUS))
			assert_int_equal(2, copied.count);
		ctx_close(&other);
		ctx_close(&cx);
	}
}

static void
test_search(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		struct imap_uids found;
		struct imap_search s;
		struct ctx cx;
		struct imap *imap = lease(&cx, &servers[i]);

		fresh_box(&cx, imap, "search", 3);
		imap_search_open(&s, cx.arena);
		imap_search_text(&s, IMAP_SEARCH_SUBJECT, "GRÜSSE");
		GOOD(imap_search(&cx, imap, &s, &found));
		imap_search_open(&s, cx.arena);
		imap_search_text(&s, IMAP_SEARCH_SUBJECT, "grüße");
		imap_search_text(&s, IMAP_SEARCH_BODY, "wörld");
		GOOD(imap_search(&cx, imap, &s, &found));
		assert_string_equal("1:3", imap_uids_format(&found, cx.arena));

		/* (unseen or from bob) and not uid 2 */
		struct imap_uids two = uids_of(&cx, "2");
		imap_search_open(&s, cx.arena);
		imap_search_or(&s);
		imap_search_flag(&s, IMAP_SEARCH_SEEN, false);
		imap_search_begin(&s);
		imap_search_text(&s, IMAP_SEARCH_FROM, "bob");
		imap_search_keyword(&s, "$Forwarded", true);
		imap_search_end(&s);
		imap_search_not(&s);
		imap_search_uids(&s, &two);
		GOOD(imap_search(&cx, imap, &s, &found));
		assert_string_equal("1,3", imap_uids_format(&found, cx.arena));

		imap_search_open(&s, cx.arena);
		imap_search_header(&s, "References", "<0@example.org>");
		imap_search_since(&s, 1700000000);
		imap_search_before(&s, 1700000000 + 86400);
		imap_search_larger(&s, 10);
		imap_search_smaller(&s, 100000);
		GOOD(imap_search(&cx, imap, &s, &found));
		assert_int_equal(3, imap_uids_total(&found));
		imap_search_open(&s, cx.arena);
		imap_search_text(&s, IMAP_SEARCH_TEXT, "no \"such\" \\ text");
		GOOD(imap_search(&cx, imap, &s, &found));
		assert_int_equal(0, found.count);
		GOOD(imap_search_all(&cx, imap, cx.arena, &found));
		assert_int_equal(3, imap_uids_total(&found));

		/* What would be a command of its own is none. */
		imap_search_open(&s, cx.arena);
		imap_search_text(&s, IMAP_SEARCH_TEXT, "x\"\r\nX DELETE search");
		BAD(ERR_INVALID, imap_search(&cx, imap, &s, &found));
		imap_search_open(&s, cx.arena);
		imap_search_keyword(&s, "a b", true);
		BAD(ERR_INVALID, imap_search(&cx, imap, &s, &found));
		imap_search_open(&s, cx.arena);
		imap_search_or(&s);
		imap_search_everything(&s);
		BAD(ERR_INVALID, imap_search(&cx, imap, &s, &found));
		ctx_close(&cx);
	}
}

static void
test_store(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		const char *const flagged[] = { "\\Flagged", "work" };
		const char *const evil[] = { "\\Seen)\r\nX NOOP" };
		struct imap_stored stored;
		struct imap_uids uids;
		struct ctx cx;
		struct imap *imap = lease(&cx, &servers[i]);

		fresh_box(&cx, imap, "store", 3);
		uids = uids_of(&cx, "1:2");
		GOOD(imap_store(&cx, imap, &uids, IMAP_STORE_ADD, flagged, 2, 0, &stored));
		assert_int_equal(2, stored.now.count);
		assert_true(stored.now.list[0].flagged && stored.now.list[0].seen);
		GOOD(imap_store(&cx, imap, &uids, IMAP_STORE_REMOVE, flagged, 1, 0, &stored));
		assert_false(stored.now.list[0].flagged);
		GOOD(imap_store(&cx, imap, &uids, IMAP_STORE_REPLACE, flagged, 1, 0, &stored));
		assert_true(stored.now.list[1].flagged && !stored.now.list[1].seen);
		assert_null(stored.now.list[1].keywords[0]);
		BAD(ERR_INVALID, imap_store(&cx, imap, &uids, IMAP_STORE_ADD, evil, 1, 0, NULL));

		if (servers[i].plain) {
			BAD(ERR_INVALID, imap_store(&cx, imap, &uids, IMAP_STORE_ADD, flagged, 1, 5, &stored));
		} else {
			uint64_t modseq = stored.now.list[1].modseq;
			struct imap_uids one = uids_of(&cx, "1");

			assert_true(modseq > 0);
			GOOD(imap_store(&cx, imap, &one, IMAP_STORE_ADD, flagged + 1, 1, 0, NULL));
			GOOD(imap_store(&cx, imap, &uids, IMAP_STORE_REMOVE, flagged, 1, modseq, &stored));
			assert_string_equal("1", imap_uids_format(&stored.refused, cx.arena));
			assert_int_equal(2, stored.now.list[stored.now.count - 1].uid);
			assert_false(stored.now.list[stored.now.count - 1].flagged);
		}
		ctx_close(&cx);
	}
}

static void
test_move(void **state)
{
	const char *const deleted[] = { "\\Deleted" };

	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		struct imap_copied copied;
		struct imap_uids uids, left;
		struct imap_box box;
		struct ctx cx;
		struct imap *imap = lease(&cx, &servers[i]);

		GOOD(imap_folder_create(&cx, imap, "to", IMAP_USE_NONE));
		fresh_box(&cx, imap, "from", 6);
		uids = uids_of(&cx, "2,4");
		GOOD(imap_copy(&cx, imap, &uids, "to", &copied));
		assert_int_equal(2, copied.count);
		assert_int_equal(4, copied.from[1]);
		assert_int_equal(2, copied.to[1]);
		GOOD(imap_move(&cx, imap, &uids, "to", &copied));
		assert_int_equal(2, copied.count);
		assert_int_equal(3, copied.to[0]);
		uids = uids_of(&cx, "1");
		BAD(ERR_NOT_FOUND, imap_move(&cx, imap, &uids, "Nowhere", &copied));

		/* Another's mark stays, and so does its message. */
		uids = uids_of(&cx, "6");
		GOOD(imap_store(&cx, imap, &uids, IMAP_STORE_ADD, deleted, 1, 0, NULL));
		uids = uids_of(&cx, "1");
		GOOD(imap_expunge(&cx, imap, &uids));
		GOOD(imap_search_all(&cx, imap, cx.arena, &left));
		assert_string_equal("3,5:6", imap_uids_format(&left, cx.arena));
		struct imap_messages got;
		uids = uids_of(&cx, "6");
		GOOD(imap_fetch(&cx, imap, cx.arena, &uids, IMAP_FETCH_FLAGS, &got));
		assert_true(got.list[0].deleted);
		GOOD(imap_select(&cx, imap, "to", &box));
		assert_int_equal(4, box.messages);
		ctx_close(&cx);
	}
}

static void
test_resync(void **state)
{
	const char *const flagged[] = { "\\Flagged" };

	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		struct imap_new m = { .data = plain_message, .len = sizeof plain_message - 1 };
		struct imap_changes changes;
		struct imap_appended done;
		struct imap_uids uids;
		struct imap_box box;
		struct ctx cx;
		struct imap *imap = lease(&cx, &servers[i]);
		uint32_t validity = fresh_box(&cx, imap, "resync", 10);
		uint64_t modseq;

		GOOD(imap_resync(&cx, imap, cx.arena, "resync", 0, 0, &box, &changes));
		assert_true(changes.all);
		assert_int_equal(10, changes.changed.count);
		assert_string_equal("$Forwarded", changes.changed.list[9].keywords[0]);
		modseq = box.modseq;
		GOOD(imap_resync(&cx, imap, cx.arena, "resync", validity, modseq, &box, &changes));
		assert_int_equal(servers[i].plain ? 10 : 0, changes.changed.count);

		uids = uids_of(&cx, "3");
		GOOD(imap_store(&cx, imap, &uids, IMAP_STORE_ADD, flagged, 1, 0, NULL));
		uids = uids_of(&cx, "5:6,10");
		GOOD(imap_expunge(&cx, imap, &uids));
		GOOD(imap_append(&cx, imap, "resync", &m, &done));
		GOOD(imap_resync(&cx, imap, cx.arena, "resync", validity, modseq, &box, &changes));
		assert_int_equal(8, box.messages);
		if (servers[i].plain) {
			assert_true(changes.all);
			assert_int_equal(8, changes.changed.count);
		} else {
			assert_false(changes.all);
			assert_true(changes.vanished_known);
			assert_string_equal("5:6,10", imap_uids_format(&changes.vanished, cx.arena));
			assert_int_equal(2, changes.changed.count);
			assert_int_equal(3, changes.changed.list[0].uid);
			assert_true(changes.changed.list[0].flagged);
			assert_int_equal(11, changes.changed.list[1].uid);
			assert_true(box.modseq > modseq);
		}
		/* Another UIDVALIDITY: all of it. */
		GOOD(imap_resync(&cx, imap, cx.arena, "resync", validity + 1, modseq, &box, &changes));
		assert_true(changes.all);
		assert_int_equal(8, changes.changed.count);
		ctx_close(&cx);
	}
}

/* 3000 messages: batches, and memory that does not grow with the tree of answers. */
static void
test_many(void **state)
{
	struct imap_uids all, part;
	struct imap_changes changes;
	struct imap_box box;
	struct ctx cx;
	struct imap *imap = lease(&cx, whole);
	size_t seen = 0;

	(void)state;
	cx.deadline = clock_steady() + 240000;
	fresh_box(&cx, imap, "many messages", 3);
	for (int i = 0; i < 10; i++) {
		struct imap_copied copied;

		GOOD(imap_search_all(&cx, imap, cx.arena, &all));
		GOOD(imap_copy(&cx, imap, &all, "many messages", &copied));
	}
	GOOD(imap_resync(&cx, imap, cx.arena, "many messages", 0, 0, &box, &changes));
	assert_int_equal(3072, changes.changed.count);
	GOOD(imap_search_all(&cx, imap, cx.arena, &all));
	part = IMAP_UIDS_ON(cx.arena);
	for (uint32_t after = 0; imap_uids_slice(&all, after, IMAP_BATCH, &part); ) {
		struct arena *turn = arena_open();
		struct imap_messages got;

		GOOD(imap_fetch(&cx, imap, turn, &part, IMAP_FETCH_INDEX | IMAP_FETCH_PREVIEW, &got));
		seen += got.count;
		after = got.list[got.count - 1].uid;
		arena_close(turn);
	}
	assert_int_equal(3072, seen);
	BAD(ERR_LIMIT, imap_fetch(&cx, imap, cx.arena, &all, IMAP_FETCH_FLAGS, &changes.changed));
	ctx_close(&cx);
}

/* --- waiting ---------------------------------------------------------------------------------- */

static enum imap_news
wait_for_news(struct imap_idle *idle, int ms)
{
	int64_t until = clock_steady() + ms;
	enum imap_news news = IMAP_NEWS_NONE;

	while (news == IMAP_NEWS_NONE && clock_steady() < until) {
		struct pollfd p = { .fd = imap_idle_fd(idle), .events = POLLIN };

		if (poll(&p, 1, (int)(until - clock_steady())) > 0)
			news = imap_idle_read(idle);
	}
	return news;
}

static void
test_idle(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(servers); i++) {
		struct imap_new m = { .data = plain_message, .len = sizeof plain_message - 1 };
		struct imap_login login = login_of(&servers[i]);
		struct imap_idle *idle;
		struct imap_appended done;
		struct ctx cx;
		struct imap *imap = lease(&cx, &servers[i]);

		GOOD(imap_idle_open(&cx, &login, &idle));
		assert_int_equal(!servers[i].plain, imap_idle_sees_all(idle));
		while (wait_for_news(idle, 300) == IMAP_NEWS_MOVED)
			;
		assert_int_equal(IMAP_NEWS_NONE, imap_idle_tick(idle));
		GOOD(imap_append(&cx, imap, "INBOX", &m, &done));
		assert_int_equal(IMAP_NEWS_MOVED, wait_for_news(idle, 60000));
		if (imap_idle_sees_all(idle)) {
			while (wait_for_news(idle, 300) == IMAP_NEWS_MOVED)
				;
			GOOD(imap_append(&cx, imap, "Sent", &m, &done));
			assert_int_equal(IMAP_NEWS_MOVED, wait_for_news(idle, 60000));
		}
		imap_idle_close(idle);
		ctx_close(&cx);
	}
}

/* select() would abort the process at descriptor 1024. */
static void
test_many_descriptors(void **state)
{
	struct rlimit limit = { 4096, 4096 };
	struct imap_login login = login_of(whole);
	struct imap_folders list;
	struct imap *imap;
	struct ctx cx;
	int fds[1100];

	(void)state;
	assert_int_equal(0, getrlimit(RLIMIT_NOFILE, &limit));
	limit.rlim_cur = limit.rlim_max < 4096 ? limit.rlim_max : 4096;
	assert_int_equal(0, setrlimit(RLIMIT_NOFILE, &limit));
	for (size_t i = 0; i < COUNT(fds); i++)
		assert_true((fds[i] = open("/dev/null", O_RDONLY | O_CLOEXEC)) >= 0);
	begin(&cx);
	login.account = 5000;
	GOOD(imap_lease(&cx, &login, &imap));
	GOOD(imap_folder_list(&cx, imap, &list));
	ctx_close(&cx);
	for (size_t i = 0; i < COUNT(fds); i++)
		close(fds[i]);
}

/* The server goes: the waiting session says so, and what was pooled is made anew. */
static void
test_restart(void **state)
{
	struct imap_login login = login_of(bare);
	struct imap_folders list;
	struct imap_idle *idle;
	struct ctx cx;
	struct imap *imap = lease(&cx, bare);

	(void)state;
	GOOD(imap_idle_open(&cx, &login, &idle));
	ctx_close(&cx);
	kill(-bare->pid, SIGKILL);
	waitpid(bare->pid, NULL, 0);
	assert_int_equal(IMAP_NEWS_GONE, wait_for_news(idle, 60000));
	assert_int_equal(IMAP_NEWS_GONE, imap_idle_tick(idle));
	imap_idle_close(idle);

	/* The pooled session's process ends a little later, perhaps. */
	for (int i = 0; i < 600; i++) {
		begin(&cx);
		if (imap_lease(&cx, &login, &imap) != OK)
			break;
		ctx_close(&cx);
		usleep(100000);
	}
	assert_int_equal(ERR_BUSY, cx.fault);
	ctx_forgive(&cx);
	launch(bare);
	GOOD(imap_lease(&cx, &login, &imap));
	GOOD(imap_folder_list(&cx, imap, &list));
	ctx_close(&cx);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sign_in),
		cmocka_unit_test(test_tls),
		cmocka_unit_test(test_pool),
		cmocka_unit_test(test_folders),
		cmocka_unit_test(test_special_use),
		cmocka_unit_test(test_many_folders),
		cmocka_unit_test(test_fetch),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_append),
		cmocka_unit_test(test_came_later),
		cmocka_unit_test(test_deleted_under),
		cmocka_unit_test(test_move_expunged),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_store),
		cmocka_unit_test(test_move),
		cmocka_unit_test(test_resync),
		cmocka_unit_test(test_many),
		cmocka_unit_test(test_idle),
		cmocka_unit_test(test_many_descriptors),
		cmocka_unit_test(test_restart),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
