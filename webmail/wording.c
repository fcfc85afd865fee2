#include <string.h>

#include "core/conf.h"
#include "core/hash.h"
#include "core/json.h"
#include "webmail/html_text.h"
#include "webmail/wording.h"

#define PLACEHOLDERS_MAX	8

/* A header's value is one line, whatever was put into it. */
static const char *
one_line(struct arena *arena, const char *s)
{
	char *out = arena_strdup(arena, s);

	for (char *c = out; *c != '\0'; c++)
		if ((unsigned char)*c < ' ' || *c == 0x7f)
			*c = ' ';
	return out;
}

/*
 * The text of an HTML body of somebody else's.  What the mail is for comes from its
 * own text, since HTML may have it in an attribute alone: a word that nobody knows
 * holds its place meanwhile, or it comes at the end.
 */
static const char *
text_of(struct arena *arena, const struct wording_kind *kind, const char *html,
    const struct placeholder *values)
{
	struct placeholder held[PLACEHOLDERS_MAX + 1] = { 0 };
	const char *needed = "", *text, *at;
	char mark[TOKEN_LEN + 1];
	size_t len;

	hash_token(mark);
	for (size_t i = 0; i < PLACEHOLDERS_MAX && values[i].name != NULL; i++) {
		held[i] = values[i];
		if (kind->needed == NULL || strcmp(kind->needed, held[i].name) != 0)
			continue;
		needed = held[i].text;
		held[i].html = mark;
	}
	html = placeholder_fill(arena, html, held, true);
	text = html_text(arena, html, strlen(html), 0, &len);
	if ((at = strstr(text, mark)) == NULL)
		return arena_printf(arena, "%s\n\n%s\n", text, needed);
	return arena_printf(arena, "%.*s%s%s", (int)(at - text), text, needed, at + TOKEN_LEN);
}

/* Put the words W in place of ours, where there are some. */
static void
reword(struct ctx *cx, const struct wording_kind *kind, const struct wording *w,
    const struct placeholder *values, struct letter *letter)
{
	struct arena *arena = cx->arena;

	if (*w->sender != '\0') {
		letter->sender = w->sender;
		letter->is_ours = false;
	}
	if (*w->subject != '\0')
		letter->subject = one_line(arena, placeholder_fill(arena, w->subject, values, false));
	if (*w->plain == '\0' && *w->html == '\0')
		return;
	letter->html = *w->html != '\0' ? placeholder_fill(arena, w->html, values, true) : NULL;
	letter->plain = *w->plain != '\0' ? placeholder_fill(arena, w->plain, values, false) :
	    text_of(arena, kind, w->html, values);
}

enum status
letter_word(struct ctx *cx, const char *setting, const struct placeholder *values,
    struct letter *letter)
{
	const struct wording_kind *kind = wording_kind(setting);
	struct wording words;
	enum status st;

	if ((st = db_wording(cx, kind, &words)) != OK)
		return st;
	reword(cx, kind, &words, values, letter);
	return OK;
}

static struct mime_out *
part(struct arena *arena, const char *type, const char *text)
{
	struct mime_out *out;

	if (text == NULL)
		return NULL;
	out = arena_alloc(arena, sizeof *out);
	*out = MIME_OUT;
	out->type = type;
	out->text = text;
	out->text_len = strlen(text);
	return out;
}

struct mime_out *
letter_body(struct ctx *cx, const struct letter *letter)
{
	return mime_out_tree(cx->arena, part(cx->arena, "text/plain", letter->plain),
	    part(cx->arena, "text/html", letter->html), NULL, NULL);
}

static enum status
quota_example(struct ctx *cx, struct letter_made *out)
{
	static struct placeholder values[] = {
		{ "percent", "80", NULL }, { "username", "ann@example.org", NULL },
		{ "hostname", NULL, NULL }, { NULL, NULL, NULL }
	};
	const char *host = conf_mail_host(cx->conf, cx->arena);

	values[2].text = host;
	*out = (struct letter_made){
		.letter = { .sender = arena_printf(cx->arena, "postmaster@%s", host), .is_ours = true },
		.values = values,
	};
	return OK;
}

static enum status
example(struct ctx *cx, const struct wording_kind *kind, struct letter_made *out)
{
	if (strcmp(kind->setting, "quarantine") == 0)
		return quarantine_digest_example(cx, out);
	if (strcmp(kind->setting, "reset-password-notification") == 0)
		return password_mail_example(cx, out);
	return quota_example(cx, out);
}

/* A text of the body: what is kept where the body has none of that name. */
static enum status
sent(struct ctx *cx, const struct wording_kind *kind, const json_t *body, const char *name,
    const char **text)
{
	const char *said = json_get_text(body, name);

	return said == NULL ? OK : placeholder_check(cx, said, kind->names, text);
}

static enum status
read_draft(struct ctx *cx, const json_t *draft, const struct wording_kind *kind, struct wording *words)
{
	static const char *const known[] = { "sender", "from", "subject", "plain_tmpl", "text_tmpl", "html_tmpl" };
	const char *name;
	json_t *value;
	enum status st;

	json_object_foreach((json_t *)(uintptr_t)draft, name, value) {
		size_t i = 0;

		while (i < COUNT(known) && strcmp(known[i], name) != 0)
			i++;
		if (i == COUNT(known))
			return fault(cx, ERR_INVALID, "a mail has no \"%s\": sender, subject, plain_tmpl and html_tmpl"
			    " can be said", name);
	}
	if ((st = sent(cx, kind, draft, "sender", &words->sender)) != OK ||
	    (st = sent(cx, kind, draft, "from", &words->sender)) != OK ||
	    (st = sent(cx, kind, draft, "subject", &words->subject)) != OK ||
	    (st = sent(cx, kind, draft, "plain_tmpl", &words->plain)) != OK ||
	    (st = sent(cx, kind, draft, "text_tmpl", &words->plain)) != OK)
		return st;
	return sent(cx, kind, draft, "html_tmpl", &words->html);
}

enum status
wording_show(struct ctx *cx, const char *setting, const json_t *draft, json_t **out)
{
	const struct wording_kind *kind = wording_kind(setting);
	json_t *names = json_keep(cx->arena, json_array());
	struct letter_made made;
	struct wording words;
	enum status st;

	if (kind == NULL)
		return fault(cx, ERR_NOT_FOUND, "there is no mail of that name");
	if ((st = db_wording(cx, kind, &words)) != OK ||
	    (draft != NULL && (st = read_draft(cx, draft, kind, &words)) != OK) ||
	    (st = example(cx, kind, &made)) != OK)
		return st;
	reword(cx, kind, &words, made.values, &made.letter);
	for (size_t i = 0; kind->names[i] != NULL; i++)
		json_array_append_new(names, json_string(kind->names[i]));
	*out = json_keep(cx->arena, json_pack("{s:s, s:s?, s:s?, s:s?, s:O}", "sender",
	    made.letter.sender, "subject", made.letter.subject, "plain", made.letter.plain,
	    "html", made.letter.html, "placeholders", names));
	return OK;
}

enum status
wording_preview(struct ctx *cx, const struct request *rq, struct reply *re)
{
	json_t *draft = NULL, *out;
	const char *text;
	enum status st;
	size_t len;

	if (strcmp(rq->method, "POST") == 0) {
		if (!http_type_is(http_header(rq, "content-type"), "application/json"))
			return fault(cx, ERR_INVALID, "send application/json");
		if ((st = json_read(cx, rq->body, rq->body_len, &draft)) != OK)
			return st;
	}
	if ((st = wording_show(cx, strrchr(rq->path, '/') + 1, draft, &out)) != OK)
		return st;
	text = json_write(cx, out, &len);
	reply_bytes(cx, re, 200, "application/json", text, len);
	return OK;
}
