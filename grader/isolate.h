/* Each exercise is graded by itself: when it calls an exercise before it in the
   chapter it gets the reference's, so that one mistake does not pull down the
   others. Later exercises stay the student's own: what calls them to be spared
   its work gets nowhere.

   In the student's object the chapter's functions are weak and have second
   names, student_f (tools/compile). A strong f, made by ISOLATE, jumps to where
   target_f points: the linker lets the student's own calls go there too. */
#ifndef ISOLATE_H
#define ISOLATE_H

#include "probe.h"

typedef struct Isolated {
    const char *name;
    Function **target;
    Function *student, *reference;
    size_t reference_bytes; /* how long the reference's code is */
} Isolated;

#if defined(__x86_64__)
#define JUMP(f) "jmp *target_" #f "(%rip)\n"
#elif defined(__aarch64__)
#define JUMP(f)                                                                \
    "adrp x16, target_" #f "\nldr x16, [x16, :lo12:target_" #f "]\nbr x16\n"
#else
#error "the grader knows how to jump on x86-64 and AArch64 only: add JUMP here"
#endif

#define ISOLATE(f, bytes)                                                      \
    extern void student_##f(void), ref_##f(void);                              \
    extern Function *target_##f;                                               \
    Function *target_##f = ref_##f;                                            \
    __asm__(".pushsection .text\n.globl " #f "\n.type " #f ",%function\n" #f   \
            ":\n" JUMP(f) ".popsection\n");                                    \
    static const Isolated isolated_##f = {#f, &target_##f, student_##f,        \
                                          ref_##f, bytes};                     \
    REGISTER("isolated", Isolated, isolated_entry_##f, &isolated_##f)

/* Sends the calls of all other exercises where they belong for a grading of
   probe's, or with `together` all to the student's. */
void isolate(const Probe *probe, bool together);

/* Overwrites the reference's code of the probe's function. */
void erase_reference(const Probe *probe);

#endif
