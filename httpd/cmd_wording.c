/*
 * Mails that the server writes, as they would come: for administrators who put
 * other words into them.  The words themselves are `hayloft api edit`'s.
 */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "core/buf.h"
#include "httpd/cmd_wording.h"
#include "webmail/wording.h"

#define FILE_MOST	((size_t)256 << 10)

/* TEXT, or what is in the file behind an "@". */
static enum status
read_text(struct cli *c, const char *text, const char **out)
{
	struct buf all = BUF_ON(c->cx.arena);
	FILE *f;
	size_t n;

	*out = text;
	if (*text != '@')
		return OK;
	if ((f = fopen(text + 1, "re")) == NULL)
		return fault(&c->cx, ERR_NOT_FOUND, "cannot read %s: %s", text + 1, strerror(errno));
	while ((n = fread(buf_reserve(&all, 65536), 1, 65536, f)) > 0 && all.len <= FILE_MOST)
		all.len += n;
	fclose(f);
	if (all.len > FILE_MOST)
		return fault(&c->cx, ERR_TOO_LARGE, "%s has more than %zu KiB", text + 1, FILE_MOST >> 10);
	*out = buf_str(&all);
	return OK;
}

static enum status
preview(struct cli *c)
{
	json_t *draft = json_keep(c->cx.arena, json_object()), *shown;
	enum status st;

	for (int i = 1; i < c->arg_count; i++) {
		const char *equals = strchr(c->args[i], '='), *text;
		json_t *value;

		if (equals == NULL)
			return fault(&c->cx, ERR_INVALID, "\"%s\" is not FIELD=TEXT", c->args[i]);
		if ((st = read_text(c, equals + 1, &text)) != OK)
			return st;
		if ((value = json_string(text)) == NULL)
			return fault(&c->cx, ERR_INVALID, "%.*s is not UTF-8", (int)(equals - c->args[i]), c->args[i]);
		json_object_setn_new(draft, c->args[i], (size_t)(equals - c->args[i]), value);
	}
	c->cx.conf = &c->conf;
	if ((st = wording_show(&c->cx, c->args[0], draft, &shown)) == OK)
		cli_show(c, shown);
	return st;
}

const struct cli_verb wording_verbs[] = {
	{ "preview", "MAIL [FIELD=TEXT|FIELD=@FILE...]", "Shows a mail of ours with made-up values (quota_notification, quarantine or\n"
	  "reset-password-notification), by the words that are kept, or by others for sender, subject,\n"
	  "plain_tmpl and html_tmpl, which are not kept.", 1, 8, NULL, preview, false },
	{ 0 }
};
