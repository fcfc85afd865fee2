#include <string.h>
#include <strings.h>

#include "webmail/email_header.h"

static const struct {
	const char		*name;
	enum header_form	 form;
} forms[] = {
	{ "asRaw", FORM_RAW }, { "asText", FORM_TEXT }, { "asAddresses", FORM_ADDRESSES },
	{ "asGroupedAddresses", FORM_GROUPS }, { "asMessageIds", FORM_IDS },
	{ "asDate", FORM_DATE }, { "asURLs", FORM_URLS },
};

/* Which forms the fields of RFC 5322 and RFC 2369 have; others may have any. */
#define BIT(form)	(1u << (form))
#define ADDRESSES	(BIT(FORM_ADDRESSES) | BIT(FORM_GROUPS))

static const struct {
	const char	*field;
	unsigned	 forms;
} allowed[] = {
	{ "From", ADDRESSES }, { "Sender", ADDRESSES }, { "Reply-To", ADDRESSES },
	{ "To", ADDRESSES }, { "Cc", ADDRESSES }, { "Bcc", ADDRESSES },
	{ "Resent-From", ADDRESSES }, { "Resent-Sender", ADDRESSES },
	{ "Resent-Reply-To", ADDRESSES }, { "Resent-To", ADDRESSES },
	{ "Resent-Cc", ADDRESSES }, { "Resent-Bcc", ADDRESSES },
	{ "Message-ID", BIT(FORM_IDS) }, { "In-Reply-To", BIT(FORM_IDS) },
	{ "References", BIT(FORM_IDS) }, { "Resent-Message-ID", BIT(FORM_IDS) },
	{ "Date", BIT(FORM_DATE) }, { "Resent-Date", BIT(FORM_DATE) },
	{ "Subject", BIT(FORM_TEXT) }, { "Comments", BIT(FORM_TEXT) },
	{ "Keywords", BIT(FORM_TEXT) }, { "List-Id", BIT(FORM_TEXT) },
	{ "List-Help", BIT(FORM_URLS) }, { "List-Unsubscribe", BIT(FORM_URLS) },
	{ "List-Subscribe", BIT(FORM_URLS) }, { "List-Post", BIT(FORM_URLS) },
	{ "List-Owner", BIT(FORM_URLS) }, { "List-Archive", BIT(FORM_URLS) },
	{ "Return-Path", 0 }, { "Received", 0 },
};

static const struct {
	const char		*property, *field;
	enum header_form	 form;
} shorthands[] = {
	{ "messageId", "Message-ID", FORM_IDS }, { "inReplyTo", "In-Reply-To", FORM_IDS },
	{ "references", "References", FORM_IDS }, { "sender", "Sender", FORM_ADDRESSES },
	{ "from", "From", FORM_ADDRESSES }, { "to", "To", FORM_ADDRESSES },
	{ "cc", "Cc", FORM_ADDRESSES }, { "bcc", "Bcc", FORM_ADDRESSES },
	{ "replyTo", "Reply-To", FORM_ADDRESSES }, { "subject", "Subject", FORM_TEXT },
	{ "sentAt", "Date", FORM_DATE },
};

static bool
is_field_name(const char *s)
{
	if (*s == '\0')
		return false;
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s >= 0x7f || *s == ':')
			return false;
	return true;
}

bool
header_property(struct arena *arena, const char *property, struct header_property *out)
{
	char *copy, *rest, *word;
	bool ended = false, formed = false;

	if (strncmp(property, "header:", 7) != 0)
		return false;
	copy = arena_strdup(arena, property + 7);
	rest = copy;
	*out = (struct header_property){ .name = strsep(&rest, ":"), .form = FORM_RAW };
	while ((word = strsep(&rest, ":")) != NULL) {
		size_t i = 0;

		if (ended)
			return false;
		if (strcmp(word, "all") == 0) {
			out->all = ended = true;
			continue;
		}
		while (i < COUNT(forms) && strcmp(forms[i].name, word) != 0)
			i++;
		if (i == COUNT(forms) || formed)
			return false;
		out->form = forms[i].form;
		formed = true;
	}
	if (!is_field_name(out->name))
		return false;
	for (size_t i = 0; i < COUNT(allowed); i++)
		if (strcasecmp(allowed[i].field, out->name) == 0)
			return out->form == FORM_RAW || (allowed[i].forms & BIT(out->form));
	return true;
}

bool
header_shorthand(const char *property, struct header_property *out)
{
	for (size_t i = 0; i < COUNT(shorthands); i++) {
		if (strcmp(shorthands[i].property, property) != 0)
			continue;
		*out = (struct header_property){
			.name = shorthands[i].field, .form = shorthands[i].form,
		};
		return true;
	}
	return false;
}

static json_t *
text_json(const char *s)
{
	return s != NULL ? json_string(s) : json_null();
}

static json_t *
addresses_json(const struct mime_addresses *list)
{
	json_t *out = json_array();

	for (size_t i = 0; i < list->count; i++)
		json_array_append_new(out, json_pack("{s:o, s:o}",
		    "name", text_json(list->list[i].name),
		    "email", text_json(list->list[i].email)));
	return out;
}

static json_t *
groups_json(const struct mime_groups *groups)
{
	json_t *out = json_array();

	for (size_t i = 0; i < groups->count; i++)
		json_array_append_new(out, json_pack("{s:o, s:o}",
		    "name", text_json(groups->list[i].name),
		    "addresses", addresses_json(&groups->list[i].addresses)));
	return out;
}

static json_t *
ids_json(const struct mime_ids *ids)
{
	json_t *out = json_array();

	for (size_t i = 0; i < ids->count; i++)
		json_array_append_new(out, json_string(ids->list[i]));
	return out;
}

static json_t *
one_value(struct arena *arena, const struct mime_field *f, enum header_form form)
{
	struct mime_addresses addresses;
	struct mime_groups groups;
	struct mime_ids ids;
	struct mime_date date;
	char text[26];

	switch (form) {
	case FORM_RAW:
		return json_string(mime_header_raw(arena, f->raw, f->len));
	case FORM_TEXT:
		return json_string(mime_header_text(arena, f->raw, f->len));
	case FORM_ADDRESSES:
		addresses = mime_header_addresses(arena, f->raw, f->len);
		return addresses_json(&addresses);
	case FORM_GROUPS:
		groups = mime_header_groups(arena, f->raw, f->len);
		return groups_json(&groups);
	case FORM_IDS:
		return mime_header_ids(arena, f->raw, f->len, &ids) ? ids_json(&ids) : json_null();
	case FORM_URLS:
		return mime_header_urls(arena, f->raw, f->len, &ids) ? ids_json(&ids) : json_null();
	case FORM_DATE:
		if (!mime_header_date(f->raw, f->len, &date))
			return json_null();
		mime_date_rfc3339(&date, text);
		return json_string(text);
	}
	return json_null();
}

json_t *
header_value(struct arena *arena, const struct mime_fields *fields,
    const struct header_property *p)
{
	const struct mime_field *f;
	size_t i = 0;
	json_t *list;

	if (!p->all) {
		f = mime_field_find(fields, p->name);
		return f != NULL ? one_value(arena, f, p->form) : json_null();
	}
	list = json_array();
	while ((f = mime_field_next(fields, p->name, &i)) != NULL)
		json_array_append_new(list, one_value(arena, f, p->form));
	return list;
}
