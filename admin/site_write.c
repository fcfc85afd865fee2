#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "admin/site.h"
#include "core/log.h"

struct setting {
	const char	*key, *value, *why;
};

/* Our own keys in the order of the file; those without a value are left out. */
static size_t
settings_of(const struct site *s, struct setting out[static 16])
{
	const struct setting all[] = {
		{ "host", s->host, "Name of this server, in certificates, mail greetings and links." },
		{ "timezone", s->timezone, "Of people who have told none, in mails about meetings." },
		{ "ui", s->ui, "The browser side." },
		{ "state", s->state, "Database, mail, queue, logs and keys." },
		{ "bind", s->bind, "Address that every service listens on; * for all." },
		{ "port.base", s->port_base, "Added to each standard port." },
		{ "tls.certificate", s->certificate, "PEM files with the chain and with its key." },
		{ "tls.key", s->key, NULL },
		{ "service.clamav", s->clamav, "Mail with a virus is refused." },
		{ "service.unbound", s->unbound, "A validating resolver of our own." },
		{ "search.attachments", s->attachments, "Words in PDF and office files are found." },
	};
	size_t n = 0;

	for (size_t i = 0; i < COUNT(all); i++)
		if (all[i].value != NULL && *all[i].value != '\0')
			out[n++] = all[i];
	return n;
}

/* The key of a line; NULL for one that sets nothing. */
static const char *
key_of(struct arena *arena, const char *line, size_t len)
{
	const char *eq;
	size_t begin = 0, end;

	while (begin < len && isspace((unsigned char)line[begin]))
		begin++;
	if (begin == len || line[begin] == '#' || (eq = memchr(line, '=', len)) == NULL)
		return NULL;
	end = (size_t)(eq - line);
	while (end > begin && isspace((unsigned char)line[end - 1]))
		end--;
	return arena_strndup(arena, line + begin, end - begin);
}

/* Asked for, so the answer counts, not what stood there: also when it is "none". */
static bool
is_asked(const char *key)
{
	static const char *const asked[] = {
		"host", "timezone", "bind", "port.base", "tls.certificate", "tls.key", "service.clamav",
		"service.unbound", "search.attachments",
	};

	for (size_t i = 0; i < COUNT(asked); i++)
		if (strcmp(key, asked[i]) == 0)
			return true;
	return false;
}

static void
carry_over(struct arena *arena, const char *before, const struct setting *s, size_t count, struct buf *out)
{
	bool first = true;

	for (const char *line = before; line != NULL && *line != '\0'; line += strcspn(line, "\n"), line += *line != '\0') {
		size_t len = strcspn(line, "\n");
		const char *key = key_of(arena, line, len);
		bool mine = key == NULL || is_asked(key);

		for (size_t i = 0; i < count && !mine; i++)
			mine = strcmp(s[i].key, key) == 0;
		if (mine)
			continue;
		if (first)
			buf_puts(out, "# Kept from the file that was here before.\n");
		first = false;
		buf_add(out, line, len);
		buf_putc(out, '\n');
	}
	if (!first)
		buf_putc(out, '\n');
}

/* As `man hayloft.conf` has them, to be taken up by who needs them. */
static void
list_others(struct buf *out)
{
	char *text = NULL;
	size_t len = 0;
	FILE *f = open_memstream(&text, &len);

	if (f == NULL)
		abort();
	conf_describe(f);
	fclose(f);
	buf_puts(out, "# ---- Every key with what holds when it is not set; hayloft.conf(5) tells more.\n\n");
	buf_add(out, text, len);
	free(text);
}

/* Does it say what was meant? */
static enum status
read_back(struct ctx *cx, const struct site *site, const char *text)
{
	struct conf conf = { .arena = cx->arena };
	char why[512];

	if (conf_parse(&conf, "hayloft.conf", text, why, sizeof why) != OK)
		return fault(cx, ERR_INTERNAL, "%s", why);
	if (strcmp(conf.host, site->host) != 0 || strcmp(conf.bind, site->bind) != 0 ||
	    conf.port_base != atoi(site->port_base))
		return fault(cx, ERR_INTERNAL, "the file would not be read as it was meant");
	return OK;
}

enum status
site_write(struct ctx *cx, const struct site *site, const char *before, struct buf *out)
{
	struct setting s[16];
	size_t count = settings_of(site, s);

	buf_printf(out, "# Configuration of Hayloft, hayloft.conf(5), written by `hayloft setup`.\n"
	    "# Its administrator is %s.  Change it as you like; SIGHUP has it read again.\n\n", site->admin);
	for (size_t i = 0; i < count; i++) {
		if (s[i].why != NULL)
			buf_printf(out, "%s# %s\n", i > 0 ? "\n" : "", s[i].why);
		buf_printf(out, "%s = %s\n", s[i].key, s[i].value);
	}
	buf_putc(out, '\n');
	carry_over(cx->arena, before, s, count, out);
	list_others(out);
	return read_back(cx, site, buf_str(out));
}
