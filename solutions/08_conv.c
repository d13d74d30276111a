#include "conv.h"

size_t padded_size(const Axis *axis)
{
    return axis->size + 2 * axis->padding;
}

size_t window_pixels(size_t i, const Axis *axis)
{
    size_t count = 0;
    for (size_t k = 0; k < axis->window; k++) {
        size_t at = i * axis->stride + k * axis->dilation;
        count += at >= axis->padding && at - axis->padding < axis->size;
    }
    return count;
}

size_t window_places(const Axis *axis)
{
    /* BEGIN SOLUTION 8.1 */
    size_t length = axis->dilation * (axis->window - 1) + 1;
    size_t size = padded_size(axis);
    if (length > size || (size - length) % axis->stride != 0) {
        return 0;
    }
    return 1 + (size - length) / axis->stride;
    /* END SOLUTION */
}

int padding_source(size_t i, Padding kind, const Axis *axis)
{
    /* BEGIN SOLUTION 8.2 */
    int at = (int)i - (int)axis->padding, last = (int)axis->size - 1;
    if (at >= 0 && at <= last) {
        return at;
    }
    if (kind == PAD_REPLICATE) {
        return at < 0 ? 0 : last;
    }
    if (kind == PAD_REFLECT) {
        return at < 0 ? -at : 2 * last - at;
    }
    return -1;
    /* END SOLUTION */
}

void pad(const real *x, real *y, Padding kind, size_t channels,
         const Axis *rows, const Axis *columns)
{
    /* BEGIN SOLUTION 8.3 */
    for (size_t c = 0; c < channels; c++) {
        for (size_t i = 0; i < padded_size(rows); i++) {
            int row = padding_source(i, kind, rows);
            for (size_t j = 0; j < padded_size(columns); j++) {
                int column = padding_source(j, kind, columns);
                bool inside = row >= 0 && column >= 0;
                *y++ = inside ? x[row * (int)columns->size + column] : 0;
            }
        }
        x += rows->size * columns->size;
    }
    /* END SOLUTION */
}

void pad_backward(const real *dy, real *dx, Padding kind, size_t channels,
                  const Axis *rows, const Axis *columns)
{
    /* BEGIN SOLUTION 8.4 */
    for (size_t i = 0; i < channels * rows->size * columns->size; i++) {
        dx[i] = 0;
    }
    for (size_t c = 0; c < channels; c++) {
        for (size_t i = 0; i < padded_size(rows); i++) {
            int row = padding_source(i, kind, rows);
            for (size_t j = 0; j < padded_size(columns); j++, dy++) {
                int column = padding_source(j, kind, columns);
                if (row >= 0 && column >= 0) {
                    dx[row * (int)columns->size + column] += *dy;
                }
            }
        }
        dx += rows->size * columns->size;
    }
    /* END SOLUTION */
}

void correlate(const real *x, const real *f, real *y, size_t h, size_t w,
               size_t m)
{
    /* BEGIN SOLUTION 8.5 */
    for (size_t i = 0; i + m <= h; i++) {
        for (size_t j = 0; j + m <= w; j++) {
            real sum = 0;
            for (size_t k = 0; k < m; k++) {
                for (size_t l = 0; l < m; l++) {
                    sum += f[k * m + l] * x[(i + k) * w + j + l];
                }
            }
            *y++ = sum;
        }
    }
    /* END SOLUTION */
}

void conv_forward(const real *x, const real *w, const real *b, real *y,
                  const Conv *conv)
{
    /* BEGIN SOLUTION 8.6 */
    const Axis *rows = &conv->rows, *columns = &conv->columns;
    size_t height = padded_size(rows), width = padded_size(columns);
    size_t channels = conv->in_channels / conv->groups;
    size_t filters = conv->out_channels / conv->groups;
    for (size_t o = 0; o < conv->out_channels; o++) {
        const real *group = x + o / filters * channels * height * width;
        for (size_t i = 0; i < rows->places; i++) {
            for (size_t j = 0; j < columns->places; j++) {
                const real *filter = w;
                real sum = b[o];
                for (size_t c = 0; c < channels; c++) {
                    for (size_t k = 0; k < rows->window; k++) {
                        size_t row = i * rows->stride + k * rows->dilation;
                        const real *pixel = group + (c * height + row) * width +
                                            j * columns->stride;
                        for (size_t l = 0; l < columns->window; l++) {
                            sum += *filter++ * pixel[l * columns->dilation];
                        }
                    }
                }
                *y++ = sum;
            }
        }
        w += channels * rows->window * columns->window;
    }
    /* END SOLUTION */
}

void conv_bias_gradient(const real *dy, real *db, const Conv *conv)
{
    /* BEGIN SOLUTION 8.7 */
    size_t places = conv->rows.places * conv->columns.places;
    for (size_t o = 0; o < conv->out_channels; o++) {
        for (size_t i = 0; i < places; i++) {
            db[o] += dy[o * places + i];
        }
    }
    /* END SOLUTION */
}

void conv_weight_gradient(const real *x, const real *dy, real *dw,
                          const Conv *conv)
{
    /* BEGIN SOLUTION 8.8 */
    const Axis *rows = &conv->rows, *columns = &conv->columns;
    size_t height = padded_size(rows), width = padded_size(columns);
    size_t channels = conv->in_channels / conv->groups;
    size_t filters = conv->out_channels / conv->groups;
    for (size_t o = 0; o < conv->out_channels; o++) {
        const real *group = x + o / filters * channels * height * width;
        for (size_t c = 0; c < channels; c++) {
            for (size_t k = 0; k < rows->window; k++) {
                for (size_t l = 0; l < columns->window; l++) {
                    real sum = 0;
                    for (size_t i = 0; i < rows->places; i++) {
                        size_t row = i * rows->stride + k * rows->dilation;
                        const real *pixel = group + (c * height + row) * width +
                                            l * columns->dilation;
                        for (size_t j = 0; j < columns->places; j++) {
                            sum += dy[i * columns->places + j] *
                                   pixel[j * columns->stride];
                        }
                    }
                    *dw++ += sum;
                }
            }
        }
        dy += rows->places * columns->places;
    }
    /* END SOLUTION */
}

void conv_input_gradient(const real *w, const real *dy, real *dx,
                         const Conv *conv)
{
    /* BEGIN SOLUTION 8.9 */
    const Axis *rows = &conv->rows, *columns = &conv->columns;
    size_t height = padded_size(rows), width = padded_size(columns);
    size_t channels = conv->in_channels / conv->groups;
    size_t filters = conv->out_channels / conv->groups;
    for (size_t i = 0; i < conv->in_channels * height * width; i++) {
        dx[i] = 0;
    }
    for (size_t o = 0; o < conv->out_channels; o++) {
        real *group = dx + o / filters * channels * height * width;
        for (size_t c = 0; c < channels; c++) {
            for (size_t k = 0; k < rows->window; k++) {
                for (size_t l = 0; l < columns->window; l++, w++) {
                    for (size_t i = 0; i < rows->places; i++) {
                        size_t row = i * rows->stride + k * rows->dilation;
                        real *pixel = group + (c * height + row) * width +
                                      l * columns->dilation;
                        for (size_t j = 0; j < columns->places; j++) {
                            pixel[j * columns->stride] +=
                                *w * dy[i * columns->places + j];
                        }
                    }
                }
            }
        }
        dy += rows->places * columns->places;
    }
    /* END SOLUTION */
}

void max_pool_forward(const real *x, real *y, int *index, const Pool *pool)
{
    /* BEGIN SOLUTION 8.10 */
    const Axis *rows = &pool->rows, *columns = &pool->columns;
    for (size_t c = 0; c < pool->channels; c++) {
        for (size_t i = 0; i < rows->places; i++) {
            for (size_t j = 0; j < columns->places; j++) {
                int best = -1;
                for (size_t k = 0; k < rows->window; k++) {
                    int row = padding_source(
                        i * rows->stride + k * rows->dilation, PAD_ZERO, rows);
                    for (size_t l = 0; row >= 0 && l < columns->window; l++) {
                        int column = padding_source(j * columns->stride +
                                                        l * columns->dilation,
                                                    PAD_ZERO, columns);
                        int at = row * (int)columns->size + column;
                        if (column >= 0 && (best < 0 || x[at] > x[best])) {
                            best = at;
                        }
                    }
                }
                *y++ = x[best];
                *index++ = best;
            }
        }
        x += rows->size * columns->size;
    }
    /* END SOLUTION */
}

void max_pool_backward(const real *dy, const int *index, real *dx,
                       const Pool *pool)
{
    /* BEGIN SOLUTION 8.11 */
    size_t places = pool->rows.places * pool->columns.places;
    size_t size = pool->rows.size * pool->columns.size;
    for (size_t i = 0; i < pool->channels * size; i++) {
        dx[i] = 0;
    }
    for (size_t c = 0; c < pool->channels; c++) {
        for (size_t i = 0; i < places; i++) {
            dx[c * size + (size_t)index[c * places + i]] += dy[c * places + i];
        }
    }
    /* END SOLUTION */
}

void avg_pool_forward(const real *x, real *y, bool count_padding,
                      const Pool *pool)
{
    /* BEGIN SOLUTION 8.12 */
    const Axis *rows = &pool->rows, *columns = &pool->columns;
    for (size_t c = 0; c < pool->channels; c++) {
        for (size_t i = 0; i < rows->places; i++) {
            for (size_t j = 0; j < columns->places; j++) {
                real sum = 0;
                size_t count = 0;
                for (size_t k = 0; k < rows->window; k++) {
                    int row = padding_source(
                        i * rows->stride + k * rows->dilation, PAD_ZERO, rows);
                    for (size_t l = 0; l < columns->window; l++) {
                        int column = padding_source(j * columns->stride +
                                                        l * columns->dilation,
                                                    PAD_ZERO, columns);
                        bool inside = row >= 0 && column >= 0;
                        if (inside) {
                            sum += x[row * (int)columns->size + column];
                        }
                        count += inside || count_padding;
                    }
                }
                *y++ = sum / (real)count;
            }
        }
        x += rows->size * columns->size;
    }
    /* END SOLUTION */
}

void avg_pool_backward(const real *dy, real *dx, bool count_padding,
                       const Pool *pool)
{
    /* BEGIN SOLUTION 8.13 */
    const Axis *rows = &pool->rows, *columns = &pool->columns;
    for (size_t i = 0; i < pool->channels * rows->size * columns->size; i++) {
        dx[i] = 0;
    }
    for (size_t c = 0; c < pool->channels; c++) {
        for (size_t i = 0; i < rows->places; i++) {
            for (size_t j = 0; j < columns->places; j++, dy++) {
                size_t count = count_padding ? rows->window * columns->window
                                             : window_pixels(i, rows) *
                                                   window_pixels(j, columns);
                for (size_t k = 0; k < rows->window; k++) {
                    int row = padding_source(
                        i * rows->stride + k * rows->dilation, PAD_ZERO, rows);
                    for (size_t l = 0; row >= 0 && l < columns->window; l++) {
                        int column = padding_source(j * columns->stride +
                                                        l * columns->dilation,
                                                    PAD_ZERO, columns);
                        if (column >= 0) {
                            dx[row * (int)columns->size + column] +=
                                *dy / (real)count;
                        }
                    }
                }
            }
        }
        dx += rows->size * columns->size;
    }
    /* END SOLUTION */
}

size_t receptive_field(const Axis *layers, size_t count)
{
    /* BEGIN SOLUTION 8.14 */
    size_t field = 1, step = 1;
    for (size_t i = 0; i < count; i++) {
        field += layers[i].dilation * (layers[i].window - 1) * step;
        step *= layers[i].stride;
    }
    return field;
    /* END SOLUTION */
}

void cut_windows(const real *x, real *y, const Axis *rows, const Axis *columns)
{
    /* BEGIN SOLUTION 8.15 */
    for (size_t i = 0; i < rows->places; i++) {
        for (size_t j = 0; j < columns->places; j++) {
            for (size_t k = 0; k < rows->window; k++) {
                for (size_t l = 0; l < columns->window; l++) {
                    size_t row = i * rows->stride + k * rows->dilation;
                    size_t column = j * columns->stride + l * columns->dilation;
                    *y++ = x[row * columns->size + column];
                }
            }
        }
    }
    /* END SOLUTION */
}
