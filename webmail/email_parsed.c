#include <string.h>

#include "core/pages.h"
#include "webmail/blob.h"
#include "webmail/email_parsed.h"
#include "webmail/email_smime.h"
#include "webmail/smime_key.h"

#define OPENED_MAX	((int64_t)100 * 1024 * 1024)	/* bytes of messages that one request opens */

static enum status
fields(struct jmap *j, void *arg, const struct mime_part *part, struct mime_fields *out)
{
	struct email_parsed *p = arg;

	(void)j;
	*out = (part != NULL ? part : p->message.root)->fields;
	return OK;
}

/*
 * What the sender's program put before the text for programs that see no header in it
 * (RFC 9788, Legacy Display Elements): ours does.  Lines up to an empty one, or an element.
 */
static void
drop_legacy_display(const struct mime_part *part, const char **text, size_t *len)
{
	static const char element[] = "<div class=\"header-protection-legacy-display\">";
	const char *says = mime_param_find(part->params, "hp-legacy-display"), *end = *text + *len;
	char *begin, *close;

	if (says == NULL || strcmp(says, "1") != 0)
		return;
	if (mime_type_is(part, "text/plain")) {
		if ((begin = strstr(*text, "\n\n")) == NULL)
			return;
		*text = begin + 2;
	} else if ((begin = strstr(*text, element)) != NULL && (close = strstr(begin, "</div>")) != NULL) {
		memset(begin, ' ', (size_t)(close + 6 - begin));
	}
	*len = (size_t)(end - *text);
}

static enum status
text(struct jmap *j, void *arg, const struct mime_part *part, int64_t max,
    const char **out, size_t *len, bool *problem)
{
	struct email_parsed *p = arg;

	(void)max;
	*out = mime_part_text(j->cx->arena, &p->message, part, len, problem);
	drop_legacy_display(part, out, len);
	return OK;
}

static json_t *
blob(struct jmap *j, void *arg, const struct mime_part *part)
{
	struct email_parsed *p = arg;

	return p->email != 0 ? blob_of_opened(j->cx->arena, p->email, part->id) : json_null();
}

struct email_parsed *
email_parsed(struct arena *arena, const char *bytes, size_t len, int64_t email)
{
	struct email_parsed *p = arena_alloc(arena, sizeof *p);

	*p = (struct email_parsed){ .message = mime_parse(arena, bytes, len), .email = email };
	p->source = (struct email_source){ .root = p->message.root, .arg = p, .fields = fields,
		.text = text, .blob = blob };
	return p;
}

enum status
email_opened(struct jmap *j, const struct mail_email *e, struct smime_opened *opened,
    struct email_parsed **out)
{
	json_t *id = json_keep(j->cx->arena, blob_of_email(e->id));
	const struct smime_keys *keys;
	struct blob whole;
	const char *bytes;
	size_t len;
	enum status st;

	*out = NULL;
	*opened = (struct smime_opened){ .fault = SMIME_TOO_LARGE };
	if (e->size > (int64_t)SMIME_BYTES_MAX || e->size > OPENED_MAX - j->opened)
		return OK;
	j->opened += e->size;
	if ((st = smime_keys_of(j, &keys)) != OK ||
	    (st = blob_open(j->cx, j->account, json_string_value(id), &whole)) != OK ||
	    (st = blob_bytes(j->cx, &whole, &bytes, &len)) != OK)
		return st;
	smime_open(j->cx->arena, bytes, len, keys, SMIME_CONTENT, opened);
	pages_forget(bytes, len);
	if (opened->bytes != NULL)
		*out = email_parsed(j->cx->arena, opened->bytes, opened->len, e->id);
	return OK;
}

/* ---- What is told of it ----------------------------------------------------------- */

/*
 * The part whose header the sender protected with the rest (RFC 9788), as
 * it says itself; NULL: it does not.  Programs before that RFC say "protected-headers".
 */
static const struct mime_part *
payload(const struct mime_part *root)
{
	const struct mime_part *p = root;

	if (mime_type_is(p, "multipart/signed") && p->child != NULL)
		p = p->child;
	return mime_param_find(p->params, "hp") != NULL ||
	    mime_param_find(p->params, "protected-headers") != NULL ? p : NULL;
}

static json_t *
subject_json(struct arena *arena, const struct email_parsed *within)
{
	const struct mime_part *p = within != NULL ? payload(within->message.root) : NULL;
	const struct mime_field *f = p != NULL ? mime_field_find(&p->fields, "Subject") : NULL;

	return f != NULL ? json_string(mime_header_text(arena, f->raw, f->len)) : json_null();
}

json_t *
email_opened_json(struct arena *arena, const struct smime_opened *opened,
    const struct email_parsed *within)
{
	static const char *const faults[] = {
		[SMIME_FINE] = NULL, [SMIME_NO_KEY] = "noKey", [SMIME_BROKEN] = "broken",
		[SMIME_TOO_LARGE] = "tooLarge", [SMIME_OTHER] = "unsupported",
	};

	return json_pack("{s:b, s:b, s:s?, s:o}", "isEncrypted", opened->is_encrypted,
	    "isAuthenticated", opened->is_authenticated, "fault", faults[opened->fault],
	    "subject", subject_json(arena, within));
}
