/* A function that a figure's JavaScript calls by the name given. Natively it is
   an ordinary function, so that a test can call it too. */
#ifndef TOUCH_H
#define TOUCH_H

#ifdef __wasm__
#define TOUCH(name) __attribute__((export_name(#name)))
#else
#define TOUCH(name)
#endif

#endif
