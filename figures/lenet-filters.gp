# The twenty filters of the first layer.
eval figure(11, 2.6)
unset tics
unset key
unset grid
unset border
set margins 0.1, 0.1, 0.1, 0.1
set size ratio -1
set palette defined (0 '#000000', 1 '#ffffff')
set cbrange [0:255]
set xrange [-1:59]
set yrange [11.5:-1]
plot 'lenet-filters.dat' matrix with image pixels
