# The same U-shape, over the strength of a penalty.
eval figure(9, 5.2)
set logscale x
set format x '10^{%T}'
set xlabel 'strength l_2 of the penalty'
set ylabel 'error'
set xrange [1e-6:100]
set yrange [0:1.55]
set key top center
plot 0.25 with lines lt 7 title 'noise', \
     'strengths.dat' using 1:2 with lines lt 1 title 'on the twelve points', \
     '' using 1:3 with lines lt 2 title 'on others'
