/*
 * What is known before another version takes over: looked at, and told to who
 * must agree.
 */
#ifndef HTTPD_UPDATE_PLAN_H
#define HTTPD_UPDATE_PLAN_H

#include "admin/cli.h"
#include "mailcore/update.h"

#define PLAN_PROBLEMS	16

struct update_plan {
	struct cli	*c;
	struct update	 u;
	pid_t		 guard;
	const char	*other;		/* the program that is to come */
	const char	*other_ui;	/* its browser side; NULL: as it is */
	const char	*version, *other_version;
	int		 schema, other_schema;
	json_t		*due;		/* names of migrations */
	int64_t		 database, room;	/* bytes of the cluster; free below the state folder */
	const char	*problems[PLAN_PROBLEMS];
	size_t		 problem_count;
};

/* The Hayloft that runs here; ERR_PRECONDITION when none does. */
enum status plan_running(struct cli *c, struct update_plan *p) NODISCARD;

/*
 * Look at PROGRAM (a program, or a folder as `make install` fills it; NULL: the
 * one installed): is it one, does it take the configuration, which migrations
 * would it run, does all that runs answer, is there room.
 */
enum status plan_look(struct update_plan *p, const char *program) NODISCARD;

/* Every answer as JSON. */
json_t *plan_json(struct update_plan *p);

/* Changes of each table since the server's counters began: name -> number. */
enum status plan_changes(struct ctx *cx, json_t **out) NODISCARD;

#endif
