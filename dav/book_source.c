#include <string.h>

#include "core/hash.h"
#include "core/log.h"
#include "dav/book_source.h"
#include "dav/ldap_card.h"
#include "dav/mirror.h"
#include "fetch/ldap.h"
#include "fetch/sql.h"
#include "storage/book_source.h"
#include "storage/db.h"

#define CARDS_MAX	20000
#define BYTES_MAX	((size_t)32 << 20)	/* of all of them: they wait in memory to be written at once */
#define TIMEOUT_MS	30000
#define RETRY_MAX	86400

struct card {
	struct card	*next;
	const char	*text;
	size_t		 len;
};

struct cards {
	struct arena		*arena;
	const char *const	*fields;
	struct card		*first, **end;
	size_t			 bytes;
};

static enum status
collect(struct ctx *cx, void *arg, const struct fetch_entry *entry)
{
	struct cards *all = arg;
	const char *text = ldap_card(cx, entry, all->fields);
	struct card *one;

	if (text == NULL)
		return OK;
	one = arena_alloc(all->arena, sizeof *one);
	one->text = arena_strdup(all->arena, text);
	one->len = strlen(text);
	if ((all->bytes += one->len) > BYTES_MAX)
		return fault(cx, ERR_LIMIT, "the directory is larger than %zu MiB", BYTES_MAX >> 20);
	*all->end = one;
	all->end = &one->next;
	return OK;
}

static enum status
ask_table(struct ctx *cx, const struct book_source *s, const char *password, struct cards *all)
{
	struct fetch_sql q = {
		.host = s->host, .port = s->port, .plain = strcmp(s->encryption, "PLAIN") == 0,
		.login = s->login, .password = password, .database = s->database, .table = s->base,
		.max = CARDS_MAX, .timeout = TIMEOUT_MS,
	};

	return fetch_sql(cx, &q, collect, all);
}

static enum status
ask_ldap(struct ctx *cx, const struct book_source *s, const char *password, struct cards *all)
{
	struct fetch_ldap q = {
		.host = s->host, .port = s->port, .login = s->login, .password = password,
		.tls = strcmp(s->encryption, "SSL") == 0 ? FETCH_LDAP_TLS :
		    strcmp(s->encryption, "PLAIN") == 0 ? FETCH_LDAP_PLAIN : FETCH_LDAP_STARTTLS,
		.base = s->base, .filter = s->filter,
		.attributes = ldap_card_attributes(cx, s->fields),
		.max = CARDS_MAX, .timeout = TIMEOUT_MS,
	};

	return fetch_ldap(cx, &q, collect, all);
}

static enum status
ask(struct ctx *cx, const struct book_source *s, const char *password, struct cards *all)
{
	enum status st = s->is_sql ? ask_table(cx, s, password, all) : ask_ldap(cx, s, password, all);

	/* Whatever it is, it is the other server that failed. */
	return st == OK || st == ERR_INTERNAL ? st : ERR_UPSTREAM;
}

static enum status
take_over(struct ctx *cx, struct dav_target *t, const struct cards *all, bool *changed)
{
	struct mirror m;
	enum status st;

	if ((st = db_begin(cx)) != OK ||
	    (st = db_collection_lock(cx, t->collection.account, t->collection.id,
	    &t->collection)) != OK ||
	    (st = mirror_open(cx, &m, t)) != OK)
		return st;
	/* A directory that lost everybody is rather broken than empty. */
	if (all->first == NULL && m.count > 0)
		return fault(cx, ERR_UPSTREAM, "the directory finds nobody any more; what was there is kept");
	for (const struct card *c = all->first; c != NULL; c = c->next) {
		struct arena *whole = ctx_turn(cx);

		st = mirror_put(cx, &m, c->text, c->len);
		ctx_turn_end(cx, whole);
		if (st != OK)
			return st;
	}
	st = mirror_close(cx, &m);
	*changed = m.changes > 0;
	return st;
}

static enum status
look(struct ctx *cx, struct dav_target *t, const struct book_source *s, bool *changed)
{
	struct cards all = { .arena = cx->arena, .fields = s->fields, .end = &all.first };
	char *password;
	enum status st;

	if ((st = db_book_source_password(cx, s->id, &password)) != OK)
		return st;
	/* No transaction is open while we wait for the other server. */
	db_rollback(cx);
	st = ask(cx, s, password, &all);
	hash_wipe(password, strlen(password));
	return st == OK ? take_over(cx, t, &all, changed) : st;
}

/* It went, or became another one: then another task looks. */
static enum status
still_there(struct ctx *cx, const struct task *task, struct book_source *s, struct collection *c)
{
	enum status st = db_book_source_find(cx, task->account, task->ref, s);

	if (st == OK && s->active)
		st = db_collection_lock(cx, task->account, task->ref, c);
	else if (st == OK)
		st = ERR_NOT_FOUND;
	if (st == ERR_NOT_FOUND)
		ctx_forgive(cx);
	return st;
}

enum status
dav_book_source(struct ctx *cx, const struct task *task)
{
	struct dav_target t = { .kind = DAV_COLLECTION, .what = COLLECTION_BOOK };
	struct book_source s, now;
	const char *why = NULL;
	bool changed = false;
	int64_t again;
	enum status st;

	if ((st = still_there(cx, task, &s, &t.collection)) != OK)
		return st == ERR_NOT_FOUND ? OK : st;
	again = s.minutes * 60;
	st = look(cx, &t, &s, &changed);
	if (st == ERR_INTERNAL || st == ERR_BUSY)
		return st;
	if (st != OK) {
		why = cx->fault_text != NULL ? cx->fault_text : status_name(st);
		db_rollback(cx);
		ctx_forgive(cx);
		cx->condition = NULL;
		changed = false;
		again = again << (s.failures < 6 ? s.failures : 6);
		again = again < RETRY_MAX ? again : RETRY_MAX;
		log_event(LOG_INFO_, "book-source", "account", "%lld", (long long)task->account,
		    "collection", "%lld", (long long)task->ref, "msg", "%s", why, NULL);
		if ((st = still_there(cx, task, &now, &t.collection)) != OK)
			return st == ERR_NOT_FOUND ? OK : st;
	}
	if ((st = db_book_source_looked(cx, task->account, task->ref, why, changed, again)) != OK)
		return st;
	return db_commit(cx);
}
