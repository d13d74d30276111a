# The first pictures of each class: MNIST above, Fashion-MNIST below.
eval figure(11.6, 9.7)
unset key
unset grid
unset tics
unset border
set size ratio -1
set multiplot layout 2, 1 margins 0.02, 0.98, 0.01, 0.99 spacing 0.02
set xrange [-1:299]
set yrange [119:-1]
plot 'pictures-mnist.dat' matrix with image pixels
plot 'pictures-fashion.dat' matrix with image pixels
unset multiplot
