/* TODO("1.3") marks an exercise that is not written yet. Delete the line when
   you begin: the grader calls an exercise "not started" as long as it meets
   its TODO. */
#ifndef TODO_H
#define TODO_H

#include "error.h"

#define TODO(exercise) todo(exercise)

/* Notes that the stub of `exercise` was called; does nothing else. */
void todo(const char *exercise);

/* The exercise whose TODO was met first since the last todo_forget(), or
   NULL. */
const char *todo_met(void);

/* An error that names the exercise if a TODO was met. */
bool todo_none(Error *error);

/* Forgets what was met. */
void todo_forget(void);

#endif
