/* The 1 is given to the last number of the tape, not to result, which may
   stand before it; it should be result->gradient = 1. */
void tape_backward(Tape *tape, Value *result)
{
    size_t n = tape->count;
    for (size_t i = 0; i < n; i++)
        tape->values[i].gradient = i == n - 1 ? 1 : 0;
    for (size_t i = n; i-- > 0;) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++)
            if (v->from[k] != NULL)
                v->from[k]->gradient += v->gradient * v->local[k];
    }
}
