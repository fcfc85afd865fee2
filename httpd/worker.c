/*
 * One process, one request at a time: read it, see who asks, run the handler,
 * answer.  Authentication, limits, compression and the words for the log
 * happen here, around handlers and not inside them.
 *
 * A worker ends when the front closes its socket, after it was told to
 * (SIGTERM, between requests), when it has served its number or grown too
 * large (it says so in its last reply), and by force when it is past a
 * deadline, which the front sees to.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "admin/dns.h"
#include "core/clock.h"
#include "core/log.h"
#include "core/seal.h"
#include "dav/dav.h"
#include "admin/mail_news.h"
#include "admin/rspamd_ui.h"
#include "httpd/auth.h"
#include "httpd/compress.h"
#include "httpd/message.h"
#include "httpd/processes.h"
#include "imapclient/pool.h"
#include "storage/db.h"

#define SESSIONS		16	/* IMAP sessions kept, in all and of one account */
#define SESSIONS_ACCOUNT	2
#define SESSION_IDLE		300
#define SWEEP_MS		30000
#define NEWS_MS			5	/* without a request: time to tell what changed */
#define NEWS_LATEST_MS		100	/* with requests all the time */
#define LARGE			((size_t)1 << 20)
#define LOOK_EVERY		64	/* requests between looks at our own size */

struct worker {
	const struct conf	*conf;
	enum pool_name		 pool;
	int			 front;
	struct db		*db;
	struct imap_pool	*imap;
	int64_t			 served;
	int64_t			 news_at;	/* since when some are waiting; 0: none are */
	bool			 last;
};

static volatile sig_atomic_t told_to_end;

static void
on_term(int signo)
{
	(void)signo;
	told_to_end = 1;
}

/* Resident memory in MiB. */
static int64_t
resident(void)
{
	FILE *f = fopen("/proc/self/statm", "re");
	long total, pages = 0;

	if (f == NULL)
		return 0;
	if (fscanf(f, "%ld %ld", &total, &pages) != 2)
		pages = 0;
	fclose(f);
	return pages * (sysconf(_SC_PAGESIZE) / 1024) / 1024;
}

static bool
is_worn_out(struct worker *w, const struct ctx *cx, const struct request *rq)
{
	if (++w->served >= w->conf->worker_requests)
		return true;
	if (w->served % LOOK_EVERY != 0 && rq->body_len < LARGE && arena_size(cx->arena) < LARGE)
		return false;
	return resident() > w->conf->worker_memory;
}

/* The handler's part; whatever fails becomes an answer. */
static void
run(struct ctx *cx, const struct route *route, const struct request *rq, struct reply *re)
{
	enum status st = route->run(cx, rq, re);

	if (st == OK && re->code == 0)
		st = fault(cx, ERR_INTERNAL, "the handler gave no answer");
	if (st == OK)
		return;
	if (re->body_fd >= 0)
		close(re->body_fd);
	*re = (struct reply){ .body_fd = -1 };
	reply_fault(cx, re, st);
	if (st == ERR_INTERNAL)
		log_event(LOG_ERROR_, "fault", "request", "%s", rq->id, "route", "%s", route->path,
		    "msg", "%s", cx->fault_text, NULL);
}

static void
answer(struct worker *w, struct ctx *cx, const struct message *in, struct message *out)
{
	const struct route *route = &routes[in->route];
	bool needs_verify = false;

	out->kind = MSG_REPLY;
	if (in->kind == MSG_VERIFY) {
		if (auth_verify_basic(cx, &in->rq, &out->re) == OK)
			out->kind = MSG_VERIFIED;
		return;
	}
	if (route->pool != w->pool) {
		reply_problem(cx, &out->re, 500, NULL);
		fault(cx, ERR_INTERNAL, "a request for pool %s", pool_label(route->pool));
		return;
	}
	if (route->run == dav_handle)
		dav_foresee(cx, &in->rq, in->account);
	if (auth_identify(cx, &in->rq, route->need, &out->re, &needs_verify) == OK)
		run(cx, route, &in->rq, &out->re);
	else if (needs_verify)
		out->kind = MSG_NEED_VERIFY;
}

/* The answer in a shape that can always be sent. */
static enum status
send_answer(struct worker *w, struct ctx *cx, struct message *out)
{
	enum status st = message_send(w->front, out);

	if (st == OK || st == ERR_UPSTREAM)
		return st;
	log_event(LOG_ERROR_, "unsendable", "request", "%s", cx->request_id, "status", "%s",
	    status_name(st), NULL);
	out->fault = "the answer could not be handed over";
	if (out->re.body_fd >= 0)
		close(out->re.body_fd);
	out->re = (struct reply){ .body_fd = -1 };
	reply_problem(cx, &out->re, st == ERR_BUSY ? 503 : 500, NULL);
	return message_send(w->front, out);
}

static int
highest_route(void)
{
	int n = 0;

	while (routes[n].path != NULL)
		n++;
	return n - 1;
}

static enum status
serve(struct worker *w, struct ctx *cx, const struct message *in)
{
	struct message out = { .re.body_fd = -1 };
	enum status st;

	if ((in->kind != MSG_REQUEST && in->kind != MSG_VERIFY) || in->route > highest_route())
		return fault(cx, ERR_INVALID, "the front asks nonsense");
	cx->db = w->db;
	cx->imap = w->imap;
	cx->request_id = in->rq.id;
	cx->remote = in->rq.remote;
	cx->deadline = clock_steady() + (in->deadline_ms > 0 ? in->deadline_ms :
	    w->conf->deadline * 1000);
	answer(w, cx, in, &out);
	if (out.kind == MSG_REPLY)
		reply_compress(cx, &in->rq, &out.re);
	w->last = w->last || told_to_end || is_worn_out(w, cx, &in->rq);
	out.last = w->last;
	out.account = cx->who.account;
	out.fault = cx->fault_text != NULL ? cx->fault_text : "";
	st = send_answer(w, cx, &out);
	if (out.re.body_fd >= 0)
		close(out.re.body_fd);
	return st;
}

/* One message; false when there will be no more. */
static bool
turn(struct worker *w)
{
	struct message in;
	struct ctx cx;
	enum status st;

	ctx_open(&cx, w->conf);
	st = message_recv(w->front, cx.arena, &in);
	if (st == OK)
		st = serve(w, &cx, &in);
	if (st != OK && st != ERR_NOT_FOUND && st != ERR_UPSTREAM)
		log_error("message", "%s: %s", status_name(st),
		    cx.fault_text != NULL ? cx.fault_text : "unreadable");
	ctx_close(&cx);
	return st == OK && !w->last;
}

/*
 * Told to end: nothing new can be sent to us from here on, but what the front
 * handed over a moment ago is still served.
 */
static void
finish(struct worker *w)
{
	struct pollfd p = { .fd = w->front, .events = POLLIN };

	w->last = true;
	shutdown(w->front, SHUT_RD);
	if (poll(&p, 1, 0) > 0)
		turn(w);
}

/* After a request, or when there is none: others want to know what changed. */
static void
tell_news(struct worker *w, bool idle)
{
	int64_t now;

	if (!db_news_waiting(w->db)) {
		w->news_at = 0;
		return;
	}
	now = clock_steady();
	if (w->news_at == 0)
		w->news_at = now;
	if (idle || now - w->news_at >= NEWS_LATEST_MS) {
		db_news_send(w->db);
		w->news_at = 0;
	}
}

_Noreturn void
worker_main(const struct inherited *in, enum pool_name pool, int socket)
{
	struct worker w = { .conf = in->conf, .pool = pool, .front = socket };
	struct message ready = { .kind = MSG_READY, .re.body_fd = -1 };
	struct sigaction term = { .sa_handler = on_term };
	struct pollfd p = { .fd = socket, .events = POLLIN };
	sigset_t blocked, open;

	signal(SIGINT, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	/* The signal is let in only while we wait, so it never cuts a handler short. */
	sigemptyset(&open);
	sigemptyset(&blocked);
	sigaddset(&blocked, SIGTERM);
	sigprocmask(SIG_SETMASK, &blocked, NULL);
	sigaction(SIGTERM, &term, NULL);

	auth_open(in->cache_key, in->service_password);
	seal_open(in->seal_secret);
	dns_use_certificate(in->certificate_pem);
	if (pool == POOL_ADMIN)
		mail_news_open(in->redis_password);
	if (pool == POOL_AUTH)
		rspamd_ui_open(in->rspamd_password);
	w.db = db_open(in->database, (int)in->conf->deadline * 1000);
	db_news_later(w.db);
	if (pool == POOL_DAV)
		db_plan_once(w.db);
	if (pool == POOL_MAIL)
		db_plan_few_once(w.db);
	if (pool == POOL_MAIL || pool == POOL_SLOW)
		w.imap = imap_pool_open(SESSIONS, SESSIONS_ACCOUNT, SESSION_IDLE);
	if (message_send(socket, &ready) != OK)
		_exit(0);
	for (;;) {
		bool news = w.news_at != 0;
		struct timespec wait = { .tv_sec = news ? 0 : SWEEP_MS / 1000,
			.tv_nsec = news ? NEWS_MS * 1000000 : 0 };
		int n = ppoll(&p, 1, &wait, &open);

		if (told_to_end) {
			finish(&w);
			break;
		}
		if (n > 0 && !turn(&w))
			break;
		tell_news(&w, n == 0);
		if (n == 0 && !news && w.imap != NULL)
			imap_pool_sweep(w.imap);
	}
	imap_pool_close(w.imap);
	db_close(w.db);
	exit(0);
}
