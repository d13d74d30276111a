# Two losses against the score, when the right answer is 1.
eval figure(9, 5)
set xrange [-8:8]
set yrange [0:8]
set xtics 4
set ytics 2
set xlabel 'score z'
set ylabel 'loss'
plot 'losses.dat' using 1:3 with lines lt 1 title 'cross-entropy, −log σ(z)', \
     '' using 1:2 with lines lt 2 title 'squared error, (1 − σ(z))²'
