/*
 * What new domains and mailboxes begin with.  The attributes are kept as they
 * were sent, under the names that add/domain and add/mailbox take, which
 * have them where nothing else is sent; rights are asked as if it had been.
 */
#include <string.h>

#include "admin/categories.h"
#include "storage/template.h"

static const struct api_field fields[] = {
	{ "template", API_TEXT, IN_BOTH | NEEDED, "name", NULL, 1, 100, NULL, NULL, "what it is called" },
	{ 0 }
};

/* Every member that the category itself takes. */
static enum status
prepare(struct api_call *call)
{
	const struct api_category *of = call->category == &cat_domain_template ? &cat_domain : &cat_mailbox;
	json_t *attributes = json_deep_copy(json_object_get(call->was, "attributes"));

	if (attributes == NULL)
		attributes = json_object();
	api_column(call, "attributes", attributes);
	for (const struct api_field *f = of->fields; f->name != NULL; f++) {
		json_t *v = json_object_get(call->sent, f->name);

		if (v == NULL || f->type == API_SECRET || (f->when & NEEDED) != 0 ||
		    strcmp(f->name, "template") == 0)
			continue;
		if (!json_is_string(v) && !json_is_integer(v) && !json_is_boolean(v) &&
		    !json_is_array(v))
			return api_refuse(call, ERR_INVALID, "value_invalid", f->name);
		json_object_set(attributes, f->name, v);
	}
	if (call->verb == API_ADD)
		api_column(call, "kind", json_string(of == &cat_domain ? "domain" : "mailbox"));
	else
		api_column(call, "modified", json_string("now"));
	return OK;
}

enum status
api_template(struct api_call *call)
{
	json_t *named = json_object_get(call->sent, "template"), *attributes, *whole;
	const char *name, *text;
	enum status st;

	if (call->category->template == NULL || named == NULL || json_is_null(named))
		return OK;
	name = json_is_integer(named) ? arena_printf(call->cx->arena, "%lld",
	    (long long)json_integer_value(named)) : json_string_value(named);
	if (name != NULL && *name == '\0')
		return OK;
	if (name == NULL || (st = db_template_find(call->cx, call->category->template, name, &name,
	    &text)) == ERR_NOT_FOUND)
		return api_refuse(call, ERR_INVALID, "template_id_invalid", name);
	if (st != OK || (st = json_read(call->cx, text, strlen(text), &attributes)) != OK)
		return st;
	whole = json_keep(call->cx->arena, json_copy((json_t *)(uintptr_t)call->sent));
	json_object_update_missing(whole, attributes);
	json_object_set_new(whole, "template", json_string(name));
	call->sent = whole;
	return OK;
}

#define TEMPLATE(of) \
	.view = "api." of "_template", .table = "template", .key_column = "id", \
	.named = "template", .log = "mailbox " of "_templates", .added = "template_added+", \
	.edited = "template_modified+", .deleted = "template_removed+", \
	.get = WHO_ADMIN, .add = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN, \
	.fields = fields, .prepare = prepare

const struct api_category cat_domain_template = {
	.name = "domain/template", .help = "What new domains begin with", TEMPLATE("domain"),
};
const struct api_category cat_mailbox_template = {
	.name = "mailbox/template", .help = "What new mailboxes begin with", TEMPLATE("mailbox"),
};
