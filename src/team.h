/* Threads that work together: each member does its share of a piece of work,
   and all meet before the next piece. A thread that waits looks for some tens
   of microseconds whether it can go on, and then sleeps: a short wait costs
   next to no system calls, and a long one takes the processor from nobody. */
#ifndef TEAM_H
#define TEAM_H

#include <stddef.h>

typedef struct Team Team;

/* How many members a team should have: what the environment variable NN_THREADS
   or else OMP_NUM_THREADS says, where it is a number above 0, or else one for
   each processor that this process may use; TEAM_MOST at most. */
enum { TEAM_MOST = 64 };
size_t team_wanted(void);

/* A team of so many members, the calling thread among them, or of as many as
   there can be. NULL, which is a team of one, if there is but one. */
Team *team_new(size_t members);
void team_free(Team *team);

/* 1 in a child of fork, where the threads are not. */
size_t team_members(const Team *team);

/* Calls work(context, member) once for each member, 0 in the calling thread and
   the others in threads of their own; returns when all have returned. */
void team_run(Team *team, void (*work)(void *context, size_t member),
              void *context);

/* In work of more members than one: waits until all have come here. */
void team_meet(Team *team);

/* The share of a member in `count` things, cut only at multiples of grain, and
   none of fewer but all of them: from *first on, as many as it returns. */
size_t team_share(size_t count, size_t grain, size_t member, size_t members,
                  size_t *first);

#endif
