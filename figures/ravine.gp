# The ravine seven times, and in the last panel the loss of all seven.
eval figure(11.6, 13.5)
set multiplot layout 4, 2 spacing 0.13, 0.085 margins 0.06, 0.965, 0.055, 0.965
set xrange [-3.2:11]
set yrange [-1.45:1.45]
set xtics 5
set ytics 1
set key off
unset grid
names = "'gradient descent' 'momentum' 'Nesterov' 'AdaGrad' 'RMSProp' \
         'AdaDelta' 'Adam'"
colour(i) = 1 + i % 6
do for [i = 0:6] {
    set title word(names, i + 1) offset 0, -0.8
    plot 'ravine-contours.dat' with lines lt 7 lw 0.5 dt solid, \
         'ravine.dat' index i using 2:3 with linespoints lt colour(i) \
             lw 1 dt solid pt 7 ps 0.25, \
         '+' using (0):(0) every ::::0 with points lt 8 pt 1 ps 0.8
}
set title 'E at step 0 to 60' offset 0, -0.8
set xrange [0:60]
set logscale y
set yrange [1e-6:300]
set xtics 20
set ytics 1e-6, 1000
set format y '10^{%T}'
plot for [i = 0:6] 'ravine.dat' index i using 1:4 with lines \
         lt colour(i) dt solid lw (i == 6 ? 2.5 : 1)
unset multiplot
