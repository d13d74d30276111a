# What few points for training cost, and what few for validation do.
eval figure(9, 5.2)
set xlabel 'points for training, of ten'
set ylabel 'error'
set xrange [0.7:9.3]
set yrange [0:*]
set xtics 1
set key top center
plot 'ten_points.dat' using 1:2 with linespoints lt 1 title 'of the fit, on new points', \
     '' using 1:3 with linespoints lt 2 title 'by which validation misses it'
