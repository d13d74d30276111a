# How often the network is right, against how sure it is.
eval figure(6.8, 5.8)
set size square
unset key
set label 'the network' at 0.65, 0.76 right textcolor lt 1
set label 'as sure as right' at 0.66, 0.58 left textcolor lt 8
set xrange [0.35:1]
set yrange [0.35:1]
set xtics 0.2
set ytics 0.2
set xlabel 'largest probability, mean'
set ylabel 'share of right answers'
plot x with lines lt 7, \
     'digits_mlp-sure.dat' using 1:2 with linespoints lt 1
