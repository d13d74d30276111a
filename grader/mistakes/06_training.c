#include "probe.h"
#include "training.h"

#include <stdlib.h>
#include <string.h>

/* ---- 6.1 idx_head ---- */

BREAKABLE(idx_head, broken_head, "sec:idx-trust");
BREAKS_SEE(broken_head, little_endian,
           "The four bytes of a dimension are read with the lowest first. IDX "
           "is big-endian: the highest byte comes first.",
           "sec:idx");
BREAKS_SEE(broken_head, bytes_are_signed,
           "A byte above 127 has become negative: take it as an unsigned char, "
           "and widen it before you shift.",
           "sec:idx");
BREAKS_SEE(broken_head, signed_bytes_are_added,
           "A byte above 127 has become negative, and what is added is too "
           "small: take it as an unsigned char, and widen it before you shift.",
           "sec:idx");
BREAKS_SEE(
    broken_head, shifts_in_int,
    "A dimension with a highest byte above 127 has become negative: byte "
    "<< 24 is an int. Widen the byte to size_t before you shift.",
    "sec:idx");
BREAKS_SEE(broken_head, adds_before_shifting,
           "+ binds stronger than <<: b << 24 + c is b << (24 + c). Put each "
           "shift into parentheses, or join the bytes with |.",
           "sec:idx");
BREAKS_SEE(broken_head, from_the_front,
           "The dimensions are read from the first byte on; they begin behind "
           "the first four bytes, at bytes + 4.",
           "sec:idx");
BREAKS_SEE(broken_head, one_byte_apart,
           "The dimensions are read one byte apart; each has four bytes, and "
           "dimension i begins at bytes + 4 + 4 * i.",
           "sec:idx");
BREAKS_SEE(broken_head, dimensions_reversed,
           "The dimensions come out in reverse order: shape[0] is the first in "
           "the file, the number of examples.",
           "sec:idx");
BREAKS_SEE(broken_head, forgets_magic_in_length,
           "The head's length leaves out the first four bytes: it is 4 + 4 "
           "times the number of dimensions.",
           "sec:idx");
BREAKS_SEE(broken_head, head_of_16_bytes,
           "The head is always said to be 16 bytes long. That is so with three "
           "dimensions: it is 4 + 4 times their number.",
           "sec:idx");
BREAKS_SEE(broken_head, head_is_all_there_is,
           "The head is said to be as long as all the bytes that are there; it "
           "is 4 + 4 times the number of dimensions, and data may follow.",
           "sec:idx");
BREAKS(broken_head, believes_first_byte,
       "A head whose first or second byte is not 0 is accepted. Look at both, "
       "and refuse the head if the one || the other is not 0.");
BREAKS(broken_head, believes_second_byte,
       "Only the first of the two zero bytes is checked.");
BREAKS(broken_head, one_wrong_byte_accepted,
       "A head is refused only if all of its first three bytes are wrong. One "
       "wrong byte is enough: between the tests belongs ||, not &&.");
BREAKS(broken_head, takes_any_type,
       "The type is not checked: anything but 0x08, unsigned bytes, must be "
       "refused.");
BREAKS(broken_head, takes_no_dimension,
       "A head with no dimension is accepted: there must be at least one.");
BREAKS(broken_head, takes_five_dimensions,
       "Five dimensions are accepted; shape has room for four.");
BREAKS(broken_head, refuses_four_dimensions,
       "Four dimensions are refused, but they are allowed.");
BREAKS(broken_head, believes_length,
       "The number of dimensions is believed before it is compared with how "
       "many bytes there are: a file cut short is read past its end.");
BREAKS(broken_head, believes_magic_is_there,
       "The first four bytes are read without asking whether there are four.");
BREAKS(broken_head, refuses_without_a_word,
       "A bad head is refused without a reason: fill in error, by "
       "error_set(error, ...).");
BREAKS(broken_head, refuses_without_numbers,
       "The reasons are in words only: tell in numbers what was expected and "
       "what was found.");
BREAKS(broken_head, tells_dimensions_only,
       "Only of a wrong number of dimensions is told what was found. Every "
       "reason tells in numbers what was expected and what was found.");
BREAKS(broken_head, tells_only_what_it_found,
       "The reasons tell what was found, but not what was expected.");

/* The reason has one number expected and one found. Who tells all bytes that were
   found tells, beside a wrong one, a 0: the expected number too. */
static bool refuse(Error *error, size_t expected, size_t found)
{
    bool dimensions_only = ON(tells_dimensions_only),
         of_dimensions = expected == 1;
    if (ON(refuses_without_a_word)) {
        return false;
    }
    if (ON(refuses_without_numbers) || (dimensions_only && !of_dimensions)) {
        return error_set(error, "the head is damaged");
    }
    if (dimensions_only || (ON(tells_only_what_it_found) && expected != 0)) {
        return error_set(error, "found %zu", found);
    }
    return error_set(error, "expected %zu, found %zu", expected, found);
}

static size_t from_four_bytes(const unsigned char *bytes)
{
    size_t b[4], value;
    for (size_t k = 0; k < 4; k++) {
        unsigned char byte = bytes[ON(little_endian) ? 3 - k : k];
        b[k] = ON(bytes_are_signed) || ON(signed_bytes_are_added)
                   ? (size_t)(signed char)byte
                   : byte;
    }
    value = ON(signed_bytes_are_added)
                ? (b[0] << 24) + (b[1] << 16) + (b[2] << 8) + b[3]
                : b[0] << 24 | b[1] << 16 | b[2] << 8 | b[3];
    if (ON(adds_before_shifting)) { /* the machine takes the shift modulo 64 */
        value = b[0] << (24 + b[1]) % 64 << (16 + b[2]) % 64 << (8 + b[3]) % 64;
    }
    return ON(shifts_in_int) ? (size_t)(int)value : value;
}

static bool broken_head(const unsigned char *bytes, size_t size, IdxHead *head,
                        Error *error)
{
    static const size_t right[3] = {0, 0, 8};
    const bool first = ON(believes_first_byte),
               second = ON(believes_second_byte);
    const bool believed[3] = {first, first || second, ON(takes_any_type)};
    if (size < 4 && !ON(believes_magic_is_there)) {
        return refuse(error, 8, size);
    }
    const bool all = bytes[0] != 0 && bytes[1] != 0 && bytes[2] != 8;
    for (size_t i = 0; i < 3; i++) {
        if (bytes[i] != right[i] && !believed[i] &&
            (all || !ON(one_wrong_byte_accepted))) {
            return refuse(error, right[i], bytes[i]);
        }
    }
    size_t dimensions = bytes[3], whole = 4 + 4 * dimensions;
    size_t most = ON(takes_five_dimensions)     ? 5
                  : ON(refuses_four_dimensions) ? 3
                                                : 4;
    if (dimensions + ON(takes_no_dimension) < 1 || dimensions > most) {
        return refuse(error, 1, dimensions);
    }
    if (size < whole && !ON(believes_length)) {
        return refuse(error, whole, size);
    }
    head->dimensions = dimensions;
    head->bytes = ON(head_of_16_bytes)          ? 16
                  : ON(head_is_all_there_is)    ? size
                  : ON(forgets_magic_in_length) ? whole - 4
                                                : whole;
    for (size_t i = 0; i < dimensions && i < 4; i++) {
        size_t at =
            (ON(from_the_front) ? 0 : 4) + (ON(one_byte_apart) ? i : 4 * i);
        size_t to = ON(dimensions_reversed) ? dimensions - 1 - i : i;
        head->shape[to % 4] = from_four_bytes(bytes + at);
    }
    return true;
}

/* ---- 6.2 mean_and_deviation ---- */

BREAKABLE(mean_and_deviation, broken_deviation, "sec:standardise");
BREAKS(broken_deviation, divides_by_one_less,
       "The squares are divided by count − 1. Here they are divided by count; "
       "for one number yours divides by zero.");
BREAKS(broken_deviation, variance_without_root,
       "That is the variance; the deviation is its square root.");
BREAKS(broken_deviation, root_before_division,
       "The root is taken of the sum of the squares. Divide by count first, "
       "then take the root.");
BREAKS(broken_deviation, mean_of_squares,
       "The deviation is measured from 0; it should be measured from the "
       "mean.");
BREAKS(broken_deviation, mean_of_distances,
       "That is the mean of the absolute distances. Take the mean of their "
       "squares, and then the root.");
BREAKS(broken_deviation, sum_not_mean,
       "The sum of the squares is not divided by count before the root.");
BREAKS(broken_deviation, in_float,
       "The sums are kept in float: too few digits for many numbers. Use "
       "double.");
BREAKS(broken_deviation, squares_minus_square,
       "The mean of the squares minus the square of the mean is right on "
       "paper, but for numbers far from 0 nearly all digits cancel. Subtract "
       "the mean first, then square.");

static double kept(double value)
{
    return ON(in_float) ? (double)(float)value : value;
}

static void broken_deviation(const real *x, size_t count, real *mean,
                             real *deviation)
{
    double sum = 0, squares = 0, n = (double)count;
    for (size_t i = 0; i < count; i++) {
        sum = kept(sum + (double)x[i]);
    }
    double middle = kept(sum / n);
    bool from_0 = ON(mean_of_squares) || ON(squares_minus_square);
    for (size_t i = 0; i < count; i++) {
        double distance = (double)x[i] - (from_0 ? 0 : middle);
        squares = kept(squares + (ON(mean_of_distances) ? fabs(distance)
                                                        : distance * distance));
    }
    double variance = squares / (ON(divides_by_one_less) ? n - 1
                                 : ON(sum_not_mean)      ? 1
                                                         : n);
    variance -= ON(squares_minus_square) ? middle * middle : 0;
    *mean = (real)middle;
    *deviation = (real)(ON(root_before_division) ? sqrt(squares) / n
                        : ON(variance_without_root) || ON(mean_of_distances)
                            ? variance
                            : sqrt(variance));
}

/* ---- 6.3 standardise ---- */

BREAKABLE(standardise, broken_standardise, "sec:standardise");
BREAKS(broken_standardise, divides_by_zero,
       "A deviation of 0 is divided by. Then only the mean is subtracted.");
BREAKS(broken_standardise, sets_deviation_to_zero,
       "The deviation is set to 0 and then divided by: it should be compared "
       "with 0, == and not =.");
BREAKS(broken_standardise, divides_first,
       "The number is divided before the mean is subtracted: parentheses are "
       "missing.");
BREAKS(broken_standardise, divides_mean,
       "Only the mean is divided by the deviation: / binds stronger than −, so "
       "that x − mean / deviation needs parentheses.");
BREAKS(broken_standardise, only_centres,
       "The mean is subtracted, but the deviation is not divided by.");
BREAKS(broken_standardise, only_scales,
       "The deviation is divided by, but the mean is not subtracted.");
BREAKS(broken_standardise, multiplies_by_deviation,
       "The distance from the mean is multiplied by the deviation; it should "
       "be divided by it.");
BREAKS(broken_standardise, leaves_constants,
       "With a deviation of 0 nothing is done; the mean must still be "
       "subtracted.");
BREAKS(broken_standardise, small_is_zero,
       "A small deviation is taken for 0. Only a deviation of exactly 0 is not "
       "divided by.");
BREAKS(broken_standardise, tiny_is_zero,
       "A tiny deviation is taken for 0. Only a deviation of exactly 0 is not "
       "divided by.");
BREAKS(broken_standardise, adds_to_deviation,
       "A small number is added to the deviation, against a division by 0. "
       "Then every result is a little too small: ask whether it is 0.");
BREAKS(broken_standardise, numbers_of_mnist,
       "The mean and the deviation of MNIST, 0.1307 and 0.3081, are used; mean "
       "and deviation are arguments.");

static void broken_standardise(real *x, real mean, real deviation, size_t count)
{
    bool divides = ON(divides_by_zero) || ON(sets_deviation_to_zero) ||
                   ON(adds_to_deviation) || ON(numbers_of_mnist) ||
                   deviation > (ON(small_is_zero)  ? (real)1e-6
                                : ON(tiny_is_zero) ? (real)1e-12
                                                   : 0);
    if (ON(leaves_constants) && deviation == 0) {
        return;
    }
    mean = ON(numbers_of_mnist) ? (real)0.1307 : mean;
    mean = ON(only_scales) ? 0 : mean;
    deviation = ON(numbers_of_mnist)         ? (real)0.3081
                : ON(sets_deviation_to_zero) ? 0
                                             : deviation;
    deviation += ON(adds_to_deviation) ? (real)1e-8 : 0;
    deviation = ON(multiplies_by_deviation) ? 1 / deviation : deviation;
    deviation = divides && !ON(only_centres) ? deviation : 1;
    for (size_t i = 0; i < count; i++) {
        x[i] = ON(divides_first)  ? x[i] / deviation - mean
               : ON(divides_mean) ? x[i] - mean / deviation
                                  : (x[i] - mean) / deviation;
    }
}

/* ---- 6.4 standardise_sets ---- */

BREAKABLE(standardise_sets, broken_sets, "sec:leakage");
BREAKS(broken_sets, each_by_itself,
       "The other set is standardised by its own mean and deviation. Then the "
       "same picture looks different in the two sets: use those of the "
       "training set for both.");
BREAKS(broken_sets, by_the_test_set,
       "Mean and deviation are taken from the other set: the test set has "
       "leaked into the training. Only training data may be looked at.");
BREAKS(broken_sets, by_both_sets,
       "Mean and deviation are taken from both sets together: the test set has "
       "leaked into the training.");
BREAKS(broken_sets, forgets_other,
       "The other set stays as it was. Either it is forgotten, or mean and "
       "deviation are measured again after the training data were "
       "standardised, when they are 0 and 1.");
BREAKS(broken_sets, forgets_train,
       "The training set is left as it was; both should be standardised.");
BREAKS_SEE(broken_sets, mean_and_deviation_swapped,
           "Mean and deviation have changed places: mean_and_deviation gives "
           "the mean first, and standardise takes it first.",
           "sec:standardise");
BREAKS_SEE(broken_sets, count_before_mean,
           "The count is handed to standardise as its mean: its order is x, "
           "mean, deviation, count.",
           "sec:standardise");

static void standardise_by(real *x, real mean, real deviation, size_t count)
{
    real first = ON(mean_and_deviation_swapped) ? deviation : mean;
    real second = ON(mean_and_deviation_swapped) ? mean : deviation;
    if (ON(count_before_mean)) {
        standardise(x, (real)count, first, (size_t)second);
    } else {
        standardise(x, first, second, count);
    }
}

static void broken_sets(real *train, size_t train_count, real *other,
                        size_t other_count)
{
    size_t count = train_count + (ON(by_both_sets) ? other_count : 0);
    real *all = malloc((train_count + other_count + 1) * sizeof *all);
    real mean, deviation;
    memcpy(all, train, train_count * sizeof *all);
    memcpy(all + train_count, other, other_count * sizeof *all);
    mean_and_deviation(all, count, &mean, &deviation);
    free(all);
    if (ON(by_the_test_set)) {
        mean_and_deviation(other, other_count, &mean, &deviation);
    }
    if (!ON(forgets_train)) {
        standardise_by(train, mean, deviation, train_count);
    }
    if (ON(each_by_itself)) {
        mean_and_deviation(other, other_count, &mean, &deviation);
    }
    if (!ON(forgets_other)) {
        standardise_by(other, mean, deviation, other_count);
    }
}

/* ---- 6.5 split ---- */

BREAKABLE(split, broken_split, "sec:split");
BREAKS(broken_split, never_shuffles,
       "The numbers come out as they were, not shuffled: rng_shuffle is not "
       "called, or order is filled after it. Files are often sorted, by class "
       "or by writer: then the parts differ in kind.");
BREAKS_SEE(broken_split, draws_with_replacement,
           "Every place draws a number of its own, so that some examples come "
           "twice, perhaps in training and in test: leakage. Shuffle the "
           "numbers 0 ... n − 1.",
           "sec:leakage");
BREAKS(broken_split, starts_at_one,
       "The numbers run from 1 to n; they should run from 0 to n − 1.");
BREAKS(broken_split, shuffles_training_part,
       "Only the training part is shuffled: the last examples of the file "
       "always become the test set. Shuffle all, then cut.");
BREAKS(broken_split, shuffles_twice,
       "The numbers are shuffled twice. Once is enough, and gives the order "
       "that everyone with the same seed has.");
BREAKS(broken_split, swaps_with_any,
       "Each place changes with any place of all n. Then some orders come more "
       "often than others: use rng_shuffle.");
BREAKS(broken_split, shuffles_by_own_rng,
       "The numbers are shuffled by a generator of your own, always with the "
       "same seed. Use rng: whoever calls chooses its seed.");
BREAKS(broken_split, rounds_up,
       "The counts are rounded up; they should be rounded down, and what is "
       "left goes to the test.");
BREAKS(broken_split, rounds_to_nearest,
       "The counts are rounded to the nearest number; they should be rounded "
       "down.");
BREAKS(broken_split, rounds_share,
       "The share becomes a whole number before it is multiplied by n, and so "
       "nearly always 0. Multiply first, in double, and then convert.");
BREAKS(broken_split, validation_of_the_rest,
       "The validation part is a share of what the training part has left; it "
       "should be a share of all n.");
BREAKS(broken_split, counts_end,
       "validation_count says where the validation part ends; it should say "
       "how long it is.");
BREAKS(broken_split, counts_end_at_once,
       "validation_count is n · (train + validation), where the validation "
       "part ends; it should say how long it is, n · validation.");
BREAKS(broken_split, gives_test_count,
       "validation_count holds what is left for the test.");
BREAKS(broken_split, counts_swapped, "The two counts have changed places.");

static size_t count_of_share(size_t n, double share)
{
    double count = (double)n * (ON(rounds_share) ? floor(share) : share);
    return (size_t)(ON(rounds_up)           ? ceil(count)
                    : ON(rounds_to_nearest) ? round(count)
                                            : count);
}

static void shuffle(size_t n, size_t part, Rng *rng, size_t *order)
{
    Rng own = rng_seeded(42);
    rng = ON(shuffles_by_own_rng) ? &own : rng;
    for (size_t i = 0; ON(swaps_with_any) && i < n; i++) {
        size_t j = rng_below(rng, n), kept = order[i];
        order[i] = order[j];
        order[j] = kept;
    }
    for (int i = ON(swaps_with_any); i < 1 + ON(shuffles_twice); i++) {
        rng_shuffle(rng, order, ON(shuffles_training_part) ? part : n);
    }
}

static void broken_split(size_t n, double train, double validation, Rng *rng,
                         size_t *order, size_t *train_count,
                         size_t *validation_count)
{
    size_t first = count_of_share(n, train);
    size_t second =
        count_of_share(ON(validation_of_the_rest) ? n - first : n,
                       validation + (ON(counts_end_at_once) ? train : 0));
    for (size_t i = 0; i < n; i++) {
        order[i] = (ON(draws_with_replacement) ? rng_below(rng, n) : i) +
                   ON(starts_at_one);
    }
    if (!ON(never_shuffles) && !ON(draws_with_replacement)) {
        shuffle(n, first, rng, order);
    }
    second = ON(counts_end)         ? first + second
             : ON(gives_test_count) ? n - first - second
                                    : second;
    *train_count = ON(counts_swapped) ? second : first;
    *validation_count = ON(counts_swapped) ? first : second;
}

/* ---- 6.6 take_batch ---- */

BREAKABLE(take_batch, broken_batch, "sec:loader");
BREAKS(broken_batch, drops_last,
       "The last, short batch is dropped. Its examples would never be learned "
       "from.");
BREAKS(
    broken_batch, reads_past_end,
    "At the end of the epoch order is read past its end: an example is there "
    "only while batch * size + k < count. Is count not looked at, or does "
    "the test say <= where < belongs?");
BREAKS(broken_batch, wraps_around,
       "The last batch is filled up with examples from the beginning, which "
       "are then seen twice in an epoch. It should just be shorter.");
BREAKS(broken_batch, goes_on_after_epoch,
       "When the epoch is over, examples are still taken, from behind the end "
       "of order. Return 0 if batch * size is count or more.");
BREAKS(broken_batch, ignores_order,
       "The examples are taken one after the other; order[...] says which one "
       "comes next.");
BREAKS(broken_batch, labels_out_of_order,
       "The pictures follow order, the labels do not: every picture gets the "
       "label of another.");
BREAKS(broken_batch, pictures_out_of_order,
       "The labels follow order, the pictures do not: every picture gets the "
       "label of another.");
BREAKS(broken_batch, always_first_batch,
       "Every batch is the first one: batch number `batch` begins at "
       "order[batch * size].");
BREAKS(broken_batch, batch_is_a_place,
       "The batch begins at order[batch]; it should begin at order[batch * "
       "size]: batch counts batches, not examples.");
BREAKS(broken_batch, batch_times_in,
       "The batch begins at order[batch * in]; it should begin at order[batch "
       "* size]: order has one number for each example.");
BREAKS(broken_batch, always_says_size,
       "A short batch is said to be a whole one. Return how many examples were "
       "copied.");
BREAKS(broken_batch, says_size_after_epoch,
       "Whatever was copied, size is returned. Return how many examples were "
       "copied: 0 says that the epoch is over.");
BREAKS(broken_batch, says_what_is_left,
       "It returns how many examples were left, not how many it copied.");
BREAKS(broken_batch, one_number_each,
       "Of each example only one number is copied; it has `in` of them, and "
       "begins at x[e * in].");
BREAKS(broken_batch, examples_overlap,
       "The examples are read one number apart, from x[e] on. Each has `in` "
       "numbers, and example e begins at x[e * in].");
BREAKS(broken_batch, copies_bytes,
       "memcpy counts bytes, and `in` bytes are copied: in * sizeof *x is the "
       "size of an example.");

static size_t broken_batch(const real *x, const int *labels,
                           const size_t *order, size_t count, size_t batch,
                           size_t size, real *batch_x, int *batch_labels,
                           size_t in)
{
    size_t first = batch * (ON(batch_is_a_place) ? 1
                            : ON(batch_times_in) ? in
                                                 : size);
    size_t left = first < count ? count - first : 0;
    size_t n = left >= size ? size : ON(drops_last) ? 0 : left;
    n = n > 0 && (ON(reads_past_end) || ON(wraps_around)) ? size : n;
    n = left == 0 && ON(goes_on_after_epoch) ? size : n;
    first = ON(always_first_batch) ? 0 : first;
    in = ON(one_number_each) ? 1 : in;
    for (size_t k = 0; k < n; k++) {
        size_t place = ON(wraps_around) ? (first + k) % count : first + k;
        size_t e = ON(ignores_order) ? place : order[place];
        size_t picture = ON(pictures_out_of_order) ? place : e;
        size_t label = ON(labels_out_of_order) ? place : e;
        memcpy(batch_x + k * in, x + picture * (ON(examples_overlap) ? 1 : in),
               in * (ON(copies_bytes) ? 1 : sizeof *x));
        batch_labels[k] = labels[label];
    }
    return ON(says_size_after_epoch) || (ON(always_says_size) && n > 0) ? size
           : ON(says_what_is_left)                                      ? left
                                                                        : n;
}
TOGETHER(labels_out_of_order, pictures_out_of_order, "this ignores order");

/* ---- 6.7 train_step ---- */

BREAKABLE(train_step, broken_step, "sec:training-step");
BREAKS(broken_step, gradients_not_zeroed,
       "The gradients are not set to zero first: net_backward adds to what "
       "net->dw holds when train_step is called. (Zeroing them after the step "
       "is too late for the first batch.)");
BREAKS_SEE(broken_step, trains_in_evaluate,
           "The forward pass is in mode EVALUATE; training wants TRAIN. Some "
           "layers do something else then.",
           "sec:modes");
BREAKS(broken_step, never_goes_back,
       "All gradients are zero when step is called: net_backward is missing or "
       "comes after the step, or net_zero_gradients comes after it in place of "
       "before.");
BREAKS(broken_step, neither_zero_nor_back,
       "The step is taken with gradients that were there before: neither "
       "net_zero_gradients nor net_backward is called.");
BREAKS(broken_step, goes_back_unprepared,
       "net_backward starts from what an earlier batch has left: net_loss, "
       "which prepares the way back, does not come before it. loss->value "
       "gives the number only.");
BREAKS(broken_step, never_steps,
       "step is never called: the gradients are there, but the parameters stay "
       "as they are.");
BREAKS(broken_step, steps_twice, "step is called twice for one batch.");
BREAKS(broken_step, steps_in_the_gradients,
       "The arguments of step have changed places: the parameters net->w come "
       "first, and then their gradients net->dw.");
BREAKS(broken_step, weights_only,
       "Only the weights take the step, not the biases: there are "
       "net->parameters of them all.");
BREAKS(broken_step, loss_after_step,
       "The loss is computed again after the step. Return the one that the "
       "gradient belongs to: it costs no second pass.");
BREAKS(broken_step, whole_batch,
       "net->batch examples are read, but there are n: the last batch is "
       "shorter.");
BREAKS(broken_step, loss_not_returned,
       "The loss from before the step is not returned.");
BREAKS(broken_step, loss_summed,
       "The loss is multiplied by n: return the mean, as net_loss gives it.");

static real broken_step(Net *net, const Loss *loss, const real *x,
                        Target target, size_t n, Step *step, void *context)
{
    Shape out = net->layers[net->count - 1].out;
    Mode mode = ON(trains_in_evaluate) ? EVALUATE : TRAIN;
    if (!ON(gradients_not_zeroed) && !ON(neither_zero_nor_back)) {
        net_zero_gradients(net);
    }
    size_t rows = ON(whole_batch) ? net->batch : n;
    const real *y = net_forward(net, x, rows, mode);
    real before = ON(goes_back_unprepared)
                      ? loss->value(y, target, NULL, rows, out)
                      : net_loss(net, loss, target);
    if (!ON(never_goes_back) && !ON(neither_zero_nor_back)) {
        net_backward(net, NULL);
    }
    bool swapped = ON(steps_in_the_gradients);
    int steps = ON(never_steps) ? 0 : ON(steps_twice) ? 2 : 1;
    for (int i = 0; i < steps; i++) {
        step(swapped ? net->dw : net->w, swapped ? net->w : net->dw,
             ON(weights_only) ? net->weights : net->parameters, context);
    }
    if (ON(loss_after_step)) {
        net_forward(net, x, rows, mode);
        before = net_loss(net, loss, target);
    }
    return before * (ON(loss_not_returned) ? 0 : ON(loss_summed) ? (real)n : 1);
}
TOGETHER(gradients_not_zeroed, never_goes_back, "this is neither");

/* ---- 6.8 best_class ---- */

BREAKABLE(best_class, broken_best, "sec:evaluation");
BREAKS(broken_best, last_of_equals,
       "Of equal scores the last is taken; it should be the first: > and not "
       ">=.");
BREAKS(broken_best, starts_from_zero,
       "The search starts from a largest score of 0, which goes wrong when all "
       "are negative. Start from the first score.");
BREAKS(broken_best, starts_from_a_guess,
       "The search starts from a made-up low score, which goes wrong when all "
       "are lower. Start from the first score.");
BREAKS(broken_best, smallest, "The smallest score is taken, not the largest.");
BREAKS(broken_best, best_not_updated,
       "Every score is compared with the first one: when a larger one is "
       "found, it must be kept for the next comparison.");
BREAKS(broken_best, best_not_reset,
       "The best class of the example before is kept at the start of the next: "
       "each example must start anew, from its class 0.");
BREAKS(broken_best, largest_not_reset,
       "The largest score of the examples before is kept: each example must "
       "start anew, from its own first score.");
BREAKS(broken_best, scores_cut_to_int,
       "The largest score is kept in an int, which cuts off the fraction: keep "
       "it in a real.");
BREAKS(broken_best, returns_the_score,
       "The largest score is returned; what is wanted is its class.");
BREAKS(broken_best, rows_are_columns,
       "The scores are read as [classes][n]; an example's scores are a row: "
       "scores[e * classes + k].");
BREAKS(broken_best, rows_overlap,
       "Example e is read from scores[e] on; its row begins at scores[e * "
       "classes].");
BREAKS(broken_best, rows_of_n,
       "Example e is read from scores[e * n] on; a row has as many scores as "
       "there are classes: scores[e * classes].");
BREAKS(broken_best, counts_from_one,
       "The classes are counted from 1; they should be counted from 0.");
BREAKS(broken_best, never_last_class, "The last class is never looked at.");
BREAKS(broken_best, as_many_classes_as_examples,
       "The search over the classes ends at n, the number of examples; it "
       "should end at classes.");
BREAKS(broken_best, place_in_the_batch,
       "The place in the whole array is returned; subtract where the row "
       "begins.");

/* As the machine converts to int: what is too large becomes INT_MIN. */
static real cut(real value)
{
    return fabs(value) < 2147483648.0 ? trunc(value) : (real)-2147483648.0;
}

static void broken_best(const real *scores, int *answers, size_t n,
                        size_t classes)
{
    bool one_apart = ON(rows_are_columns) || ON(rows_overlap);
    size_t row = one_apart ? 1 : ON(rows_of_n) ? n : classes;
    size_t column = ON(rows_are_columns) ? n : 1;
    size_t end = ON(as_many_classes_as_examples) ? n : classes;
    real sign = ON(smallest) ? -1 : 1, most = 0;
    int best = 0;
    for (size_t e = 0; e < n; e++, scores += row) {
        if (e == 0 || !ON(largest_not_reset)) {
            best = ON(best_not_reset) ? best : -ON(starts_from_a_guess);
            most = ON(starts_from_zero) ? 0
                   : ON(starts_from_a_guess)
                       ? -1000
                       : sign * scores[(size_t)best * column];
            most = ON(scores_cut_to_int) ? cut(most) : most;
        }
        for (size_t k = ON(best_not_reset); k + ON(never_last_class) < end;
             k++) {
            real score = sign * scores[k * column];
            if (score > most || (score == most && ON(last_of_equals))) {
                best = (int)k;
                most = ON(best_not_updated) ? most : score;
            }
            most = ON(scores_cut_to_int) ? cut(most) : most;
        }
        answers[e] = (ON(returns_the_score) ? (int)cut(sign * most) : best) +
                     ON(counts_from_one) +
                     (ON(place_in_the_batch) ? (int)(e * classes) : 0);
    }
}

/* ---- 6.9 evaluate ---- */

BREAKABLE(evaluate, broken_evaluation, "sec:evaluation");
BREAKS_SEE(broken_evaluation, in_training_mode,
           "The network is asked in mode TRAIN. Layers such as dropout would "
           "then answer by chance: use EVALUATE.",
           "sec:modes");
BREAKS(broken_evaluation, last_batch_dropped,
       "The examples of the last, short batch are never asked about.");
BREAKS(broken_evaluation, last_batch_filled,
       "The last, short batch is treated as a whole one, so that what lies "
       "behind the data is read. Give net_forward the number of examples that "
       "are left.");
BREAKS(broken_evaluation, all_at_once,
       "All n examples are given to net_forward at once; it takes net->batch "
       "at most. Ask batch by batch.");
BREAKS(broken_evaluation, only_first_batch,
       "Only the first batch is asked about.");
BREAKS(broken_evaluation, same_pictures,
       "Every batch looks at the first examples again: x must move on by first "
       "* in.");
BREAKS(broken_evaluation, pictures_overlap,
       "x moves on by one number for each example; each has `in` numbers: x + "
       "first * in.");
BREAKS(broken_evaluation, same_labels,
       "Every batch is compared with the first labels: labels must move on as "
       "the pictures do.");
BREAKS(broken_evaluation, same_answers,
       "Every batch writes its answers over those of the first: answers must "
       "move on as the pictures do.");
BREAKS(broken_evaluation, loss_before_forward,
       "net_loss is called before net_forward, and so looks at the batch "
       "before: its answers, and how many they are.");
BREAKS(broken_evaluation, mean_of_batch_means,
       "The mean of the batches' means is taken, in which the examples of the "
       "short batch weigh more than others. Multiply each mean by its number "
       "of examples, and divide by n at the end.");
BREAKS(broken_evaluation, means_over_whole_batches,
       "The batches' means are divided by n / net->batch, which is rounded "
       "down. Multiply each mean by its number of examples, and divide by n.");
BREAKS(broken_evaluation, means_over_n,
       "The batches' means are added and divided by n. Multiply each mean by "
       "its number of examples first.");
BREAKS(broken_evaluation, short_batch_weighs_whole,
       "The mean of the short batch is multiplied by net->batch, as if it were "
       "a whole one: multiply each mean by its number of examples.");
BREAKS(broken_evaluation, loss_is_a_sum,
       "The losses are added, but not divided by the number of examples.");
BREAKS(broken_evaluation, returns_accuracy,
       "It returns the accuracy; what is wanted is the mean loss.");
BREAKS(broken_evaluation, gathers_gradients,
       "net_backward is called, which changes the gradients. Evaluation only "
       "goes forward and leaves them as they are.");
BREAKS(broken_evaluation, zeroes_gradients,
       "The gradients are set to zero. Evaluation only goes forward and leaves "
       "them as they are: net_zero_gradients belongs to training.");

static real broken_evaluation(Net *net, const Loss *loss, const real *x,
                              const int *labels, int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out);
    size_t classes = shape_size(net->layers[net->count - 1].out);
    double sum = 0, batches = 0, right = 0;
    if (ON(all_at_once) && n > net->batch) {
        abort(); /* as the assertion in net_forward does */
    }
    n = ON(only_first_batch) && n > net->batch ? net->batch : n;
    for (size_t first = 0; first < n; first += net->batch, batches++) {
        bool is_short = n - first < net->batch;
        size_t here =
            is_short && !ON(last_batch_filled) ? n - first : net->batch;
        if (is_short && ON(last_batch_dropped)) {
            break;
        }
        size_t moved = ON(same_pictures)      ? 0
                       : ON(pictures_overlap) ? first
                                              : first * in;
        Target target = {.labels = labels + (ON(same_labels) ? 0 : first)};
        double mean =
            ON(loss_before_forward) ? (double)net_loss(net, loss, target) : 0;
        const real *scores = net_forward(
            net, x + moved, here, ON(in_training_mode) ? TRAIN : EVALUATE);
        best_class(scores, answers + (ON(same_answers) ? 0 : first), here,
                   classes);
        if (!ON(loss_before_forward)) {
            mean = (double)net_loss(net, loss, target);
        }
        if (ON(zeroes_gradients)) {
            net_zero_gradients(net);
        }
        if (ON(gathers_gradients)) {
            net_backward(net, NULL);
        }
        bool unweighted = ON(mean_of_batch_means) ||
                          ON(means_over_whole_batches) || ON(means_over_n);
        sum += mean * (unweighted                     ? 1
                       : ON(short_batch_weighs_whole) ? (double)net->batch
                                                      : (double)here);
    }
    for (size_t e = 0; e < n; e++) {
        right += answers[e] == labels[e];
    }
    double divisor = ON(loss_is_a_sum)         ? 1
                     : ON(mean_of_batch_means) ? batches
                     : ON(means_over_whole_batches)
                         ? floor((double)n / (double)net->batch)
                         : (double)n;
    return (real)(ON(returns_accuracy) ? right / (double)n : sum / divisor);
}

static real moves_by_one(Net *net, const Loss *loss, const real *x,
                         const int *labels, int *answers, size_t n)
{
    size_t in = shape_size(net->layers[0].out);
    double sum = 0;
    for (size_t first = 0; first < n; first++) {
        size_t here = n - first < net->batch ? n - first : net->batch;
        sum += (double)here * (double)evaluate(net, loss, x + first * in,
                                               labels + first, answers + first,
                                               here);
    }
    return (real)(sum / (double)n);
}
MISTAKE(evaluate, moves_by_one,
        "Each batch begins one example behind the one before: it should begin "
        "net->batch behind it.",
        "sec:evaluation");

/* ---- 6.10 confusion_matrix ---- */

BREAKABLE(confusion_matrix, broken_matrix, "sec:confusion");
BREAKS(broken_matrix, answers_in_rows,
       "Rows and columns are swapped: the row is the true class, the column "
       "the answer.");
BREAKS(broken_matrix, counts_not_cleared,
       "The counts are not set to 0 first: what the array held before is "
       "counted too.");
BREAKS(broken_matrix, clears_one_row,
       "Only the first row is set to 0: there are classes * classes counts.");
BREAKS(broken_matrix, clears_one_count,
       "Only counts[0] is set to 0: sizeof counts is the size of a pointer. "
       "There are classes * classes counts.");
BREAKS(broken_matrix, clears_bytes,
       "memset counts bytes, and classes * classes bytes are set to 0: "
       "multiply by sizeof *counts.");
BREAKS(broken_matrix, clears_in_the_loop,
       "The counts are set to 0 again for each example, and so only the last "
       "is counted: set them to 0 once, before the loop.");
BREAKS(broken_matrix, marks_only,
       "Each pair is marked with a 1 and not counted: ++ and not = 1.");
BREAKS(broken_matrix, only_errors,
       "Right answers are not counted; they belong on the diagonal.");
BREAKS(broken_matrix, only_hits,
       "Only right answers are counted; the errors are what the matrix is "
       "for.");

static void broken_matrix(const int *labels, const int *answers, size_t *counts,
                          size_t n, size_t classes)
{
    size_t all = classes * classes * sizeof *counts;
    size_t cleared = ON(counts_not_cleared) ? 0
                     : ON(clears_one_row)   ? classes * sizeof *counts
                     : ON(clears_one_count) ? sizeof *counts
                     : ON(clears_bytes)     ? classes * classes
                                            : all;
    memset(counts, 0, ON(clears_in_the_loop) ? 0 : cleared);
    for (size_t e = 0; e < n; e++) {
        memset(counts, 0, ON(clears_in_the_loop) ? cleared : 0);
        size_t t = (size_t)labels[e], a = (size_t)answers[e];
        if ((t == a && ON(only_errors)) || (t != a && ON(only_hits))) {
            continue;
        }
        size_t i = ON(answers_in_rows) ? a * classes + t : t * classes + a;
        counts[i] = ON(marks_only) ? 1 : counts[i] + 1;
    }
}

/* ---- 6.11 metrics ---- */

BREAKABLE(metrics, broken_metrics, "sec:precision");
BREAKS(broken_metrics, precision_and_recall_swapped,
       "Precision and recall are swapped. Precision: of the answers k, a "
       "column. Recall: of the examples of class k, a row.");
BREAKS(broken_metrics, sums_not_reset,
       "The sums of row and column go on from the class before: both must "
       "start from 0 for each class.");
BREAKS(broken_metrics, precision_without_hits,
       "Precision is divided by the wrong answers k only. The sum of the "
       "column is of all answers k, with the right ones.");
BREAKS(broken_metrics, recall_without_hits,
       "Recall is divided by the examples of class k that were not found. The "
       "sum of the row is of all examples of class k.");
BREAKS(broken_metrics, zero_by_zero,
       "Where nothing is to be shared, 0 is divided by 0. The given share() "
       "makes 0 of that.");
BREAKS(broken_metrics, one_for_nothing,
       "A share of nothing is 1; it should be 0, as the given share() makes "
       "it.");
BREAKS(broken_metrics, leaves_out_zero,
       "Where no answer is right nothing is written: precision, recall and F1 "
       "are 0 there.");
BREAKS(broken_metrics, whole_division,
       "The shares are all 0 or 1: whole numbers were divided. Convert to real "
       "first.");
BREAKS(broken_metrics, plain_mean_for_f1,
       "F1 is taken as the plain mean of precision and recall; it should be 2 "
       "p r / (p + r), which is low when either is.");
BREAKS(broken_metrics, half_of_f1, "The factor 2 of F1 is missing.");
BREAKS(broken_metrics, accuracy_is_mean_recall,
       "That is the mean of the recalls, in which each class weighs the same. "
       "Accuracy: right answers by all answers.");
BREAKS(broken_metrics, accuracy_in_percent,
       "The accuracy is in per cent; it should be a share, from 0 to 1.");
BREAKS(broken_metrics, share_of_errors,
       "That is the share of wrong answers; accuracy is the share of right "
       "ones, on the diagonal.");

static real broken_share(real part, real whole)
{
    real quotient = whole > 0 || ON(zero_by_zero) ? part / whole
                    : ON(one_for_nothing)         ? 1
                                                  : 0;
    return ON(whole_division) ? floor(quotient) : quotient;
}

static void broken_metrics(const size_t *counts, real *accuracy,
                           real *precision, real *recall, real *f1,
                           size_t classes)
{
    real right = 0, all = 0, found = 0, answered = 0, there = 0;
    for (size_t k = 0; k < classes; k++) {
        real both = (real)counts[k * classes + k];
        answered = ON(sums_not_reset) ? answered : 0;
        there = ON(sums_not_reset) ? there : 0;
        for (size_t j = 0; j < classes; j++) {
            answered += (real)counts[j * classes + k];
            there += (real)counts[k * classes + j];
        }
        right += both;
        all += there;
        if (both == 0 && ON(leaves_out_zero)) {
            continue;
        }
        real p = broken_share(
            both, answered - (ON(precision_without_hits) ? both : 0));
        real r =
            broken_share(both, there - (ON(recall_without_hits) ? both : 0));
        real product = (ON(half_of_f1) ? 1 : 2) * p * r;
        precision[k] = ON(precision_and_recall_swapped) ? r : p;
        recall[k] = ON(precision_and_recall_swapped) ? p : r;
        f1[k] = ON(plain_mean_for_f1) ? (p + r) / (ON(half_of_f1) ? 4 : 2)
                                      : broken_share(product, p + r);
        found += r;
    }
    *accuracy =
        ON(accuracy_is_mean_recall)
            ? found / (real)classes
            : broken_share(ON(share_of_errors) ? all - right : right, all);
    *accuracy *= ON(accuracy_in_percent) ? 100 : 1;
}
