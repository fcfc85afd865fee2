/*
 * What macros do, by their words: what starts without being asked, and what
 * reaches out of the document.  Each alone is in many honest ones.  Words in
 * comments do not count; names that were cut into pieces ("pow" & "ershell") do.
 */
#include <ctype.h>
#include <string.h>

#include "decode/vba.h"

#define JOINED_CHARS	5	/* characters by number in a row: a text that wants not to be read */

/* In small letters; with a star at its end a word may go on. */
static const char *const automatic[] = {
	"autoexec", "autoopen", "auto_open", "autonew", "autoclose", "auto_close", "autoexit",
	"document_open", "documentopen", "document_new", "document_close", "document_beforeclose", "document_contentcontrolonenter",
	"workbook_open", "workbook_activate", "workbook_beforeclose", "workbook_close", "workbook_windowactivate",
	"inkpicture1_painted", "inkpicture1_painting", "frame1_layout", "multipage1_layout", "systemmonitor1_gotfocus",
};
static const char *const suspicious[] = {
	"shell", "shellexecute*", "winexec", "createprocess*", "wscript.shell", "shell.application", "win32_process*", "winmgmts",
	"powershell*", "pwsh", "cmd.exe", "cmd /c", "mshta*", "regsvr32*", "rundll32*", "certutil*", "bitsadmin*", "wmic", "cscript*",
	"urldownloadtofile*", "xmlhttp*", "serverxmlhttp*", "winhttprequest*", "internetopenurl*", "adodb.stream", "savetofile",
	"virtualalloc*", "virtualprotect*", "createthread", "createremotethread*", "writeprocessmemory", "enumsystemlocales*",
	"callbyname", "executeexcel4macro", "strreverse", "vbcomponents", "accessvbom", "normaltemplate", "schtasks*", "schedule.service",
};

static bool
is_letter(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Behind a quote at P: does another text follow, joined to this one? */
static const char *
joined(const char *p, const char *end)
{
	while (p < end && *p == ' ')
		p++;
	if (p == end || (*p != '&' && *p != '+'))
		return NULL;
	for (p++; p < end && *p == ' '; p++)
		;
	return p < end && *p == '"' ? p + 1 : NULL;
}

/* In small letters, without comments, joined lines and joined texts made one. */
static const char *
plain(struct ctx *cx, const char *p, size_t len)
{
	struct buf out = BUF_ON(cx->arena);
	const char *end = p + len, *next;
	bool quoted = false;

	while (p < end) {
		if (!quoted && *p == '\'') {
			while (p < end && *p != '\n' && *p != '\r')
				p++;
			continue;
		}
		if (*p == '_' && end - p > 2 && p[1] == '\r' && p[2] == '\n' && out.len > 0 && out.data[out.len - 1] == ' ') {
			p += 3;
			continue;
		}
		if (*p == '"' && quoted && (next = joined(p + 1, end)) != NULL) {
			p = next;
			continue;
		}
		if (*p == '"')
			quoted = !quoted;
		else if (*p == '\n')
			quoted = false;		/* no text is longer than its line */
		buf_putc(&out, *p == '\0' ? ' ' : (char)tolower((unsigned char)*p));
		p++;
	}
	return buf_str(&out);
}

static bool
has(const char *text, size_t text_len, const char *word)
{
	const char *end = text + text_len;
	size_t len = strlen(word);
	bool open = word[len - 1] == '*';

	len -= open;
	for (const char *p = text; (p = memmem(p, (size_t)(end - p), word, len)) != NULL; p += len)
		if ((p == text || !is_letter(p[-1])) && (open || !is_letter(p[len])))
			return true;
	return false;
}

static const char *
first_of(const char *text, const char *const *words, size_t count)
{
	size_t len = strlen(text);

	for (size_t i = 0; i < count; i++)
		if (has(text, len, words[i]))
			return words[i];
	return NULL;
}

/* chr(112) & chr(111) & …: how many are joined to the one before. */
static bool
spells_numbers(const char *text)
{
	int run = 0;

	for (const char *p = text; (p = strstr(p, "chr")) != NULL; p += 3) {
		const char *before = p;

		while (before > text && before[-1] == ' ')
			before--;
		run = before > text && before[-1] == '&' ? run + 1 : 0;
		if (run >= JOINED_CHARS)
			return true;
	}
	return false;
}

/* createobject(x): what is made is not said. */
static bool
makes_something(const char *text)
{
	static const char call[] = "createobject(";

	for (const char *p = text; (p = strstr(p, call)) != NULL;) {
		p += sizeof call - 1;
		if (p[strspn(p, " ")] != '"')
			return true;
	}
	return false;
}

/* The star is ours. */
static const char *
shown(struct ctx *cx, const char *word)
{
	return word == NULL ? NULL : arena_strndup(cx->arena, word, strcspn(word, "*"));
}

void
vba_judge(struct ctx *cx, const char *text, size_t len, struct vba_words *out)
{
	const char *p = plain(cx, text, len);

	out->automatic = shown(cx, first_of(p, automatic, COUNT(automatic)));
	out->suspicious = shown(cx, first_of(p, suspicious, COUNT(suspicious)));
	if (out->suspicious == NULL && makes_something(p))
		out->suspicious = "an object without a name";
	if (out->suspicious == NULL && spells_numbers(p))
		out->suspicious = "text in numbers";
}
