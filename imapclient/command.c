#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "core/clock.h"
#include "imapclient/names.h"
#include "imapclient/private.h"

void
imap_cmd_open(struct imap_cmd *cmd, struct ctx *cx, struct imap *imap, const char *text)
{
	*cmd = (struct imap_cmd){
		.arena = cx->arena,
		.imap = imap,
		.text = BUF_ON(cx->arena),
		.waits = BUF_ON(cx->arena),
	};
	buf_puts(&cmd->text, text);
}

void
imap_cmd_add(struct imap_cmd *cmd, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	buf_puts(&cmd->text, arena_vprintf(cmd->arena, fmt, ap));
	va_end(ap);
}

static void
literal(struct imap_cmd *cmd, const char *s, size_t len)
{
	bool plus = imap_can(cmd->imap, IMAP_CAP_LITERAL_PLUS) ||
	    (len <= 4096 && imap_can(cmd->imap, IMAP_CAP_LITERAL_MINUS));

	buf_printf(&cmd->text, "{%zu%s}\r\n", len, plus ? "+" : "");
	if (!plus)
		buf_add(&cmd->waits, &cmd->text.len, sizeof cmd->text.len);
	buf_add(&cmd->text, s, len);
}

/* The guard: nothing that ends a line passes. */
void
imap_cmd_string(struct imap_cmd *cmd, const char *s)
{
	size_t len = strlen(s);
	bool plain = len < 2000;

	if (s[strcspn(s, "\r\n")] != '\0') {
		cmd->bad = "a line break in an argument";
		return;
	}
	for (size_t i = 0; plain && i < len; i++)
		plain = s[i] >= ' ' && s[i] < 127;
	if (!plain) {
		literal(cmd, s, len);
		return;
	}
	buf_putc(&cmd->text, '"');
	for (; *s != '\0'; s++) {
		if (*s == '"' || *s == '\\')
			buf_putc(&cmd->text, '\\');
		buf_putc(&cmd->text, *s);
	}
	buf_putc(&cmd->text, '"');
}

void
imap_cmd_mailbox(struct imap_cmd *cmd, const char *name)
{
	char *wire;

	if (imap_name_encode(cmd->arena, name, &wire) != OK)
		cmd->bad = "no name for a mailbox";
	else
		imap_cmd_string(cmd, wire);
}

/* A flag is an atom, with a backslash before it if the system made it. */
bool
imap_is_flag(const char *s)
{
	if (*s == '\\')
		s++;
	if (*s == '\0' || strlen(s) > 100)
		return false;
	for (; *s != '\0'; s++)
		if (*s <= ' ' || *s >= 127 || strchr("(){%*\"\\]", *s) != NULL)
			return false;
	return true;
}

void
imap_cmd_flags(struct imap_cmd *cmd, const char *const *flags, size_t count)
{
	buf_putc(&cmd->text, '(');
	for (size_t i = 0; i < count; i++) {
		if (!imap_is_flag(flags[i])) {
			cmd->bad = "no flag";
			return;
		}
		if (i > 0)
			buf_putc(&cmd->text, ' ');
		buf_puts(&cmd->text, flags[i]);
	}
	buf_putc(&cmd->text, ')');
}

void
imap_cmd_uids(struct imap_cmd *cmd, const struct imap_uids *uids)
{
	buf_puts(&cmd->text, imap_uids_format(uids, cmd->arena));
}

bool
imap_uids_chunk(const struct imap_uids *set, size_t *from, struct imap_uids *out)
{
	*out = *set;
	out->ranges = set->ranges + *from;
	out->count = set->count - *from;
	if (out->count > IMAP_RANGES_PER_COMMAND)
		out->count = IMAP_RANGES_PER_COMMAND;
	*from += out->count;
	return out->count > 0;
}

enum status
imap_lost(struct ctx *cx, struct imap *imap)
{
	imap->broken = true;
	if (imap->reader.error != NULL)
		return fault(cx, ERR_UPSTREAM, "mail server %s: %s", imap->host, imap->reader.error);
	return fault(cx, ERR_BUSY, "mail server %s: %s", imap->host, stream_error(imap->stream));
}

enum status
imap_nonsense(struct ctx *cx, struct imap *imap, const char *why)
{
	imap->broken = true;
	return fault(cx, ERR_UPSTREAM, "mail server %s: %s", imap->host, why);
}

static bool
put(struct imap *imap, struct ctx *cx, const char *p, size_t len)
{
	stream_set_deadline(imap->stream, clock_steady() + ctx_time_left(cx, imap->stall_ms));
	return stream_write(imap->stream, p, len);
}

enum status
imap_send(struct ctx *cx, struct imap *imap, struct imap_cmd *cmd)
{
	const size_t *waits = (const size_t *)(const void *)cmd->waits.data;
	size_t count = cmd->waits.len / sizeof *waits, sent = 0;
	struct buf line = BUF_ON(cx->arena);
	enum status st;

	if (cmd->bad != NULL)
		return fault(cx, ERR_INVALID, "%s", cmd->bad);
	if (imap->broken || imap->busy)
		return fault(cx, ERR_BUSY, "mail server %s: the session is gone", imap->host);

	imap->busy = true;
	buf_printf(&line, "h%u ", ++imap->tag);
	for (size_t i = 0; i <= count; i++) {
		size_t until = i < count ? waits[i] : cmd->text.len;

		buf_add(&line, cmd->text.data + sent, until - sent);
		sent = until;
		if (i == count)
			buf_puts(&line, "\r\n");
		if (!put(imap, cx, line.data, line.len))
			return imap_lost(cx, imap);
		line.len = 0;
		if (i < count && (st = imap_wait_go_ahead(cx, imap)) != OK)
			return st;
	}
	return OK;
}

enum status
imap_wait_go_ahead(struct ctx *cx, struct imap *imap)
{
	struct imap_response re;
	enum status st;
	bool done;

	do {
		if ((st = imap_next(cx, imap, cx->arena, &re, &done)) != OK)
			return st;
		if (done) {
			if ((st = imap_outcome(cx, imap, &re, "literal")) == OK)
				st = imap_nonsense(cx, imap, "an answer before the question");
			return st;
		}
	} while (re.kind != IMAP_CONTINUE);
	return OK;
}

enum status
imap_next(struct ctx *cx, struct imap *imap, struct arena *arena, struct imap_response *re, bool *done)
{
	char tag[16];

	*done = false;
	/* Each answer is bounded; that there are not too many of them, too. */
	if (arena_size(arena) > IMAP_ARENA_MAX)
		return imap_nonsense(cx, imap, "an answer without end");
	if (!imap_reader_next(&imap->reader, arena, re))
		return imap_lost(cx, imap);
	if (re->kind == IMAP_TAGGED) {
		snprintf(tag, sizeof tag, "h%u", imap->tag);
		if (strcmp(re->tag, tag) != 0)
			return imap_nonsense(cx, imap, "an answer to another question");
		*done = true;
		imap->busy = false;
	} else if (re->condition == IMAP_COND_BYE) {
		imap->broken = imap->bye = true;
		return fault(cx, ERR_BUSY, "mail server %s says goodbye: %s", imap->host, re->text);
	}
	return OK;
}

enum status
imap_outcome(struct ctx *cx, struct imap *imap, const struct imap_response *re, const char *what)
{
	enum status st = imap_error_status(re->condition, re->code);

	if (st == OK)
		return OK;
	/*
	 * BAD: it did not understand us, so we may not understand it either.  NO
	 * without a reason, or for a fault of its own, with a mailbox selected: that may
	 * have been deleted or renamed under us, after which Dovecot does nothing more in
	 * this session.  Who may ask again does so in another one (imap_ended()).
	 */
	if (re->condition != IMAP_COND_NO || (imap->selected != NULL &&
	    (re->code == NULL || imap_node_is(re->code, "SERVERBUG"))))
		imap->broken = true;
	return fault(cx, st, "mail server %s refused %s: %s", imap->host, what, re->text);
}

enum status
imap_outcome_of_name(struct ctx *cx, struct imap *imap, const struct imap_response *re, const char *what)
{
	/* A bare NO to these means "no such mailbox" (RFC 3501, 6.3.1 and
	 * 6.3.10); Dovecot gives no code. */
	if (re->condition == IMAP_COND_NO && re->code == NULL)
		return fault(cx, ERR_NOT_FOUND, "mail server %s: %s: %s", imap->host, what, re->text);
	return imap_outcome(cx, imap, re, what);
}

enum status
imap_run(struct ctx *cx, struct imap *imap, struct imap_cmd *cmd, const char *what,
    struct arena *arena, struct imap_response *re)
{
	enum status st;
	bool done;

	if ((st = imap_send(cx, imap, cmd)) != OK)
		return st;
	do {
		if ((st = imap_next(cx, imap, arena, re, &done)) != OK)
			return st;
	} while (!done);
	return imap_outcome(cx, imap, re, what);
}
