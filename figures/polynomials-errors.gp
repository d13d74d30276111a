# Error against degree: one curve falls, the other turns.
eval figure(9, 5.6)
set xlabel 'degree'
set ylabel 'error'
set xrange [-0.3:11.3]
set yrange [0:1.6]
set xtics 1
set key at 11.2, 0.9
plot 0.25 with lines lt 7 title 'noise', \
     'polynomials-errors.dat' using 1:2 with linespoints lt 1 title 'on the twelve', \
     '' using 1:($3 < 1.6 ? $3 : 1.65) with linespoints lt 2 title 'on others'
