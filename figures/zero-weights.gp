# The weights of the neuron as two pictures: those that speak for a zero, and those
# that speak against it. The darker, the more.
eval figure(10.4, 5.2)
unset key
unset grid
unset tics
set border 15 lt 7 lw 0.5 dt solid
set multiplot layout 1, 2 margins 0.01, 0.99, 0.02, 0.87 spacing 0.04
set size ratio 1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set cbrange [0:1]
set title 'for a zero'
plot 'zero-weights.dat' matrix using 1:2:($3 > 0 ? $3 : 0) with image pixels
set title 'against'
plot 'zero-weights.dat' matrix using 1:2:($3 < 0 ? -$3 : 0) with image pixels
unset multiplot
