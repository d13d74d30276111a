/* Two valleys to walk down, for optimisers: functions E of two parameters whose
   lowest points are known. Each returns E(w) and writes the gradient ∂E/∂w.
   w, g: [2]. */
#ifndef LANDSCAPE_H
#define LANDSCAPE_H

#include "real.h"

/* A ravine: E = (w₁² + 100 w₂²) / 2. It is a hundred times steeper across than
   along. Lowest at (0, 0), where E = 0. */
real ravine(const real *w, real *g);

/* Rosenbrock's valley (Rosenbrock 1960): E = (1 − w₁)² + 100 (w₂ − w₁²)². Its
   floor is bent along w₂ = w₁². Lowest at (1, 1), where E = 0. */
real rosenbrock(const real *w, real *g);

#endif
