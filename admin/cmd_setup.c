/*
 * `hayloft setup`: asks what a new server must know, looks at the machine, and
 * writes hayloft.conf: whole or not at all, and over another one only when told to.
 * Works without a database.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "admin/commands.h"
#include "admin/site.h"
#include "core/clock.h"
#include "core/http.h"
#include "core/json.h"
#include "mailcore/files.h"

#define LINE_MAX_	1024
#define TRIES		5

struct asking {
	struct cli	*c;
	struct site	 site;
	bool		 terminal, takes_defaults;
	const char	*path;		/* of the file */
	const char	*before;	/* its text; NULL: there is none */
	struct site_findings found;
};

static const char *
otherwise_host(struct asking *a)
{
	const char *known = a->before != NULL ? a->c->conf.host : "";

	return strchr(known, '.') != NULL ? known : site_this_host(a->c->cx.arena);
}

static const char *
otherwise_admin(struct asking *a)
{
	const char *dot = strchr(a->site.host, '.');

	/* mail.example.org serves example.org. */
	if (dot != NULL && strchr(dot + 1, '.') == NULL)
		dot = NULL;
	return arena_printf(a->c->cx.arena, "admin@%s", dot != NULL ? dot + 1 : a->site.host);
}

static const char *
otherwise_timezone(struct asking *a)
{
	return *a->c->conf.timezone != '\0' ? a->c->conf.timezone : site_this_timezone(a->c->cx.arena);
}

static const char *
on_off(bool on)
{
	return on ? "on" : "off";
}

static const char *otherwise_bind(struct asking *a) { return a->before != NULL ? a->c->conf.bind : "*"; }
static const char *otherwise_certificate(struct asking *a) { return a->c->conf.tls_certificate; }
static const char *otherwise_key(struct asking *a) { return a->c->conf.tls_key; }
static const char *otherwise_clamav(struct asking *a) { return on_off(a->c->conf.service_clamav); }
static const char *otherwise_unbound(struct asking *a) { return on_off(a->c->conf.service_unbound); }
static const char *otherwise_attachments(struct asking *a) { return on_off(a->c->conf.search_attachments); }

/* A checkout's default of 8000 is for looking around. */
static const char *
otherwise_port_base(struct asking *a)
{
	return a->before != NULL ? arena_printf(a->c->cx.arena, "%lld", (long long)a->c->conf.port_base) : "0";
}

static const struct question {
	const char	*option, *words;
	size_t		 at;		/* the answer in struct site */
	site_check	*check;
	const char	*(*otherwise)(struct asking *a);
	bool		 must;		/* nobody can guess it for a script */
} questions[] = {
#define AT(member)	offsetof(struct site, member)
	{ "host", "Name of this server, as mail servers and browsers call it", AT(host), site_host, otherwise_host, true },
	{ "admin", "The administrator's mail address", AT(admin), site_admin, otherwise_admin, true },
	{ "timezone", "Time zone", AT(timezone), site_timezone, otherwise_timezone, false },
	{ "bind", "Address that services listen on, * for all", AT(bind), site_bind, otherwise_bind, false },
	{ "port-base", "Number added to each standard port", AT(port_base), site_port_base, otherwise_port_base, false },
	{ "certificate", "File of the certificate with its chain, \"own\" for our own authority", AT(certificate),
	  site_certificate, otherwise_certificate, false },
	{ "key", "File of its private key", AT(key), site_key, otherwise_key, false },
	{ "clamav", "Look for viruses (ClamAV, a GiB of memory)", AT(clamav), site_switch, otherwise_clamav, false },
	{ "unbound", "A resolver of our own (Unbound)", AT(unbound), site_switch, otherwise_unbound, false },
	{ "attachments", "Find words in PDF and office files", AT(attachments), site_switch, otherwise_attachments, false },
};

static const char **
answer_of(struct asking *a, const struct question *q)
{
	return (const char **)(void *)((char *)&a->site + q->at);
}

/* A line of the terminal without its end; NULL when there are no more. */
static const char *
read_answer(struct asking *a)
{
	char line[LINE_MAX_];

	if (fgets(line, sizeof line, stdin) == NULL)
		return NULL;
	line[strcspn(line, "\r\n")] = '\0';
	return arena_strdup(a->c->cx.arena, line);
}

/* An answer that could begin a line of its own in the file is none. */
static enum status
check(struct asking *a, const struct question *q, const char *text)
{
	for (const char *s = text; *s != '\0'; s++)
		if ((unsigned char)*s < ' ')
			return fault(&a->c->cx, ERR_INVALID, "control characters in --%s", q->option);
	if (!utf8_valid(text, strlen(text)))
		return fault(&a->c->cx, ERR_INVALID, "--%s is not UTF-8", q->option);
	return q->check(&a->c->cx, &a->site, text, answer_of(a, q));
}

static enum status
ask(struct asking *a, const struct question *q)
{
	const char *otherwise = q->otherwise(a), *said = cli_text(a->c, q->option);
	enum status st;

	if (said == NULL && a->takes_defaults && !q->must)
		said = otherwise;
	if (said == NULL && (!a->terminal || a->takes_defaults))
		return fault(&a->c->cx, ERR_INVALID, "--%s is missing%s", q->option,
		    a->takes_defaults ? "" : ", and there is no terminal to ask at; --yes takes the defaults of what is not given");
	if (said != NULL) {
		if ((st = check(a, q, said)) == OK)
			return OK;
		said = arena_printf(a->c->cx.arena, "--%s: %s", q->option, a->c->cx.fault_text);
		ctx_forgive(&a->c->cx);
		return fault(&a->c->cx, st, "%s", said);
	}
	for (int i = 0; i < TRIES; i++) {
		fprintf(stderr, *otherwise != '\0' ? "%s [%s]: " : "%s: ", q->words,
		    *otherwise == '\0' && q->check == site_certificate ? "own" : otherwise);
		fflush(stderr);
		if ((said = read_answer(a)) == NULL)
			break;
		if (check(a, q, *said != '\0' ? said : otherwise) == OK)
			return OK;
		fprintf(stderr, "  %s\n", a->c->cx.fault_text);
		ctx_forgive(&a->c->cx);
	}
	return fault(&a->c->cx, ERR_INVALID, "no answer; nothing was written");
}

static bool
agrees(struct asking *a, const char *question, bool otherwise)
{
	const char *said;

	fprintf(stderr, "%s [%s] ", question, otherwise ? "Y/n" : "y/N");
	fflush(stderr);
	if ((said = read_answer(a)) == NULL)
		return false;
	return *said == '\0' ? otherwise : *said == 'y' || *said == 'Y';
}

static bool
somebody_runs(struct cli *c)
{
	int fd = open(conf_state_path(&c->conf, c->cx.arena, "lock"), O_RDWR | O_CLOEXEC);
	bool taken = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK;

	if (fd >= 0)
		close(fd);
	return taken;
}

static enum status
look(struct asking *a)
{
	struct site_findings *f = &a->found;

	site_look(&a->c->cx, &a->site, a->c->conf.state, somebody_runs(a->c), f);
	for (size_t i = 0; i < f->problems.count; i++)
		fprintf(stderr, "problem: %s\n", f->problems.text[i]);
	for (size_t i = 0; i < f->advice.count; i++)
		fprintf(stderr, "note: %s\n", f->advice.text[i]);
	if (f->problems.count == 0 || cli_flag(a->c, "anyway") ||
	    (a->terminal && !a->takes_defaults && agrees(a, "Write the file all the same?", false)))
		return OK;
	return fault(&a->c->cx, ERR_PRECONDITION, "%s; nothing was written (--anyway writes it all the same)", f->problems.text[0]);
}

/* Who may read it: it may have secrets in it (`yubico.key`, `database`), so not more than before. */
static mode_t
mode_of(const struct asking *a)
{
	struct stat st;

	return stat(a->path, &st) == 0 ? st.st_mode & 0777 : 0644;
}

/* The one that was there, under a name that says when it went. */
static enum status
keep_copy(struct asking *a, const char **out)
{
	time_t now = (time_t)clock_seconds();
	char when[32];
	struct tm tm;

	strftime(when, sizeof when, "%Y%m%dT%H%M%SZ", gmtime_r(&now, &tm));
	*out = arena_printf(a->c->cx.arena, "%s.%s", a->path, when);
	return file_write(&a->c->cx, *out, a->before, strlen(a->before), mode_of(a), NULL);
}

static void
show(struct asking *a, bool written, const char *kept)
{
	struct cli *c = a->c;
	const char *domain = strchr(a->site.admin, '@') + 1;
	const char *const next[] = {
		"hayloft run",
		arena_printf(c->cx.arena, "hayloft domain add %s", domain),
		arena_printf(c->cx.arena, "hayloft user add %s --role admin", a->site.admin),
		arena_printf(c->cx.arena, "hayloft dns zone %s", domain),
		arena_printf(c->cx.arena, "hayloft dns check %s", domain),
	};
	static const char *const words[] = {
		"start it", "make the domain", "make the administrator", "the DNS records to publish",
		"see whether they are right",
	};
	json_t *out = json_keep(c->cx.arena, json_pack("{s:s, s:b, s:s?, s:[], s:[], s:[]}", "path", a->path,
	    "written", written, "kept", kept, "problems", "advice", "next"));

	for (size_t i = 0; i < a->found.problems.count; i++)
		json_array_append_new(json_object_get(out, "problems"), json_string(a->found.problems.text[i]));
	for (size_t i = 0; i < a->found.advice.count; i++)
		json_array_append_new(json_object_get(out, "advice"), json_string(a->found.advice.text[i]));
	for (size_t i = 0; i < COUNT(next); i++)
		json_array_append_new(json_object_get(out, "next"), json_string(next[i]));
	if (c->json) {
		cli_show(c, out);
		return;
	}
	printf(written ? "%s is written.\n" : "%s says just that already.\n", a->path);
	if (kept != NULL)
		printf("The one that was there is %s.\n", kept);
	printf("\nNext:\n");
	for (size_t i = 0; i < COUNT(next); i++)
		printf("  %-48s %s\n", next[i], words[i]);
}

static enum status
write_file(struct asking *a)
{
	struct cli *c = a->c;
	struct buf text = BUF_ON(c->cx.arena);
	const char *kept = NULL;
	enum status st;

	if ((st = site_write(&c->cx, &a->site, a->before, &text)) != OK)
		return st;
	if (a->before != NULL && strcmp(a->before, buf_str(&text)) == 0) {
		show(a, false, NULL);
		return OK;
	}
	if (a->before != NULL && !cli_flag(c, "force"))
		return fault(&c->cx, ERR_EXISTS, "%s is there and says something else; --force replaces it "
		    "and keeps a copy", a->path);
	if (a->terminal && !a->takes_defaults &&
	    !agrees(a, arena_printf(c->cx.arena, "Write %s?", a->path), true))
		return fault(&c->cx, ERR_PRECONDITION, "nothing was written");
	if ((a->before != NULL && (st = keep_copy(a, &kept)) != OK) ||
	    (access(c->conf.state, F_OK) != 0 &&
	    (st = file_folder(&c->cx, c->conf.state, 0755, NULL, NULL)) != OK) ||
	    (st = file_write(&c->cx, a->path, buf_str(&text), text.len, mode_of(a), NULL)) != OK)
		return st;
	show(a, true, kept);
	return OK;
}

static enum status
setup(struct cli *c)
{
	struct asking a = {
		.c = c,
		.terminal = isatty(STDIN_FILENO),
		.takes_defaults = cli_flag(c, "yes"),
		.path = cli_text(c, "config"),
		.site = { .key = "" },
	};
	const char *ui;
	char *before;
	size_t len;
	enum status st;

	if (a.path == NULL)
		a.path = conf_state_path(&c->conf, c->cx.arena, "hayloft.conf");
	else
		a.site.state = c->conf.state;
	/* Otherwise it is looked for in the working directory, as in a checkout. */
	if ((ui = site_this_ui(c->cx.arena)) != NULL &&
	    (access(c->conf.ui, F_OK) != 0 || strcmp(c->conf.ui, ui) == 0))
		a.site.ui = ui;
	if ((st = file_read(&c->cx, a.path, &before, &len)) == OK)
		a.before = before;
	else if (st != ERR_NOT_FOUND)
		return st;
	ctx_forgive(&c->cx);
	for (size_t i = 0; i < COUNT(questions); i++)
		if ((questions[i].check != site_key || *a.site.certificate != '\0') &&
		    (st = ask(&a, &questions[i])) != OK)
			return st;
	if ((st = look(&a)) != OK)
		return st;
	return write_file(&a);
}

static const struct cli_option options[] = {
	{ "host", "NAME", "name of this server: mail.example.org" },
	{ "admin", "ADDRESS", "the administrator's mail address" },
	{ "timezone", "NAME", "Europe/Berlin; otherwise this machine's" },
	{ "bind", "ADDRESS", "that services listen on; otherwise * for all" },
	{ "port-base", "NUMBER", "added to each standard port; otherwise 0" },
	{ "certificate", "FILE", "PEM file with the chain; otherwise, and with own, our own authority" },
	{ "key", "FILE", "PEM file with its private key" },
	{ "clamav", "on|off", "look for viruses; otherwise off" },
	{ "unbound", "on|off", "a resolver of our own; otherwise off" },
	{ "attachments", "on|off", "find words in PDF and office files; otherwise on" },
	{ "yes", NULL, "ask nothing: what is not given has its default" },
	{ "anyway", NULL, "write the file though something on this machine is in the way" },
	{ "force", NULL, "replace a file that says something else, and keep a copy of it" },
	{ 0 }
};

const struct cli_verb setup_verbs[] = {
	{ "", "", "Asks what a new server must know, looks at the machine (name, ports, memory, disk,\n"
	  "programs), and writes hayloft.conf in the state folder (HAYLOFT_STATE), or the --config\n"
	  "FILE that is there.  Asks nothing where an option has the answer.",
	  0, 0, options, setup, true },
	{ 0 }
};
