/* Both loops run over capacity and so over what lies behind the tape, old
   numbers that may be used or not; they should run over count. */
void tape_backward(Tape *tape, Value *result)
{
    for (size_t i = 0; i < tape->capacity; i++)
        tape->values[i].gradient = 0;
    result->gradient = 1;
    for (size_t i = tape->capacity; i-- > 0;) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++)
            if (v->from[k] != NULL)
                v->from[k]->gradient += v->gradient * v->local[k];
    }
}
