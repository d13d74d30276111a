/* Softmax and cross-entropy of chapter 3 for one example of four classes. */
#include "mlp.h"
#include "touch.h"

enum { CLASSES = 4 };

static real z[CLASSES], p[CLASSES];

TOUCH(scores) real *scores(void)
{
    return z;
}

TOUCH(probabilities) real *probabilities(void)
{
    softmax(z, p, 1, CLASSES);
    return p;
}

TOUCH(loss) real loss(int label)
{
    return cross_entropy(z, &label, 1, CLASSES);
}
