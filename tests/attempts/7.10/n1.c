/* Patience is counted from the start. */
bool stop_early(Stopping *stopping, double score, size_t patience)
{
    stopping->epochs++;
    if (stopping->best_epoch == 0 || score > stopping->best) {
        stopping->best = score;
        stopping->best_epoch = stopping->epochs;
    }
    return patience > 0 && stopping->epochs >= patience;
}
