/* The contributions overwrite each other: gradient = should be gradient +=. */
void tape_backward(Tape *tape, Value *result)
{
    for (size_t i = 0; i < tape->count; i++)
        tape->values[i].gradient = 0;
    result->gradient = 1;
    for (size_t i = tape->count; i-- > 0;) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++) {
            if (v->from[k])
                v->from[k]->gradient = v->gradient * v->local[k];
        }
    }
}
