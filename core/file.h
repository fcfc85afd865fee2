/*
 * Bytes to an open file.
 */
#ifndef CORE_FILE_H
#define CORE_FILE_H

#include <stdbool.h>
#include <stddef.h>

/* All of it, from where the file stands; false: it could not be written, errno says why. */
bool file_put(int fd, const void *data, size_t len);

#endif
