# The error of a difference against its step: too large a step bends, too small
# a step drowns in rounding.
set logscale xy
set xlabel 'step h'
set ylabel 'relative error' offset -1.4
set lmargin 11.5
set format x '10^{%T}'
set format y '10^{%T}'
set xrange [1e-12:1]
set yrange [1e-13:10]
set key bottom right
plot 'step_size.dat' using 1:2 with lines lt 3 dt (2, 3) title 'forward', \
     '' using 1:3 with lines lt 1 title 'centred', \
     '' using 1:4 with lines lt 2 title 'centred, in float'
