# The loss of a deep network of sigmoids, with and without batch normalisation.
eval figure(9, 5)
set xlabel 'epoch'
set ylabel 'loss in training'
set yrange [0:2.6]
set key at graph 0.98, 0.72
plot 'norm_depth.dat' using 1:2 with lines lt 2 title 'eight layers of sigmoids', \
     '' using 1:3 with lines lt 1 title 'with batch normalisation'
