/* A patience of 0 is not thought of. */
bool stop_early(Stopping *stopping, double score, size_t patience)
{
    stopping->epochs++;
    if (stopping->best_epoch == 0 || score > stopping->best) {
        stopping->best = score;
        stopping->best_epoch = stopping->epochs;
    }
    return stopping->epochs - stopping->best_epoch >= patience;
}
