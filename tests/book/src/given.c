#include "given.h"

/* No surprise. */
int given(Pair pair)
{
    return pair.a > pair.b ? pair.a : pair.b;
}
