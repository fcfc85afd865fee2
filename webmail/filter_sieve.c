/*
 * Filters become Sieve (RFC 5228 and its extensions that Pigeonhole knows).
 *
 * What a person typed goes into strings only, quoted; the extensions "variables"
 * and "encoded-character", with which a string could mean something, are never
 * asked for.
 */
#include <string.h>

#include "imapclient/sieve.h"
#include "webmail/mime_address.h"
#include "webmail/sieve_made.h"

#define CONDITIONS_MAX	50
#define ACTIONS_MAX	20
#define VALUE_MAX	1000
#define NAME_MAX_	200

bool
sieve_is_made(const char *name)
{
	return strcmp(name, SIEVE_MADE_FILTERS) == 0 || strcmp(name, SIEVE_MADE_VACATION) == 0;
}

void
sieve_put_string(struct buf *b, const char *s)
{
	buf_putc(b, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(b, '\\');
		if (*s == '\n' && (b->len == 0 || b->data[b->len - 1] != '\r'))
			buf_putc(b, '\r');
		buf_putc(b, *s);
	}
	buf_putc(b, '"');
}

/* ---- What a rule may say ----------------------------------------------------------- */

enum field { FIELD_FROM, FIELD_TO, FIELD_CC, FIELD_RECIPIENT, FIELD_SUBJECT, FIELD_LIST,
	FIELD_HEADER, FIELD_BODY, FIELD_SIZE, FIELD_ATTACHMENT };

static const struct {
	const char	*name;
	const char	*headers;	/* as a list of Sieve */
	bool		 address;	/* they hold addresses */
} fields[] = {
	[FIELD_FROM] = { "from", "[\"from\"]", true },
	[FIELD_TO] = { "to", "[\"to\"]", true },
	[FIELD_CC] = { "cc", "[\"cc\"]", true },
	[FIELD_RECIPIENT] = { "recipient", "[\"to\", \"cc\"]", true },
	[FIELD_SUBJECT] = { "subject", "[\"subject\"]", false },
	[FIELD_LIST] = { "list", "[\"list-id\", \"list-post\"]", false },
	[FIELD_HEADER] = { "header", NULL, false },
	[FIELD_BODY] = { "body", NULL, false },
	[FIELD_SIZE] = { "size", NULL, false },
	[FIELD_ATTACHMENT] = { "attachment", NULL, false },
};

enum op { OP_CONTAINS, OP_IS, OP_STARTS, OP_ENDS, OP_MATCHES, OP_DOMAIN, OP_EXISTS, OP_OVER, OP_UNDER };

static const char *const ops[] = {
	[OP_CONTAINS] = "contains", [OP_IS] = "is", [OP_STARTS] = "startsWith", [OP_ENDS] = "endsWith",
	[OP_MATCHES] = "matches", [OP_DOMAIN] = "domain", [OP_EXISTS] = "exists", [OP_OVER] = "over",
	[OP_UNDER] = "under",
};

enum act { ACT_MOVE, ACT_COPY, ACT_LABEL, ACT_FLAG, ACT_READ, ACT_FORWARD, ACT_REDIRECT, ACT_REJECT,
	ACT_DELETE, ACT_DISCARD, ACT_STOP };

static const char *const acts[] = {
	[ACT_MOVE] = "move", [ACT_COPY] = "copy", [ACT_LABEL] = "label", [ACT_FLAG] = "flag",
	[ACT_READ] = "markRead", [ACT_FORWARD] = "forward", [ACT_REDIRECT] = "redirect",
	[ACT_REJECT] = "reject", [ACT_DELETE] = "delete", [ACT_DISCARD] = "discard",
	[ACT_STOP] = "stop",
};

static size_t
find(const char *const *names, size_t count, const char *name)
{
	size_t i;

	for (i = 0; i < count && (name == NULL || strcmp(names[i], name) != 0); i++)
		;
	return i;
}

static size_t
find_field(const char *name)
{
	size_t i;

	for (i = 0; i < COUNT(fields) && (name == NULL || strcmp(fields[i].name, name) != 0); i++)
		;
	return i;
}

/* One line of text, within the bound. */
static bool
is_line(const char *s, size_t max)
{
	size_t len = s != NULL ? strlen(s) : 0;

	if (len == 0 || len > max)
		return false;
	for (size_t i = 0; i < len; i++)
		if ((unsigned char)s[i] < ' ' || s[i] == 0x7f)
			return false;
	return true;
}

static bool
is_header_name(const char *s)
{
	size_t len = s != NULL ? strlen(s) : 0;

	if (len == 0 || len > 100)
		return false;
	for (size_t i = 0; i < len; i++)
		if (s[i] <= ' ' || s[i] > '~' || s[i] == ':')
			return false;
	return true;
}

/* Only known members: a misspelt one would silently not count. */
static bool
has_only(const json_t *object, const char *const *names, size_t count)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)object, key, value)
		if (find(names, count, key) == count)
			return false;
	return true;
}

static const char *
check_condition(const json_t *c)
{
	static const char *const members[] = { "field", "header", "op", "value", "negate" };
	size_t field = find_field(json_get_text(c, "field"));
	size_t op = find(ops, COUNT(ops), json_get_text(c, "op"));
	const json_t *value = json_object_get(c, "value"), *negate = json_object_get(c, "negate");

	if (!json_is_object(c) || !has_only(c, members, COUNT(members)))
		return "a condition has field, header, op, value and negate";
	if (field == COUNT(fields))
		return "no such field";
	if (negate != NULL && !json_is_boolean(negate))
		return "negate is true or false";
	if (field == FIELD_ATTACHMENT)
		return NULL;
	if (op == COUNT(ops))
		return "no such op";
	if (field == FIELD_SIZE)
		return (op == OP_OVER || op == OP_UNDER) && json_is_integer(value) &&
		    json_integer_value(value) >= 0 &&
		    json_integer_value(value) <= INT64_C(2000000000) ? NULL :
		    "a size is over or under a number of bytes";
	if (op == OP_OVER || op == OP_UNDER)
		return "over and under are for sizes";
	if ((field == FIELD_HEADER) != (json_object_get(c, "header") != NULL) ||
	    (field == FIELD_HEADER && !is_header_name(json_get_text(c, "header"))))
		return "header is the name of a header field, and only there";
	if (op == OP_DOMAIN && !fields[field].address)
		return "domain is for addresses";
	if (field == FIELD_BODY && op == OP_EXISTS)
		return "every message has a body";
	if (op == OP_EXISTS)
		return NULL;
	return is_line(json_string_value(value), VALUE_MAX) ? NULL :
	    "a value is one line of at most 1000 bytes";
}

/* IMAP keywords that a person may set: no system flag, nothing IMAP could not carry. */
static bool
is_keyword(const char *s)
{
	if (!is_line(s, 100) || *s == '\\')
		return false;
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s > '~' || strchr("(){]%*\"\\", *s) != NULL)
			return false;
	return true;
}

static const char *
check_action(const json_t *a)
{
	static const char *const members[] = { "type", "mailboxId", "mailbox", "keyword", "address",
		"text" };
	size_t act = find(acts, COUNT(acts), json_get_text(a, "type"));
	const char *address = json_get_text(a, "address"), *text = json_get_text(a, "text");

	if (!json_is_object(a) || !has_only(a, members, COUNT(members)))
		return "an action has type, mailboxId, mailbox, keyword, address and text";
	switch (act) {
	case ACT_MOVE:
	case ACT_COPY:
		return jmap_id('m', json_get_text(a, "mailboxId")) != 0 ? NULL : "which mailboxId?";
	case ACT_LABEL:
		return is_keyword(json_get_text(a, "keyword")) ? NULL : "this is no keyword";
	case ACT_FORWARD:
	case ACT_REDIRECT:
		return address != NULL && strlen(address) < 320 && mime_email_valid(address) ? NULL :
		    "this address cannot be used";
	case ACT_REJECT:
		return text != NULL && *text != '\0' && strlen(text) <= 4000 ? NULL :
		    "a rejection has a text";
	case ACT_FLAG:
	case ACT_READ:
	case ACT_DELETE:
	case ACT_DISCARD:
	case ACT_STOP:
		return NULL;
	default:
		return "no such type";
	}
}

/* RFC 5429, section 2.1: who is told "no" must not have said yes elsewhere. */
static bool
rejects_and_keeps(const json_t *actions)
{
	bool rejects = false, keeps = false;
	json_t *one;
	size_t i;

	json_array_foreach((json_t *)actions, i, one) {
		size_t act = find(acts, COUNT(acts), json_get_text(one, "type"));

		rejects |= act == ACT_REJECT;
		keeps |= act != ACT_REJECT && act != ACT_STOP;
	}
	return rejects && keeps;
}

const char *
filter_check(struct ctx *cx, const json_t *rule, const char **property)
{
	const json_t *conditions = json_object_get(rule, "conditions");
	const json_t *actions = json_object_get(rule, "actions"), *name = json_object_get(rule, "name");
	const char *match = json_get_text(rule, "match"), *why;
	json_t *one;
	size_t i;

	(void)cx;
	*property = "name";
	if (!json_is_string(name) || (json_string_length(name) > 0 &&
	    !is_line(json_string_value(name), NAME_MAX_)))
		return "a name is one line of at most 200 bytes";
	*property = "isEnabled";
	if (!json_is_boolean(json_object_get(rule, "isEnabled")))
		return "true or false";
	*property = "match";
	if (match == NULL || (strcmp(match, "all") != 0 && strcmp(match, "any") != 0))
		return "all or any";
	*property = "conditions";
	if (!json_is_array(conditions) || json_array_size(conditions) > CONDITIONS_MAX)
		return "a list of at most 50";
	json_array_foreach((json_t *)conditions, i, one)
		if ((why = check_condition(one)) != NULL)
			return why;
	*property = "actions";
	if (!json_is_array(actions) || json_array_size(actions) == 0 ||
	    json_array_size(actions) > ACTIONS_MAX)
		return "a list of 1 to 20";
	json_array_foreach((json_t *)actions, i, one)
		if ((why = check_action(one)) != NULL)
			return why;
	return rejects_and_keeps(actions) ? "what is rejected can have nothing else done to it" : NULL;
}

/* ---- Conditions ---------------------------------------------------------------------- */

/* A pattern in which only what we add is a wildcard. */
static const char *
pattern(struct arena *arena, const char *before, const char *value, const char *behind)
{
	struct buf b = BUF_ON(arena);

	buf_puts(&b, before);
	for (; *value != '\0'; value++) {
		if (*value == '*' || *value == '?' || *value == '\\')
			buf_putc(&b, '\\');
		buf_putc(&b, *value);
	}
	buf_puts(&b, behind);
	return buf_str(&b);
}

/* ":contains", and the value as that wants it. */
static const char *
match_type(struct arena *arena, size_t op, const char *value, const char **out)
{
	*out = value;
	switch (op) {
	case OP_IS:
	case OP_DOMAIN:
		return ":is";
	case OP_STARTS:
		*out = pattern(arena, "", value, "*");
		return ":matches";
	case OP_ENDS:
		*out = pattern(arena, "*", value, "");
		return ":matches";
	case OP_MATCHES:
		return ":matches";
	default:
		return ":contains";
	}
}

static void
put_condition(struct ctx *cx, struct buf *b, const json_t *c)
{
	size_t field = find_field(json_get_text(c, "field"));
	size_t op = find(ops, COUNT(ops), json_get_text(c, "op"));
	const char *value, *type = match_type(cx->arena, op,
	    json_get_text(c, "value") != NULL ? json_get_text(c, "value") : "", &value);
	struct buf header = BUF_ON(cx->arena);
	const char *headers = fields[field].headers;

	if (json_get_bool(c, "negate", false))
		buf_puts(b, "not ");
	if (field == FIELD_HEADER) {
		buf_putc(&header, '[');
		sieve_put_string(&header, json_get_text(c, "header"));
		buf_putc(&header, ']');
		headers = buf_str(&header);
	}
	if (field == FIELD_ATTACHMENT) {
		buf_puts(b, "header :mime :anychild :contains \"content-disposition\" \"attachment\"");
	} else if (field == FIELD_SIZE) {
		buf_printf(b, "size %s %lld", op == OP_OVER ? ":over" : ":under",
		    (long long)json_get_int(c, "value", 0));
	} else if (op == OP_EXISTS) {
		/* "exists" would want all of them. */
		buf_printf(b, "header :matches %s \"*\"", headers);
	} else if (field == FIELD_BODY) {
		buf_printf(b, "body :text %s ", type);
		sieve_put_string(b, value);
	} else if (op == OP_DOMAIN) {
		buf_printf(b, "address :domain :is %s ", headers);
		sieve_put_string(b, value);
	} else if (fields[field].address && op != OP_CONTAINS) {
		buf_printf(b, "anyof (address :all %s %s ", type, headers);
		sieve_put_string(b, value);
		buf_printf(b, ", header %s %s ", type, headers);
		sieve_put_string(b, value);
		buf_putc(b, ')');
	} else {
		buf_printf(b, "header %s %s ", type, headers);
		sieve_put_string(b, value);
	}
}

/* ---- Actions ---------------------------------------------------------------------------- */

struct compiling {
	struct ctx			*cx;
	const struct mail_mailbox	*boxes;
	size_t				 box_count;
	struct buf			 b;
};

static const char *
path_of(const struct compiling *c, const json_t *action)
{
	int64_t id = jmap_id('m', json_get_text(action, "mailboxId"));
	const char *remembered = json_get_text(action, "mailbox");

	for (size_t i = 0; i < c->box_count; i++)
		if (c->boxes[i].id == id)
			return c->boxes[i].path;
	return remembered != NULL && *remembered != '\0' ? remembered : "INBOX";
}

static const char *
trash(const struct compiling *c)
{
	for (size_t i = 0; i < c->box_count; i++)
		if (c->boxes[i].role != NULL && strcmp(c->boxes[i].role, "trash") == 0)
			return c->boxes[i].path;
	return "Trash";
}

static void
put_fileinto(struct compiling *c, const char *how, const char *path)
{
	buf_printf(&c->b, "\tfileinto %s:create ", how);
	sieve_put_string(&c->b, path);
	buf_puts(&c->b, ";\r\n");
}

static void
put_with_string(struct compiling *c, const char *command, const char *s)
{
	buf_printf(&c->b, "\t%s ", command);
	sieve_put_string(&c->b, s);
	buf_puts(&c->b, ";\r\n");
}

static void
put_action(struct compiling *c, const json_t *a)
{
	switch (find(acts, COUNT(acts), json_get_text(a, "type"))) {
	case ACT_MOVE:
		put_fileinto(c, "", path_of(c, a));
		return;
	case ACT_COPY:
		put_fileinto(c, ":copy ", path_of(c, a));
		return;
	case ACT_LABEL:
		put_with_string(c, "addflag", json_get_text(a, "keyword"));
		return;
	case ACT_FLAG:
		put_with_string(c, "addflag", "\\Flagged");
		return;
	case ACT_READ:
		put_with_string(c, "addflag", "\\Seen");
		return;
	case ACT_FORWARD:
		put_with_string(c, "redirect :copy", json_get_text(a, "address"));
		return;
	case ACT_REDIRECT:
		put_with_string(c, "redirect", json_get_text(a, "address"));
		return;
	case ACT_REJECT:
		put_with_string(c, "reject", json_get_text(a, "text"));
		buf_puts(&c->b, "\tstop;\r\n");
		return;
	case ACT_DELETE:
		put_fileinto(c, "", trash(c));
		return;
	case ACT_DISCARD:
		buf_puts(&c->b, "\tdiscard;\r\n\tstop;\r\n");
		return;
	default:
		buf_puts(&c->b, "\tstop;\r\n");
		return;
	}
}

/* Flags first: they count for what is filed after them. */
static bool
is_flagging(const json_t *action)
{
	size_t act = find(acts, COUNT(acts), json_get_text(action, "type"));

	return act == ACT_LABEL || act == ACT_FLAG || act == ACT_READ;
}

/* What ends a rule must stand at its end. */
static bool
is_last(const json_t *action)
{
	size_t act = find(acts, COUNT(acts), json_get_text(action, "type"));

	return act == ACT_STOP || act == ACT_DISCARD || act == ACT_REJECT;
}

static void
put_rule(struct compiling *c, const json_t *rule)
{
	const json_t *conditions = json_object_get(rule, "conditions");
	const json_t *actions = json_object_get(rule, "actions");
	const char *name = json_get_text(rule, "name");
	bool all = strcmp(json_get_text(rule, "match"), "all") == 0;
	json_t *one;
	size_t i;

	buf_printf(&c->b, "\r\n# %s\r\nif %s (", name != NULL ? name : "", all ? "allof" : "anyof");
	json_array_foreach((json_t *)conditions, i, one) {
		if (i > 0)
			buf_puts(&c->b, ",\r\n    ");
		put_condition(c->cx, &c->b, one);
	}
	/* A rule without conditions is for every message. */
	buf_printf(&c->b, "%s) {\r\n", json_array_size(conditions) == 0 ? "true" : "");
	for (int turn = 0; turn < 3; turn++)
		json_array_foreach((json_t *)actions, i, one)
			if (turn == (is_flagging(one) ? 0 : is_last(one) ? 2 : 1))
				put_action(c, one);
	buf_puts(&c->b, "}\r\n");
}

enum status
filter_compile(struct ctx *cx, const struct mail_filter *filters, size_t count,
    const struct mail_mailbox *boxes, size_t box_count, const char **script, size_t *len)
{
	struct compiling c = { .cx = cx, .boxes = boxes, .box_count = box_count,
		.b = BUF_ON(cx->arena) };
	enum status st;

	buf_puts(&c.b, "# Made by Hayloft of the filters in its settings; changes here are lost.\r\n"
	    "require [\"fileinto\", \"mailbox\", \"copy\", \"imap4flags\", \"reject\", \"body\","
	    " \"mime\"];\r\n");
	for (size_t i = 0; i < count; i++) {
		json_t *rule;

		if ((st = json_read(cx, filters[i].rule, strlen(filters[i].rule), &rule)) != OK)
			return st;
		if (json_get_bool(rule, "isEnabled", false))
			put_rule(&c, rule);
		if (c.b.len > SIEVE_SCRIPT_MAX)
			return fault(cx, ERR_TOO_LARGE, "the filters are too many");
	}
	*script = buf_str(&c.b);
	*len = c.b.len;
	return OK;
}
