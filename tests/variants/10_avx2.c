#include "avx2.h"
#include "probe.h"
