#include "channel.h"

#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* An outcome on its way: arrays as their places in the case, −1 for none. */
typedef struct Packed {
    Ending ending;
    char met_todo[16];
    int damaged, overwrote, unwritten;
    size_t unwritten_at, objection;
    long behind_by;
    size_t count; /* of the doubles that follow */
} Packed;

static bool write_all(int fd, const void *data, size_t bytes)
{
    const char *from = data;
    while (bytes > 0) {
        ssize_t done = write(fd, from, bytes);
        if (done <= 0) {
            return false;
        }
        from += done;
        bytes -= (size_t)done;
    }
    return true;
}

void send_message(int fd, Kind kind, const void *data, size_t bytes)
{
    bytes = bytes < MESSAGE_BYTES ? bytes : MESSAGE_BYTES - 1;
    size_t head[2] = {kind, bytes};
    if (!write_all(fd, head, sizeof head) || !write_all(fd, data, bytes)) {
        _exit(1);
    }
}

static int place_of(const Case *c, const Array *array)
{
    return array == NULL ? -1 : (int)(array - c->arrays);
}

void send_outcome(int fd, const Case *c, const Outcome *outcome)
{
    Packed p = {.ending = outcome->ending,
                .damaged = place_of(c, outcome->damaged),
                .overwrote = place_of(c, outcome->overwrote),
                .unwritten = place_of(c, outcome->unwritten),
                .unwritten_at = outcome->unwritten_at,
                .objection = outcome->objection,
                .behind_by = outcome->behind_by,
                .count = outcome->count};
    memcpy(p.met_todo, outcome->met_todo, sizeof p.met_todo);
    size_t head[2] = {OUTCOME, sizeof p};
    if (!write_all(fd, head, sizeof head) || !write_all(fd, &p, sizeof p) ||
        !write_all(fd, outcome->values,
                   outcome->count * sizeof *outcome->values)) {
        _exit(1);
    }
}

/* ---- The judge's end ---- */

double monotonic_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool read_all(int fd, double deadline, void *data, size_t bytes)
{
    char *to = data;
    while (bytes > 0) {
        double left = deadline - monotonic_seconds();
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (left <= 0 || poll(&ready, 1, (int)(left * 1000) + 1) <= 0) {
            return false;
        }
        ssize_t done = read(fd, to, bytes);
        if (done <= 0) {
            return false;
        }
        to += done;
        bytes -= (size_t)done;
    }
    return true;
}

bool receive_message(int fd, double deadline, Message *message)
{
    size_t head[2];
    if (!read_all(fd, deadline, head, sizeof head) || head[0] > ENDED ||
        head[1] >= MESSAGE_BYTES ||
        !read_all(fd, deadline, message->data, head[1])) {
        return false;
    }
    message->kind = (Kind)head[0];
    message->bytes = head[1];
    message->data[head[1]] = '\0';
    return true;
}

static bool array_at(const Case *c, int place, const Array **array)
{
    *array =
        place >= 0 && (size_t)place < c->array_count ? &c->arrays[place] : NULL;
    return place == -1 || *array != NULL;
}

static bool ending_makes_sense(const Ending *e)
{
    return e->signal >= 0 && e->signal < 65 &&
           e->frame_count <= sizeof e->frames / sizeof e->frames[0];
}

static size_t objections_of(const Probe *probe)
{
    size_t count = 0;
    while (probe->objections != NULL && probe->objections[count] != NULL) {
        count++;
    }
    return count;
}

bool receive_outcome(int fd, double deadline, const Probe *probe, const Case *c,
                     Outcome *outcome)
{
    Message m;
    Packed p;
    *outcome = (Outcome){0};
    if (!receive_message(fd, deadline, &m) || m.kind != OUTCOME ||
        m.bytes != sizeof p) {
        return false;
    }
    memcpy(&p, m.data, sizeof p);
    outcome->ending = p.ending;
    outcome->unwritten_at = p.unwritten_at;
    outcome->objection = p.objection;
    outcome->behind_by = p.behind_by;
    memcpy(outcome->met_todo, p.met_todo, sizeof p.met_todo - 1);
    if (!ending_makes_sense(&p.ending) ||
        !array_at(c, p.damaged, &outcome->damaged) ||
        !array_at(c, p.overwrote, &outcome->overwrote) ||
        !array_at(c, p.unwritten, &outcome->unwritten) ||
        p.count > case_result_count(c) || p.objection > objections_of(probe) ||
        (outcome->unwritten != NULL &&
         p.unwritten_at >= array_count(outcome->unwritten))) {
        return false;
    }
    outcome->values = calloc(p.count + 1, sizeof *outcome->values);
    if (outcome->values == NULL ||
        !read_all(fd, deadline, outcome->values,
                  p.count * sizeof *outcome->values)) {
        free(outcome->values);
        outcome->values = NULL;
        return false;
    }
    outcome->count = p.count;
    return true;
}
