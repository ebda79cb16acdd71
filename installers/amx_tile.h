/* Included before everything else where the compiler's header is wrong; toolchain.py says why and when.
   The operand is all 64 bytes of the tile configuration, so that none of them is dropped. */
#if defined(__cplusplus) && defined(__AMX_TILE__)
#include <immintrin.h>
#define _tile_loadconfig(config) \
    __asm__ volatile("ldtilecfg\t%X0" ::"m"(*static_cast<const char(*)[64]>(static_cast<const void *>(config))))
#endif
