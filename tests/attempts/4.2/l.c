/* if (!result) return;; for (int k = 0; k < 2; k++); if (result->from[k]) {;
   tape_backward(tape, result->from[k]);; result->from[k]->gradient +=
   result->gradient * result->local[k];; } */
void tape_backward(Tape *tape, Value *result)
{
    if (!result) return;
    result->gradient = 1;
    for (int k = 0; k < 2; k++)
        if (result->from[k]) {
            tape_backward(tape, result->from[k]);
            result->from[k]->gradient += result->gradient * result->local[k];
        }
}
