#include <string.h>
#include <strings.h>

#include "core/hash.h"
#include "pim/vcard_index.h"
#include "pim/vcard_value.h"
#include "scheduling/index.h"
#include "storage/db.h"
#include "storage/index.h"
#include "webmail/smime_card.h"
#include "webmail/smime_certificate.h"

#define KEY_MAX		(64 * 1024)	/* bytes of a certificate */
#define KEYS_MAX	8	/* of one card; more are its owner's own */
#define CARDS_MAX	20	/* that name one address */

/* Where cards that name the address are. */
struct search {
	struct arena		*arena;
	const char		*email;
	const struct collection	*book;
	struct {
		int64_t		 collection;
		const char	*name;
		struct x509_st	*keys[KEYS_MAX];
		size_t		 key_count;	/* also of what cannot be read */
	} cards[CARDS_MAX];
	size_t			 count;
};

static bool
names(struct ctx *cx, const struct vcard *card, const char *email)
{
	size_t count;
	const struct vcard_entry *list = vcard_get_all(cx, card, "EMAIL", &count);

	for (size_t i = 0; i < count; i++)
		if (strcasecmp(list[i].value, email) == 0)
			return true;
	return false;
}

/* NULL: it is elsewhere, or none. */
static struct x509_st *
certificate_of(struct ctx *cx, const struct search *s, const struct content_line *line)
{
	struct vcard_media media;

	if (vcard_line_media(cx, line, KEY_MAX, &media) != OK) {
		ctx_forgive(cx);
		return NULL;
	}
	return media.bytes != NULL ? smime_certificate(s->arena, media.bytes, media.len) : NULL;
}

static enum status
look(struct ctx *cx, void *arg, const struct item *item)
{
	struct search *s = arg;
	struct vcard card;

	if (s->count == CARDS_MAX)
		return OK;
	if (vcard_read(cx, item->body, strlen(item->body), &card) != OK) {
		ctx_forgive(cx);
		return OK;
	}
	if (!names(cx, &card, s->email))
		return OK;
	s->cards[s->count].collection = s->book->id;
	s->cards[s->count].name = arena_strdup(s->arena, item->name);
	for (const struct content_line *l = vcard_find(&card, "KEY");
	    l != NULL && s->cards[s->count].key_count < KEYS_MAX; l = vcard_next(l, "KEY"))
		s->cards[s->count].keys[s->cards[s->count].key_count++] = certificate_of(cx, s, l);
	s->count++;
	return OK;
}

static enum status
search(struct ctx *cx, int64_t account, const char *email, struct search *s)
{
	const char *word = vcard_search_word(cx, "EMAIL", email);
	struct item_filter filter = { .component = "VCARD", .most = CLASS_PRIVATE, .bodies = true,
		.words = &word, .word_count = word != NULL };
	struct collection *books;
	size_t count;
	enum status st;

	*s = (struct search){ .arena = cx->arena, .email = email };
	if ((st = db_collection_list(cx, account, COLLECTION_BOOK, &books, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		s->book = &books[i];
		if (books[i].source == NULL && books[i].directory == 0 &&
		    (st = db_item_each(cx, &books[i], &filter, look, s)) != OK)
			return st;
	}
	return OK;
}

enum status
smime_card_certificates(struct ctx *cx, int64_t account, const char *email, struct x509_st ***out,
    size_t *count)
{
	struct search s;
	enum status st;

	*count = 0;
	if ((st = search(cx, account, email, &s)) != OK)
		return st;
	*out = arena_array(cx->arena, s.count * KEYS_MAX, sizeof **out);
	for (size_t i = 0; i < s.count; i++)
		for (size_t k = 0; k < s.cards[i].key_count; k++)
			if (s.cards[i].keys[k] != NULL &&
			    smime_certificate_names(s.cards[i].keys[k], email))
				(*out)[(*count)++] = s.cards[i].keys[k];
	return OK;
}

/* ---- Into a card ------------------------------------------------------------------------ */

static struct content_line *
key_line(struct ctx *cx, enum vcard_version version, struct x509_st *certificate)
{
	size_t len;
	const void *der = smime_certificate_der(cx->arena, certificate, &len);
	const char *base64 = base64_encode(cx->arena, der, len);
	struct content_line *line = content_line_new(cx->arena, "KEY", version == VCARD_3 ? base64 :
	    arena_printf(cx->arena, "data:application/pkix-cert;base64,%s", base64));

	if (version == VCARD_3) {
		content_param_put(cx->arena, line, "ENCODING", "b");
		content_param_put(cx->arena, line, "TYPE", "X509");
	}
	return line;
}

/* As it is now, since somebody may have changed it. */
static enum status
put(struct ctx *cx, int64_t account, int64_t book, const char *name, const char *email,
    struct x509_st *certificate)
{
	struct collection c;
	struct vcard card;
	struct item item;
	const char *text;
	size_t len;
	enum status st;

	if ((st = db_begin(cx)) != OK || (st = db_collection_lock(cx, account, book, &c)) != OK ||
	    (st = db_item_find(cx, &c, name, true, &item)) != OK ||
	    (st = vcard_read(cx, item.body, strlen(item.body), &card)) != OK)
		return st;
	if (!names(cx, &card, email) || card.uid == NULL)
		return ERR_NOT_FOUND;
	vcard_add(&card, key_line(cx, card.version, certificate));
	text = vcard_text(cx, &card, &len);
	if (len > VCARD_SIZE_MAX)
		return ERR_NOT_FOUND;
	sched_body(cx, text, len, &item);
	sched_index_card(cx, &card, &item);
	if ((st = db_item_put(cx, &c, &item)) != OK ||
	    (st = db_collection_tell(cx, &c, true)) != OK)
		return st;
	return db_commit(cx);
}

enum status
smime_card_keep(struct ctx *cx, int64_t account, const char *email, struct x509_st *certificate)
{
	const char *print = smime_fingerprint(cx->arena, certificate);
	struct search s;
	enum status st;
	size_t at = CARDS_MAX;

	if ((st = search(cx, account, email, &s)) != OK)
		return st;
	for (size_t i = s.count; i-- > 0;) {
		for (size_t k = 0; k < s.cards[i].key_count; k++)
			if (s.cards[i].keys[k] != NULL &&
			    strcmp(smime_fingerprint(cx->arena, s.cards[i].keys[k]), print) == 0)
				return OK;
		if (s.cards[i].key_count < KEYS_MAX)
			at = i;
	}
	if (at == CARDS_MAX)
		return OK;
	st = put(cx, account, s.cards[at].collection, s.cards[at].name, email, certificate);
	/* Somebody else was quicker, and took it away or changed it. */
	if (st == ERR_NOT_FOUND || st == ERR_INVALID || st == ERR_EXISTS) {
		ctx_forgive(cx);
		db_rollback(cx);
		return OK;
	}
	return st;
}
