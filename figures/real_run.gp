# Loss and accuracy of the two runs, epoch by epoch.
eval figure(11.6, 11)
set multiplot layout 2, 2 margins 0.085, 0.985, 0.1, 0.93 spacing 0.09, 0.14
set xrange [0.7:7.3]
set xtics 1
set key top right
set title 'MNIST: loss'
set yrange [0:0.35]
plot 'real_run-mnist.dat' using 1:2 with linespoints lt 5 title 'on the way', \
     '' using 1:3 with linespoints lt 1 title 'training', \
     '' using 1:5 with linespoints lt 2 title 'validation'
set title 'Fashion-MNIST: loss'
set yrange [0.1:0.7]
plot 'real_run-fashion.dat' using 1:2 with linespoints lt 5 title 'on the way', \
     '' using 1:3 with linespoints lt 1 title 'training', \
     '' using 1:5 with linespoints lt 2 title 'validation'
set key bottom right
set xlabel 'epoch'
set title 'MNIST: right answers, %'
set yrange [92:100.4]
plot 'real_run-mnist.dat' using 1:4 with linespoints lt 1 title 'training', \
     '' using 1:6 with linespoints lt 2 title 'validation'
set title 'Fashion-MNIST: right answers, %'
set yrange [82:96]
plot 'real_run-fashion.dat' using 1:4 with linespoints lt 1 title 'training', \
     '' using 1:6 with linespoints lt 2 title 'validation'
unset multiplot
