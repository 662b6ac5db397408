/* matrix.h - where a PDF puts things, as it writes it. */
#ifndef OCR_IMAGE_MATRIX_H
#define OCR_IMAGE_MATRIX_H

#include <glib.h>

/* x' = a x + c y + e, y' = b x + d y + f. */
struct matrix {
	double a, b, c, d, e, f;
};

struct area {
	double x0, y0, x1, y1; /* points, in the page's own space */
};

#define MATRIX_IDENTITY                                                        \
	{                                                                      \
		1, 0, 0, 1, 0, 0                                               \
	}

/* First m, then n. */
static inline struct matrix
matrix_multiply(const struct matrix *m, const struct matrix *n)
{
	return (struct matrix){
		m->a * n->a + m->b * n->c,
		m->a * n->b + m->b * n->d,
		m->c * n->a + m->d * n->c,
		m->c * n->b + m->d * n->d,
		m->e * n->a + m->f * n->c + n->e,
		m->e * n->b + m->f * n->d + n->f,
	};
}

/* Of a rectangle, its bounding box where the matrix puts it. */
static inline struct area
matrix_place(const struct matrix *m, double x, double y, double width,
	     double height)
{
	double x0 = m->a * x + m->c * y + m->e;
	double y0 = m->b * x + m->d * y + m->f;
	double dx[] = { 0, m->a * width, m->c * height,
			m->a * width + m->c * height };
	double dy[] = { 0, m->b * width, m->d * height,
			m->b * width + m->d * height };
	struct area box = { x0, y0, x0, y0 };

	for (guint i = 1; i < G_N_ELEMENTS(dx); i++) {
		box.x0 = MIN(box.x0, x0 + dx[i]);
		box.x1 = MAX(box.x1, x0 + dx[i]);
		box.y0 = MIN(box.y0, y0 + dy[i]);
		box.y1 = MAX(box.y1, y0 + dy[i]);
	}
	return box;
}

static inline gboolean
matrix_is_along_axes(const struct matrix *m)
{
	return (m->b == 0 && m->c == 0) || (m->a == 0 && m->d == 0);
}

#endif
