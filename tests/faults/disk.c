/* A disk that is watched, or that fails: loaded before the C library (LD_PRELOAD) into a process that writes a database.
 *
 * DISK_ROOT: only files whose path begins so are meant; "acknowledged" and "keyring" there never fail.
 * DISK_LOG: every write, truncation, synchronisation, creation, removal and renaming of them is appended to this file,
 *   as "operation offset length path-length\n", the path, and the bytes that were written, or the new name.
 * DISK_FAIL_AT, DISK_FAIL_COUNT, DISK_ERRNO: from that operation on, so many fail with that number; a write puts half
 *   of its bytes there first.
 * DISK_COUNT: a file that gets the number of operations at the end.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define MOST 1024
static char *paths[MOST];
static int log_fd = -1;
static long operations, fail_at = -1, fail_count = 0;
static int fail_errno = ENOSPC;
static const char *root, *count_file;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

#define REAL(type, name, ...) static type (*real)(__VA_ARGS__); if (!real) real = dlsym(RTLD_NEXT, #name)

static ssize_t put(int fd, const void *bytes, size_t count) {
    REAL(ssize_t, write, int, const void *, size_t);
    return real(fd, bytes, count);
}

__attribute__((constructor)) static void begin(void) {
    const char *log = getenv("DISK_LOG"), *at = getenv("DISK_FAIL_AT"), *count = getenv("DISK_FAIL_COUNT");
    const char *number = getenv("DISK_ERRNO");
    root = getenv("DISK_ROOT");
    count_file = getenv("DISK_COUNT");
    if (at) fail_at = atol(at);
    if (count) fail_count = atol(count);
    if (number) fail_errno = atoi(number);
    REAL(int, open, const char *, int, ...);
    if (log) log_fd = real(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

__attribute__((destructor)) static void end(void) {
    if (!count_file) return;
    REAL(int, open, const char *, int, ...);
    int fd = real(count_file, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    char text[32];
    put(fd, text, snprintf(text, sizeof text, "%ld\n", operations));
    close(fd);
}

static int meant(const char *path) {
    size_t length;
    if (!root || !path || strncmp(path, root, strlen(root))) return 0;
    length = strlen(path);
    return length < 4 || strcmp(path + length - 4, "-shm");
}

static const char *path_of(int fd) { return fd >= 0 && fd < MOST ? paths[fd] : NULL; }

/* Whether this operation is to fail. */
static int fails(const char *path) {
    int failing = 0;
    if (!meant(path) || strstr(path, "/acknowledged") || strstr(path, "/keyring")) return 0;
    pthread_mutex_lock(&lock);
    failing = fail_at >= 0 && operations >= fail_at && operations < fail_at + fail_count;
    operations++;
    pthread_mutex_unlock(&lock);
    if (failing) errno = fail_errno;
    return failing;
}

static void note(char what, const char *path, long offset, const void *bytes, size_t count) {
    char head[64];
    if (log_fd < 0 || !meant(path)) return;
    pthread_mutex_lock(&lock);
    put(log_fd, head, snprintf(head, sizeof head, "%c %ld %zu %zu\n", what, offset, count, strlen(path)));
    put(log_fd, path, strlen(path));
    if (bytes) put(log_fd, bytes, count);
    pthread_mutex_unlock(&lock);
}

static int opened(int fd, const char *path, int existed) {
    char full[PATH_MAX];
    if (fd < 0 || fd >= MOST) return fd;
    free(paths[fd]);
    paths[fd] = realpath(path, full) && meant(full) ? strdup(full) : NULL;
    if (paths[fd] && !existed) note('c', paths[fd], 0, NULL, 0);
    return fd;
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(int, name, const char *, int, ...); \
        int mode = 0, existed = access(path, F_OK) == 0; \
        if (flags & O_CREAT) { va_list rest; va_start(rest, flags); mode = va_arg(rest, int); va_end(rest); } \
        if (!existed && (flags & O_CREAT) && fails(path)) return -1; \
        return opened(real(path, flags, mode), path, existed); \
    }
OPEN(open)
OPEN(open64)

int close(int fd) {
    REAL(int, close, int);
    if (path_of(fd)) { free(paths[fd]); paths[fd] = NULL; }
    return real(fd);
}

#define PWRITE(name) \
    ssize_t name(int fd, const void *bytes, size_t count, off_t offset) { \
        REAL(ssize_t, name, int, const void *, size_t, off_t); \
        if (path_of(fd) && fails(path_of(fd))) { \
            int why = errno; \
            if (count > 1 && real(fd, bytes, count / 2, offset) >= 0) errno = why; \
            errno = why; \
            return -1; \
        } \
        ssize_t done = real(fd, bytes, count, offset); \
        if (done > 0 && path_of(fd)) note('w', path_of(fd), offset, bytes, done); \
        return done; \
    }
PWRITE(pwrite)
PWRITE(pwrite64)

ssize_t write(int fd, const void *bytes, size_t count) {
    const char *path = path_of(fd);
    if (!path) return put(fd, bytes, count);
    if (fails(path)) return -1;
    off_t offset = fcntl(fd, F_GETFL) & O_APPEND ? lseek(fd, 0, SEEK_END) : lseek(fd, 0, SEEK_CUR);
    ssize_t done = put(fd, bytes, count);
    if (done > 0) note('w', path, offset, bytes, done);
    return done;
}

#define TRUNCATE(name) \
    int name(int fd, off_t length) { \
        REAL(int, name, int, off_t); \
        if (path_of(fd) && fails(path_of(fd))) return -1; \
        int done = real(fd, length); \
        if (!done && path_of(fd)) note('t', path_of(fd), length, NULL, 0); \
        return done; \
    }
TRUNCATE(ftruncate)
TRUNCATE(ftruncate64)

#define SYNC(name) \
    int name(int fd) { \
        REAL(int, name, int); \
        if (path_of(fd) && fails(path_of(fd))) return -1; \
        int done = real(fd); \
        if (!done && path_of(fd)) note('s', path_of(fd), 0, NULL, 0); \
        return done; \
    }
SYNC(fsync)
SYNC(fdatasync)

#define REMOVE(name) \
    int name(const char *path) { \
        REAL(int, name, const char *); \
        int done = real(path); \
        if (!done && meant(path)) note('u', path, 0, NULL, 0); \
        return done; \
    }
REMOVE(unlink)
REMOVE(rmdir)

int unlinkat(int folder, const char *name, int flags) {
    REAL(int, unlinkat, int, const char *, int);
    char path[PATH_MAX], link[64];
    ssize_t length = 0;
    if (folder != AT_FDCWD && name[0] != '/') {
        snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
        length = readlink(link, path, sizeof path - 1);
        if (length > 0) path[length++] = '/';
    }
    if (length >= 0) snprintf(path + length, sizeof path - length, "%s", name);
    int done = real(folder, name, flags);
    if (!done && length >= 0 && meant(path)) note('u', path, 0, NULL, 0);
    return done;
}

int mkdir(const char *path, mode_t mode) {
    REAL(int, mkdir, const char *, mode_t);
    if (access(path, F_OK) && fails(path)) return -1;
    int done = real(path, mode);
    if (!done && meant(path)) note('m', path, 0, NULL, 0);
    return done;
}

int rename(const char *old, const char *new) {
    REAL(int, rename, const char *, const char *);
    if (fails(new)) return -1;
    int done = real(old, new);
    if (!done && meant(new)) note('r', old, 0, new, strlen(new));
    return done;
}
