/* leptonica.h - Leptonica, and the fields of its BOX, BOXA and PIXA: a loop
 * over thousands of boxes would copy each of them with the accessors. Since
 * 1.83 (Debian 13) these structures have a header of their own. */
#ifndef OCR_IMAGE_LEPTONICA_H
#define OCR_IMAGE_LEPTONICA_H

#include <allheaders.h>

#if __has_include(<pix_internal.h>)
#include <pix_internal.h>
#endif

#endif
