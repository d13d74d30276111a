/* size_t last = result - tape->values;; for (size_t i = 0; i <= last; i++)
   tape->values[i].gradient = 0;; for (size_t i = last + 1; i-- > 0;) { */
void tape_backward(Tape *tape, Value *result)
{
    size_t last = result - tape->values;
    for (size_t i = 0; i <= last; i++) tape->values[i].gradient = 0;
    result->gradient = 1;
    for (size_t i = last + 1; i-- > 0;) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++)
            if (v->from[k]) v->from[k]->gradient += v->gradient * v->local[k];
    }
}
