/*
 * Content lines, which iCalendar and vCard share (RFC 5545, section 3.1;
 * RFC 6350, section 3.3; RFC 6868): "group.NAME;PARAM=a,"b":value", folded.
 *
 * Nothing is lost: lines stay in order, with names as sent, and a line that
 * nobody changed is written with the octets that came, folded afresh.  Reading
 * is iterative, linear and bounded.  All texts are UTF-8, end with a NUL and
 * hold none within.
 */
#ifndef PIM_CONTENT_LINE_H
#define PIM_CONTENT_LINE_H

#include <stdbool.h>
#include <stddef.h>

#include "core/buf.h"
#include "core/ctx.h"

struct content_param {
	struct content_param	*next;
	const char		*name;
	const char		**values;	/* without quotes and carets */
	size_t			 count;		/* 0: a bare word, as in vCard 2.1's "TEL;HOME:" */
	size_t			 room;		/* places of the array */
};

struct content_line {
	struct content_line	*next;
	const char		*group;		/* NULL without one; never in iCalendar */
	const char		*name;
	struct content_param	*params;
	const char		*value;		/* unfolded, still escaped */
	size_t			 value_len;
	size_t			 number;	/* where it began, from 1; 0: made here */
	const char		*raw;		/* unfolded, as it came; NULL once changed */
	size_t			 raw_len;
};

/* What a text may have; 0 takes the default in brackets. */
struct content_limits {
	size_t	size;		/* octets (16 MiB) */
	size_t	lines;		/* (1,000,000) */
	size_t	line;		/* octets of one unfolded line (size) */
	size_t	params;		/* parameters of one line, and values of one parameter (1,000) */
	size_t	all_params;	/* the same of all lines together (4,000,000) */
	bool	is_lenient;	/* leave out lines that make no sense, instead of ERR_INVALID */
};

struct content {
	struct content_line	*first;		/* NULL when there is none */
	size_t			 count;
	bool			 is_repaired;	/* something had to be left out: control characters
						   or, when lenient, lines: the octets that came
						   are not to be served again */
};

/*
 * Take a text apart.  Folding may be broken: bare LF, within a character.
 * Empty lines are passed over.  ERR_INVALID names the line: no name, no colon,
 * a quote left open, a NUL, not UTF-8.  ERR_TOO_LARGE when a limit is passed.
 * Nothing of TEXT is needed afterwards.
 */
enum status content_read(struct ctx *cx, const char *text, size_t len,
    const struct content_limits *limits, struct content *out) NODISCARD;

/* Equal as names are: ASCII case does not matter.  NULL equals NULL. */
bool content_name_equal(const char *a, const char *b);

/* Whether the line has this name, whatever its group. */
bool content_is(const struct content_line *line, const char *name);

/* The parameter, or NULL; its first value, or NULL; whether a value of it is VALUE, case aside. */
struct content_param *content_param(const struct content_line *line, const char *name);
const char *content_param_text(const struct content_line *line, const char *name);
bool content_param_has(const struct content_line *line, const char *name, const char *value);

/* Lines made or changed here.  Texts are copied.  VALUE is escaped already. */
struct content_line *content_line_new(struct arena *arena, const char *name, const char *value);
struct content_line *content_line_copy(struct arena *arena, const struct content_line *line);
void content_set_value(struct arena *arena, struct content_line *line, const char *value, size_t len);
void content_set_name(struct arena *arena, struct content_line *line, const char *name);
void content_set_group(struct arena *arena, struct content_line *line, const char *group);

/* Add a value to the parameter, which is made when missing; put: the only value; drop: all of it. */
void content_param_add(struct arena *arena, struct content_line *line, const char *name,
    const char *value);
void content_param_put(struct arena *arena, struct content_line *line, const char *name,
    const char *value);
void content_param_drop(struct content_line *line, const char *name);
/* The same for a parameter at hand; VALUE is not copied. */
void content_param_append(struct arena *arena, struct content_param *param, const char *value);
/* Take this one value out (case aside), and the parameter with its last one. */
void content_param_remove(struct content_line *line, const char *name, const char *value);

/* Append a line, folded at 75 octets between characters, with CRLF. */
void content_write(struct buf *out, const struct content_line *line);

/*
 * Text values (RFC 5545, section 3.3.11; RFC 6350, section 3.4).  Unescape
 * knows \n \N \\ \, \; and Apple's \: and keeps any other backslash.
 */
char *content_unescape(struct arena *arena, const char *value, size_t len);
void content_escape(struct buf *out, const char *text);
char *content_escaped(struct arena *arena, const char *text);

/* The value of a line as text. */
char *content_text(struct arena *arena, const struct content_line *line);

/* What stands between separators: of a list ',', of a structured value ';'. */
struct content_list {
	const char	**items;
	size_t		 count;		/* at least 1 for any value, "" included */
};

/* Pieces still escaped, so that the parts of a structured value can be split again. */
struct content_list content_split(struct arena *arena, const char *value, size_t len, char separator);
/* Pieces as text. */
struct content_list content_texts(struct arena *arena, const char *value, size_t len, char separator);

#endif
