#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/conf.h"
#include "core/log.h"
#include "mailcore/corpus.h"
#include "mailcore/garbage.h"
#include "storage/mail_garbage.h"

static int
erase(const char *path, const struct stat *st, int kind, struct FTW *where)
{
	(void)st, (void)kind, (void)where;
	return remove(path) == 0 || errno == ENOENT ? 0 : -1;
}

bool
mailcore_is_mail_dir(const char *text)
{
	static const char digits[] = "0123456789abcdef";

	return strlen(text) > 3 && strspn(text, digits) == 2 && text[2] == '/' &&
	    strspn(text + 3, "0123456789") == strlen(text + 3);
}

static enum status
erase_folder(struct ctx *cx, const struct mail_garbage *g)
{
	const char *path = conf_state_path(cx->conf, cx->arena,
	    arena_printf(cx->arena, "mail/%s", g->mail_dir));
	uid_t uid = (uid_t)cx->conf->uid_mail;
	bool root = geteuid() == 0;
	int rc = 0;

	if (!mailcore_is_mail_dir(g->mail_dir))
		return fault(cx, ERR_INTERNAL, "mail_garbage names %s", g->mail_dir);
	if (root && seteuid(uid) != 0)
		return fault(cx, ERR_INTERNAL, "seteuid: %s", strerror(errno));
	if (access(path, F_OK) == 0)
		rc = nftw(path, erase, 16, FTW_DEPTH | FTW_PHYS | FTW_MOUNT);
	if (root && seteuid(0) != 0)
		return fault(cx, ERR_INTERNAL, "seteuid: %s", strerror(errno));
	return rc == 0 ? OK : fault(cx, ERR_INTERNAL, "%s: %s", path, strerror(errno));
}

/* What Rspamd learned of it: whoever has the address by now goes on with that. */
static enum status
erase_corpus(struct ctx *cx, const struct mail_garbage *g)
{
	struct mailcore_model model;
	enum status st;

	if (g->taken || *cx->conf->database != '\0' || !cx->conf->service_redis)
		return OK;
	if ((st = mailcore_model_load(cx, cx->conf, &model)) != OK)
		return st;
	return corpus_forget(cx, &model, g->address);
}

enum status
mailcore_garbage_erase(struct ctx *cx, int64_t *erased)
{
	struct mail_garbage *list;
	size_t count;
	enum status st;

	*erased = 0;
	if ((st = db_mail_garbage_list(cx, cx->conf->garbage_hours, &list, &count)) != OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		if (!list[i].expired)
			continue;
		if ((st = erase_folder(cx, &list[i])) != OK ||
		    (st = erase_corpus(cx, &list[i])) != OK ||
		    (st = db_mail_garbage_forget(cx, list[i].account)) != OK)
			return st;
		log_event(LOG_INFO_, "garbage.erased", "address", "%s", list[i].address,
		    "folder", "%s", list[i].mail_dir, NULL);
		(*erased)++;
	}
	return OK;
}
