/*
 * Messages of the selected mailbox, into rows of the index.
 */
#include <string.h>

#include "core/buf.h"
#include "core/hash.h"
#include "core/http.h"
#include "imapclient/fetch.h"
#include "imapclient/pool.h"
#include "webmail/charset.h"
#include "webmail/index_row.h"
#include "webmail/preview.h"
#include "webmail/structure.h"
#include "webmail/sync_private.h"

#define NOTED_LEAST	190	/* bytes of what a server notes of a longer text: 200 characters */

/* Has S something in it that stands for the end of somebody's own words, or for no text? */
static bool
is_doubtful(const char *s, bool is_answer)
{
	if (!utf8_valid(s, strlen(s)) || strstr(s, "\xef\xbf\xbd") != NULL)
		return true;
	for (; *s != '\0'; s++)
		if ((unsigned char)*s < ' ' || *s == '>' || (s[1] == *s && strchr("-=_*#~+|", *s) != NULL) ||
		    (is_answer && *s == ':' && (s[1] == ' ' || s[1] == '\0')))
			return true;
	return false;
}

/* Much shorter than its text: Dovecot's ends at the first byte that is none of the charset. */
static bool
is_cut_short(const char *s, const struct mime_part *part)
{
	size_t len = strlen(s);

	return part->encoding == MIME_IDENTITY && len < NOTED_LEAST && len + part->body_len / 8 + 4 < part->body_len;
}

/*
 * The server's own PREVIEW, for which it need not open the message.  It neither knows other
 * people's words and signatures from the sender's, nor what 8-bit text without a charset is, and
 * of HTML it knows little; where it may err we read the text ourselves.
 */
static bool
noted_preview(struct arena *arena, const struct imap_message *m, const struct mime_part *part,
    const struct mail_new *row, const char **preview)
{
	if (m->preview == NULL || !mime_type_is(part, "text/plain") || is_cut_short(m->preview, part) ||
	    is_doubtful(m->preview, row->key_count > 1))
		return false;
	for (const char *id = part->id; *id != '\0'; id++)
		if (*id != '1' && *id != '.')
			return false;	/* not the first of all, which it looks at */
	*preview = arena_strndup(arena, m->preview, charset_prefix(m->preview, strlen(m->preview),
	    PREVIEW_CHARACTERS));
	return true;
}

/* From the beginning of part 1, where the text is that part or the first within it. */
static bool
preview_of(struct arena *arena, const struct imap_message *m, const struct mime_part *part,
    const struct mail_new *row, const char **preview)
{
	struct imap_bytes text = m->text;

	if (text.data == NULL)
		return noted_preview(arena, m, part, row, preview);
	if (strcmp(part->id, "1") != 0 && !structure_first(arena, m->structure, part->id,
	    text.len >= IMAP_TEXT_BYTES, &text))
		return false;
	if (text.data != NULL)
		*preview = index_preview(arena, part, text.data, text.len);
	return true;
}

/*
 * Where the server names no message (neither X-GUID nor EMAILID), the same
 * header, size and date of arrival make the same message: COPY and MOVE keep
 * all three, so an email keeps its id on its way through mailboxes and when a
 * mailbox is made anew.
 */
static const char *
name_of(struct arena *arena, const struct imap_message *m)
{
	struct buf all = BUF_ON(arena);

	buf_printf(&all, "%lld %lld\n", (long long)m->size, (long long)m->received);
	if (m->header.data != NULL)
		buf_add(&all, m->header.data, m->header.len);
	return arena_strndup(arena, hash_sha256_hex(arena, all.data, all.len), 32);
}

enum status
sync_rows_ask(struct sync *s, struct batch *b)
{
	unsigned text = b->many && imap_can(s->imap, IMAP_CAP_PREVIEW) ? IMAP_FETCH_NOTED : IMAP_FETCH_TEXT;

	return imap_fetch_send(s->cx, s->imap, &b->uids, IMAP_FETCH_INDEX | text, &b->asked);
}

enum status
sync_rows_read(struct sync *s, struct batch *b)
{
	return imap_fetch_take(s->cx, s->imap, b->raw != NULL ? b->raw : s->cx->arena, &b->asked,
	    &b->found);
}

/* What a row is made of on its way is many times as long as the row. */
static void
keep_row(struct arena *arena, struct mail_new *row)
{
	const char **texts[] = { &row->guid, &row->subject, &row->head, &row->words, &row->preview,
		&row->structure, &row->keywords };

	for (size_t i = 0; i < COUNT(texts); i++)
		*texts[i] = arena_strdup(arena, *texts[i]);
	row->keys = arena_memdup(arena, row->keys, row->key_count * sizeof *row->keys);
}

/* As much of a part as asking for its text and index_preview() need. */
static const struct mime_part *
keep_part(struct arena *arena, const struct mime_part *part)
{
	struct mime_part *out = arena_alloc(arena, sizeof *out);

	out->id = arena_strdup(arena, part->id);
	out->type = arena_strdup(arena, part->type);
	out->charset = arena_strdup(arena, part->charset);
	out->encoding = part->encoding;
	out->body_len = part->body_len;
	return out;
}

void
sync_rows_make(struct sync *s, struct batch *b)
{
	struct arena *arena = s->cx->arena, *scratch = arena_open();

	b->rows = arena_array(arena, b->found.count, sizeof *b->rows);
	b->texts = arena_array(arena, b->found.count, sizeof *b->texts);
	b->count = 0;
	for (size_t i = 0; i < b->found.count; i++) {
		const struct imap_message *m = &b->found.list[i];
		struct mail_new *row = &b->rows[b->count];
		const struct mime_part *text;

		if (i == 0 || m->modseq < b->least_modseq)
			b->least_modseq = m->modseq;
		if (m->deleted || !m->has_flags)
			continue;
		index_row(scratch, m, m->guid != NULL ? m->guid : name_of(scratch, m), row, &text);
		if (text != NULL && !preview_of(scratch, m, text, row, &row->preview))
			b->texts[b->count] = keep_part(arena, text);
		keep_row(arena, row);
		arena_reset(scratch);
		b->count++;
	}
	arena_close(scratch);
}

/* A command for each place in which one stands. */
enum status
sync_texts_ask(struct sync *s, struct batch *b, bool *any)
{
	while (b->first < b->count && b->texts[b->first] == NULL)
		b->first++;
	*any = b->first < b->count;
	if (!*any)
		return OK;
	b->same = IMAP_UIDS_ON(s->cx->arena);
	for (size_t i = b->first; i < b->count; i++)
		if (b->texts[i] != NULL && strcmp(b->texts[i]->id, b->texts[b->first]->id) == 0)
			imap_uids_add(&b->same, (uint32_t)b->rows[i].uid);
	return imap_fetch_part_send(s->cx, s->imap, &b->same, b->texts[b->first]->id,
	    INDEX_TEXT_BYTES, &b->asked);
}

/* Both go up by UID.  What becomes of a text on its way to a preview is many times as long. */
static void
previews_from(struct batch *b, struct arena *arena, const struct imap_messages *found)
{
	struct arena *scratch = arena_open();

	for (size_t i = b->first, f = 0; i < b->count; i++) {
		const struct imap_bytes *text;

		if (b->texts[i] == NULL || !imap_uids_has(&b->same, (uint32_t)b->rows[i].uid))
			continue;
		while (f < found->count && found->list[f].uid < b->rows[i].uid)
			f++;
		text = f < found->count && found->list[f].uid == b->rows[i].uid ? &found->list[f].text : NULL;
		if (text != NULL && text->data != NULL)
			b->rows[i].preview = arena_strdup(arena, index_preview(scratch, b->texts[i],
			    text->data, text->len));
		b->texts[i] = NULL;
		arena_reset(scratch);
	}
	arena_close(scratch);
}

enum status
sync_texts_read(struct sync *s, struct batch *b)
{
	struct arena *raw = arena_open();
	struct imap_messages found;
	enum status st;

	if ((st = imap_fetch_part_take(s->cx, s->imap, raw, &b->asked, &found)) == OK)
		previews_from(b, s->cx->arena, &found);
	arena_close(raw);
	return st;
}

enum status
sync_rows_take(struct sync *s, struct batch *b)
{
	bool any = true;
	enum status st;

	if ((st = sync_rows_read(s, b)) != OK)
		return st;
	sync_rows_make(s, b);
	while ((st = sync_texts_ask(s, b, &any)) == OK && any)
		if ((st = sync_texts_read(s, b)) != OK)
			return st;
	return st;
}
