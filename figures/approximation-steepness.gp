# The error against the steepness of the sides, for three numbers of bumps.
eval figure(11.6, 6.4)
set logscale xy
set xrange [10:1e5]
set yrange [0.003:1.2]
set xtics ('10' 10, '100' 100, '1000' 1000, '10 000' 1e4, '100 000' 1e5)
set ytics (0.01, 0.1, 1)
set xlabel 'steepness s'
set ylabel 'largest error'
set key bottom left
plot 'approximation-steepness.dat' using 1:2 with lines lt 1 title 'N = 10', \
     '' using 1:3 with lines lt 2 title 'N = 50', \
     '' using 1:4 with lines lt 3 title 'N = 250'
