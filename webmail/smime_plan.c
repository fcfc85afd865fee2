/*
 * Whose key signs, and for whom a message is encrypted.
 */
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "storage/smime.h"
#include "webmail/private.h"
#include "webmail/smime_card.h"
#include "webmail/smime_certificate.h"
#include "webmail/smime_key.h"
#include "webmail/smime_make.h"

const struct jmap_arg smime_lookup_args[] = {
	{ "emails", ARG_TEXTS, ARG_MUST }, { NULL, ARG_ID, 0 },
};

#define EMAILS_MAX	1000
#define LOOKED_UP_MAX	100	/* of them in address books */

/* Addresses, and by which certificate each can be written to. */
struct people {
	const char	**emails;	/* lower case, each once */
	struct x509_st	**certificates;	/* NULL: none is known */
	bool		*gcm;
	size_t		 count;
};

static struct people
people_on(struct arena *arena, size_t room)
{
	return (struct people){ .emails = arena_array(arena, room, sizeof(char *)),
		.certificates = arena_array(arena, room, sizeof(struct x509_st *)),
		.gcm = arena_array(arena, room, sizeof(bool)) };
}

static void
people_add(struct arena *arena, struct people *p, const char *email)
{
	char *lower = arena_strdup(arena, email);

	for (char *c = lower; *c != '\0'; c++)
		if (*c >= 'A' && *c <= 'Z')
			*c += 'a' - 'A';
	for (size_t i = 0; i < p->count; i++)
		if (strcmp(p->emails[i], lower) == 0)
			return;
	if (p->count < EMAILS_MAX)
		p->emails[p->count++] = lower;
}

static const struct smime_key *
own_key(const struct smime_keys *keys, const char *email, enum smime_use use)
{
	for (size_t i = 0; i < keys->count; i++)
		if (smime_certificate_names(keys->list[i].certificate, email) &&
		    smime_certificate_may(keys->list[i].certificate, use) &&
		    smime_certificate_holds(keys->list[i].certificate, clock_seconds()))
			return &keys->list[i];
	return NULL;
}

/* In one's own address books, where that is not for too many. */
static enum status
find_in_cards(struct jmap *j, struct people *p)
{
	struct x509_st **found;
	size_t looked = 0, count;
	enum status st;

	for (size_t i = 0; i < p->count; i++) {
		if (p->certificates[i] != NULL || looked++ >= LOOKED_UP_MAX)
			continue;
		if ((st = smime_card_certificates(j->cx, j->cx->who.account, p->emails[i], &found,
		    &count)) != OK)
			return st;
		for (size_t k = 0; k < count; k++)
			if (smime_certificate_may(found[k], SMIME_ENCRYPT) &&
			    smime_certificate_holds(found[k], clock_seconds()))
				p->certificates[i] = found[k];
	}
	return OK;
}

/* One's own certificates, then what was seen of others last, then what cards say. */
static enum status
find_certificates(struct jmap *j, const struct smime_keys *keys, struct people *p)
{
	struct smime_certificate_row *rows;
	size_t count;
	enum status st;

	for (size_t i = 0; i < p->count; i++) {
		const struct smime_key *own = own_key(keys, p->emails[i], SMIME_ENCRYPT);

		p->certificates[i] = own != NULL ? own->certificate : NULL;
		p->gcm[i] = true;
	}
	if ((st = db_smime_certificates(j->cx, j->cx->who.account, p->emails, p->count, &rows,
	    &count)) != OK)
		return st;
	for (size_t k = 0; k < count; k++) {
		struct x509_st *x = smime_certificate(j->cx->arena, rows[k].certificate,
		    rows[k].certificate_len);

		if (x == NULL || !smime_certificate_may(x, SMIME_ENCRYPT) ||
		    !smime_certificate_holds(x, clock_seconds()))
			continue;
		for (size_t i = 0; i < p->count; i++)
			if (p->certificates[i] == NULL && strcmp(p->emails[i], rows[k].email) == 0) {
				p->certificates[i] = x;
				p->gcm[i] = rows[k].gcm != 0;
			}
	}
	return find_in_cards(j, p);
}

/* ---- What a new email asks for ------------------------------------------------------------ */

/* All that stand in fields of that name, of which there may be several. */
static void
add_named(struct arena *arena, const struct mime_out_fields *fields, const char *name,
    struct people *p)
{
	for (const struct mime_out_field *f = fields->first; f != NULL; f = f->next) {
		struct mime_addresses list;

		if (strcasecmp(f->name, name) != 0)
			continue;
		list = mime_header_addresses(arena, f->text, strlen(f->text));
		for (size_t i = 0; i < list.count; i++)
			people_add(arena, p, list.list[i].email);
	}
}

static struct people
named(struct arena *arena, const struct mime_out_fields *fields, const char *name)
{
	struct people p = people_on(arena, EMAILS_MAX);

	add_named(arena, fields, name, &p);
	return p;
}

static enum status
plan_signer(struct jmap *j, const struct smime_key *key, struct smime_plan *plan)
{
	struct smime_key_row *rows;
	size_t count;
	enum status st;

	if ((st = db_smime_keys(j->cx, j->cx->who.account, &rows, &count)) != OK)
		return st;
	plan->signer = key;
	for (size_t i = 0; i < count; i++)
		if (rows[i].id == key->id) {
			plan->chain = rows[i].chain;
			plan->chain_len = rows[i].chain_len;
		}
	return OK;
}

/* For the sender himself and, unless SELF alone, for all whom it goes to. */
static enum status
plan_recipients(struct jmap *j, const struct smime_keys *keys, const char *from,
    const struct mime_out_fields *fields, bool self, struct smime_plan *plan, json_t **error)
{
	struct arena *arena = j->cx->arena;
	struct people p = people_on(arena, EMAILS_MAX);
	json_t *missing = json_keep(arena, json_array());
	enum status st;

	people_add(arena, &p, from);
	if (!self) {
		add_named(arena, fields, "To", &p);
		add_named(arena, fields, "Cc", &p);
	}
	if (p.count == EMAILS_MAX) {
		*error = jmap_set_error("tooManyRecipients", NULL, NULL);
		return OK;
	}
	if ((st = find_certificates(j, keys, &p)) != OK)
		return st;
	plan->gcm = true;
	for (size_t i = 0; i < p.count; i++) {
		plan->gcm &= p.gcm[i];
		if (p.certificates[i] == NULL)
			json_array_append_new(missing, json_string(p.emails[i]));
	}
	if (json_array_size(missing) > 0)
		*error = json_pack("{s:s, s:s, s:O}", "type", "smimeNoCertificate", "description",
		    "No certificate is known of some of them.", "emails", missing);
	plan->recipients = p.certificates;
	plan->recipient_count = p.count;
	return OK;
}

/* What cannot be understood is never taken for a no. */
static json_t *
check_wish(const json_t *email)
{
	const json_t *sign = json_object_get(email, "smimeSign");
	const json_t *encrypt = json_object_get(email, "smimeEncrypt");
	const char *whom = json_string_value(encrypt);

	if (sign != NULL && !json_is_null(sign) && !json_is_boolean(sign))
		return jmap_bad_property("smimeSign", "true or false");
	if (encrypt != NULL && !json_is_null(encrypt) && (whom == NULL ||
	    (strcmp(whom, "recipients") != 0 && strcmp(whom, "self") != 0)))
		return jmap_bad_property("smimeEncrypt", "recipients, self or null");
	return NULL;
}

enum status
smime_plan(struct jmap *j, const json_t *email, const struct mime_out_fields *fields,
    struct smime_plan *plan, bool *wanted, json_t **error)
{
	const char *encrypt = json_get_text(email, "smimeEncrypt"), *from;
	bool sign = json_get_bool(email, "smimeSign", false);
	struct people senders = named(j->cx->arena, fields, "From");
	const struct smime_keys *keys;
	const struct smime_key *key;
	bool self = encrypt != NULL && strcmp(encrypt, "self") == 0;
	enum status st;

	*plan = (struct smime_plan){ 0 };
	*wanted = sign || encrypt != NULL;
	if ((*error = check_wish(email)) != NULL || !*wanted)
		return OK;
	/* Who reads the list of keys in an envelope would learn of them. */
	if (encrypt != NULL && !self && named(j->cx->arena, fields, "Bcc").count > 0) {
		*error = jmap_set_error("smimeBcc", "Encrypted mail tells all recipients of each other.",
		    NULL);
		return OK;
	}
	if ((st = smime_keys_of(j, &keys)) != OK)
		return st;
	from = senders.count == 1 ? senders.emails[0] : "";
	key = own_key(keys, from, sign ? SMIME_SIGN : SMIME_ENCRYPT);
	if (key == NULL) {
		*error = jmap_set_error("smimeNoKey", "You have no valid key for this sender address.", NULL);
		return OK;
	}
	if (sign && (st = plan_signer(j, key, plan)) != OK)
		return st;
	return encrypt == NULL ? OK : plan_recipients(j, keys, from, fields, self, plan, error);
}

/* ---- SmimeCertificate/lookup: who can be written to ---------------------------------------- */

enum status
smime_lookup(struct jmap *j, json_t *args, json_t **result)
{
	json_t *emails = json_object_get(args, "emails"), *one;
	json_t *list = json_keep(j->cx->arena, json_array());
	json_t *missing = json_keep(j->cx->arena, json_array());
	struct people p = people_on(j->cx->arena, EMAILS_MAX);
	const struct smime_keys *keys;
	size_t i;
	enum status st;

	if (json_array_size(emails) > EMAILS_MAX)
		return jmap_fail(j, "requestTooLarge", "more than %d addresses", EMAILS_MAX);
	json_array_foreach(emails, i, one)
		people_add(j->cx->arena, &p, json_string_value(one));
	if ((st = smime_keys_of(j, &keys)) != OK || (st = find_certificates(j, keys, &p)) != OK)
		return st;
	for (i = 0; i < p.count; i++) {
		if (p.certificates[i] == NULL) {
			json_array_append_new(missing, json_string(p.emails[i]));
			continue;
		}
		one = smime_certificate_json(j->cx->arena, p.certificates[i], clock_seconds());
		json_object_set_new(one, "email", json_string(p.emails[i]));
		json_array_append_new(list, one);
	}
	*result = json_pack("{s:O, s:O, s:O}", "accountId", json_object_get(args, "accountId"),
	    "list", list, "notFound", missing);
	return OK;
}
