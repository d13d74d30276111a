/* Which convolutions Winograd's way is for. */
#include "winograd.h"

bool winograd_fits(const ValidConv *conv)
{
    size_t window = conv->window_rows;
    return (window == 3 || window == 5) && conv->window_columns == window &&
           conv->rows >= 4 && conv->columns >= 4 && conv->channels >= 4 &&
           conv->filters >= 16;
}
