/* It counts only after it has compared, so that the numbers are one too small. */
bool stop_early(Stopping *stopping, double score, size_t patience)
{
    if (stopping->epochs == 0 || score > stopping->best) {
        stopping->best = score;
        stopping->best_epoch = stopping->epochs;
    }
    stopping->epochs++;
    return patience > 0 && stopping->epochs - stopping->best_epoch >= patience;
}
