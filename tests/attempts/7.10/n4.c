/* The first epoch is not special: negative scores are never a best. */
bool stop_early(Stopping *stopping, double score, size_t patience)
{
    stopping->epochs++;
    if (score > stopping->best) {
        stopping->best = score;
        stopping->best_epoch = stopping->epochs;
    }
    return patience > 0 && stopping->epochs - stopping->best_epoch >= patience;
}
