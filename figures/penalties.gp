# Three penalties, and their slopes.
eval figure(11.6, 5.4)
set multiplot layout 1, 2 margins 0.06, 0.985, 0.2, 0.88 spacing 0.09, 0
set xrange [-2:2]
set xtics 1
set xlabel 'weight w'
set key top center
set title 'penalty'
set yrange [0:2]
plot 'penalties.dat' using 1:2 with lines lt 1 title '|w|', \
     '' using 1:3 with lines lt 2 title 'w^2/2', \
     '' using 1:4 with lines lt 3 title 'Huber, δ = ½'
set title 'its slope'
set yrange [-2:2]
unset key
plot 'penalties.dat' using 1:($1 < 0 ? $5 : NaN) with lines lt 1, \
     '' using 1:($1 > 0 ? $5 : NaN) with lines lt 1, \
     '' using 1:6 with lines lt 2, '' using 1:7 with lines lt 3
unset multiplot
