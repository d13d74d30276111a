# A digit, and the squares that one unit of each layer sees.
eval figure(9, 5.6)
unset tics
unset grid
set border 15 lt 7
set size ratio -1
set xrange [-0.5:27.5]
set yrange [27.5:-0.5]
set palette defined (0 '#ffffff', 1 '#b0b0b0')
set cbrange [0:255]
set key outside right center reverse Left
plot 'fields.dat' index 0 matrix with image notitle, \
     '' index 4 with lines lt 4 lw 2 title 'max\_pool 2', \
     '' index 3 with lines lt 3 lw 2 title 'conv 5', \
     '' index 2 with lines lt 2 lw 2 title 'max\_pool 2', \
     '' index 1 with lines lt 1 lw 2 title 'conv 5'
