# The ravine seven times, and in the last panel the loss of all seven, each with
# its name at its end.
eval figure(12.6, 11.8)
set multiplot
set ytics 1
set key off
names = "'gradient descent' 'momentum' 'Nesterov' 'AdaGrad' 'RMSProp' \
         'AdaDelta' 'Adam'"
type(i) = 1 + i % 6
left(k) = 0.068 + 0.325 * (k % 3)
top(k) = 0.955 - 0.325 * (k / 3)
unset grid
do for [i = 0:6] {
    set lmargin at screen left(i)
    set rmargin at screen left(i) + 0.275
    set tmargin at screen top(i)
    set bmargin at screen top(i) - 0.235
    set xrange [-3.2:11]
    set yrange [-1.45:1.45]
    set xtics 5
    set title word(names, i + 1) offset 0, -0.8
    plot 'ravine-contours.dat' with lines lt 7 lw 0.5 dt solid, \
         'ravine.dat' index i using 2:3 with linespoints lt type(i) \
             lw 0.8 dt solid pt 7 ps 0.2, \
         '+' using (0):(0) every ::::0 with points lt 8 pt 1 ps 0.8
}
set lmargin at screen left(7) + 0.04
set rmargin at screen 0.785
set tmargin at screen top(7)
set bmargin at screen top(7) - 0.235
set title 'E, step by step' offset 0, -0.8
set xrange [0:60]
set logscale y
set yrange [1e-6:300]
set xtics 20
set ytics 1e-6, 1000
set format y '10^{%T}'
# Where the names stand, so that they do not touch.
array place[7] = [8, 0.08, 0.001, 4e-5, 0.8, 100, 0.009]
do for [i = 0:6] {
    set label i + 1 word(names, i + 1) at 61.5, place[i + 1] left textcolor lt type(i)
}
plot for [i = 0:6] 'ravine.dat' index i using 1:4 with lines \
         lt type(i) lw (i == 6 ? 2 : 1)
unset multiplot
