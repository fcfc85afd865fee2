/*
 * Who watches what, and telling them.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "core/clock.h"
#include "core/log.h"
#include "httpd/watch.h"

void *
watch_make(size_t size)
{
	void *p = calloc(1, size);

	if (p == NULL)
		abort();
	return p;
}

int64_t
watch_longer(int64_t wait)
{
	int64_t next = wait == 0 ? RETRY_MIN_MS : wait * 2;

	return next < RETRY_MAX_MS ? next : RETRY_MAX_MS;
}

void
watch_sooner(int64_t *due, int64_t at)
{
	if (at < *due)
		*due = at;
}

/* Telling fronts */

struct listener *
watch_listener(struct watcher *w, int64_t account)
{
	for (struct watch *wa = w->watches; wa != NULL; wa = wa->next)
		if (wa->account == account)
			return wa->listener;
	/* Where only subscribers listen, any front will do. */
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		if (s->account == account && s->pushed)
			return w->listeners;
	return NULL;
}

void
watch_tell_sync(struct watcher *w, struct session *s)
{
	struct control c = { .kind = CONTROL_SYNC, .account = s->account, .fd = -1 };
	struct listener *listener = watch_listener(w, s->account);

	s->sync_owed = listener != NULL && control_send(listener->fd, &c) != OK;
}

/* News of an account elsewhere go to its owner, if he is watched; else to ACCOUNT itself. */
static int64_t
audience_of(struct watcher *w, int64_t account)
{
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		for (size_t i = 0; i < s->outside_count; i++)
			if (s->outside[i] == account)
				return s->account;
	return account;
}

/* TEXT with "ACCOUNT:" before each type. */
static bool
name_account(char *out, size_t size, int64_t account, const char *text)
{
	size_t len = 0;

	for (const char *s = text; *s != '\0'; s += strspn(s, " ")) {
		int n = snprintf(out + len, size - len, "%s%lld:%.*s", len > 0 ? " " : "",
		    (long long)account, (int)strcspn(s, " "), s);

		if (n < 0 || (size_t)n >= size - len)
			return false;
		len += (size_t)n;
		s += strcspn(s, " ");
	}
	return len > 0;
}

void
watch_tell_news(struct watcher *w, int64_t of, const char *text)
{
	int64_t account = audience_of(w, of);
	struct control c = { .kind = CONTROL_NEWS, .account = account, .fd = -1 };

	if (strlen(text) >= sizeof c.text ||
	    (account != of && !name_account(c.text, sizeof c.text, of, text)))
		return;
	if (account == of)
		strcpy(c.text, text);
	for (struct watch *wa = w->watches; wa != NULL; wa = wa->next)
		if (wa->account == account && control_send(wa->listener->fd, &c) != OK)
			log_warn("news", "a front does not take its news");
}

/* A text for all fronts: a file, since a socket's buffer is small and it may be long. */
bool
watch_tell_all(struct watcher *w, enum control_kind kind, const char *text)
{
	struct control c = { .kind = kind, .fd = memfd_create("news", MFD_CLOEXEC) };
	bool done = c.fd >= 0 && write(c.fd, text, strlen(text)) == (ssize_t)strlen(text);

	for (struct listener *l = w->listeners; done && l != NULL; l = l->next)
		done = control_send(l->fd, &c) != ERR_BUSY;
	if (c.fd >= 0)
		close(c.fd);
	return done;
}

/* Who watches what */

struct session *
watch_session(struct watcher *w, int64_t account)
{
	for (struct session *s = w->sessions; s != NULL; s = s->next)
		if (s->account == account)
			return s;
	return NULL;
}

struct session *
watch_session_make(struct watcher *w, int64_t account)
{
	struct session *s = watch_session(w, account);

	if (s != NULL)
		return s;
	s = watch_make(sizeof *s);
	*s = (struct session){ .account = account, .next = w->sessions };
	w->sessions = s;
	return s;
}

static void
watch(struct watcher *w, struct listener *listener, int64_t account)
{
	struct session *s;
	struct watch *wa;

	for (wa = w->watches; wa != NULL; wa = wa->next)
		if (wa->account == account && wa->listener == listener)
			return;
	wa = watch_make(sizeof *wa);
	*wa = (struct watch){ .account = account, .listener = listener, .next = w->watches };
	w->watches = wa;
	s = watch_session_make(w, account);
	s->end_at = s->outside_at = 0;
	s->gone = false;
}

/* ACCOUNT 0: all of that front. */
static void
unwatch(struct watcher *w, struct listener *listener, int64_t account)
{
	for (struct watch **at = &w->watches, *wa; (wa = *at) != NULL;) {
		struct session *s = watch_session(w, wa->account);

		if (wa->listener != listener || (account != 0 && wa->account != account)) {
			at = &wa->next;
			continue;
		}
		*at = wa->next;
		if (s != NULL && !s->pushed && watch_listener(w, wa->account) == NULL)
			s->end_at = clock_steady() + LINGER_MS;
		free(wa);
	}
}

static void
drop(struct watcher *w, struct listener *listener)
{
	unwatch(w, listener, 0);
	for (struct listener **at = &w->listeners; *at != NULL; at = &(*at)->next)
		if (*at == listener) {
			*at = listener->next;
			break;
		}
	close(listener->fd);
	free(listener);
}

void
watch_add(struct watcher *w, int fd)
{
	struct listener *listener = watch_make(sizeof *listener);

	*listener = (struct listener){ .fd = fd, .next = w->listeners };
	w->listeners = listener;
	w->due[CHORE_BANS] = 0;
}

void
watch_read(struct watcher *w, struct listener *listener)
{
	struct control c;
	enum status st;

	while ((st = control_recv(listener->fd, &c)) == OK) {
		if (c.fd >= 0)
			close(c.fd);
		if (c.kind == CONTROL_WATCH)
			watch(w, listener, c.account);
		else if (c.kind == CONTROL_UNWATCH)
			unwatch(w, listener, c.account);
	}
	if (st != ERR_BUSY)
		drop(w, listener);
}
