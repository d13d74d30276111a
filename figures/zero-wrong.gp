# Above, zeros that were missed; below, false alarms.
eval figure(11.6, 2.6)
unset key
unset grid
unset tics
unset border
set margins 0, 0, 0, 0
set size ratio -1
set yrange [] reverse
plot 'zero-wrong.dat' matrix with image pixels
