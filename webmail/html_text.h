/*
 * The text of HTML, for previews, search snippets and a plain alternative.
 * Never used to show HTML: the browser cleans and shows that.  An own
 * tokenizer, linear in time with a stack of nothing: broken or hostile markup
 * costs no more than good markup.
 */
#ifndef WEBMAIL_HTML_TEXT_H
#define WEBMAIL_HTML_TEXT_H

#include <stddef.h>

#include "core/arena.h"

/*
 * Text of HTML in UTF-8: entities decoded, white space collapsed, blocks on
 * lines of their own, quotes (blockquote) with "> "; style, script, head and
 * what is hidden left out.  Stops when MAX bytes are reached (0: no bound).
 */
char *html_text(struct arena *arena, const char *html, size_t len, size_t max, size_t *out_len);

/* TEXT as HTML: escaped, with line breaks; for a reply to a plain mail. */
char *html_escape(struct arena *arena, const char *text, size_t len);

#endif
