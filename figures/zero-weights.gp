# The weights of the neuron as a picture: blue speaks for a zero, orange
# against it.
eval figure(7.6, 5.8)
unset key
unset grid
unset tics
unset border
set size ratio -1
set palette defined (-1 '#cc4e00', 0 '#ffffff', 1 '#004488')
set cbrange [-1:1]
set rmargin 12
set colorbox
set cbtics ('against' -1, '0' 0, 'for a zero' 1)
set yrange [] reverse
plot 'zero-weights.dat' matrix with image pixels
