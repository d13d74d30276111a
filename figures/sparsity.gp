# What share of the gradient is not 0, as LeNet learns.
eval figure(11.6, 5.4)
set xlabel 'steps of 16 pictures'
set ylabel 'not 0, %'
set xrange [0:3750]
set yrange [0:70]
set xtics 750
set key top right
plot 'sparsity.dat' using 1:4 with lines lt 3 title 'fc1: behind ReLU', \
     '' using 1:2 with lines lt 1 title 'conv1: behind ReLU and max pooling', \
     '' using 1:3 with lines lt 2 title 'conv2: the same'
