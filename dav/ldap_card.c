#include <string.h>
#include <strings.h>

#include "core/buf.h"
#include "core/hash.h"
#include "core/http.h"
#include "dav/ldap_card.h"
#include "pim/content_line.h"
#include "storage/book_source.h"

#define TEXT_MAX	1000
#define LINES_MAX	20	/* of one kind */

/* Fields that are a line of their own for each value. */
static const struct {
	const char	*field, *name, *types[2];
} plain[] = {
	{ "mail", "EMAIL", { "INTERNET" } }, { "phone", "TEL", { "WORK", "VOICE" } },
	{ "mobile", "TEL", { "CELL" } }, { "home", "TEL", { "HOME" } },
	{ "fax", "TEL", { "WORK", "FAX" } }, { "title", "TITLE", { NULL } },
	{ "url", "URL", { NULL } }, { "note", "NOTE", { NULL } },
};

struct card {
	struct ctx			*cx;
	const struct fetch_entry	*entry;
	const char *const		*fields;
	struct buf			 out;
};

/* "" when the field is left out. */
static const char *
attribute_of(const char *const *fields, const struct book_field *f)
{
	size_t len = strlen(f->name);

	for (; *fields != NULL; fields++)
		if (strncmp(*fields, f->name, len) == 0 && (*fields)[len] == '=')
			return *fields + len + 1;
	return f->attribute;
}

const char *const *
ldap_card_attributes(struct ctx *cx, const char *const *fields)
{
	size_t n = 0, all = 0;
	const char **out;

	while (book_fields[all].name != NULL)
		all++;
	out = arena_array(cx->arena, all + 1, sizeof *out);
	for (size_t i = 0; i < all; i++)
		if (*attribute_of(fields, &book_fields[i]) != '\0')
			out[n++] = attribute_of(fields, &book_fields[i]);
	return out;
}

/* The next value of a field behind V (NULL: the first). */
static const struct fetch_value *
next(const struct card *c, const char *field, const struct fetch_value *v)
{
	const struct book_field *f = book_fields;
	const char *attribute;

	while (strcmp(f->name, field) != 0)
		f++;
	attribute = attribute_of(c->fields, f);
	for (v = v == NULL ? c->entry->values : v->next; v != NULL; v = v->next)
		if (strcasecmp(v->attribute, attribute) == 0)
			return v;
	return NULL;
}

/* U+FFFE and U+FFFF are no characters, and stand in no card. */
static bool
is_text(const struct fetch_value *v)
{
	return v->len > 0 && v->len <= TEXT_MAX && strlen(v->data) == v->len && utf8_valid(v->data, v->len) &&
	    strstr(v->data, "\xef\xbf\xbe") == NULL && strstr(v->data, "\xef\xbf\xbf") == NULL;
}

/* The first value that is a text, escaped; "". */
static const char *
text(const struct card *c, const char *field)
{
	for (const struct fetch_value *v = next(c, field, NULL); v != NULL; v = next(c, field, v))
		if (is_text(v))
			return content_escaped(c->cx->arena, v->data);
	return "";
}

static struct content_line *
line(struct card *c, const char *name, const char *value)
{
	return content_line_new(c->cx->arena, name, value);
}

static void
put(struct card *c, const char *name, const char *value)
{
	content_write(&c->out, line(c, name, value));
}

static void
put_plain(struct card *c)
{
	for (size_t i = 0; i < COUNT(plain); i++) {
		const struct fetch_value *v = next(c, plain[i].field, NULL);

		for (size_t n = 0; v != NULL && n < LINES_MAX; v = next(c, plain[i].field, v)) {
			struct content_line *p;

			if (!is_text(v))
				continue;
			p = line(c, plain[i].name, content_escaped(c->cx->arena, v->data));
			for (size_t k = 0; k < COUNT(plain[i].types) && plain[i].types[k] != NULL; k++)
				content_param_add(c->cx->arena, p, "TYPE", plain[i].types[k]);
			content_write(&c->out, p);
			n++;
		}
	}
}

static void
put_address(struct card *c)
{
	static const char *const parts[] = { "street", "city", "region", "code", "country" };
	struct buf value = BUF_ON(c->cx->arena);
	struct content_line *p;
	bool any = false;

	buf_puts(&value, ";");
	for (size_t i = 0; i < COUNT(parts); i++) {
		const char *s = text(c, parts[i]);

		any = any || *s != '\0';
		buf_printf(&value, ";%s", s);
	}
	if (!any)
		return;
	p = line(c, "ADR", buf_str(&value));
	content_param_add(c->cx->arena, p, "TYPE", "WORK");
	content_write(&c->out, p);
}

static void
put_photo(struct card *c)
{
	const struct fetch_value *v = next(c, "photo", NULL);
	struct content_line *p;
	bool jpeg, png;

	if (v == NULL)
		return;
	jpeg = v->len > 3 && memcmp(v->data, "\xff\xd8\xff", 3) == 0;
	png = v->len > 4 && memcmp(v->data, "\x89PNG", 4) == 0;
	if (!jpeg && !png)
		return;
	p = line(c, "PHOTO", base64_encode(c->cx->arena, v->data, v->len));
	content_param_add(c->cx->arena, p, "ENCODING", "b");
	content_param_add(c->cx->arena, p, "TYPE", jpeg ? "JPEG" : "PNG");
	content_write(&c->out, p);
}

/* The same for the same entry as long as it is there, whatever is renamed. */
static const char *
uid(struct card *c)
{
	const struct fetch_value *id = next(c, "id", NULL);
	const char *what = id != NULL && id->len > 0 ? id->data : c->entry->dn;
	size_t len = id != NULL && id->len > 0 ? id->len : strlen(c->entry->dn);

	return arena_printf(c->cx->arena, "ldap-%.40s", hash_sha256_hex(c->cx->arena, what, len));
}

const char *
ldap_card(struct ctx *cx, const struct fetch_entry *entry, const char *const *fields)
{
	struct card c = { cx, entry, fields, BUF_ON(cx->arena) };
	const char *family = text(&c, "family"), *given = text(&c, "given"), *name = text(&c, "name");
	const char *company = text(&c, "company"), *department = text(&c, "department");

	if (*name == '\0' && (*given != '\0' || *family != '\0'))
		name = *given == '\0' ? family : *family == '\0' ? given :
		    arena_printf(cx->arena, "%s %s", given, family);
	if (*name == '\0')
		name = text(&c, "mail");
	if (*name == '\0')
		return NULL;
	put(&c, "BEGIN", "VCARD");
	put(&c, "VERSION", "3.0");
	put(&c, "PRODID", "-//Hayloft//EN");
	put(&c, "UID", uid(&c));
	put(&c, "FN", name);
	put(&c, "N", arena_printf(cx->arena, "%s;%s;;;", *family == '\0' && *given == '\0' ? name : family,
	    given));
	put_plain(&c);
	put_address(&c);
	if (*company != '\0' || *department != '\0')
		put(&c, "ORG", *department == '\0' ? company :
		    arena_printf(cx->arena, "%s;%s", company, department));
	put_photo(&c);
	put(&c, "END", "VCARD");
	return buf_str(&c.out);
}
