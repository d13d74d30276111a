/* The gradients are not set to 0 first, so what they held from the time
   before is added in. */
void tape_backward(Tape *tape, Value *result)
{
    result->gradient = 1;
    size_t i = tape->count;
    while (i > 0) {
        i--;
        Value *v = tape->values + i;
        if (v->from[0])
            v->from[0]->gradient += v->gradient * v->local[0];
        if (v->from[1])
            v->from[1]->gradient += v->gradient * v->local[1];
    }
}
