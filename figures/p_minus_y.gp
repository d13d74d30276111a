# The slopes of the two losses by the score, when the right answer is 1.
eval figure(10, 5.6)
set xrange [-8:8]
set yrange [-1.05:0.1]
set xtics 4
set ytics 0.5
set xlabel 'score z'
set ylabel 'slope' offset 0, 0
unset key
set label 'cross-entropy' at -7.6, -0.9 left textcolor lt 1
set label 'squared error' at -7.6, -0.13 left textcolor lt 2
plot 'p_minus_y.dat' using 1:2 with lines lt 1, \
     '' using 1:3 with lines lt 2
