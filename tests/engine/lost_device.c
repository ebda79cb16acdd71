/* Stands between llama.cpp and Vulkan's loader: where LOST_DEVICE names a file, the device is lost once, and the file
 * goes with it; where it names a folder, the device is lost for ever.
 * Its one rule: nothing else of Vulkan changes. It is loaded before llama.cpp's plugins, so that they find it first. */
#include <dlfcn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define VK_ERROR_DEVICE_LOST (-4)

typedef void (*function)(void);
typedef function (*lookup)(void *, const char *);
typedef int (*submit)(void *, uint32_t, const void *, void *);

static submit real_submit;

static function real(const char *which, void *owner, const char *name) {
    static void *loader;
    if (loader == NULL) {
        loader = dlopen("libvulkan.so.1", RTLD_NOW | RTLD_LOCAL);
    }
    lookup find = (lookup) dlsym(loader, which);
    return find == NULL ? NULL : find(owner, name);
}

static int submit_or_lose(void *queue, uint32_t count, const void *submits, void *fence) {
    const char *path = getenv("LOST_DEVICE");
    if (path != NULL && access(path, F_OK) == 0) {
        unlink(path);
        return VK_ERROR_DEVICE_LOST;
    }
    return real_submit(queue, count, submits, fence);
}

static function replaced(const char *name, function found) {
    if (found != NULL && strcmp(name, "vkQueueSubmit") == 0) {
        real_submit = (submit) found;
        return (function) submit_or_lose;
    }
    return found;
}

function vkGetDeviceProcAddr(void *device, const char *name) {
    return replaced(name, real("vkGetDeviceProcAddr", device, name));
}

function vkGetInstanceProcAddr(void *instance, const char *name) {
    if (strcmp(name, "vkGetDeviceProcAddr") == 0) {
        return (function) vkGetDeviceProcAddr;
    }
    return replaced(name, real("vkGetInstanceProcAddr", instance, name));
}
