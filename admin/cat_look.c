/*
 * How the pages look, in mailcow's members: links, words, what the sign-in page
 * offers; and the picture, which mailcow takes by a form of its own page.
 */
#include <string.h>

#include "admin/categories.h"
#include "admin/look.h"
#include "core/hash.h"
#include "storage/look.h"

#define LINKS_MOST	50
#define IMAGE_MOST	524288

/* Links */

static const struct api_field link_fields[] = {
	{ "app", API_LIST, IN_EDIT | PLACES, NULL, NULL, 0, LINKS_MOST, NULL, NULL, "their names, in order; all four lists are as long" },
	{ "href", API_LIST, IN_EDIT | PLACES, NULL, NULL, 0, LINKS_MOST, NULL, NULL, "where each leads who is not signed in" },
	{ "user_href", API_LIST, IN_EDIT | PLACES, NULL, NULL, 0, LINKS_MOST, NULL, NULL, "where it leads who is; %u is his address; href when left out" },
	{ "hide", API_LIST, IN_EDIT | PLACES, NULL, NULL, 0, LINKS_MOST, NULL, NULL, "1: not shown" },
	{ 0 }
};

/* What a client leaves out of three lists; names and href it must send. */
static void
fill_in(struct api_call *call, size_t count)
{
	if (!api_given(call, "user_href"))
		json_object_set(call->in, "user_href", json_object_get(call->in, "href"));
	if (!api_given(call, "hide")) {
		json_t *hide = json_array();

		for (size_t i = 0; i < count; i++)
			json_array_append_new(hide, json_string("0"));
		json_object_set_new(call->in, "hide", hide);
	}
}

static enum status
links_prepare(struct api_call *call)
{
	size_t names, links, users, hides;
	const char **name, **link, **user, **hide;

	name = api_list(call, "app", &names);
	fill_in(call, names);
	link = api_list(call, "href", &links);
	user = api_list(call, "user_href", &users);
	hide = api_list(call, "hide", &hides);
	if (!api_given(call, "app") || links != names || users != names || hides != names)
		return api_refuse(call, ERR_INVALID, "value_invalid",
		    "app, href, user_href and hide go together");
	for (size_t i = 0; i < names; i++) {
		if (*name[i] == '\0')
			return api_refuse(call, ERR_INVALID, "value_invalid", "app");
		if (!look_is_link(link[i]))
			return api_refuse(call, ERR_INVALID, "value_invalid", link[i]);
		if (*user[i] == '\0')
			json_array_set_new(json_object_get(call->in, "user_href"), i,
			    json_string(link[i]));
		else if (!look_is_link(user[i]))
			return api_refuse(call, ERR_INVALID, "value_invalid", user[i]);
		if (strcmp(hide[i], "0") != 0 && strcmp(hide[i], "1") != 0)
			return api_refuse(call, ERR_INVALID, "value_invalid", "hide");
	}
	return OK;
}

const struct api_category cat_app_links = {
	API_SETTING("app_links"), .view = "api.app_links",
	.help = "Links beside our own, in the menu and on the sign-in page",
	.log = "customize app_links", .edited = "app_links",
	.fields = link_fields, .prepare = links_prepare,
};

/* Words */

static const struct api_field text_fields[] = {
	{ "title_name", API_TEXT, IN_EDIT, NULL, NULL, 0, 200, NULL, NULL, "behind the page's name in the title; the domain when empty" },
	{ "main_name", API_TEXT, IN_EDIT, NULL, NULL, 0, 200, NULL, NULL, "what the sign-in page is headed by" },
	{ "apps_name", API_TEXT, IN_EDIT, NULL, NULL, 0, 200, NULL, NULL, "what the links are headed by" },
	{ "help_text", API_LONG, IN_EDIT, NULL, NULL, 0, 20000, NULL, NULL, "help on the sign-in page and in the help window" },
	{ "ui_footer", API_LONG, IN_EDIT, NULL, NULL, 0, 20000, NULL, NULL, "at the foot of both" },
	{ "ui_announcement_text", API_LONG, IN_EDIT, NULL, NULL, 0, 20000, NULL, NULL, "what everybody is told, above everything" },
	{ "ui_announcement_type", API_CHOICE, IN_EDIT, NULL, NULL, 0, 0, "info warning danger", NULL, "how urgent that is" },
	{ "ui_announcement_active", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "whether it is told now" },
	{ 0 }
};

const struct api_category cat_ui_texts = {
	API_SETTING("ui_texts"), .view = "api.ui_texts",
	.help = "Words of whoever runs this server: text with links, and of HTML a, b, strong, i, em, p, br, ul, ol, li",
	.log = "customize ui_texts", .edited = "ui_texts", .fields = text_fields,
};

/* The sign-in page */

static const struct api_field login_fields[] = {
	{ "hide_user_quicklink", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "mailcow's; everybody signs in on one page here" },
	{ "hide_domainadmin_quicklink", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "the same" },
	{ "hide_admin_quicklink", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "the same" },
	{ "force_sso", API_SWITCH, IN_EDIT, NULL, NULL, 0, 0, NULL, NULL, "offer the provider elsewhere first, and the password behind a button" },
	{ "login_text", API_LONG, IN_EDIT, NULL, NULL, 0, 20000, NULL, NULL, "what the sign-in page says under its heading" },
	{ 0 }
};

const struct api_category cat_custom_login = {
	API_SETTING("custom_login"), .view = "api.custom_login",
	.help = "What the sign-in page says and offers",
	.log = "customize custom_login", .edited = "custom_login_modified", .fields = login_fields,
};

/* The picture */

static const struct api_field logo_fields[] = {
	{ "image", API_SECRET, IN_EDIT | NEEDED | LINES, NULL, NULL, 0, 720000, NULL, NULL, "PNG, JPEG, GIF, WebP or SVG of 512 KiB at most, in base64 (or as a data: URL)" },
	{ 0 }
};

static enum status
logo_edited(struct api_call *call)
{
	const char *text = api_text(call, "image"), *comma, *type;
	size_t len = 0;
	void *image;

	if (text == NULL)
		return api_refuse(call, ERR_INVALID, "value_missing", "image");
	if (strncmp(text, "data:", 5) == 0 && (comma = strchr(text, ',')) != NULL)
		text = comma + 1;
	image = base64_decode(call->cx->arena, text, strlen(text), &len);
	if (image == NULL || len == 0)
		return api_refuse(call, ERR_INVALID, "img_invalid", NULL);
	if (len > IMAGE_MOST)
		return api_refuse(call, ERR_TOO_LARGE, "img_size_exceeded", NULL);
	if ((type = look_image_type(image, len)) == NULL)
		return api_refuse(call, ERR_INVALID, "invalid_mime_type", NULL);
	return db_logo_put(call->cx, call->key, type, image, len);
}

static enum status
logo_deleted(struct api_call *call)
{
	return db_logo_put(call->cx, call->key, "", "", 0);
}

const struct api_category cat_logo = {
	.name = "logo", .item = "logo", .help = "The picture on the sign-in page and of the tab: light and dark",
	.view = "api.logo", .log = "customize main_logo", .edited = "upload_success",
	.deleted = "reset_main_logo", .get = WHO_ADMIN, .edit = WHO_ADMIN, .delete = WHO_ADMIN,
	.fields = logo_fields, .on_edit = logo_edited, .on_delete = logo_deleted,
};
