# The sigmoid, and the threshold of chapter 1 beside it.
eval figure(9, 4.6)
set xrange [-6:6]
set yrange [-0.08:1.08]
set xlabel 'z'
set ytics 0.5
set key left top
step(z) = z > 0 ? 1 : 0
set samples 2001
plot step(x) with lines lt 7 lw 2 title 'threshold', \
     'sigmoid_curve.dat' with lines lt 1 title 'sigmoid'
