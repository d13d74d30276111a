/* The loop that sets the gradients to 0 stops before number 0 (i > 0 with
   index i), so the first number keeps its old gradient; it should include it. */
void tape_backward(Tape *tape, Value *result)
{
    for (size_t i = tape->count - 1; i > 0; i--) {
        tape->values[i].gradient = 0;
    }
    result->gradient = 1;
    for (size_t i = tape->count - 1; i > 0; i--) {
        Value *v = &tape->values[i];
        for (int k = 0; k < 2; k++) {
            if (v->from[k] != NULL) {
                v->from[k]->gradient += v->local[k] * v->gradient;
            }
        }
    }
}
