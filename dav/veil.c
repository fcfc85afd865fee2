#include "dav/target.h"
#include "storage/share.h"

enum item_class
dav_most_private(const struct dav_target *t)
{
	return t->rights & RIGHT_SEE_PRIVATE ? CLASS_PRIVATE : CLASS_CONFIDENTIAL;
}

bool
dav_is_veiled(const struct dav_target *t, const struct item *item)
{
	return item->class == CLASS_CONFIDENTIAL && !(t->rights & RIGHT_SEE_CONFIDENTIAL);
}
