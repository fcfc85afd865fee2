/*
 * Who holds which socket: a front has one to the master, one to the watcher,
 * one to each of its workers.  The master keeps only the ends of its own, so a
 * process that dies is noticed by whoever talked to it: workers see their
 * front's socket close and end, a front sees its worker's socket close and
 * answers for it.
 *
 * Trust: a front may ask for workers up to the pool's ceiling and may end its
 * own; nothing else.  One that says what control.h does not know is killed.
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/log.h"
#include "httpd/children.h"
#include "httpd/control.h"
#include "httpd/message.h"
#include "httpd/spawn.h"
#include "mailcore/operator.h"

#define DRAIN_RELOAD_MS	60000	/* an old front may finish its long answers */
#define DRAIN_END_MS	20000
#define LINES_ROOM	(4 << 20)	/* bytes of log lines that may wait for the watcher */
#define QUICK_MS	1000	/* a process that lived shorter died of its start */
#define CALM_MS		10000
#define QUICK_FREE	3	/* such deaths in a row without delay */
#define DELAY_MAX_MS	2000

const char *
process_name(enum process_kind kind)
{
	static const char *const names[] = {
		[PROCESS_FRONT] = "front", [PROCESS_WATCHER] = "watcher",
		[PROCESS_OPERATOR] = "operator", [PROCESS_WORKER] = "worker",
	};

	return names[kind];
}

static struct patience *
patience_of(struct children *ch, enum process_kind kind, enum pool_name pool)
{
	return kind == PROCESS_FRONT ? &ch->front : kind == PROCESS_WATCHER ? &ch->watcher :
	    kind == PROCESS_OPERATOR ? &ch->operator : &ch->pool[pool];
}

const struct patience *
children_patience(const struct children *ch, const struct process *pr)
{
	return patience_of((struct children *)(uintptr_t)ch, pr->kind, pr->pool);
}

/* Starting */

/* Of kinds of which there is one. */
static struct process *
the(const struct children *ch, enum process_kind kind)
{
	for (struct process *pr = ch->list; pr != NULL; pr = pr->next)
		if (pr->kind == kind && !pr->draining && pr->control >= 0)
			return pr;
	return NULL;
}

static struct process *
watcher(const struct children *ch)
{
	return the(ch, PROCESS_WATCHER);
}

static enum status
hand(const struct process *to, enum control_kind kind, int fd)
{
	struct control c = { .kind = kind, .fd = fd };

	return to->control >= 0 ? control_send(to->control, &c) : ERR_UPSTREAM;
}

/* A line between watcher and front; either end closes when it could not be handed over. */
static void
introduce(struct process *w, struct process *front)
{
	int ends[2];

	if (control_pair(ends) != OK)
		return;
	if (hand(w, CONTROL_FRONT, ends[0]) != OK || hand(front, CONTROL_WATCHER, ends[1]) != OK)
		log_warn("introduce", "watcher and front could not be connected");
	close(ends[0]);
	close(ends[1]);
}

void
children_tell_line(struct children *ch, const char *service, const char *line)
{
	struct control c = { .kind = CONTROL_LINE, .fd = -1 };
	struct process *w = watcher(ch);

	if (w == NULL || w->control < 0)
		return;
	snprintf(c.text, sizeof c.text, "%s %s", service, line);
	for (char *p = c.text; *p != '\0'; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7f)
			*p = '?';
	/* What is lost here costs some detail only: of deliveries reports come, too. */
	(void)!control_send(w->control, &c);
}

static void
start_operator(struct children *ch)
{
	struct process like = { .kind = PROCESS_OPERATOR };
	int ends[2];
	bool child;

	if (control_pair(ends) != OK)
		return;
	like.control = ends[0];
	if (spawn(ch, &like, &ends[1], 1, &child) == NULL)
		close(ends[0]);
	else if (child)
		operator_main(ch->in.conf, ends[1]);
	close(ends[1]);
}

static void
start_watcher(struct children *ch)
{
	struct process like = { .kind = PROCESS_WATCHER };
	struct process *pr;
	int ends[2];
	bool child;

	if (control_pair(ends) != OK)
		return;
	like.control = ends[0];
	/* It may be busy for seconds while the services log hundreds of lines in each. */
	setsockopt(ends[0], SOL_SOCKET, SO_SNDBUFFORCE, &(int){ LINES_ROOM }, sizeof(int));
	pr = spawn(ch, &like, &ends[1], 1, &child);
	if (child)
		watcher_main(&ch->in, ends[1]);
	close(ends[1]);
	if (pr == NULL) {
		close(ends[0]);
		return;
	}
	for (struct process *f = ch->list; f != NULL; f = f->next)
		if (f->kind == PROCESS_FRONT && !f->draining)
			introduce(pr, f);
}

static void
start_front(struct children *ch)
{
	struct process like = { .kind = PROCESS_FRONT, .generation = ch->generation };
	struct process *pr, *w = watcher(ch);
	int ends[2], line[2];
	bool child;

	if (control_pair(ends) != OK)
		return;
	if (control_pair(line) != OK) {
		close(ends[0]);
		close(ends[1]);
		return;
	}
	like.control = ends[0];
	pr = spawn(ch, &like, (const int[]){ ends[1], line[1], ch->in.https_fd, ch->in.http_fd,
	    ch->in.access_fd }, 5, &child);
	if (child)
		front_main(&ch->in, ends[1], line[1]);
	close(ends[1]);
	close(line[1]);
	if (pr == NULL)
		close(ends[0]);
	else if (w != NULL && hand(w, CONTROL_FRONT, line[0]) != OK)
		log_warn("introduce", "the watcher could not be told of a front");
	close(line[0]);
}

static int
workers_of(const struct children *ch, const struct process *front, enum pool_name pool)
{
	int n = 0;

	for (const struct process *pr = ch->list; pr != NULL; pr = pr->next)
		n += pr->kind == PROCESS_WORKER && pr->front == front && pr->pool == pool;
	return n;
}

static int64_t
ceiling(const struct conf *conf, enum pool_name pool)
{
	const struct conf_pool *const pools[] = {
		[POOL_AUTH] = &conf->pool_auth,
		[POOL_ADMIN] = &conf->pool_admin,
		[POOL_MAIL] = &conf->pool_mail,
		[POOL_DAV] = &conf->pool_dav,
		[POOL_SLOW] = &conf->pool_slow,
	};

	return pools[pool]->ceiling;
}

/* ERR_BUSY: try again later. */
static enum status
start_worker(struct children *ch, struct process *front, enum pool_name pool)
{
	struct process like = { .kind = PROCESS_WORKER, .pool = pool, .control = -1, .front = front };
	struct control c = { .kind = CONTROL_WORKER, .pool = pool };
	struct process *pr;
	enum status st;
	int ends[2];
	bool child;

	/* Those that were killed and not reaped yet may overlap with their successors. */
	if (workers_of(ch, front, pool) >= 2 * ceiling(ch->in.conf, pool)) {
		c = (struct control){ .kind = CONTROL_NO_WORKER, .pool = pool, .fd = -1 };
		return control_send(front->control, &c);
	}
	if ((st = message_pair(ends)) != OK)
		return st;
	pr = spawn(ch, &like, &ends[1], 1, &child);
	if (child)
		worker_main(&ch->in, pool, ends[1]);
	close(ends[1]);
	if (pr != NULL) {
		c.pid = pr->pid;
		c.fd = ends[0];
		st = control_send(front->control, &c);
	} else {
		st = ERR_BUSY;
	}
	/* A worker whose socket nobody got sees it close, and ends. */
	close(ends[0]);
	return st;
}

static void
pay(struct children *ch, struct process *front, int64_t now)
{
	for (int pool = 0; pool < POOL_COUNT; pool++)
		while (front->owed[pool] > 0 && front->control >= 0 &&
		    ch->pool[pool].not_before <= now) {
			if (start_worker(ch, front, (enum pool_name)pool) != OK) {
				ch->pool[pool].not_before = now + 100;
				break;
			}
			front->owed[pool]--;
		}
}

static int
fronts(const struct children *ch, bool up)
{
	int n = 0;

	for (const struct process *pr = ch->list; pr != NULL; pr = pr->next)
		n += pr->kind == PROCESS_FRONT && !pr->draining &&
		    pr->generation == ch->generation && (pr->up || !up);
	return n;
}

void
children_start(struct children *ch, const struct inherited *in)
{
	ch->in = *in;
	ch->started = true;
	ch->generation = 1;
	children_tick(ch);
}

bool
children_ready(const struct children *ch)
{
	return ch->started && watcher(ch) != NULL && fronts(ch, true) >= ch->in.conf->fronts;
}

/* Ending */

static void
drain(struct process *pr, int64_t ms)
{
	struct control c = { .kind = CONTROL_DRAIN, .fd = -1 };

	pr->draining = true;
	pr->kill_at = clock_steady() + ms;
	if (pr->control < 0 || control_send(pr->control, &c) != OK)
		kill(pr->pid, SIGKILL);
}

/* The new fronts accept, so the old ones need not. */
static void
drain_old(struct children *ch)
{
	if (fronts(ch, true) < ch->in.conf->fronts)
		return;
	for (struct process *pr = ch->list; pr != NULL; pr = pr->next)
		if (pr->kind == PROCESS_FRONT && pr->generation != ch->generation && !pr->draining)
			drain(pr, DRAIN_RELOAD_MS);
}

void
children_reload(struct children *ch, const struct inherited *in)
{
	struct process *w = watcher(ch), *o = the(ch, PROCESS_OPERATOR);

	ch->in = *in;
	ch->generation++;
	ch->front.not_before = ch->watcher.not_before = ch->operator.not_before = 0;
	if (w != NULL)
		drain(w, DRAIN_END_MS);
	if (o != NULL)
		drain(o, DRAIN_END_MS);
	children_tick(ch);
}

void
children_drain(struct children *ch)
{
	ch->stopping = true;
	for (struct process *pr = ch->list; pr != NULL; pr = pr->next)
		if (pr->kind == PROCESS_FRONT && !pr->draining)
			drain(pr, DRAIN_END_MS);
}

void
children_kill(struct children *ch)
{
	ch->stopping = true;
	for (struct process *pr = ch->list; pr != NULL; pr = pr->next)
		kill(pr->pid, SIGKILL);
}

bool
children_gone(const struct children *ch)
{
	return ch->list == NULL;
}

static void
delay(struct patience *p, int64_t lived, int64_t now)
{
	p->restarts++;
	if (lived > CALM_MS)
		p->quick = 0;
	else if (lived < QUICK_MS)
		p->quick++;
	if (p->quick > QUICK_FREE) {
		int64_t ms = 100 << (p->quick - QUICK_FREE < 5 ? p->quick - QUICK_FREE : 5);

		p->not_before = now + (ms < DELAY_MAX_MS ? ms : DELAY_MAX_MS);
	}
}

static void
report(const struct process *pr, int how, bool expected)
{
	log_event(expected ? LOG_INFO_ : LOG_WARN_, "ended", "process", "%s",
	    process_name(pr->kind), "child", "%d", (int)pr->pid,
	    "pool", "%s", pr->kind == PROCESS_WORKER ? pool_label(pr->pool) : "-",
	    WIFSIGNALED(how) ? "signal" : "code", "%d",
	    WIFSIGNALED(how) ? WTERMSIG(how) : WEXITSTATUS(how), NULL);
}

bool
children_exited(struct children *ch, pid_t pid, int how)
{
	struct process **at = &ch->list, *pr;
	int64_t now = clock_steady();
	bool expected;

	while (*at != NULL && (*at)->pid != pid)
		at = &(*at)->next;
	if ((pr = *at) == NULL)
		return false;
	*at = pr->next;
	expected = ch->stopping || pr->draining || pr->kill_at != 0 ||
	    (pr->kind == PROCESS_WORKER && WIFEXITED(how) && WEXITSTATUS(how) == 0);
	report(pr, how, expected);
	if (!expected)
		delay(patience_of(ch, pr->kind, pr->pool), now - pr->since, now);
	if (pr->control >= 0)
		close(pr->control);
	/* Its workers see their socket close; one in the middle of a handler gets its time. */
	for (struct process *w = ch->list; pr->kind == PROCESS_FRONT && w != NULL; w = w->next)
		if (w->front == pr) {
			w->front = NULL;
			w->kill_at = now + (ch->stopping ? 3000 : ch->in.conf->deadline * 1000);
		}
	free(pr);
	return true;
}

/* Listening */

static struct process *
by_control(const struct children *ch, int fd)
{
	for (struct process *pr = ch->list; pr != NULL; pr = pr->next)
		if (pr->control == fd)
			return pr;
	return NULL;
}

static void
end_worker(struct children *ch, const struct process *front, pid_t pid)
{
	for (struct process *pr = ch->list; pr != NULL; pr = pr->next)
		if (pr->kind == PROCESS_WORKER && pr->front == front && pr->pid == pid) {
			pr->kill_at = clock_steady();
			kill(pid, SIGKILL);
			return;
		}
}

static bool
obey(struct children *ch, struct process *pr, const struct control *c)
{
	if (pr->kind != PROCESS_FRONT)
		return false;
	switch (c->kind) {
	case CONTROL_WANT:
		if (pr->owed[c->pool] < ceiling(ch->in.conf, (enum pool_name)c->pool))
			pr->owed[c->pool]++;
		return true;
	case CONTROL_KILL:
		end_worker(ch, pr, c->pid);
		return true;
	case CONTROL_UP:
		pr->up = true;
		return true;
	case CONTROL_DRAINED:
		return true;
	default:
		return false;
	}
}

void
children_heard(struct children *ch, int fd)
{
	struct process *pr = by_control(ch, fd);
	struct control c;
	enum status st;

	if (pr == NULL)
		return;
	while ((st = control_recv(fd, &c)) == OK)
		if (!obey(ch, pr, &c)) {
			if (c.fd >= 0)
				close(c.fd);
			st = ERR_INVALID;
			break;
		}
	if (st == ERR_BUSY)
		return;
	if (st == ERR_INVALID)
		log_error("control", "%s %d says what no %s says", process_name(pr->kind),
		    (int)pr->pid, process_name(pr->kind));
	close(pr->control);
	pr->control = -1;
	/* Without its line it can get no workers; it has ended or soon will. */
	if (!pr->draining || st == ERR_INVALID)
		kill(pr->pid, SIGKILL);
}

size_t
children_poll(const struct children *ch, struct pollfd *p, size_t max)
{
	size_t n = 0;

	for (const struct process *pr = ch->list; pr != NULL && n < max; pr = pr->next)
		if (pr->control >= 0)
			p[n++] = (struct pollfd){ .fd = pr->control, .events = POLLIN };
	return n;
}

static void
sooner(int *wait, int64_t at, int64_t now)
{
	int64_t ms = at > now ? at - now : 0;

	if (ms < *wait)
		*wait = (int)ms;
}

int
children_tick(struct children *ch)
{
	int64_t now = clock_steady();
	int wait = 60000;

	for (struct process *pr = ch->list; pr != NULL; pr = pr->next) {
		if (pr->kill_at == 0)
			continue;
		if (pr->kill_at <= now) {
			kill(pr->pid, SIGKILL);
			pr->kill_at = now + 1000;
		}
		sooner(&wait, pr->kill_at, now);
	}
	if (!ch->started)
		return wait;
	if (ch->stopping) {
		struct process *w = watcher(ch), *o = the(ch, PROCESS_OPERATOR);
		bool serving = false;

		for (struct process *pr = ch->list; pr != NULL; pr = pr->next)
			serving = serving || pr->kind == PROCESS_FRONT;
		if (!serving && w != NULL)
			drain(w, 3000);
		if (!serving && o != NULL)
			drain(o, 3000);
	} else {
		if (the(ch, PROCESS_OPERATOR) == NULL && ch->operator.not_before <= now)
			start_operator(ch);
		if (watcher(ch) == NULL && ch->watcher.not_before <= now)
			start_watcher(ch);
		for (int64_t n = fronts(ch, false); n < ch->in.conf->fronts &&
		    ch->front.not_before <= now; n++)
			start_front(ch);
		if (watcher(ch) == NULL)
			sooner(&wait, ch->watcher.not_before, now);
		if (the(ch, PROCESS_OPERATOR) == NULL)
			sooner(&wait, ch->operator.not_before, now);
		if (fronts(ch, false) < ch->in.conf->fronts)
			sooner(&wait, ch->front.not_before, now);
		drain_old(ch);
	}
	for (struct process *pr = ch->list; pr != NULL; pr = pr->next) {
		if (pr->kind != PROCESS_FRONT)
			continue;
		pay(ch, pr, now);
		for (int pool = 0; pool < POOL_COUNT; pool++)
			if (pr->owed[pool] > 0 && pr->control >= 0)
				sooner(&wait, ch->pool[pool].not_before, now);
	}
	return wait > 0 ? wait : 10;
}
