/*
 * Dovecot starts one of these for each attachment (`script` of dovecot-core):
 * its bytes come on standard input, their text goes to standard output; without
 * a type as argument it says which types there are.  Each word comes once.
 *
 * Attachments come from anybody, and readers of PDF have a past.  So a child
 * gives up its rights before it reads a byte (httpd/rights.h: another user, no
 * files to write, no sockets, bounds of memory and processor) and then reads the
 * document itself, or becomes pdftotext, which holds itself to no more.  We take
 * its text as bytes, with rights as few, and as much of it as came in time.
 *
 * Whatever happens, Dovecot's bytes are read to their end and we end well:
 * otherwise it would not index the mail at all.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/wait.h>
#include <unistd.h>

#include "admin/command.h"
#include "core/clock.h"
#include "core/file.h"
#include "core/log.h"
#include "decode/office.h"
#include "decode/words.h"
#include "httpd/cmd_decode.h"
#include "httpd/rights.h"

#define PDFTOTEXT	"/usr/bin/pdftotext"
#define INPUT_MAX	((size_t)32 << 20)	/* bytes of a document */
#define PATIENCE_MS	10000		/* for its text */
#define DRAIN_MS	60000		/* for what Dovecot still sends */

const char decode_usage[] =
	"usage: hayloft decode UID [TYPE]\n"
	"\n"
	"For Dovecot's full-text index: the words of the document of TYPE (a MIME type)\n"
	"on standard input, as user UID when started as root; without TYPE the types\n"
	"that can be read, each with the ends of its files' names.\n"
	"\n"
	"Exit code: 0 done, also when nothing could be read; 1 failed, 2 wrong usage.\n";

enum reader { OFFICE, PDF };

#define OOXML	"application/vnd.openxmlformats-officedocument."
#define ODF	"application/vnd.oasis.opendocument."

static const struct type {
	const char	*name, *ends;
	enum reader	 reader;
} types[] = {
	{ "application/pdf", "pdf", PDF },
	{ OOXML "wordprocessingml.document", "docx", OFFICE },
	{ OOXML "spreadsheetml.sheet", "xlsx", OFFICE },
	{ OOXML "presentationml.presentation", "pptx", OFFICE },
	{ ODF "text", "odt", OFFICE },
	{ ODF "spreadsheet", "ods", OFFICE },
	{ ODF "presentation", "odp", OFFICE },
};

static bool
can_read(const struct type *t)
{
	return t->reader != PDF || access(PDFTOTEXT, X_OK) == 0;
}

static int
list_types(void)
{
	for (size_t i = 0; i < COUNT(types); i++)
		if (can_read(&types[i]))
			printf("%s %s\n", types[i].name, types[i].ends);
	printf("\n");
	return fflush(stdout) == 0 ? EXIT_DONE : EXIT_FAILED;
}

/* ---- the child ------------------------------------------------------------------ */

static enum status
read_document(struct ctx *cx, struct buf *out)
{
	for (;;) {
		ssize_t n = read(STDIN_FILENO, buf_reserve(out, 65536), 65536);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return fault(cx, ERR_INTERNAL, "input: %s", strerror(errno));
		if (n == 0)
			return OK;
		out->len += (size_t)n;
		if (out->len > INPUT_MAX)
			return fault(cx, ERR_TOO_LARGE, "a document of more than %zu MiB", INPUT_MAX >> 20);
	}
}

static void __attribute__((noreturn))
read_office(struct ctx *cx, const char *type)
{
	struct buf document = BUF_ON(cx->arena), text = BUF_ON(cx->arena);
	enum status st = read_document(cx, &document);

	if (st == OK)
		st = office_text(cx, buf_str(&document), document.len, &text);
	if (st != OK)
		log_event(LOG_WARN_, "decode.incomplete", "type", "%s", type, "why", "%s", cx->fault_text,
		    "bytes", "%zu", text.len, NULL);
	_exit(file_put(STDOUT_FILENO, buf_str(&text), text.len) ? 0 : 1);
}

static void __attribute__((noreturn))
be_pdftotext(void)
{
	/* It has nothing to say to our log that the way it ended does not. */
	execl(PDFTOTEXT, "pdftotext", "-q", "-nopgbrk", "-enc", "UTF-8", "-", "-", (char *)NULL);
	_exit(127);
}

static void __attribute__((noreturn))
child(struct ctx *cx, const struct type *t, int64_t uid, int output)
{
	if (dup2(output, STDOUT_FILENO) < 0)
		_exit(126);
	(void)close_range(3, ~0U, 0);
	if (rights_drop(cx, t->reader == PDF ? RIGHTS_PROGRAM : RIGHTS_READER, uid) != OK) {
		log_error("decode.rights", "%s", cx->fault_text);
		_exit(126);
	}
	if (t->reader == PDF)
		be_pdftotext();
	read_office(cx, t->name);
}

/* ---- its parent --------------------------------------------------------------------- */

/* NULL when all text came, otherwise why not. */
static const char *
hear(int fd, struct buf *text)
{
	int64_t end = clock_steady() + PATIENCE_MS;

	for (;;) {
		struct pollfd p = { .fd = fd, .events = POLLIN };
		int64_t left = end - clock_steady();
		ssize_t n;

		if (left <= 0)
			return "it takes too long";
		if (poll(&p, 1, (int)left) <= 0)
			continue;
		if ((n = read(fd, buf_reserve(text, 65536), 65536)) < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return NULL;
		text->len += (size_t)n;
		if (text->len > OFFICE_TEXT_MAX) {
			text->len = OFFICE_TEXT_MAX;
			return "it has too much text";
		}
	}
}

/* What the child left of Dovecot's bytes, so that nobody writes into a closed socket. */
static void
drain(void)
{
	int64_t end = clock_steady() + DRAIN_MS;
	char piece[65536];

	while (clock_steady() < end) {
		struct pollfd p = { .fd = STDIN_FILENO, .events = POLLIN };

		if (poll(&p, 1, 1000) > 0 && read(STDIN_FILENO, piece, sizeof piece) <= 0)
			return;
	}
}

static const char *
how_it_ended(struct ctx *cx, pid_t pid)
{
	int how = 0;

	while (waitpid(pid, &how, 0) < 0 && errno == EINTR)
		;
	/* The bound of its processor time. */
	if (WIFSIGNALED(how) && (WTERMSIG(how) == SIGKILL || WTERMSIG(how) == SIGXCPU))
		return "it takes too long";
	if (WIFSIGNALED(how))
		return arena_printf(cx->arena, "its reader was ended by signal %d", WTERMSIG(how));
	if (WEXITSTATUS(how) != 0)
		return arena_printf(cx->arena, "its reader could not read it (%d)", WEXITSTATUS(how));
	return NULL;
}

static int
decode(struct ctx *cx, const struct type *t, int64_t uid)
{
	struct buf text = BUF_ON(cx->arena), words = BUF_ON(cx->arena);
	const char *why;
	int p[2];
	pid_t pid;

	if (pipe2(p, O_CLOEXEC) != 0 || (pid = fork()) < 0) {
		log_error("decode", "cannot begin: %s", strerror(errno));
		drain();
		return EXIT_FAILED;
	}
	if (pid == 0)
		child(cx, t, uid, p[1]);
	close(p[1]);
	if (rights_drop(cx, RIGHTS_READER, uid) != OK) {
		log_error("decode.rights", "%s", cx->fault_text);
		return EXIT_FAILED;
	}
	/* A child that is not waited for ends with us (rights.h). */
	if ((why = hear(p[0], &text)) == NULL)
		why = how_it_ended(cx, pid);
	if (!words_once(buf_str(&text), text.len, &words))
		why = "it has too many words";
	if (why != NULL)
		log_event(LOG_WARN_, "decode.incomplete", "type", "%s", t->name, "why", "%s", why,
		    "bytes", "%zu", words.len, NULL);
	drain();
	return file_put(STDOUT_FILENO, buf_str(&words), words.len) ? EXIT_DONE : EXIT_FAILED;
}

int
decode_main(int argc, char **argv)
{
	const struct type *t = NULL;
	int code = EXIT_DONE;
	struct ctx cx;
	char *end;
	long uid;

	/* The bounds are ours: Dovecot's (10 s) would end us without a word. */
	(void)alarm(2 * DRAIN_MS / 1000);
	if (argc < 2 || argc > 3 || (uid = strtol(argv[1], &end, 10)) <= 0 || *end != '\0') {
		fputs(decode_usage, stderr);
		return EXIT_USAGE;
	}
	if (argc == 2)
		return list_types();
	for (size_t i = 0; i < COUNT(types); i++)
		if (strcasecmp(argv[2], types[i].name) == 0 && can_read(&types[i]))
			t = &types[i];
	log_open("decode", LOG_INFO_);
	ctx_open(&cx, NULL);
	if (t != NULL)
		code = decode(&cx, t, uid);
	else
		drain();
	ctx_close(&cx);
	return code;
}
