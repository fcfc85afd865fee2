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

/* Previews of texts that did not come with the rest; a command for each place in which one stands. */
static enum status
fetch_previews(struct sync *s, struct mail_new *rows, const struct mime_part **texts, size_t count)
{
	struct arena *arena = s->cx->arena;
	enum status st;

	for (size_t i = 0; i < count; i++) {
		struct imap_uids same = IMAP_UIDS_ON(arena);
		struct imap_messages found;

		if (texts[i] == NULL)
			continue;
		for (size_t k = i; k < count; k++)
			if (texts[k] != NULL && strcmp(texts[k]->id, texts[i]->id) == 0)
				imap_uids_add(&same, (uint32_t)rows[k].uid);
		if ((st = imap_fetch_part(s->cx, s->imap, arena, &same, texts[i]->id,
		    INDEX_TEXT_BYTES, &found)) != OK)
			return st;
		/* Both go up by UID. */
		for (size_t k = i, f = 0; k < count && f < found.count; k++) {
			while (f < found.count && found.list[f].uid < rows[k].uid)
				f++;
			if (f < found.count && found.list[f].uid == rows[k].uid &&
			    found.list[f].text.data != NULL)
				rows[k].preview = index_preview(arena, texts[k],
				    found.list[f].text.data, found.list[f].text.len);
		}
		for (size_t k = i + 1; k < count; k++)
			if (imap_uids_has(&same, (uint32_t)rows[k].uid))
				texts[k] = NULL;
	}
	return OK;
}

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
sync_rows_take(struct sync *s, struct batch *b)
{
	struct arena *arena = s->cx->arena;
	const struct mime_part **texts;
	struct imap_messages found;
	enum status st;

	if ((st = imap_fetch_take(s->cx, s->imap, arena, &b->asked, &found)) != OK)
		return st;
	b->rows = arena_array(arena, found.count, sizeof *b->rows);
	texts = arena_array(arena, found.count, sizeof *texts);
	b->count = 0;
	for (size_t i = 0; i < found.count; i++) {
		const struct imap_message *m = &found.list[i];
		struct mail_new *row = &b->rows[b->count];

		if (i == 0 || m->modseq < b->least_modseq)
			b->least_modseq = m->modseq;
		if (m->deleted || !m->has_flags)
			continue;
		index_row(arena, m, m->guid != NULL ? m->guid : name_of(arena, m), row,
		    &texts[b->count]);
		if (texts[b->count] != NULL && preview_of(arena, m, texts[b->count], row, &row->preview))
			texts[b->count] = NULL;
		b->count++;
	}
	return fetch_previews(s, b->rows, texts, b->count);
}
