/* What a subject tells the judge, through a pipe: for an exercise the outcome of
   each case, for a milestone what it required and how it ended. Nothing else of
   the subject's process is believed. */
#ifndef CHANNEL_H
#define CHANNEL_H

#include "case.h"

typedef enum Kind {
    OUTCOME,    /* of the next case */
    MET,        /* a milestone's requirement that is met */
    NOT_MET,    /* ... and one that is not, with its message */
    DATA_LACKS, /* a milestone's data is missing: why */
    AWARDED,    /* which share of a milestone's points is earned: a double, then
                   why */
    TODO_MET,   /* a milestone met this exercise's TODO */
    ENDED,      /* the milestone's end: an Ending */
} Kind;

enum { MESSAGE_BYTES = 4096 };

typedef struct Message {
    Kind kind;
    size_t bytes;
    char data[MESSAGE_BYTES]; /* ends with a 0 that is not counted */
} Message;

/* In the subject. send_outcome() sends an outcome of the case; the others what
   their names say. */
void send_message(int fd, Kind kind, const void *data, size_t bytes);
void send_outcome(int fd, const Case *c, const Outcome *outcome);

/* In the judge: waits until `deadline` (seconds of the monotonic clock). False at
   the end of what was sent, at the deadline, or when it makes no sense. */
bool receive_message(int fd, double deadline, Message *message);
bool receive_outcome(int fd, double deadline, const Probe *probe, const Case *c,
                     Outcome *outcome);

double monotonic_seconds(void);

#endif
