/* Each exercise is graded by itself: when it calls other functions of its chapter
   it gets the reference's, so that one mistake does not pull down the others.

   In the student's object the chapter's functions are weak (tools/admit) and have
   second names, student_f. A strong f, made here, jumps to where target_f points:
   the linker lets the student's own calls go there too. */
#ifndef ISOLATE_H
#define ISOLATE_H

#include "probe.h"

typedef struct Isolated {
    const char *name;
    Function **target;
    Function *student, *reference;
} Isolated;

#if defined(__x86_64__)
#define JUMP(f) "jmp *target_" #f "(%rip)\n"
#elif defined(__aarch64__)
#define JUMP(f)                                                                \
    "adrp x16, target_" #f "\nldr x16, [x16, :lo12:target_" #f "]\nbr x16\n"
#else
#error "the grader knows how to jump on x86-64 and AArch64 only: add JUMP here"
#endif

#define ISOLATE(f)                                                             \
    extern void student_##f(void), ref_##f(void);                              \
    extern Function *target_##f;                                               \
    Function *target_##f = student_##f;                                        \
    __asm__(".pushsection .text\n.globl " #f "\n.type " #f ",%function\n" #f   \
            ":\n" JUMP(f) ".popsection\n");                                    \
    static const Isolated isolated_##f = {#f, &target_##f, student_##f,        \
                                          ref_##f};                            \
    REGISTER("isolated", Isolated, isolated_entry_##f, &isolated_##f)

extern const Isolated *const __start_isolated[] __attribute__((weak));
extern const Isolated *const __stop_isolated[] __attribute__((weak));

#endif
