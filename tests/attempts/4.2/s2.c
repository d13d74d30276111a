/* The tape is walked from the first number to the last; a number may hand on
   its gradient only when it is complete, so it should go from the last to the
   first. */
void tape_backward(Tape *tape, Value *result)
{
    Value *end = tape->values + tape->count;
    for (Value *v = tape->values; v < end; v++) {
        v->gradient = 0;
    }
    result->gradient = 1;
    for (Value *v = tape->values; v < end; v++) {
        for (size_t k = 0; k < 2; k++) {
            if (v->from[k] != NULL) {
                v->from[k]->gradient += v->gradient * v->local[k];
            }
        }
    }
}
