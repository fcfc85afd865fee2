/*
 * What a push service learns: that something happens, when, and how long the
 * message is.  Its words, the topic and the sync token, only the subscriber reads.
 * Messages of one collection replace each other while the phone is away (RFC
 * 8030, section 5.4).
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/clock.h"
#include "core/conf.h"
#include "core/hash.h"
#include "core/log.h"
#include "dav/acl.h"
#include "dav/private.h"
#include "dav/props.h"
#include "dav/push.h"
#include "dav/sync.h"
#include "fetch/fetch.h"
#include "storage/dav_push.h"
#include "storage/db.h"
#include "storage/share.h"
#include "storage/vapid.h"

#define DAY		86400
#define EXPIRES		(7 * DAY)	/* where the client names no time */
#define EXPIRES_MIN	(3 * DAY)
#define EXPIRES_MAX	(30 * DAY)
#define TTL		"86400"
#define TOPIC_LEN	22		/* of the 32 that a push service takes */

/* Of C for everybody alike, and nothing that tells whose it is. */
static const char *
topic_of(struct ctx *cx, const struct webpush_key *key, const struct collection *c)
{
	const char *text = arena_printf(cx->arena, "topic %lld %lld", (long long)c->account,
	    (long long)c->id);
	unsigned char mac[SHA256_LEN];
	char *topic;

	hash_hmac(key->private_, sizeof key->private_, text, strlen(text), mac);
	topic = base64url_encode(cx->arena, mac, sizeof mac);
	topic[TOPIC_LEN] = '\0';
	return topic;
}

static enum status
get_transports(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct webpush_key key;
	enum status st;

	(void)t;
	if ((st = db_vapid_key(cx, &key)) != OK)
		return st;
	buf_printf(out, "<P:web-push><P:vapid-public-key type=\"p256ecdsa\">%s"
	    "</P:vapid-public-key></P:web-push>",
	    base64url_encode(cx->arena, key.public_, sizeof key.public_));
	return OK;
}

static enum status
get_topic(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	struct webpush_key key;
	enum status st;

	if ((st = db_vapid_key(cx, &key)) == OK)
		buf_puts(out, topic_of(cx, &key, &t->collection));
	return st;
}

static enum status
get_triggers(struct ctx *cx, const struct dav_target *t, struct buf *out)
{
	(void)cx, (void)t;
	buf_puts(out, "<P:content-update><D:depth>1</D:depth></P:content-update>"
	    "<P:property-update><D:depth>0</D:depth></P:property-update>");
	return OK;
}

const struct dav_prop dav_props_push[] = {
	{ NS_PUSH, "transports", DAV_COLLECTION, false, get_transports, NULL },
	{ NS_PUSH, "topic", DAV_COLLECTION, false, get_topic, NULL },
	{ NS_PUSH, "supported-triggers", DAV_COLLECTION, false, get_triggers, NULL },
	{ 0 }
};

static enum status
invalid(struct ctx *cx, const char *why)
{
	return dav_refuse(cx, ERR_DENIED, "P:invalid-subscription", why);
}

static int64_t
read_expires(struct ctx *cx, const struct xml_node *root)
{
	const struct xml_node *node = xml_child(root, NS_PUSH, "expires");
	int64_t now = clock_seconds(), wanted = now + EXPIRES;
	struct tm tm = { 0 };

	if (node != NULL && strptime(xml_word(cx->arena, node), "%a, %d %b %Y %T GMT", &tm) != NULL)
		wanted = timegm(&tm);
	return wanted < now + EXPIRES_MIN ? now + EXPIRES_MIN :
	    wanted > now + EXPIRES_MAX ? now + EXPIRES_MAX : wanted;
}

static enum status
read_subscription(struct ctx *cx, const struct xml_node *root, struct dav_push *push)
{
	const struct xml_node *web = xml_child(xml_child(root, NS_PUSH, "subscription"), NS_PUSH,
	    "web-push-subscription");
	const struct xml_node *trigger = xml_child(root, NS_PUSH, "trigger");
	const struct xml_node *coding = xml_child(web, NS_PUSH, "content-encoding");
	const struct xml_node *key = xml_child(web, NS_PUSH, "subscription-public-key");
	const struct xml_node *auth = xml_child(web, NS_PUSH, "auth-secret");

	if (web == NULL)
		return dav_refuse(cx, ERR_DENIED, "P:push-not-available", "only web-push is spoken here");
	push->resource = xml_word(cx->arena, xml_child(web, NS_PUSH, "push-resource"));
	if (strlen(push->resource) > 2000 || fetch_url_check(cx, push->resource) != OK)
		return invalid(cx, "no URL of a push service");
	if (coding != NULL && strcmp(xml_word(cx->arena, coding), "aes128gcm") != 0)
		return invalid(cx, "another content encoding than aes128gcm");
	if (key == NULL || auth == NULL || webpush_peer_read(cx, xml_word(cx->arena, key),
	    xml_word(cx->arena, auth), &push->peer) != OK)
		return invalid(cx, "a subscription without keys");
	push->wanted = trigger == NULL ? PUSH_CONTENT | PUSH_PROPERTIES :
	    (xml_child(trigger, NS_PUSH, "content-update") != NULL ? PUSH_CONTENT : 0) |
	    (xml_child(trigger, NS_PUSH, "property-update") != NULL ? PUSH_PROPERTIES : 0);
	return push->wanted != 0 ? OK :
	    dav_refuse(cx, ERR_DENIED, "P:no-trigger-supported", "no trigger that we have");
}

enum status
dav_push_register(struct ctx *cx, const struct request *rq, struct reply *re,
    struct dav_target *t, const struct xml_node *root)
{
	struct dav_push push = {
		.account = cx->who.account,
		.owner = t->collection.account,
		.collection = t->collection.id,
		.expires = read_expires(cx, root),
	};
	char *date = arena_alloc(cx->arena, 30);
	enum status st;
	bool renewed;

	if ((st = dav_require(cx, t, RIGHT_READ)) != OK ||
	    (st = read_subscription(cx, root, &push)) != OK ||
	    (st = db_dav_push_put(cx, &push, &renewed)) != OK || (st = db_commit(cx)) != OK)
		return st;
	clock_http((time_t)push.expires, date);
	reply_header(cx, re, "expires", date);
	reply_header(cx, re, "location", arena_printf(cx->arena, "https://%s/dav/push/%lld",
	    rq->authority != NULL ? rq->authority : cx->conf->host, (long long)push.id));
	re->code = renewed ? 204 : 201;
	re->body = "";
	return OK;
}

enum status
dav_push_delete(struct ctx *cx, const struct request *rq, struct reply *re)
{
	struct path p;
	enum status st;

	if ((st = http_path(cx, rq->path, &p)) != OK)
		return st;
	if (p.count != 3)
		return fault(cx, ERR_NOT_FOUND, "no such registration");
	st = db_dav_push_delete(cx, cx->who.account, strtoll(p.segment[2], NULL, 10));
	if (st != OK)
		return st == ERR_NOT_FOUND ? fault(cx, st, "no such registration") : st;
	re->code = 204;
	re->body = "";
	return OK;
}

/* Is the collection there, and may he still read it? */
static enum status
find_collection(struct ctx *cx, const struct dav_push *push, struct dav_target *t)
{
	enum status st;

	*t = (struct dav_target){ .kind = DAV_COLLECTION };
	if ((st = db_collection_lock(cx, push->owner, push->collection, &t->collection)) != OK ||
	    (st = db_share_rights(cx, &t->collection, push->account, &t->rights)) != OK)
		return st;
	db_rollback(cx);
	return t->rights & RIGHT_READ ? OK : ERR_NOT_FOUND;
}

static enum status
send_message(struct ctx *cx, const struct dav_push *push, const struct dav_target *t, int news,
    int *code)
{
	struct buf text = BUF_ON(cx->arena);
	struct webpush_key key;
	struct fetched answer;
	const char *body, *vapid, *topic;
	enum status st;
	size_t len;

	if ((st = db_vapid_key(cx, &key)) != OK)
		return st;
	topic = topic_of(cx, &key, &t->collection);
	buf_printf(&text, "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<push-message xmlns=\"" NS_PUSH
	    "\" xmlns:D=\"DAV:\"><topic>%s</topic>", topic);
	if (news & PUSH_CONTENT) {
		buf_puts(&text, "<content-update><D:sync-token>");
		dav_sync_token(&text, t, t->collection.modseq);
		buf_puts(&text, "</D:sync-token></content-update>");
	}
	buf_puts(&text, news & PUSH_PROPERTIES ? "<property-update/></push-message>" : "</push-message>");
	if ((st = webpush_encrypt(cx, &push->peer, text.data, text.len, &body, &len)) != OK ||
	    (st = webpush_vapid(cx, &key, push->resource, arena_printf(cx->arena,
	    "https://%s/", cx->conf->host), &vapid)) != OK)
		return st;
	hash_wipe(&key, sizeof key);
	{
		struct header urgency = { "urgency", "normal", NULL };
		struct header topic_ = { "topic", topic, &urgency };
		struct header ttl = { "ttl", TTL, &topic_ };
		struct header coding = { "content-encoding", "aes128gcm", &ttl };
		struct header authorization = { "authorization", vapid, &coding };
		const struct fetch f = {
			.url = push->resource, .method = "POST", .headers = &authorization,
			.body = body, .body_len = len, .max = 65536,
		};

		st = fetch_url(cx, &f, &answer);
	}
	*code = st == OK ? answer.code : 0;
	return st;
}

enum status
dav_push(struct ctx *cx, const struct task *task)
{
	struct dav_push push;
	struct dav_target t;
	int news, code = 0;
	enum status st;

	st = db_dav_push_find(cx, task->account, task->ref, &push);
	if (st == OK && (st = find_collection(cx, &push, &t)) == ERR_NOT_FOUND)
		st = dav_push_give_up(cx, task, "not his any more");
	else if (st == OK && (st = db_dav_push_take(cx, &push, &news)) == OK && news != 0) {
		st = send_message(cx, &push, &t, news, &code);
		/* The service knows it no more, or wants nothing from us. */
		if (st == OK && code >= 400 && code < 500 && code != 429 && code != 408)
			return dav_push_give_up(cx, task, http_phrase(code));
		if (st == OK && (code < 200 || code >= 300))
			st = fault(cx, ERR_UPSTREAM, "the push service answers %d", code);
		if (st != OK && (ctx_forgive(cx), db_dav_push_give_back(cx, &push, news)) != OK)
			return ERR_BUSY;
		if (st == ERR_DENIED)
			return dav_push_give_up(cx, task, "an address that is not for everybody");
		if (st != OK)
			return fault(cx, ERR_UPSTREAM, "push: %s", status_name(st));
	}
	if (st == ERR_NOT_FOUND)
		ctx_forgive(cx);
	return st == ERR_NOT_FOUND ? OK : st;
}

enum status
dav_push_give_up(struct ctx *cx, const struct task *task, const char *why)
{
	enum status st = db_dav_push_delete(cx, task->account, task->ref);

	log_event(LOG_INFO_, "push", "account", "%lld", (long long)task->account, "gone", "%s", why,
	    NULL);
	ctx_forgive(cx);
	return st == ERR_NOT_FOUND ? OK : st;
}
