#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "admin/cli.h"
#include "core/http.h"
#include "storage/credential.h"

#define PASSWORD_LEAST	8

/* A line from F without its end; NULL at the end of the file or when it is too long. */
static char *
read_line(struct cli *c, FILE *f)
{
	char line[PASSWORD_MAX + 2];
	char *copy = NULL;

	if (fgets(line, sizeof line, f) != NULL && strlen(line) <= PASSWORD_MAX) {
		line[strcspn(line, "\r\n")] = '\0';
		copy = arena_strdup(c->cx.arena, line);
	}
	explicit_bzero(line, sizeof line);
	return copy;
}

static char *
ask(struct cli *c, const char *prompt)
{
	struct termios before, quiet;
	char *answer;
	bool is_quiet = tcgetattr(STDIN_FILENO, &before) == 0;

	/* Quiet before the prompt: who types at once is not shown either. */
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	if (is_quiet)
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	fprintf(stderr, "%s", prompt);
	fflush(stderr);
	answer = read_line(c, stdin);
	if (is_quiet)
		tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
	fputc('\n', stderr);
	return answer;
}

enum status
cli_password(struct cli *c, const char **password, bool *made)
{
	const char *typed, *again;

	*made = false;
	if (cli_flag(c, "random")) {
		*password = credential_random(&c->cx);
		*made = true;
		return OK;
	}
	if (cli_flag(c, "password-stdin")) {
		typed = read_line(c, stdin);
	} else if (isatty(STDIN_FILENO)) {
		typed = ask(c, "Password: ");
		again = typed != NULL ? ask(c, "Once more: ") : NULL;
		if (again == NULL || strcmp(typed, again) != 0)
			return fault(&c->cx, ERR_INVALID, "the two passwords differ");
	} else {
		return fault(&c->cx, ERR_INVALID,
		    "no terminal to ask for a password; use --random or --password-stdin");
	}
	if (typed == NULL || strlen(typed) < PASSWORD_LEAST)
		return fault(&c->cx, ERR_INVALID, "a password has %d to %d bytes",
		    PASSWORD_LEAST, PASSWORD_MAX);
	if (!utf8_valid(typed, strlen(typed)))
		return fault(&c->cx, ERR_INVALID, "the password is not UTF-8");
	*password = typed;
	return OK;
}
