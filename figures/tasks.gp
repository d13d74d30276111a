# One picture and four questions.
eval figure(11.6, 4.1)
set multiplot layout 1, 4 margins 0.01, 0.99, 0.14, 0.86 spacing 0.02, 0
unset tics
unset key
unset grid
set border 15 lt 7
set size ratio -1
set xrange [-0.5:95.5]
set yrange [95.5:-0.5]
set palette defined (0 '#000000', 1 '#ffffff')
set cbrange [0:1]
set title 'classification'
set xlabel '“ball, box”'
plot 'tasks.dat' index 0 matrix with image
set title 'detection'
set xlabel 'where is it?'
plot 'tasks.dat' index 0 matrix with image, \
     '' index 2 with lines lt 2 lw 2, '' index 3 with lines lt 5 lw 2
set title 'segmentation'
set xlabel 'which pixels?'
set palette defined (0 '#e4e9f0', 0.34 '#8a8a8a', 0.67 '#cc4e00', 1 '#4da3dd')
plot 'tasks.dat' index 1 matrix with image
set title 'key points'
set xlabel 'which points?'
set palette defined (0 '#000000', 1 '#ffffff')
plot 'tasks.dat' index 0 matrix with image, \
     '' index 3 every ::0::3 with points lt 2 ps 1.2
unset multiplot
