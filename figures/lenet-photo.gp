# A photograph, its ink and the box around it, and what the network gets.
eval figure(11.6, 3.9)
unset tics
unset key
unset grid
set border 15 lt 7
set size ratio -1
set multiplot layout 1, 3 margins 0.01, 0.99, 0.02, 0.86 spacing 0.03, 0
set palette defined (0 '#000000', 1 '#ffffff')
set cbrange [0:255]
set xrange [-0.5:159.5]
set yrange [119.5:-0.5]
set title 'the photograph'
plot 'lenet-photo.dat' index 0 matrix with image
set palette defined (0 '#ffffff', 1 ink)
set cbrange [0:1]
set title 'ink, and its box'
plot 'lenet-photo.dat' index 1 matrix with image, \
     '' index 2 using ($1 - 0.5):($2 - 0.5) with lines lt 2
set title 'what the network gets'
set xrange [-5.2:32.2]
set yrange [27.5:-0.5]
plot 'lenet-photo.dat' index 3 matrix with image
unset multiplot
