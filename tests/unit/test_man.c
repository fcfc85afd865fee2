/*
 * The manual has every command, verb, option and key.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "admin/commands.h"
#include "core/buf.h"

static char *
read_page(struct arena *arena, const char *path)
{
	struct buf text = BUF_ON(arena);
	FILE *f = fopen(path, "re");
	size_t n;

	assert_non_null(f);
	while ((n = fread(buf_reserve(&text, 4096), 1, 4096, f)) > 0)
		text.len += n;
	fclose(f);
	buf_putc(&text, '\0');
	return text.data;
}

/* From ".Ss hayloft NAME" to the next heading. */
static char *
section(struct arena *arena, const char *page, const char *name)
{
	const char *heading = arena_printf(arena, "\n.Ss hayloft %s\n", name);
	const char *start = strstr(page, heading), *end;

	if (start == NULL)
		fail_msg("hayloft(8) has no section on %s", name);
	end = strstr(start + strlen(heading) - 1, "\n.S");
	return arena_strndup(arena, start, end != NULL ? (size_t)(end - start) : strlen(start));
}

/* The lines of a verb's heading; the whole section for a command without verbs. */
static const char *
verb_lines(struct arena *arena, const char *text, const char *command, const char *verb)
{
	const char *start;

	if (*verb == '\0')
		return text;
	start = strstr(text, arena_printf(arena, "\n.It Cm %s", verb));
	if (start == NULL)
		fail_msg("hayloft(8) has no %s %s", command, verb);
	return start + 1;
}

static void
check_options(struct arena *arena, const char *text, const char *command,
    const struct cli_verb *verb)
{
	const char *line = verb_lines(arena, text, command, verb->name);
	size_t len = *verb->name != '\0' ? strcspn(line, "\n") : strlen(line);
	const char *own = arena_strndup(arena, line, len);

	for (const struct cli_option *o = verb->options; o != NULL && o->name != NULL; o++)
		if (strstr(own, arena_printf(arena, "Fl -%s", o->name)) == NULL &&
		    strstr(own, "options as with Cm add") == NULL)
			fail_msg("hayloft(8) has no --%s on %s %s", o->name, command, verb->name);
}

static void
test_commands(void **state)
{
	struct arena *arena = arena_open();
	const char *page = read_page(arena, "man/hayloft.8");

	(void)state;
	for (size_t i = 0; admin_commands[i].name != NULL; i++) {
		const char *text = section(arena, page, admin_commands[i].name);

		for (const struct cli_verb *v = admin_commands[i].verbs; v->name != NULL; v++)
			check_options(arena, text, admin_commands[i].name, v);
	}
	section(arena, page, "run");
	section(arena, page, "status");
	section(arena, page, "dav");
	arena_close(arena);
}

static void
test_keys(void **state)
{
	struct arena *arena = arena_open();
	const char *page = read_page(arena, "man/hayloft.conf.5");
	char *text, *line, *rest;
	size_t size, keys = 0;
	FILE *f = open_memstream(&text, &size);

	(void)state;
	conf_describe(f);
	fclose(f);
	rest = text;
	while ((line = strsep(&rest, "\n")) != NULL) {
		char name[64];

		if (sscanf(line, "#%63[a-z0-9.] =", name) != 1)
			continue;
		keys++;
		if (strstr(page, arena_printf(arena, "\n.It Cm %s\n", name)) == NULL)
			fail_msg("hayloft.conf(5) has no %s", name);
	}
	assert_true(keys > 40);
	free(text);
	arena_close(arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commands),
		cmocka_unit_test(test_keys),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
